// A thousand small questions through `ask` (read, answered, written as NDJSON) against SQL by hand over the same facts,
// prepared, on one connection. node bench/ask.js [--runs 5]
import { cpus } from 'node:os';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BIGINT, DuckDBInstance, VARCHAR } from '@duckdb/node-api';
import { createAnalytics } from '@lms-analytics/core';
import { generateSampleTerm } from '@lms-analytics/core/sample-term';
import { openStore } from '@lms-analytics/core/stores';
import { answerQuestions } from '../packages/cli/dist/question/answer-questions.js';
import { readQuestions } from '../packages/cli/dist/question/read-questions.js';
import { smallQuestions } from './lib/ask-questions.js';
import { storeOf } from './lib/made-store.js';
import { inTurn, milliseconds, print, quantile, round, runProgram, timed } from './lib/run.js';
import { requireSameRows } from './lib/same-rows.js';

const QUESTIONS = 1000;
const TERM = { learners: 300, startsAt: '2025-09-01T00:00:00Z' };
const SETTINGS = { memory_limit: '400MB', preserve_insertion_order: 'false', access_mode: 'READ_ONLY' };
const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
const cli = fileURLToPath(new URL('../packages/cli/bin/run.js', import.meta.url));
const path = await storeOf('ask.duckdb', async () => generateSampleTerm(TERM));

const analytics = createAnalytics({ store: await openStore(`duckdb:${path}`, 'read') });
const { rows } = await analytics.query({ metrics: ['enrollments'], by: ['course'], last: 'all' });
const courses = rows.map(({ course }) => course);
const questions = smallQuestions(QUESTIONS, { courses, firstDay: Date.parse(TERM.startsAt) });
const text = questions.map(({ question }) => `${JSON.stringify(question)}\n`).join('');
const instance = await DuckDBInstance.create(path, SETTINGS);
const connection = await instance.connect();
const statements = new Map();
for (const sql of new Set(questions.map((question) => question.sql))) {
  statements.set(sql, await connection.prepare(sql));
}

const [first, ...pairs] = await inTurn(1 + Number(values.runs), ours, yardstick);
for (const [index, { question }] of questions.entries()) {
  requireSameRows(JSON.stringify(question), first.ours.answers[index], first.yardstick.answers[index]);
}
const own = pairs.map((pair) => pair.ours.ms);
const theirs = pairs.map((pair) => pair.yardstick.ms);
print(`${QUESTIONS} small questions (${cpus().length} cores, ${values.runs} runs in turn, ms)`, {
  ask: milliseconds(own),
  'prepared SQL by hand': milliseconds(theirs),
});
console.log(`time of ask ÷ yardstick: ${round(quantile(own, 0.5) / quantile(theirs, 0.5))} (at most 2, aim 1.3)`);
await analytics.close();
connection.closeSync();
instance.closeSync();
await printWholeProcess();

/** From the first byte of the questions to the last of the answers. */
async function ours() {
  const { ms, result } = await timed(async () => {
    const given = readQuestions(Readable.from([Buffer.from(text)]), 'questions');
    const lines = [];
    for await (const { line } of answerQuestions(given, { analytics, tenantId: 'default' })) lines.push(line);
    return lines;
  });
  return { ms, answers: result.map((line) => JSON.parse(line).rows) };
}

async function yardstick() {
  const { ms, result } = await timed(async () => {
    const answers = [];
    for (const { sql, values: given } of questions) answers.push(await runPrepared(statements.get(sql), given));
    return answers;
  });
  return { ms, answers: result };
}

async function runPrepared(statement, given) {
  const bound = { from: BigInt(given.from), to: BigInt(given.to), course: given.course };
  const types = { from: BIGINT, to: BIGINT, course: VARCHAR };
  const names = Array.from({ length: statement.parameterCount }, (_, index) => statement.parameterName(index + 1));
  const chosen = (record) => Object.fromEntries(names.map((name) => [name, record[name]]));
  statement.bind(chosen(bound), chosen(types));
  return (await statement.runAndReadAll()).getRowObjects();
}

/** The program as a whole, its start subtracted: a question less than all of them. */
async function printWholeProcess() {
  const run = async (input) => {
    const { seconds } = await runProgram(process.execPath, [cli, 'ask', '-', '--store', `duckdb:${path}`], { input });
    return seconds * 1000;
  };
  const starts = [];
  const wholes = [];
  for (let index = 0; index < Number(values.runs); index++) {
    starts.push(await run(text.slice(0, text.indexOf('\n') + 1)));
    wholes.push(await run(text));
  }
  const [start, whole] = [quantile(starts, 0.5), quantile(wholes, 0.5)];
  console.log(`the program: ${round(whole, 0)} ms, of which ${round(start, 0)} ms are its start and one question`);
}
