import type { Explained } from '@lms-analytics/core';
import { labelledLines } from '../table/labelled-lines.js';
import { periodText } from './period-text.js';
import { writeOut } from './write-out.js';

type Plan = Explained['plan'];
type Line = readonly [label: string, text: string];

/** Writes how a question is answered: where the numbers come from, the plan in words, the SQL; as JSON all of it. */
export async function writeExplanation(explained: Explained, { json }: { json: boolean }): Promise<void> {
  await writeOut(json ? `${JSON.stringify(explained, writeBigInt, 2)}\n` : explanationText(explained));
}

function explanationText({ source, plan, sql, parameters }: Explained): string {
  const lines = labelledLines([
    ['source', source],
    ['tenant', plan.tenantId],
    ...(plan.kind === 'metrics' ? metricLines(plan) : analysisLines(plan)),
  ]);
  const values = parameters.map((value, index) => `-- $${index + 1} = ${JSON.stringify(value, writeBigInt)}\n`);
  return `${lines}\n${sql};\n\n${values.join('')}`;
}

function metricLines({ spans, dimensions, filters, parts }: Extract<Plan, { kind: 'metrics' }>): Line[] {
  const [current, previous] = spans;
  return [
    ['period', spanText(current!.period)],
    ...(previous ? [['previous', spanText(previous.period)] as const] : []),
    ['buckets', String(current!.buckets?.length ?? 'none')],
    ['dimensions', list(dimensions.map(({ id }) => id))],
    filterLine(filters),
    ...parts.map(partLine),
  ];
}

/** A pass over facts, or over rollups: of which measures, and why facts. */
function partLine({ source, at, measures, answeredBy }: Extract<Plan, { kind: 'metrics' }>['parts'][number]): Line {
  return answeredLine(`${source} by ${at} (${measures.length})`, answeredBy);
}

function answeredLine(what: string, answeredBy: Extract<Plan, { kind: 'analysis' }>['answeredBy']): Line {
  if (answeredBy.kind === 'facts') return ['facts', `${what}: ${answeredBy.because}`];
  const kept = answeredBy.kind === 'sets' ? 'sets of the learners of clean days' : 'clean buckets';
  return ['rollups', `${what}: ${kept}, and facts for dirty and cut ones`];
}

function analysisLines({ analysis, period, filters, answeredBy }: Extract<Plan, { kind: 'analysis' }>): Line[] {
  return [
    ['analysis', analysis],
    ['period', spanText(period)],
    filterLine(filters),
    answeredLine(analysis, answeredBy),
  ];
}

function filterLine(filters: Plan['filters']): Line {
  return ['filters', list(filters.map(({ dimension, values }) => `${dimension.id} in ${JSON.stringify(values)}`))];
}

function list(values: readonly string[]): string {
  return values.join(', ') || 'none';
}

function spanText({ from, to, timeZone }: { from: number; to: number; timeZone: string }): string {
  return periodText({ period: { from: new Date(from).toISOString(), to: new Date(to).toISOString(), timeZone } });
}

function writeBigInt(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
