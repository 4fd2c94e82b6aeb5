// `npm run check`: everything that must hold before a change lands, each step to its end, so that one run shows all.
import { spawnSync } from 'node:child_process';

const steps = [
  ['types', 'npm', ['run', '--silent', 'check:types']],
  ['lint and format', 'npm', ['run', '--silent', 'check:lint']],
  ['unused code', 'npm', ['run', '--silent', 'check:unused']],
  ['lock file', 'npm', ['run', '--silent', 'check:lock']],
  ['changesets', 'npm', ['run', '--silent', 'check:changesets']],
  ['docs', 'npm', ['run', '--silent', 'docs']],
  ['catalogue', 'npm', ['run', '--silent', 'check:catalogue']],
  ['tests', 'npm', ['test', '--silent']],
  ['examples', 'npm', ['run', '--silent', 'check:examples']],
];
const wanted = process.argv.slice(2);
const failed = [];
for (const [name, command, args] of steps.filter(([step]) => wanted.length === 0 || wanted.includes(step))) {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) failed.push(name);
}
console.log(failed.length === 0 ? '\nall checks passed' : `\nfailed: ${failed.join(', ')}`);
process.exit(failed.length === 0 ? 0 : 1);
