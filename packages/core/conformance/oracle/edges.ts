import type { Edges, Question } from '../question.js';
import type { Bucket, OracleQuestion, Span } from './oracle.js';

const minute = 60_000;
const quarterHour = 15 * minute;
const hour = 60 * minute;
const day = 24 * hour;

/** What a question has of edges: in UTC or by hand. */
type QuestionEdges = Pick<OracleQuestion, 'from' | 'to' | 'buckets' | 'previous' | 'days'>;

/** An instant or a UTC date as milliseconds. */
function millisecondsAt(text: string): number {
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) throw new Error(`${text} is neither an instant nor a date.`);
  return milliseconds;
}

/** The oracle's form of a question: hand-made edges where given, else UTC arithmetic on `from` and `to`. */
export function oracleQuestion(question: Question, now: string, edges?: Edges): OracleQuestion {
  const clock = clockOf(question.asOf ?? now);
  const { metrics, by, where, tenantId, attempts, orderBy, limit, asOf } = question;
  const ends = edges === undefined ? utcEdges(question, clock) : handMade(edges);
  checkPrevious(question, ends);
  return {
    metrics,
    ...ends,
    ...(inUtc(question) && { days: utcDays(ends) }),
    clock,
    ...(asOf !== undefined && { asOf: millisecondsAt(asOf) }),
    ...(by && { by }),
    ...(where && { where }),
    ...(tenantId !== undefined && { tenantId }),
    ...(attempts && { attempts }),
    ...(orderBy && { orderBy }),
    ...(limit !== undefined && { limit }),
  };
}

function checkPrevious({ compare }: Question, { buckets, previous }: QuestionEdges): void {
  if (
    (compare === undefined) !== (previous === undefined) ||
    (previous && previous.buckets?.length !== buckets?.length)
  ) {
    throw new Error('A question that compares has a previous period, with as many buckets; no other has one.');
  }
}

/** `text` rounded up to the next quarter hour. */
function clockOf(text: string): number {
  return Math.ceil(millisecondsAt(text) / quarterHour) * quarterHour;
}

function inUtc({ timeZone }: Question): boolean {
  return timeZone === undefined || timeZone === 'UTC';
}

function handMade({ from, to, buckets, previous, days }: Edges): QuestionEdges {
  const before = previous?.buckets?.map(spanOf);
  return {
    ...spanOf([from, to]),
    ...(buckets && { buckets: buckets.map(([label, ...ends]) => ({ label, ...spanOf(ends) })) }),
    ...(previous && { previous: { ...spanOf([previous.from, previous.to]), ...(before && { buckets: before }) } }),
    ...(days && { days: days.map(spanOf) }),
  };
}

function spanOf([from, to]: readonly [string, string]): Span {
  return { from: millisecondsAt(from), to: millisecondsAt(to) };
}

function utcEdges(question: Question, clock: number): QuestionEdges {
  if (
    !inUtc(question) ||
    question.from === undefined ||
    question.to === undefined ||
    question.weekStart !== undefined
  ) {
    throw new Error('Only a question in UTC with both ends has edges of its own: give them by hand.');
  }
  const to = Math.min(millisecondsAt(question.to), clock);
  const from = Math.min(millisecondsAt(question.from), to);
  const buckets = question.grain === undefined ? undefined : utcBuckets(from, to, question.grain);
  const previous = question.compare && back({ from, to }, daysBack(from, to), buckets);
  return { from, to, ...(buckets && { buckets }), ...(previous && { previous }) };
}

/** The least whole number of days, 1 or more, by which `to` moves to `from` or before it. */
function daysBack(from: number, to: number): number {
  return Math.max(1, Math.ceil((to - from) / day));
}

function back(
  period: Span,
  days: number,
  buckets: readonly Span[] | undefined,
): NonNullable<QuestionEdges['previous']> {
  const moved = ({ from, to }: Span) => ({ from: from - days * day, to: to - days * day });
  return { ...moved(period), ...(buckets && { buckets: buckets.map(moved) }) };
}

/** The UTC days from the first that the period or the previous one meets to the last. */
function utcDays({ from, to, previous }: QuestionEdges): Span[] {
  const days: Span[] = [];
  let start = Math.floor(Math.min(from, previous?.from ?? from) / day) * day;
  for (; start < Math.max(to, previous?.to ?? to); start += day) days.push({ from: start, to: start + day });
  return days;
}

/** The buckets of UTC hours, days or weeks (from Monday) that [from, to) meets. */
function utcBuckets(from: number, to: number, grain: string): Bucket[] {
  const length = { hour, day, week: 7 * day }[grain];
  if (length === undefined) throw new Error(`Give the edges of grain ${grain} by hand.`);
  const monday = grain === 'week' ? Date.UTC(1970, 0, 5) : 0;
  const buckets: Bucket[] = [];
  let start = Math.floor((from - monday) / length) * length + monday;
  for (; start < to && from < to; start += length) {
    const label = new Date(start).toISOString().slice(0, grain === 'hour' ? 19 : 10);
    buckets.push({
      label: grain === 'hour' ? `${label}+00:00` : label,
      from: Math.max(start, from),
      to: Math.min(start + length, to),
    });
  }
  return buckets;
}
