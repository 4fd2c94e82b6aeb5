import { CLIError } from '@oclif/core/errors';
import type { Hook } from '@oclif/core/hooks';
import { exitCode } from '../exit-code.js';
import { writeError } from '../output/write-error.js';
import { catchOutputErrors } from '../output/write-out.js';

/** Says which command was most likely meant, and which there are; or that a command takes no such argument. */
const commandNotFound: Hook.CommandNotFound = async function ({ id, argv = [], config }) {
  const words = id.split(':');
  const known = config.commandIDs.map((command) => command.replaceAll(':', ' ')).sort();
  const error = new CLIError(surplusText(words, known) ?? (await unknownText(words, known)));
  catchOutputErrors();
  await writeError(error, { json: argv.includes('--json') });
  this.exit(exitCode.usedWrongly);
};

/** Words after a command without arguments are taken for words of its name. */
function surplusText(words: readonly string[], known: readonly string[]): string | undefined {
  const isCommand = (length: number) => known.includes(words.slice(0, length).join(' '));
  const length = [2, 1].find((count) => count < words.length && isCommand(count));
  if (length === undefined) return undefined;
  const command = words.slice(0, length).join(' ');
  return `${command} takes no argument ${JSON.stringify(words[length])}; lms-analytics ${command} --help says what it takes`;
}

async function unknownText(words: readonly string[], known: readonly string[]): Promise<string> {
  const { nearestName } = await import('@lms-analytics/core');
  const { given, suggestion } = nearestCommand(words, (name, length) =>
    nearestName(
      name,
      known.filter((command) => command.split(' ').length === length),
    ),
  );
  const hint = suggestion === undefined ? '' : ` did you mean ${suggestion}?`;
  return `there is no command ${JSON.stringify(given)};${hint} there are ${known.join(', ')}`;
}

/** Arguments that follow an unknown command are taken for words of its name: the first one or two words are tried. */
function nearestCommand(
  words: readonly string[],
  nearest: (name: string, length: number) => string | undefined,
): { given: string; suggestion?: string | undefined } {
  for (const length of [2, 1].filter((count) => count <= words.length)) {
    const given = words.slice(0, length).join(' ');
    const suggestion = nearest(given, length);
    if (suggestion !== undefined) return { given, suggestion };
  }
  return { given: words.join(' ') };
}

export default commandNotFound;
