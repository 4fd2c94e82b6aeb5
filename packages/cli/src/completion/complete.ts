import type { CommandManifest, KnownArgument, KnownFlag, NameKind } from './command-manifest.js';
import { type CommandLine, readCommandLine } from './read-command-line.js';

/** What a word can be completed to. */
interface Candidate {
  readonly value: string;
  /** What it means; empty where it speaks for itself. */
  readonly meaning: string;
}

/** That the shell is to complete the name of a file. */
export const FILES = ':files';

type Candidates = readonly Candidate[] | typeof FILES;

/** What the values of flags are, by how help names them. */
const flagValues: Readonly<Record<string, (context: Context) => Candidates>> = {
  FILE: () => FILES,
  METRIC: ({ manifest }) => namesOf('metrics', manifest),
  DIMENSION: ({ manifest }) => namesOf('dimensions', manifest),
  'DIMENSION=VALUES': ({ manifest }) => namesOf('dimensions', manifest).map(asFilter),
  'COLUMN[:desc]': ({ line }) => plain([...line.args, ...(line.flags.get('by') ?? [])]),
  PERIOD: () => plain(['7d', '30d', '12w', '6m', '1y', 'all']),
  ZONE: () => plain(Intl.supportedValuesOf('timeZone')),
};

/** What the first argument of a command names. */
const argumentNames: Readonly<Record<string, NameKind>> = {
  query: 'metrics',
  report: 'reports',
  analyze: 'analyses',
  'metrics:show': 'metrics',
  'report:show': 'reports',
  'analyses:show': 'analyses',
  'events:show': 'eventTypes',
  'settings:get': 'settings',
  'settings:set': 'settings',
};

interface Context {
  readonly line: CommandLine;
  readonly manifest: CommandManifest;
}

/**
 * What the last word of a command line can be completed to.
 *
 * @param words those after `lms-analytics`; the last one, perhaps empty, is being completed
 * @example complete(['query', 'enrollments', '--grain', 'w'], manifest) // [{ value: 'week', meaning: '' }]
 */
export function complete(words: readonly string[], manifest: CommandManifest): Candidates {
  const line = readCommandLine(words, manifest);
  const candidates = candidatesOf({ line, manifest });
  if (candidates === FILES) return FILES;
  return candidates
    .filter(({ value }) => value.startsWith(line.word))
    .map(({ value, meaning }) => ({ value: line.prefix + value, meaning }));
}

function candidatesOf(context: Context): Candidates {
  const { line, manifest } = context;
  if (line.flag) return valuesOfFlag(line.flag, context);
  if (line.word.startsWith('-')) return flagsOf(line);
  if (!line.command) return commandsBelow(line.topic, manifest);
  const values = valuesOfArgument(context);
  if (line.args.length > 0 || values === FILES) return values;
  return [...commandsBelow(line.command.id.split(':'), manifest), ...values];
}

function valuesOfFlag(flag: KnownFlag, context: Context): Candidates {
  return flag.options ? plain(flag.options) : (flagValues[flag.helpValue ?? '']?.(context) ?? []);
}

function flagsOf({ command, flags }: CommandLine): Candidate[] {
  const known = Object.values(command?.flags ?? {}).filter(({ name, multiple }) => multiple || !flags.has(name));
  const candidates = known.map(({ name, allowNo, description = '' }) => ({
    value: allowNo ? `--no-${name}` : `--${name}`,
    meaning: firstSentence(description),
  }));
  return [...candidates, { value: '--help', meaning: 'What it does, with examples.' }];
}

function valuesOfArgument({ line, manifest }: Context): Candidates {
  const known = Object.values(line.command!.args);
  const argument: KnownArgument | undefined = known[line.args.length] ?? known.findLast(({ multiple }) => multiple);
  if (argument === undefined) return [];
  if (argument.options) return plain(argument.options);
  if (argument.name === 'file' || argument.name === 'files') return FILES;
  const { id } = line.command!;
  if (line.args.length > 0 && !argument.multiple) return id === 'settings:set' ? valuesOfSetting(line.args[0]!) : [];
  return Object.hasOwn(argumentNames, id) ? namesOf(argumentNames[id]!, manifest) : [];
}

function valuesOfSetting(setting: string): Candidate[] {
  return plain(setting === 'time-zone' ? Intl.supportedValuesOf('timeZone') : ['monday', 'sunday']);
}

/** The next words of the commands whose names begin with these words. */
function commandsBelow(topic: readonly string[], { commands }: CommandManifest): Candidate[] {
  const begin = topic.map((word) => `${word}:`).join('');
  const below = Object.values(commands).filter(({ id, hidden }) => id.startsWith(begin) && !hidden);
  const meanings = new Map<string, string>();
  for (const { id, summary = '' } of below) {
    const word = id.slice(begin.length).split(':')[0]!;
    const isWhole = id === begin + word;
    if (isWhole || !meanings.has(word)) meanings.set(word, isWhole ? summary : '');
  }
  return [...meanings].map(([value, meaning]) => ({ value, meaning }));
}

function namesOf(kind: NameKind, { names }: CommandManifest): Candidate[] {
  return Object.entries(names[kind]).map(([value, meaning]) => ({ value, meaning }));
}

function asFilter({ value, meaning }: Candidate): Candidate {
  return { value: value.endsWith('.') ? value : `${value}=`, meaning };
}

function plain(values: readonly string[]): Candidate[] {
  return values.map((value) => ({ value, meaning: '' }));
}

function firstSentence(text: string): string {
  return text.split(/;\s|(?<=\.)\s/)[0]!;
}
