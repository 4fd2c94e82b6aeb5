import { DAY, dayOf, momentOn } from './calendar.js';
import { COURSES, type Course } from './courses.js';
import { drawEnrollment, FIRST_ENROLLMENT_DAY, LAST_ENROLLMENT_DAY } from './enrollments.js';
import { purposes } from './purposes.js';
import { type Choices, choices, Random } from './random.js';
import type { Draft } from './sample-event.js';
import { type Span, touches } from './span.js';

export interface Learner {
  /** From 1. */
  number: number;
  userId: string;
  /** What the learner knows and can do: mean 0, standard deviation about 1. */
  ability: number;
  /** How steadily the learner works: 0 to 1. */
  diligence: number;
  mode: 'online' | 'campus';
  /** In the order of the catalogue. */
  courses: readonly Course[];
  attributes: { region: string; programme: string; year_of_study: string; age_band: string };
}

interface Programme {
  title: string;
  core: readonly string[];
  electives: readonly string[];
}

/** Those of Open Studies join the school for the second part of the term. */
const PROGRAMMES: Choices<Programme> = choices([
  [
    {
      title: 'Data Science',
      core: ['statistics-110', 'python-120', 'ethics-150'],
      electives: ['biology-140', 'history-130', 'writing-101'],
    },
    32,
  ],
  [
    {
      title: 'Health Science',
      core: ['statistics-110', 'writing-101', 'biology-140'],
      electives: ['ethics-150', 'history-130', 'python-120'],
    },
    28,
  ],
  [
    {
      title: 'Liberal Arts',
      core: ['writing-101', 'history-130', 'ethics-150'],
      electives: ['python-120', 'statistics-110', 'biology-140'],
    },
    24,
  ],
  [{ title: 'Open Studies', core: ['history-130'], electives: ['biology-140', 'ethics-150'] }, 16],
]);
const TAKES_ELECTIVE = 0.65;

const REGIONS = choices([
  ['North', 26],
  ['South', 24],
  ['East', 15],
  ['West', 20],
  ['Islands', 7],
  ['Abroad', 8],
]);

/** Older learners have chosen to study beside their work, and go about it more steadily. */
const AGE_BANDS = choices([
  [{ ages: '18-24', diligence: 0.95 }, 46],
  [{ ages: '25-34', diligence: 1 }, 30],
  [{ ages: '35-44', diligence: 1.1 }, 15],
  [{ ages: '45+', diligence: 1.15 }, 9],
]);

const MODES = choices<Learner['mode']>([
  ['online', 62],
  ['campus', 38],
]);

/** Those who are not in their first year have got through one. */
const YEARS = choices([
  [{ year: '1', ability: -0.1 }, 60],
  [{ year: '2', ability: 0.1 }, 28],
  [{ year: '3', ability: 0.25 }, 12],
]);

/** The account is made up to these days before the first enrollment. */
const CREATED_DAYS_BEFORE = 14;

const GIVEN_NAMES = [
  ...['Ada', 'Amara', 'Anton', 'Aylin', 'Bruno', 'Carla', 'Chen', 'Dalia', 'Daniel', 'Elena', 'Emeka', 'Farid'],
  ...['Freya', 'Grace', 'Hana', 'Hugo', 'Ines', 'Ivan', 'Jana', 'Jonas', 'Kofi', 'Laila', 'Leo', 'Lucia', 'Malik'],
  ...['Maria', 'Mei', 'Milan', 'Nadia', 'Noah', 'Olga', 'Omar', 'Paula', 'Priya', 'Rafael', 'Rosa', 'Samir', 'Sofia'],
  ...['Tariq', 'Theo', 'Uma', 'Vera', 'Wanda', 'Yusuf', 'Zoe'],
];

const FAMILY_NAMES = [
  ...['Abbas', 'Adeyemi', 'Andersen', 'Baker', 'Becker', 'Bianchi', 'Castro', 'Cohen', 'Costa', 'Dubois', 'Eriksen'],
  ...[
    'Fischer',
    'Garcia',
    'Haddad',
    'Hughes',
    'Ito',
    'Jansen',
    'Kaya',
    'Khan',
    'Kowalski',
    'Lee',
    'Lindqvist',
    'Lopez',
  ],
  ...['Mensah', 'Moreau', 'Murphy', 'Nakamura', 'Novak', 'Okafor', 'Papadakis', 'Patel', 'Petrov', 'Rossi', 'Santos'],
  ...['Schmidt', 'Sharma', 'Silva', 'Singh', 'Smith', 'Tanaka', 'Virtanen', 'Wang', 'Weber', 'Yilmaz', 'Zhang'],
];

/** Draws the learner of this number, from 1. */
export function drawLearner(random: Random, number: number): Learner {
  const programme = random.choose(PROGRAMMES);
  const age = random.choose(AGE_BANDS);
  const { year, ability } = random.choose(YEARS);
  return {
    number,
    userId: userIdOf(number),
    ability: random.bell() + ability,
    diligence: Math.min(1, random.next() * age.diligence),
    mode: random.choose(MODES),
    courses: drawCourses(random, programme),
    attributes: {
      region: random.choose(REGIONS),
      programme: programme.title,
      year_of_study: year,
      age_band: age.ages,
    },
  };
}

function drawCourses(random: Random, { core, electives }: Programme): Course[] {
  const elective = random.chance(TAKES_ELECTIVE) ? random.pick(electives) : null;
  return COURSES.filter(({ courseId }) => core.includes(courseId) || courseId === elective);
}

/** The id of the learner of this number. */
export function userIdOf(number: number): string {
  return `learner-${String(number).padStart(5, '0')}`;
}

/** Whether the account may be made in a span. */
export function mayCreate(span: Span, { courses }: Learner): boolean {
  const firstDay = Math.min(...courses.map((course) => course.firstDay));
  const first = firstDay + FIRST_ENROLLMENT_DAY - CREATED_DAYS_BEFORE;
  return touches(span, first * DAY, (firstDay + LAST_ENROLLMENT_DAY) * DAY);
}

/** When the account is made: some days before the first enrollment. */
export function drawCreatedAt(seed: number, learner: Learner): number {
  const enrolledAt = learner.courses.map((course) => {
    return drawEnrollment(new Random(seed, learner.number, purposes.studies(course)), learner, course).enrolledAt;
  });
  const random = new Random(seed, learner.number, purposes.account);
  return momentOn(random, dayOf(Math.min(...enrolledAt)) - random.whole(1, CREATED_DAYS_BEFORE));
}

/** The creation of the account, with the learner's name. */
export function draftUserCreated(seed: number, { number, userId, attributes }: Learner, at: number): Draft {
  const random = new Random(seed, number, purposes.name);
  const [given, family] = [random.pick(GIVEN_NAMES), random.pick(FAMILY_NAMES)];
  const email = `${given.toLowerCase()}.${family.toLowerCase()}.${number}@example.org`;
  const data = { userId, email, name: `${given} ${family}`, role: 'student', attributes };
  return { at, learner: number, type: 'UserCreated', data };
}
