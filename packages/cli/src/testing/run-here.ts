import { Console } from 'node:console';
import { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { CommandResult } from './run-command.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a command finds when it begins. */
interface CommandWorld {
  readonly cwd: string;
  /** All of it. */
  readonly env: NodeJS.ProcessEnv;
  readonly input: string | Uint8Array;
}

/** Runs the command that is built in this process, with a directory, an environment and streams of its own. */
export async function runHere(args: readonly string[], { cwd, env, input }: CommandWorld): Promise<CommandResult> {
  const [stdout, stderr] = [new WrittenText(), new WrittenText()];
  const stdin = Readable.from([Buffer.from(input)], { objectMode: false });
  const leave = enter({ cwd, members: { env, stdin, stdout, stderr }, console: new Console(stdout, stderr) });
  try {
    const failure = await execute(args);
    return { code: failure ?? Number(process.exitCode ?? 0), stdout: stdout.text, stderr: stderr.text };
  } finally {
    leave();
  }
}

/** What `bin/run.js` does, without the end of the process; gives the exit code of a command that exits by itself. */
async function execute(args: readonly string[]): Promise<number | undefined> {
  // Not before there is the environment of a command: whether there are colours is decided when it is loaded.
  const { run, settings } = await import('@oclif/core');
  settings.enableAutoTranspile = false;
  try {
    await run([...args], root);
    return undefined;
  } catch (error) {
    const { exit } = (error as { oclif?: { exit?: number } }).oclif ?? {};
    if (exit === undefined) throw error;
    return exit;
  }
}

const signals = ['SIGINT', 'SIGTERM'] as const;

interface Surroundings {
  readonly cwd: string;
  readonly members: Readonly<Record<'env' | 'stdin' | 'stdout' | 'stderr', unknown>>;
  readonly console: Console;
}

/** Gives the process other surroundings; what is returned gives it back its own. */
function enter({ cwd, members, console }: Surroundings): () => void {
  const home = { cwd: process.cwd(), exitCode: process.exitCode, console: globalThis.console };
  const own = Object.keys(members).map((name) => [name, Object.getOwnPropertyDescriptor(process, name)!] as const);
  const heard = signals.map((signal) => [signal, process.listeners(signal)] as const);
  process.chdir(cwd);
  process.exitCode = undefined;
  globalThis.console = console;
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(process, name, { value, configurable: true, enumerable: true, writable: true });
  }
  return () => {
    for (const [name, descriptor] of own) Object.defineProperty(process, name, descriptor);
    globalThis.console = home.console;
    process.exitCode = home.exitCode;
    process.chdir(home.cwd);
    for (const [signal, before] of heard) {
      const added = process.listeners(signal).filter((listener) => !before.includes(listener));
      for (const listener of added) process.off(signal, listener);
    }
  };
}

/** A stream that keeps what is written to it. */
class WrittenText extends Writable {
  readonly #parts: Buffer[] = [];

  get text(): string {
    return Buffer.concat(this.#parts).toString();
  }

  override _write(part: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#parts.push(part);
    done();
  }
}
