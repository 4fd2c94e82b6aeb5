/** An assessment as the school plans it. */
export interface AssessmentOutline {
  title: string;
  /** How many modules come before it. */
  afterModule: number;
  itemCount: number;
  /** What most attempts need. */
  minutes: number;
  /** In the final score, beside the other assessments of the course. */
  weight: number;
  attemptsAllowed: number;
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
  /** How much there is to view and read, beside an average course. */
  workload: number;
  /** Titles. */
  modules: readonly string[];
  assessments: readonly AssessmentOutline[];
}

function quiz(title: string, afterModule: number): AssessmentOutline {
  return { title, afterModule, itemCount: 6, minutes: 18, weight: 1, attemptsAllowed: 3 };
}

function exam(title: string, afterModule: number): AssessmentOutline {
  return { title, afterModule, itemCount: 8, minutes: 75, weight: 3, attemptsAllowed: 2 };
}

/** The courses of the school. */
export const COURSE_CATALOGUE: readonly CourseOutline[] = [
  {
    courseId: 'writing-101',
    title: 'Academic Writing',
    attributes: { subject: 'Humanities', level: 'introductory', credits: 5 },
    firstWeek: 0,
    lastWeek: 9,
    difficulty: -1.35,
    persistence: 0.83,
    workload: 0.85,
    modules: [
      'What makes a text academic',
      'Finding and reading sources',
      'From question to outline',
      'Paragraphs that argue',
      'Quoting and referencing',
      'Revising a draft',
    ],
    assessments: [quiz('Sources quiz', 2), quiz('Referencing quiz', 5), exam('Essay', 6)],
  },
  {
    courseId: 'statistics-110',
    title: 'Introduction to Statistics',
    attributes: { subject: 'Mathematics', level: 'introductory', credits: 10 },
    firstWeek: 0,
    lastWeek: 11,
    difficulty: -0.45,
    persistence: 0.72,
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
      quiz('Quiz on describing data', 2),
      quiz('Quiz on probability', 4),
      exam('Mid-term test', 5),
      quiz('Quiz on inference', 7),
      exam('Final exam', 9),
    ],
  },
  {
    courseId: 'python-120',
    title: 'Programming with Python',
    attributes: { subject: 'Computing', level: 'introductory', credits: 10 },
    firstWeek: 0,
    lastWeek: 12,
    difficulty: -0.4,
    persistence: 0.68,
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
      quiz('Checkpoint: basics', 3),
      quiz('Checkpoint: functions', 5),
      quiz('Checkpoint: data', 7),
      quiz('Checkpoint: classes', 9),
      exam('Project', 10),
    ],
  },
  {
    courseId: 'biology-140',
    title: 'Human Biology',
    attributes: { subject: 'Science', level: 'intermediate', credits: 10 },
    firstWeek: 0,
    lastWeek: 10,
    difficulty: -0.75,
    persistence: 0.79,
    workload: 1.1,
    modules: [
      'Cells and tissues',
      'Blood and circulation',
      'Breathing',
      'Digestion',
      'Nerves and senses',
      'Muscles and bones',
      'Hormones',
      'Immunity',
    ],
    assessments: [
      quiz('Quiz on cells', 1),
      quiz('Quiz on circulation and breathing', 3),
      exam('Mid-term test', 5),
      exam('Final exam', 8),
    ],
  },
  {
    courseId: 'history-130',
    title: 'The World since 1900',
    attributes: { subject: 'Humanities', level: 'introductory', credits: 10 },
    firstWeek: 0,
    lastWeek: 10,
    difficulty: -1.0,
    persistence: 0.82,
    workload: 0.95,
    modules: [
      'Empires in 1900',
      'The First World War',
      'Between the wars',
      'The Second World War',
      'The end of empires',
      'The Cold War',
      'After 1989',
    ],
    assessments: [quiz('Quiz on empires and war', 2), exam('Source analysis', 4), exam('Final essay', 7)],
  },
  {
    courseId: 'ethics-150',
    title: 'Data Ethics',
    attributes: { subject: 'Computing', level: 'intermediate', credits: 5 },
    firstWeek: 6,
    lastWeek: 11,
    difficulty: -0.9,
    persistence: 0.76,
    workload: 1.0,
    modules: [
      'Why data is not neutral',
      'Privacy and consent',
      'Fairness',
      'Explaining a decision',
      'Laws and regulators',
      'A case of your own',
    ],
    assessments: [quiz('Quiz on privacy', 2), quiz('Quiz on fairness', 4), exam('Case study', 6)],
  },
];
