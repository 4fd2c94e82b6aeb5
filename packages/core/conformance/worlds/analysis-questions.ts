import fc from 'fast-check';
import type { AnalysisQuestion } from '../oracle/analyses/analysis-question.js';

const enrollment = ['course', 'course.group', 'role', 'learner.group', 'mode', 'result', 'enrollment.group'];
const attempt = [...enrollment, 'assessment'];
const activity = [...enrollment, 'kind', 'module'];

/** What a world may hold of a dimension; the rest are attributes. */
const values: Readonly<Record<string, readonly string[]>> = {
  course: ['c1', 'c2'],
  module: ['m1', 'm2'],
  assessment: ['a1', 'a2'],
  kind: ['view', 'attempt_started', 'module_completed'],
  role: ['student', 'tutor'],
  mode: ['online', 'campus'],
  result: ['Pass', 'Merit'],
};

type Parameters = Readonly<Record<string, unknown>>;

const course = fc.constantFrom('c1', 'c1', 'c2');
const assessment = fc.constantFrom('a1', 'a1', 'a2');
const user = fc.constantFrom('u1-0', 'u1-0', 'u2-0', 'u1-1', '\u{1F600}-0');
const attempts = fc.constantFrom('all', 'first', 'best', 'last');

/** The parameters of each analysis, required and optional, and the dimensions that it can be filtered by. */
const analyses: Readonly<
  Record<
    string,
    {
      readonly required?: Record<string, fc.Arbitrary<unknown>>;
      readonly optional?: Record<string, fc.Arbitrary<unknown>>;
      readonly dimensions: readonly string[];
      readonly hasPeriod?: false;
    }
  >
> = {
  module_funnel: { required: { course }, dimensions: enrollment },
  retention: {
    optional: {
      course,
      cohort: fc.constantFrom('day', 'week', 'month'),
      weeks: fc.constantFrom(1, 3, 20),
      weekStart: fc.constantFrom('monday', 'sunday'),
    },
    dimensions: enrollment,
  },
  score_distribution: {
    required: { course },
    optional: { assessment, bins: fc.constantFrom(1, 3, 7), attempts },
    dimensions: attempt,
  },
  item_analysis: { required: { course, assessment }, optional: { attempts }, dimensions: attempt },
  answer_distribution: {
    required: { course, assessment },
    optional: { item: fc.constantFrom('i1', 'i2'), attempts },
    dimensions: attempt,
  },
  learner_progress: { required: { user }, optional: { course }, dimensions: enrollment, hasPeriod: false },
  learner_steps: { required: { user }, optional: { course }, dimensions: enrollment, hasPeriod: false },
  activity_heatmap: { optional: { course }, dimensions: activity },
  top_courses: {
    optional: {
      metric: fc.constantFrom('completion_rate', 'average_score', 'score_stddev', 'stickiness', 'average_progress'),
      limit: fc.constantFrom(1, 5),
      attempts: fc.constantFrom('all', 'best'),
    },
    dimensions: enrollment,
  },
};

const periods = [
  { from: '2026-02-01', to: '2026-04-05' },
  { from: '2026-03-01', to: '2026-03-03' },
  { from: '2026-03-02T10:00:00Z', to: '2026-03-30T12:00:00Z' },
];

const asOf = fc.constantFrom('2026-03-02T10:00:00Z', '2026-03-10', '2026-03-24T12:00:00Z');
const timeZone = fc.constantFrom('Europe/Paris', 'Asia/Kathmandu', 'America/New_York');

/** A question about a world: any analysis with its parameters, perhaps a zone, a filter, an asOf. */
export const analysisQuestion: fc.Arbitrary<AnalysisQuestion> = fc
  .constantFrom(...Object.entries(analyses))
  .chain(([analysis, { required = {}, optional = {}, dimensions, hasPeriod = true }]) =>
    fc
      .record({
        parameters: fc.record({ ...required, ...perhapsEach(optional) }),
        period: hasPeriod ? fc.constantFrom(...periods) : fc.constant({}),
        more: fc.record(perhapsEach({ asOf, timeZone, where: filter(dimensions) })),
      })
      .map(({ parameters, period, more }) => ({ analysis, ...period, ...stated({ ...parameters, ...more }) })),
  );

/** A filter by one of the dimensions, to some of its values. */
function filter(dimensions: readonly string[]): fc.Arbitrary<Record<string, (string | null)[]>> {
  return fc.constantFrom(...dimensions).chain((dimension) => {
    const known = [...(values[dimension] ?? ['x', 'y', '1', 'true']), null];
    return fc.subarray<string | null>(known, { minLength: 1 }).map((some) => ({ [dimension]: some }));
  });
}

/** Each absent half of the time. */
function perhapsEach(arbitraries: Record<string, fc.Arbitrary<unknown>>): Record<string, fc.Arbitrary<unknown>> {
  return Object.fromEntries(
    Object.entries(arbitraries).map(([name, each]) => [name, fc.oneof(fc.constant(undefined), each)]),
  );
}

function stated(parameters: Parameters): Parameters {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));
}

/** Every analysis of the whole of a world: as it is, as of a time between, and filtered by each of its dimensions. */
export const everyAnalysis: readonly AnalysisQuestion[] = Object.entries(analyses).flatMap(
  ([analysis, { required = {}, optional = {}, dimensions, hasPeriod = true }]) => {
    const parameters = { course: 'c1', assessment: 'a1', user: 'u1-0' };
    const asked = Object.entries(parameters).filter(([name]) => name in required);
    const question = { analysis, ...(hasPeriod && periods[0]), ...Object.fromEntries(asked) };
    return [
      question,
      { ...question, asOf: '2026-03-10' },
      { ...question, timeZone: 'America/New_York' },
      ...('attempts' in optional ? ['first', 'best', 'last', 'all'] : []).map((each) => ({
        ...question,
        attempts: each as 'first',
      })),
      ...dimensions.map((dimension) => ({
        ...question,
        where: { [dimension]: [values[dimension]?.[0] ?? 'x', null] },
      })),
    ];
  },
);
