import { isUtf8 } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import { type ParsedEvent, parseEvent, readEventLines } from '../../src/events/index.js';
import { type AnalyticsStore, createAnalytics, type IngestResult } from '../../src/index.js';
import { hostileLines, hostileNow } from '../hostile/hostile-lines.js';
import { admit, type PlainEvent } from '../oracle/admit.js';

const limits = { latest: Date.parse(hostileNow) + 86_400_000, defaultTenant: 'default' };

/** Whatever is given, each line is accounted for, and only what is right counts. */
export function testHostileInput(open: () => Promise<AnalyticsStore>, events: number): void {
  describe('hostile input', () => {
    it(`accounts for every line of ${events} damaged events, and counts what is right`, async () => {
      await checkHostileInput(open, hostileLines(1, events));
    });
  });
}

/** Takes lines in a fresh store: the verdicts must be those of `parseEvent`, the answers those of the valid events. */
async function checkHostileInput(open: () => Promise<AnalyticsStore>, bytes: Buffer): Promise<IngestResult> {
  const lines = linesOf(bytes);
  const verdicts = lines.map(({ text }) => (text === undefined ? NOT_UTF8 : parseEvent(text, limits)));
  const { kept, ...counts } = admit(verdicts.flatMap(asAdmitted));

  const [given, plain] = await Promise.all([openAnalytics(open), openAnalytics(open)]);
  const result = await given.ingest(readEventLines(inChunks(bytes), { file: 'hostile.ndjson' }));
  const total = result.accepted + result.duplicates + result.skipped + result.blocked + result.rejected.length;
  expect(total, 'every line is counted once').toBe(lines.length);
  expect(result).toMatchObject({ ...counts, skipped: verdicts.filter(({ kind }) => kind === 'skipped').length });
  expectRejected(result, lines, verdicts);

  await plain.ingest(kept);
  const question = { report: 'platform-summary', last: 'all' } as const;
  const byCourse = { report: 'course-performance', last: 'all' } as const;
  expect(await given.report(question)).toEqual(await plain.report(question));
  expect(await given.report(byCourse)).toEqual(await plain.report(byCourse));
  await Promise.all([given.close(), plain.close()]);
  return result;
}

async function openAnalytics(open: () => Promise<AnalyticsStore>) {
  return createAnalytics({ store: await open(), clock: () => new Date(hostileNow) });
}

const NOT_UTF8 = { kind: 'rejected', problems: [{ pointer: '', message: 'must be UTF-8' }] } as const;

/** A line as the contract has it: what is between line feeds, unless it is blank. */
interface Line {
  readonly number: number;
  /** Undefined where it is not UTF-8. */
  readonly text: string | undefined;
}

function linesOf(bytes: Buffer): Line[] {
  const lines: Line[] = [];
  // Each byte is a character here, so that what is not UTF-8 stays as it is.
  for (const [index, latin1] of bytes.toString('latin1').split('\n').entries()) {
    const line = Buffer.from(latin1, 'latin1');
    const text = isUtf8(line)
      ? line
          .toString()
          .replace(/\r$/, '')
          .replace(/^\ufeff/, '')
      : undefined;
    if (text === undefined || /[^ \t\r]/.test(text)) lines.push({ number: index + 1, text });
  }
  return lines;
}

async function* inChunks(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += 60_001) yield bytes.subarray(start, start + 60_001);
}

/** What the oracle of admission sees of a line. */
function asAdmitted(verdict: ParsedEvent): PlainEvent[] {
  if (verdict.kind !== 'event') return [];
  const { occurredAt, ...event } = verdict.event;
  return [{ ...event, occurredAt: new Date(occurredAt).toISOString() }];
}

/** Each line that `parseEvent` rejects, and no other, in order, with its number and the same reasons. */
function expectRejected({ rejected }: IngestResult, lines: readonly Line[], verdicts: readonly ParsedEvent[]): void {
  const expected = verdicts.flatMap((verdict, position) =>
    verdict.kind === 'rejected' ? [{ position, number: lines[position]!.number, problems: messagesOf(verdict) }] : [],
  );
  const found = rejected.map((event) => ({
    position: event.position,
    number: event.line?.line,
    problems: messagesOf(event),
  }));
  expect(found.length).toBe(expected.length);
  for (const [index, each] of expected.entries()) {
    const { problems } = found[index]!;
    if (problems.length === 0 || problems.some((problem) => /^\S* *$/.test(problem)))
      expect(problems).toEqual(each.problems);
    if (each.problems[0] !== ' must be UTF-8') expect(found[index]).toEqual(each);
    else expect(found[index]).toMatchObject({ position: each.position, number: each.number });
  }
}

function messagesOf({ problems }: { readonly problems: readonly { pointer: string; message: string }[] }): string[] {
  return problems.map(({ pointer, message }) => `${pointer} ${message}`);
}
