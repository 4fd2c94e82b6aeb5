/** What is wrong with a question: its key names a wrong answer, or nobody can tell what it asks. */
export type Flaw = 'miskeyed' | 'vague';

/** An assessment as the school plans it. */
export interface AssessmentOutline {
  title: string;
  /** How many modules come before it. */
  afterModule: number;
  form: 'quiz' | 'exam' | 'assignment';
  /** Bad questions, by their position from 1: something for an item analysis to find. */
  flaws?: Readonly<Record<number, Flaw>>;
}

/** A course as the school plans it. */
export interface CourseOutline {
  courseId: string;
  title: string;
  attributes: { subject: string; level: string; credits: number };
  /** Weeks of the term, the first is 0; the last module is due in the last week. */
  firstWeek: number;
  lastWeek: number;
  /** What its items ask of a learner, on the scale of ability (mean 0, standard deviation about 1): higher is harder. */
  difficulty: number;
  /** The share of average learners who stay to the end. */
  persistence: number;
  /** A module, by its position from 1, at which this share of those who do not stay give up. */
  cliff: { module: number; share: number };
  /** How much there is to view and read, beside an average course. */
  workload: number;
  /** Titles. */
  modules: readonly string[];
  assessments: readonly AssessmentOutline[];
}

/**
 * The courses of the school.
 *
 * Three run in the first part of the term and three in the second, so that ten weeks after its start some courses are over,
 * others under way, and learners have just enrolled.
 */
export const COURSE_CATALOGUE: readonly CourseOutline[] = [
  {
    courseId: 'writing-101',
    title: 'Academic Writing',
    attributes: { subject: 'Humanities', level: 'introductory', credits: 5 },
    firstWeek: 0,
    lastWeek: 6,
    difficulty: -1.0,
    persistence: 0.88,
    cliff: { module: 4, share: 0.15 },
    workload: 0.9,
    modules: [
      'What makes a text academic',
      'Finding and reading sources',
      'From question to outline',
      'Paragraphs that argue',
      'Quoting and referencing',
      'Revising a draft',
    ],
    assessments: [
      { title: 'Sources quiz', afterModule: 2, form: 'quiz' },
      { title: 'Referencing quiz', afterModule: 5, form: 'quiz' },
      { title: 'Essay', afterModule: 6, form: 'assignment' },
    ],
  },
  {
    courseId: 'statistics-110',
    title: 'Introduction to Statistics',
    attributes: { subject: 'Mathematics', level: 'introductory', credits: 10 },
    firstWeek: 0,
    lastWeek: 9,
    difficulty: -0.4,
    persistence: 0.76,
    cliff: { module: 7, share: 0.3 },
    workload: 1.05,
    modules: [
      'Data and variables',
      'Describing distributions',
      'Probability',
      'Random variables',
      'Sampling',
      'Confidence intervals',
      'Hypothesis tests',
      'Correlation and regression',
      'Comparing groups',
    ],
    assessments: [
      { title: 'Quiz on describing data', afterModule: 2, form: 'quiz', flaws: { 7: 'miskeyed' } },
      { title: 'Quiz on probability', afterModule: 4, form: 'quiz' },
      { title: 'Mid-term test', afterModule: 5, form: 'exam' },
      { title: 'Quiz on inference', afterModule: 7, form: 'quiz' },
      { title: 'Final exam', afterModule: 9, form: 'exam' },
    ],
  },
  {
    courseId: 'python-120',
    title: 'Programming with Python',
    attributes: { subject: 'Computing', level: 'introductory', credits: 10 },
    firstWeek: 0,
    lastWeek: 9,
    difficulty: -0.3,
    persistence: 0.68,
    cliff: { module: 5, share: 0.5 },
    workload: 1.25,
    modules: [
      'First programs',
      'Values and variables',
      'Decisions',
      'Loops',
      'Functions',
      'Lists and dictionaries',
      'Files and text',
      'Finding mistakes',
      'Classes',
      'A program of your own',
    ],
    assessments: [
      { title: 'Checkpoint: basics', afterModule: 3, form: 'quiz' },
      { title: 'Checkpoint: functions', afterModule: 5, form: 'quiz', flaws: { 4: 'vague' } },
      { title: 'Checkpoint: data', afterModule: 7, form: 'quiz' },
      { title: 'Checkpoint: classes', afterModule: 9, form: 'quiz' },
      { title: 'Project', afterModule: 10, form: 'assignment' },
    ],
  },
  {
    courseId: 'biology-140',
    title: 'Human Biology',
    attributes: { subject: 'Science', level: 'intermediate', credits: 10 },
    firstWeek: 7,
    lastWeek: 13,
    difficulty: -0.55,
    persistence: 0.8,
    cliff: { module: 5, share: 0.25 },
    workload: 0.95,
    modules: [
      'Cells and tissues',
      'Blood and circulation',
      'Breathing',
      'Digestion',
      'Nerves and senses',
      'Muscles and bones',
      'Hormones',
    ],
    assessments: [
      { title: 'Quiz on cells', afterModule: 1, form: 'quiz' },
      { title: 'Quiz on circulation and breathing', afterModule: 3, form: 'quiz' },
      { title: 'Mid-term test', afterModule: 4, form: 'exam' },
      { title: 'Final exam', afterModule: 7, form: 'exam' },
    ],
  },
  {
    courseId: 'history-130',
    title: 'The World since 1900',
    attributes: { subject: 'Humanities', level: 'introductory', credits: 10 },
    firstWeek: 7,
    lastWeek: 13,
    difficulty: -0.72,
    persistence: 0.84,
    cliff: { module: 4, share: 0.2 },
    workload: 0.85,
    modules: [
      'Empires in 1900',
      'The First World War',
      'Between the wars',
      'The Second World War',
      'The end of empires',
      'The Cold War',
      'After 1989',
    ],
    assessments: [
      { title: 'Quiz on empires and war', afterModule: 2, form: 'quiz' },
      { title: 'Source analysis', afterModule: 4, form: 'assignment' },
      { title: 'Final essay', afterModule: 7, form: 'assignment' },
    ],
  },
  {
    courseId: 'ethics-150',
    title: 'Data Ethics',
    attributes: { subject: 'Computing', level: 'intermediate', credits: 5 },
    firstWeek: 6,
    lastWeek: 9,
    difficulty: -0.65,
    persistence: 0.84,
    cliff: { module: 4, share: 0.25 },
    workload: 0.9,
    modules: [
      'Why data is not neutral',
      'Privacy and consent',
      'Fairness',
      'Explaining a decision',
      'Laws and regulators',
      'A case of your own',
    ],
    assessments: [
      { title: 'Quiz on privacy', afterModule: 2, form: 'quiz' },
      { title: 'Quiz on fairness', afterModule: 4, form: 'quiz' },
      { title: 'Case study', afterModule: 6, form: 'assignment' },
    ],
  },
];
