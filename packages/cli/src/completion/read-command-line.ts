import type { CommandManifest, KnownCommand, KnownFlag } from './command-manifest.js';

/** A command line up to the word that is being completed. */
export interface CommandLine {
  /** The command; undefined while its name is not complete. */
  readonly command: KnownCommand | undefined;
  /** The words of a name of a command so far, where there is none yet. */
  readonly topic: readonly string[];
  /** The arguments before the word. */
  readonly args: readonly string[];
  /** The values of the flags before the word; a boolean flag has none. */
  readonly flags: ReadonlyMap<string, readonly string[]>;
  /** The flag whose value the word is. */
  readonly flag: KnownFlag | undefined;
  /** The word so far, without the flag that it may begin with. */
  readonly word: string;
  /** What the word begins with and candidates therefore have to: `--by=`, or nothing. */
  readonly prefix: string;
}

/** Reads the words after `lms-analytics`, of which the last, perhaps empty, is being completed. */
export function readCommandLine(given: readonly string[], { commands }: CommandManifest): CommandLine {
  const words = joinAtEquals(given);
  const before = words.slice(0, -1);
  const firstFlag = before.findIndex((word) => word.startsWith('-'));
  const names = firstFlag < 0 ? before : before.slice(0, firstFlag);
  const length = [2, 1].find((count) => names.length >= count && Object.hasOwn(commands, idOf(names, count)));
  const command = length === undefined ? undefined : commands[idOf(names, length)];
  const { args, flags, open } = readFlags(before.slice(length ?? 0), command);
  const last = words.at(-1) ?? '';
  const [, prefix = '', name] = /^(--([\w-]+)=)/.exec(last) ?? [];
  return {
    command,
    topic: command ? [] : before,
    ...{ args, flags, prefix },
    flag: name === undefined ? open : command?.flags[name],
    word: last.slice(prefix.length),
  };
}

function idOf(words: readonly string[], length: number): string {
  return words.slice(0, length).join(':');
}

/** bash splits words at `=`. `--by = course` is a flag and its value; `course = c1`, a filter, is one word again. */
function joinAtEquals(words: readonly string[]): string[] {
  const joined: string[] = [];
  for (const [place, word] of words.entries()) {
    const isOfFlag = word === '=' && joined.at(-1)?.startsWith('--');
    if (isOfFlag && place < words.length - 1) continue;
    if (isOfFlag) joined.push('');
    else if (place > 0 && (word === '=' || joined.at(-1)?.endsWith('='))) joined.push(joined.pop()! + word);
    else joined.push(word);
  }
  return joined;
}

function readFlags(words: readonly string[], command: KnownCommand | undefined) {
  const args: string[] = [];
  const flags = new Map<string, string[]>();
  let open: KnownFlag | undefined;
  for (const word of words) {
    const [, name, value] = /^--(?:no-)?([\w-]+)(?:=(.*))?$/s.exec(word) ?? [];
    if (open) {
      flags.get(open.name)!.push(word);
      open = undefined;
    } else if (name === undefined) args.push(word);
    else {
      flags.set(name, [...(flags.get(name) ?? []), ...(value === undefined ? [] : [value])]);
      const flag = command?.flags[name];
      if (flag?.type === 'option' && value === undefined) open = flag;
    }
  }
  return { args, flags, open };
}
