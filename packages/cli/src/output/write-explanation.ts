import type { Explained } from '@lms-analytics/core';
import { periodText } from './write-answer.js';
import { writeOut } from './write-out.js';

/** Writes how a question is answered: where the numbers come from, the plan in words, the SQL; as JSON all of it. */
export async function writeExplanation(explained: Explained, { json }: { json: boolean }): Promise<void> {
  await writeOut(`${json ? JSON.stringify(explained, writeBigInt, 2) : explanationText(explained)}\n`);
}

function explanationText({ source, plan, sql, parameters }: Explained): string {
  const { period, buckets, dimensions, filters, parts } = plan;
  const list = (values: readonly string[]) => values.join(', ') || 'none';
  const ends = { from: isoInstant(period.from), to: isoInstant(period.to), timeZone: period.timeZone };
  return [
    `source      ${source}`,
    `tenant      ${plan.tenantId}`,
    `period      ${periodText({ period: ends })}`,
    `buckets     ${buckets === null ? 'none' : buckets.length}`,
    `dimensions  ${list(dimensions.map(({ id }) => id))}`,
    `filters     ${list(filters.map(({ dimension, values }) => `${dimension.id} in ${JSON.stringify(values)}`))}`,
    `passes      ${list(parts.map(({ source: rows, at, measures }) => `${rows} by ${at} (${measures.length})`))}`,
    '',
    `${sql};`,
    '',
    ...parameters.map((value, index) => `-- $${index + 1} = ${JSON.stringify(value, writeBigInt)}`),
  ].join('\n');
}

function isoInstant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function writeBigInt(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
