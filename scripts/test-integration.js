// `npm run test:integration`: all of them, each with how it went. What is missing is named, and what needs it left out.
// Those that leave a core idle run two at a time: what each says then comes whole, when it is done.
// node scripts/test-integration.js [--oulad DIR] [--oulad-clicks N|all] [--oulad-modules AAA,…|all] [NAME…]
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { integrationTests } from './lib/integration-tests.js';

const { values, positionals } = parseArgs({
  options: {
    oulad: { type: 'string' },
    'oulad-clicks': { type: 'string', default: '200000' },
    'oulad-modules': { type: 'string', default: 'AAA' },
  },
  allowPositionals: true,
});
const whole = (value) => (value === 'all' ? undefined : value);
const { tests, stop } = integrationTests({
  oulad: values.oulad && resolve(values.oulad),
  clicks: whole(values['oulad-clicks']),
  modules: whole(values['oulad-modules']),
});
const names = tests.map(({ name }) => name);
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`there is no integration test ${unknown.join(', ')}; there are ${names.join(', ')}`);
  process.exit(2);
}

const counts = { passed: 0, failed: 0, skipped: 0 };
const chosen = tests.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const queue = chosen.filter(({ usesEveryCore = false }) => !usesEveryCore);
const lanes = Math.min(2, availableParallelism(), queue.length);
try {
  for (const test of chosen.filter((each) => !queue.includes(each))) await take(test, saidAtOnce());
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let test = queue.shift(); test !== undefined; test = queue.shift()) {
        await take(test, lanes === 1 ? saidAtOnce() : saidWhole());
      }
    }),
  );
} finally {
  stop();
}
console.log(`integration: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed === 0 ? 0 : 1);

async function take({ name, absence = () => undefined, run }, { write, end }) {
  const missing = absence();
  if (missing !== undefined) {
    write(`── skipped: ${name} (${missing})\n`);
    counts.skipped++;
  } else {
    write(`── ${name}\n`);
    const started = performance.now();
    const outcome = (await run(write)) ? 'passed' : 'failed';
    write(`── ${name}: ${outcome} after ${Math.round((performance.now() - started) / 1000)} s\n`);
    counts[outcome]++;
  }
  end();
}

function saidAtOnce() {
  return { write: (text) => void process.stdout.write(text), end: () => undefined };
}

function saidWhole() {
  const parts = [];
  return { write: (text) => void parts.push(text), end: () => void process.stdout.write(parts.join('')) };
}
