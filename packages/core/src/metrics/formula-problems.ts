import { type Formula, measuresOf } from './formula.js';
import { isAtEnd, type Measure } from './measure.js';
import { type Condition, columnKind, type DimensionFamily, type SourceName, sources } from './source.js';

/** The populations of spans: they are counted at the end, and nothing else is. */
const spans: readonly SourceName[] = ['enrollment_spans', 'modular_enrollment_spans', 'progress_spans'];
const ofNumbers: readonly Measure['aggregate'][] = ['sum', 'sum_of_squares', 'quantile', 'fractions_at_end'];
/** Recorded activity is added up by quarter hours, in as many rows as it came in: only these do not depend on that. */
const ofActivities: readonly Measure['aggregate'][] = ['sum', 'count_distinct', 'count_distinct_daily'];

/** What of a metric the formula has to do with. */
interface Declared {
  readonly formula: Formula;
  readonly families?: readonly DimensionFamily[];
  readonly choosesAttempts?: boolean;
}

/** What is wrong with the formula of a metric whose shape is right. */
export function formulaProblems({ formula, families = [], choosesAttempts }: Declared): string[] {
  const measures = measuresOf(formula);
  const problems = measures.flatMap((measure) => (hasTime(measure) ? measureProblems(measure) : timeProblems(measure)));
  const names = new Set(measures.map(({ source }) => source));
  if (formula.kind === 'ratio') problems.push(...ratioProblems(measures));
  const had: readonly DimensionFamily[] = sources[measures[0]!.source].families;
  if (families.some((family) => !had.includes(family))) problems.push(`families can only be of ${had.join(', ')}`);
  if (choosesAttempts && !names.has('attempts')) problems.push('only metrics of attempts can choose attempts');
  return [...new Set(problems)];
}

function hasTime({ source, at }: Measure): boolean {
  const times: readonly string[] = sources[source].times;
  return times.includes(at);
}

function timeProblems({ source, at }: Measure): string[] {
  return [`${source} have no time ${JSON.stringify(at)}; they have ${sources[source].times.join(', ')}`];
}

function measureProblems(measure: Measure): string[] {
  const { aggregate, source, column, where } = measure;
  const problems = [column, ...where.map((each) => each.column)].flatMap((name) => columnProblems(source, name));
  if (problems.length > 0) return problems;
  return [
    ...aggregateProblems(measure),
    ...where.flatMap((each) => conditionProblems(source, each)),
    ...(aggregate === 'quantile' ? shareProblems(measure) : []),
  ];
}

function columnProblems(source: SourceName, column: string | undefined): string[] {
  if (column === undefined || columnKind(source, column)) return [];
  const known = Object.keys(sources[source].columns).join(', ');
  return [`${source} have no column ${JSON.stringify(column)}; they have ${known}`];
}

function aggregateProblems({ aggregate, source, column }: Measure): string[] {
  if (spans.includes(source) !== isAtEnd({ aggregate })) {
    return [`${source} cannot be asked for ${aggregate}: spans are counted at the end, nothing else is`];
  }
  if (source === 'activities' && !ofActivities.includes(aggregate)) {
    return [`activities are kept as sums of quarter hours: they can only be asked for ${ofActivities.join(', ')}`];
  }
  const isOfRows = aggregate === 'count' || aggregate === 'count_at_end';
  if (isOfRows) return [];
  if (column === undefined) return [`${aggregate} needs a column of ${source}`];
  if (!ofNumbers.includes(aggregate) || columnKind(source, column)?.type === 'number') return [];
  return [`${aggregate} needs a column of numbers, and ${column} of ${source} is none`];
}

function conditionProblems(source: SourceName, condition: Condition): string[] {
  const { column } = condition;
  const type = columnKind(source, column)?.type;
  if (source === 'activities' && type === 'number') {
    return [`activities are kept as sums of quarter hours: no condition can be on ${column}`];
  }
  if ('known' in condition) return [];
  const given = typeof condition.is === 'boolean' ? 'boolean' : 'text';
  if (type === given) return [];
  const right = type === 'boolean' ? 'true or false' : type === 'text' ? 'a text or a list of texts' : 'only known';
  return [`a condition on ${column} of ${source} can be ${right}, not ${JSON.stringify(condition.is)}`];
}

function shareProblems({ share }: Measure): string[] {
  const [numerator, denominator] = share ?? [-1, 0];
  const isWhole = Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator);
  if (isWhole && numerator >= 0 && denominator > 0 && numerator <= denominator) return [];
  return ['a share must be two whole numbers, 0 to 1 together, such as [9, 10]'];
}

function ratioProblems(measures: readonly Measure[]): string[] {
  const problems: string[] = [];
  const families = new Set(measures.map(({ source }) => sources[source].families.join()));
  if (families.size > 1) problems.push('both parts of a ratio need the same dimensions');
  const scaled = measures.find(({ aggregate, source, column = '' }) => {
    return aggregate === 'sum' && (columnKind(source, column)?.per ?? 1n) !== 1n;
  });
  if (scaled) problems.push(`the parts of a ratio are counts; ${scaled.column} is not one: use mean for a mean`);
  return problems;
}
