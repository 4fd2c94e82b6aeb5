import { nameFlags } from './name-flags.js';

/** What a person can give to a command, by name. */
export interface CommandWords {
  readonly flags: readonly string[];
  /** Its arguments; a question's metrics are one of them. */
  readonly args: readonly string[];
  /** The last words of the commands that begin with its name, such as `list` of `report list`. */
  readonly subcommands: readonly string[];
  /** The command itself, such as `report`. */
  readonly command: string;
}

interface GivenError extends Error {
  /** Flags that there are not; of the parser. */
  readonly flags?: readonly string[];
  readonly details?: Readonly<Record<string, unknown>>;
}

/** That a flag of several values takes the arguments after it: those of these commands take one value each time. */
const GREEDY_FLAGS_NOTE = /\n\nNote: --.* multiple values\..*beginning of arguments\./s;
/** What the parser says before what is wrong with flags that need one another. */
const FLAGS_HEADING = /^The following errors? occurred:\n {2}/;
const MISSING_FLAG = /^Missing required flag ([\w-]+)/m;
const UNKNOWN_CHOICE = /^Expected (?:--[\w-]+=)?(.*) to be one of: (.*)(?=\n|$)/m;
/** What the parser says of a value, and what the flag says of it, which names itself where it is ours. */
const UNREADABLE_VALUE = /^Parsing (--[\w-]+) \n\t(?:\1 )?/;
const NO_INTEGER = /Expected an integer but received: (.*)/;
/** The dimensions whose ids can be told from those of metrics. */
const DIMENSION = /^(?:course|module|assessment|role|mode|result|kind|(?:course|learner|enrollment)\..+)$/;
const TOO_SMALL = /Expected an integer greater than or equal to (\d+) but received: (.*)/;

/**
 * Rewords what a library says for the person who typed a command: members of a question are named by their flags, slips
 * are told what they were most likely meant to be, and a note is left out that is not true here.
 */
export async function improveMessage(error: GivenError, words: CommandWords): Promise<void> {
  if (error.name === 'AnalyticsError') nameFlags(error, words);
  error.message = error.message
    .replace(GREEDY_FLAGS_NOTE, '')
    .replace(FLAGS_HEADING, '')
    .replace(MISSING_FLAG, '--$1 is missing')
    .replace(UNREADABLE_VALUE, '$1 ')
    .replace(NO_INTEGER, 'must be a whole number, not $1')
    .replace(TOO_SMALL, 'must be $1 or more, not $2');
  const hint = listHint(error, words);
  if (hint !== undefined) error.message = error.message.replace('; ', `; ${hint}; `);
  const slip = slipOf(error, words);
  if (slip === undefined) return;
  const { nearestName } = await import('@lms-analytics/core');
  const nearest = nearestName(slip.given, slip.known);
  if (nearest !== undefined) error.message = slip.suggest(nearest);
}

/** What to do where several names were given as one, or a dimension as a metric. */
function listHint({ details = {} }: GivenError, { flags }: CommandWords): string | undefined {
  const { metric, dimension } = details;
  if (typeof metric === 'string' && metric.includes(',')) {
    return `several are given apart: ${metric.split(/,\s*/).filter(Boolean).join(' ')}`;
  }
  if (typeof metric === 'string' && flags.includes('by') && DIMENSION.test(metric)) {
    return `a dimension is given as --by ${metric}`;
  }
  if (typeof dimension !== 'string' || !dimension.includes(',')) return undefined;
  return `several are given apart: ${dimension
    .split(/,\s*/)
    .filter(Boolean)
    .map((name) => `--by ${name}`)
    .join(' ')}`;
}

interface Slip {
  readonly given: string;
  readonly known: readonly string[];
  /** The message with the suggestion. */
  readonly suggest: (nearest: string) => string;
}

function slipOf({ message, flags, details }: GivenError, words: CommandWords): Slip | undefined {
  const [, choice, choices] = UNKNOWN_CHOICE.exec(message) ?? [];
  const report = details?.['report'];
  const atLineEnd = (name: string) => message.replace(/(?=\n|$)/, `; did you mean ${name}?`);
  if (choice !== undefined) return { given: choice, known: choices!.split(', '), suggest: atLineEnd };
  if (flags?.[0] !== undefined) {
    return { given: flags[0], known: words.flags.map((flag) => `--${flag}`), suggest: atLineEnd };
  }
  if (typeof report !== 'string') return undefined;
  const suggest = (name: string) => message.replace('; ', `; did you mean the command ${words.command} ${name}? `);
  return { given: report, known: words.subcommands, suggest };
}
