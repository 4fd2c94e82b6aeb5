// `npm run test:integration`: all of them, each with how it went. What is missing is named, and what needs it left out.
// node scripts/test-integration.js [--oulad DIR] [--oulad-clicks N|all] [--oulad-modules AAA,…|all] [NAME…]
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { integrationTests } from './lib/integration-tests.js';

const { values, positionals } = parseArgs({
  options: {
    oulad: { type: 'string' },
    'oulad-clicks': { type: 'string', default: '200000' },
    'oulad-modules': { type: 'string', default: 'AAA,BBB' },
  },
  allowPositionals: true,
});
const whole = (value) => (value === 'all' ? undefined : value);
const tests = integrationTests({
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
for (const test of tests.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  counts[await outcomeOf(test)]++;
}
console.log(`integration: ${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
process.exit(counts.failed === 0 ? 0 : 1);

async function outcomeOf({ name, absence = () => undefined, run }) {
  const missing = absence();
  if (missing !== undefined) {
    console.log(`── skipped: ${name} (${missing})`);
    return 'skipped';
  }
  console.log(`── ${name}`);
  const started = performance.now();
  const outcome = (await run()) ? 'passed' : 'failed';
  console.log(`── ${name}: ${outcome} after ${Math.round((performance.now() - started) / 1000)} s`);
  return outcome;
}
