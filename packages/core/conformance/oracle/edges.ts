import type { Edges, Question } from '../question.js';
import type { Bucket, OracleQuestion } from './oracle.js';

const minute = 60_000;
const quarterHour = 15 * minute;
const hour = 60 * minute;
const day = 24 * hour;

/** An instant or a UTC date as milliseconds. */
function millisecondsAt(text: string): number {
  const milliseconds = Date.parse(text);
  if (Number.isNaN(milliseconds)) throw new Error(`${text} is neither an instant nor a date.`);
  return milliseconds;
}

/** The oracle's form of a question: hand-made edges where given, else UTC arithmetic on `from` and `to`. */
export function oracleQuestion(question: Question, now: string, edges?: Edges): OracleQuestion {
  const clock = clockOf(question.asOf ?? now);
  const { from, to, buckets } = edges === undefined ? utcEdges(question, clock) : handMade(edges);
  return {
    metrics: question.metrics,
    from,
    to,
    clock,
    ...(buckets && { buckets }),
    ...(question.asOf !== undefined && { asOf: millisecondsAt(question.asOf) }),
    ...(question.by && { by: question.by }),
    ...(question.where && { where: question.where }),
    ...(question.tenantId !== undefined && { tenantId: question.tenantId }),
  };
}

/** `text` rounded up to the next quarter hour. */
function clockOf(text: string): number {
  return Math.ceil(millisecondsAt(text) / quarterHour) * quarterHour;
}

function handMade(edges: Edges): { from: number; to: number; buckets?: Bucket[] } {
  const buckets = edges.buckets?.map(([label, from, to]) => ({
    label,
    from: millisecondsAt(from),
    to: millisecondsAt(to),
  }));
  return { from: millisecondsAt(edges.from), to: millisecondsAt(edges.to), ...(buckets && { buckets }) };
}

function utcEdges(question: Question, clock: number): { from: number; to: number; buckets?: Bucket[] } {
  const utc = question.timeZone === undefined || question.timeZone === 'UTC';
  if (!utc || question.from === undefined || question.to === undefined || question.weekStart !== undefined) {
    throw new Error('Only a question in UTC with both ends has edges of its own: give them by hand.');
  }
  const to = Math.min(millisecondsAt(question.to), clock);
  const from = Math.min(millisecondsAt(question.from), to);
  return { from, to, ...(question.grain !== undefined && { buckets: utcBuckets(from, to, question.grain) }) };
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
