import fc from 'fast-check';
import { type Answerable, type Catalogue, dimensionsOf, type Question } from '../../src/index.js';
import { columnsOf, metricGroups, perhaps, stated } from '../worlds/world-questions.js';
import type { StreamTerms } from './stream-terms.js';

/** What questions about a tenant are made of: what can be asked, and what its events name. */
interface Matter {
  readonly catalogue: Catalogue;
  readonly terms: StreamTerms;
}

type Members = Readonly<Record<string, unknown>>;
type Arbitraries = Readonly<Record<string, fc.Arbitrary<unknown>>>;
type Kind = 'analysis' | 'report';

/** Zones whose clocks change at an hour, by half an hour, at midnight, or not at all; some are offset by quarters. */
const timeZone = fc.constantFrom(
  ...['UTC', 'Europe/Paris', 'America/New_York', 'America/Santiago', 'Africa/Cairo', 'Australia/Lord_Howe'],
  ...['Asia/Kathmandu', 'Pacific/Chatham', 'Pacific/Kiritimati'],
);
/** Days, in some of these zones, of 23, 23½, 24½ or 25 hours. */
const changeDays = [
  ...['2013-03-31', '2013-10-27', '2013-11-03', '2014-03-09', '2014-03-30', '2014-04-06', '2014-10-26'],
  ...['2025-10-26', '2025-10-31', '2025-11-02', '2026-03-08', '2026-03-29', '2026-04-05', '2026-04-24'],
];
const timesOfDay = ['', '', 'T00:00:00Z', 'T10:15:00Z', 'T23:30:00+05:45', 'T02:30:00-03:00'];
const grain = fc.constantFrom('hour', 'day', 'week', 'month', 'quarter', 'year');
const attempts = fc.constantFrom('all', 'first', 'best', 'last');
const limit = fc.constantFrom(1, 3, 1_000);

/** What questions are about, and which of them: the same for the same seed. */
export interface Questioning {
  readonly catalogue: Catalogue;
  readonly tenants: readonly StreamTerms[];
  readonly seed: number;
}

/** Questions of every kind: what can be asked, in any combination, and now and then what cannot. */
export function generatedQuestions({ catalogue, tenants, seed }: Questioning, count: number): Question[] {
  const right = fc.constantFrom(...tenants).chain((terms) => {
    const matter = { catalogue, terms };
    return fc.oneof(
      metricsQuestion(matter),
      answerableQuestion('analysis', matter),
      answerableQuestion('report', matter),
    );
  });
  const wrong = fc
    .tuple(right, fc.constantFrom(...mistakes))
    .map(([question, mistake]) => ({ ...question, ...mistake }));
  const any = fc.oneof({ weight: 15, arbitrary: right }, { weight: 1, arbitrary: wrong });
  return fc.sample(fc.noBias(any), { seed, numRuns: count }) as Question[];
}

/**
 * Questions that leave nothing out, about all that there is: each metric by each dimension, each analysis and each report
 * alone and with each of its parameters, of one tenant after the other.
 */
export function everyQuestion({ catalogue, tenants, seed }: Questioning): Question[] {
  const [first] = tenants;
  if (first === undefined) return [];
  const metrics = metricGroups.flatMap(({ metrics }) => {
    const dimensions = first.dimensions(dimensionsOf(catalogue.metric(metrics[0]!)), { most: 1 });
    return [{ metrics }, ...dimensions.map((dimension) => ({ metrics, by: [dimension] }))];
  });
  const asked = metrics.map((question, place) => {
    const { tenantId } = tenants[place % tenants.length]!;
    return fc.constant<Members>({ ...question, tenantId, last: 'all' });
  });
  const named = (['analysis', 'report'] as const).flatMap((kind) =>
    answerablesOf(kind, catalogue).flatMap((answerable, place) =>
      withEachParameter(kind, answerable, { catalogue, terms: tenants[place % tenants.length]! }),
    ),
  );
  return [...asked, ...named].flatMap((question, place) =>
    fc.sample(fc.noBias(question), { seed: seed + place, numRuns: 1 }),
  ) as Question[];
}

function withEachParameter(kind: Kind, answerable: Answerable, matter: Matter): fc.Arbitrary<Members>[] {
  const { required, optional } = parametersOf(answerable);
  const frame = {
    [kind]: answerable.id,
    tenantId: matter.terms.tenantId,
    ...(answerable.hasPeriod && { last: 'all' }),
  };
  return [undefined, ...optional].map((name) =>
    parameterValues([...required, ...(name === undefined ? [] : [name])], matter).map((members) => ({
      ...frame,
      ...members,
    })),
  );
}

/** What makes a question one that cannot be answered. */
const mistakes: readonly Members[] = [
  { limit: 0 },
  { from: '2026-03-01T00:07:00Z', last: undefined },
  { from: '2026-03-01', last: '30d' },
  { from: '2026-03-02', to: '2026-03-01', last: undefined },
  { timeZone: 'Mars/Olympus' },
  { where: { item: ['i1'] } },
  { where: { course: 'c1' } },
  { orderBy: [{ column: 'no_such' }] },
  { tenantId: 'no/such' },
  { asOf: 'yesterday' },
  { colour: 'red' },
];

function metricsQuestion(matter: Matter): fc.Arbitrary<Members> {
  const { catalogue, terms } = matter;
  return fc
    .shuffledSubarray([...catalogue.metrics], { minLength: 1, maxLength: 3 })
    .chain((metrics) => {
      const [dimensions = [], ...others] = metrics.map((metric) => terms.dimensions(dimensionsOf(metric)));
      const shared = dimensions.filter((dimension) => others.every((those) => those.includes(dimension)));
      return fc.record({
        metrics: fc.constant(metrics.map(({ id }) => id)),
        by: perhaps(fc.shuffledSubarray(shared, { maxLength: 2 })),
        compare: perhaps(fc.constant('previous_period' as const)),
        attempts: perhaps(attempts),
        limit: perhaps(limit),
        inTime: perhaps(grain).chain((grain) =>
          frame(terms, { grain, dimensions: shared }).map((members) => ({ ...members, ...stated({ grain }) })),
        ),
      });
    })
    .map(({ inTime, ...members }): Members => ({ ...stated(members), ...inTime }))
    .chain((question) => perhaps(orderOf(question)).map((orderBy) => ({ ...question, ...stated({ orderBy }) })));
}

/** An order by up to two columns of the answer. */
function orderOf(question: Members): fc.Arbitrary<unknown> {
  const column = fc.constantFrom(...columnsOf(question as unknown as Parameters<typeof columnsOf>[0]));
  return fc.array(fc.record({ column, direction: fc.constantFrom('asc', 'desc') }), { minLength: 1, maxLength: 2 });
}

function answerablesOf(kind: Kind, { analyses, reports }: Catalogue): readonly Answerable[] {
  return kind === 'analysis' ? analyses : reports;
}

/** The dimensions that nearly every analysis and report has. */
const commonDimensions = [
  ...['course', 'course.<attribute>', 'role', 'learner.<attribute>', 'mode', 'result', 'enrollment.<attribute>'],
];

function answerableQuestion(kind: Kind, matter: Matter): fc.Arbitrary<Members> {
  return fc.constantFrom(...answerablesOf(kind, matter.catalogue)).chain((answerable) => {
    const { id, hasPeriod } = answerable;
    if (id === 'custom') return metricsQuestion(matter).map((question) => ({ report: id, ...question }));
    const { required, optional } = parametersOf(answerable);
    const framed = frame(matter.terms, { dimensions: matter.terms.dimensions(commonDimensions), hasPeriod });
    const named = fc.subarray(optional).chain((some) => parameterValues([...required, ...some], matter));
    return fc.tuple(named, framed).map(([members, frame]) => ({ [kind]: id, ...members, ...frame }));
  });
}

/** The parameters that an analysis or a report needs, and those that it may have. */
function parametersOf({ parameters }: Answerable): { readonly required: string[]; readonly optional: string[] } {
  const isOptional = (name: string) => parameters[name]!.safeParse(undefined).success;
  const names = Object.keys(parameters);
  return { required: names.filter((name) => !isOptional(name)), optional: names.filter(isOptional) };
}

/** Values of parameters; what they name mostly belongs together. */
function parameterValues(names: readonly string[], { catalogue, terms }: Matter): fc.Arbitrary<Members> {
  const needed = (['course', 'assessment', 'item', 'user'] as const).filter((name) => names.includes(name));
  const fitting = terms.scenes.filter((scene) => needed.every((name) => scene[name] !== undefined));
  return fc.constantFrom(...(fitting.length > 0 ? fitting : terms.scenes)).chain((scene) => {
    const named = (name: keyof typeof scene) =>
      fc.oneof(
        { weight: 9, arbitrary: fc.constant(scene[name] ?? 'no such') },
        { weight: 1, arbitrary: fc.constant('no such') },
      );
    const values: Arbitraries = {
      ...{ course: named('course'), assessment: named('assessment'), item: named('item'), user: named('user') },
      ...{ attempts, limit, grain: fc.constantFrom('day', 'week', 'month', 'quarter', 'year') },
      cohort: fc.constantFrom('day', 'week', 'month'),
      weeks: fc.constantFrom(1, 3, 20),
      bins: fc.constantFrom(1, 3, 7, 100),
      metric: fc.constantFrom(...catalogue.metrics.map((metric) => metric.id)),
      metrics: fc.constant(['active_learners', 'pass_rate']),
      by: fc.constant(['course']),
      compare: fc.constant('previous_period'),
      orderBy: fc.constant([{ column: 'pass_rate', direction: 'desc' }]),
    };
    return fc.record(Object.fromEntries(names.map((name) => [name, possible(name, values)])));
  });
}

function possible(name: string, values: Arbitraries): fc.Arbitrary<unknown> {
  if (values[name] === undefined) throw new Error(`Say what the parameter ${name} may be.`);
  return values[name];
}

interface Framing {
  readonly grain?: string | undefined;
  readonly dimensions: readonly string[];
  readonly hasPeriod?: boolean;
}

/** Whose, which period, in which zone, as of when, of whom. */
function frame(terms: StreamTerms, { grain, dimensions, hasPeriod = true }: Framing): fc.Arbitrary<Members> {
  return fc
    .record({
      period: hasPeriod ? period(terms, grain) : fc.constant({}),
      timeZone: perhaps(timeZone),
      weekStart: perhaps(fc.constantFrom('monday', 'sunday')),
      asOf: perhaps(moment(terms)),
      where: perhaps(filter(terms, dimensions)),
    })
    .map(({ period, ...members }) => ({ tenantId: terms.tenantId, ...stated(members), ...period }));
}

/** A period of any form, short where its buckets are. */
function period(terms: StreamTerms, grain: string | undefined): fc.Arbitrary<Members> {
  const longest = grain === 'hour' ? 3 : grain === 'day' ? 40 : 300;
  const days = fc.constantFrom(...[1, 2, 3, 31, 40, 92, 300].filter((length) => length <= longest));
  const ends = fc
    .record({ start: date(terms), days, opens: fc.constantFrom(...timesOfDay), closes: fc.constantFrom(...timesOfDay) })
    .map(({ start, days, opens, closes }): Members => ({ from: start + opens, to: later(start, days) + closes }));
  if (grain === 'hour') return ends;
  const back = fc.constantFrom('1d', '30d', '12w', '2m', ...(grain === 'day' ? [] : ['1y', 'all']));
  const open = moment(terms).chain((moment) => fc.constantFrom<Members>({ from: moment }, { to: moment }));
  return fc.oneof(
    { weight: 4, arbitrary: ends },
    { weight: 2, arbitrary: back.map((last) => ({ last })) },
    { weight: 1, arbitrary: grain === 'day' ? fc.constant({}) : open },
  );
}

/** A day on which something happened, or on which clocks changed in a year of the events. */
function date(terms: StreamTerms): fc.Arbitrary<string> {
  const dates = terms.values('date');
  const years = new Set(dates.map((day) => day.slice(0, 4)));
  return fc.constantFrom(...dates, ...changeDays.filter((day) => years.has(day.slice(0, 4))));
}

function moment(terms: StreamTerms): fc.Arbitrary<string> {
  return fc.tuple(date(terms), fc.constantFrom(...timesOfDay)).map((parts) => parts.join(''));
}

function later(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** A filter by one or two of the dimensions: to some of the values that there are, to none, to one that there is not. */
function filter(terms: StreamTerms, dimensions: readonly string[]): fc.Arbitrary<Members> {
  const ofDimension = (name: string) =>
    fc.uniqueArray(fc.constantFrom(...terms.values(name), null, 'no such'), { maxLength: 10 });
  return fc
    .shuffledSubarray([...dimensions], { minLength: 1, maxLength: 2 })
    .chain((some) => fc.record(Object.fromEntries(some.map((name) => [name, ofDimension(name)]))));
}
