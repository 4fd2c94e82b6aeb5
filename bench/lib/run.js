import { spawn } from 'node:child_process';

/**
 * Runs a program to its end: its seconds, its peak memory in MB and what it printed. Throws where it failed.
 *
 * @param options.input what it reads; nothing where absent
 */
export function runProgram(command, args, { input = '' } = {}) {
  const started = performance.now();
  const child = spawn('/usr/bin/env', ['bash', '-c', `${MEASURE}`, 'measure', command, ...args], {
    stdio: 'pipe',
  });
  child.stdin.end(input);
  let output = '';
  let messages = '';
  child.stdout.on('data', (data) => (output += data));
  child.stderr.on('data', (data) => (messages += data));
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      const seconds = (performance.now() - started) / 1000;
      const peakMb = Number(/peak (\d+) kB/.exec(messages)?.[1] ?? Number.NaN) / 1000;
      if (code === 0) resolve({ seconds, peakMb, output });
      else reject(new Error(`${command} ${args.join(' ')} exited with ${code}: ${messages}`));
    });
  });
}

/** Runs a program to its end with nothing around it: its seconds. */
export function runPlain(command, args) {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      if (code === 0) resolve((performance.now() - started) / 1000);
      else reject(new Error(`${command} ${args.join(' ')} exited with ${code}`));
    });
  });
}

/**
 * Runs a program to its end beside others, with nothing around it: what it printed. It has a session of its own: Linux
 * shares the processors among sessions, so those of one session get together what one of them would get alone.
 */
export function runBeside(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  let output = '';
  child.stdout.on('data', (data) => (output += data));
  return new Promise((resolve, reject) => {
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ${args.join(' ')} exited with ${code}`));
    });
  });
}

/** Samples the high-water mark of the program while it runs: /usr/bin/time is not on every machine. */
const MEASURE = `
"$@" <&0 & pid=$!
peak=0
while kill -0 $pid 2>/dev/null; do
  now=$(awk '/VmHWM/ {print $2}' /proc/$pid/status 2>/dev/null)
  [ -n "$now" ] && [ "$now" -gt "$peak" ] && peak=$now
  sleep 0.05
done
wait $pid; code=$?
echo "peak $peak kB" >&2
exit $code`;

/** The value below which a share of the sorted values lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

/** Runs two measurements in turn, so that a drift of the machine's speed meets both; gives the pairs. */
export async function inTurn(runs, ours, yardstick) {
  const pairs = [];
  for (let run = 0; run < runs; run++) pairs.push({ ours: await ours(), yardstick: await yardstick() });
  return pairs;
}

/** Prints a table of figures with its title. */
export function print(title, rows) {
  console.log(`\n${title}`);
  console.table(rows);
}

/** The figures of seconds: p50 and p95. */
export function seconds(values) {
  return { p50: round(quantile(values, 0.5)), p95: round(quantile(values, 0.95)) };
}

/** The figures of milliseconds: p50 and p95. */
export function milliseconds(values) {
  return { p50: round(quantile(values, 0.5), 1), p95: round(quantile(values, 0.95), 1) };
}

/** Runs a function: its result and the milliseconds that it took. */
export async function timed(run) {
  const started = performance.now();
  const result = await run();
  return { ms: performance.now() - started, result };
}

export function round(value, digits = 3) {
  return Number(value.toFixed(digits));
}
