import { dayOf, momentOn, type TermCalendar } from './calendar.js';
import { type Choices, choices, type Random } from './random.js';
import type { Draft } from './sample-event.js';

export interface Learner {
  userId: string;
  name: string;
  email: string;
  /** What the learner knows and can do: mean 0, standard deviation about 1. */
  ability: number;
  /** How steadily the learner works: 0 to 1. */
  diligence: number;
  mode: 'online' | 'campus';
  courseIds: readonly string[];
  attributes: { region: string; programme: string; cohort: string; age_band: string };
}

interface Programme {
  title: string;
  core: readonly string[];
  electives: readonly string[];
}

const PROGRAMMES: Choices<Programme> = choices([
  [
    {
      title: 'Data Science',
      core: ['statistics-110', 'python-120', 'ethics-150'],
      electives: ['writing-101', 'biology-140'],
    },
    35,
  ],
  [
    {
      title: 'Health Science',
      core: ['biology-140', 'statistics-110', 'writing-101'],
      electives: ['ethics-150', 'history-130'],
    },
    35,
  ],
  [
    {
      title: 'Liberal Arts',
      core: ['history-130', 'writing-101', 'ethics-150'],
      electives: ['python-120', 'statistics-110'],
    },
    30,
  ],
]);
const TAKES_ELECTIVE = 0.6;

const REGIONS = choices([
  ['North', 26],
  ['South', 24],
  ['East', 15],
  ['West', 20],
  ['Islands', 7],
  ['Abroad', 8],
]);

const AGE_BANDS = choices([
  ['18-24', 46],
  ['25-34', 30],
  ['35-44', 15],
  ['45+', 9],
]);

const MODES = choices<Learner['mode']>([
  ['online', 62],
  ['campus', 38],
]);

/** Years since the learner joined the school. */
const YEARS_AT_SCHOOL = choices([
  [0, 60],
  [1, 28],
  [2, 12],
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
export function drawLearner(random: Random, number: number, calendar: TermCalendar): Learner {
  const given = random.pick(GIVEN_NAMES);
  const family = random.pick(FAMILY_NAMES);
  const programme = random.choose(PROGRAMMES);
  const attributes = {
    region: random.choose(REGIONS),
    programme: programme.title,
    cohort: String(calendar.year - random.choose(YEARS_AT_SCHOOL)),
    age_band: random.choose(AGE_BANDS),
  };
  return {
    userId: `learner-${String(number).padStart(5, '0')}`,
    name: `${given} ${family}`,
    email: `${given.toLowerCase()}.${family.toLowerCase()}.${number}@example.org`,
    ability: random.bell(),
    diligence: random.next(),
    mode: random.choose(MODES),
    courseIds: drawCourseIds(random, programme),
    attributes,
  };
}

function drawCourseIds(random: Random, { core, electives }: Programme): string[] {
  return random.chance(TAKES_ELECTIVE) ? [...core, random.pick(electives)] : [...core];
}

/** The creation of the learner's account, before the first enrollment. */
export function draftUserCreated(random: Random, learner: Learner, firstEnrolledAt: number): Draft {
  const { userId, email, name, attributes } = learner;
  const at = momentOn(random, dayOf(firstEnrolledAt) - random.whole(1, CREATED_DAYS_BEFORE));
  return { at, type: 'UserCreated', data: { userId, email, name, role: 'student', attributes } };
}
