import { CLIError } from '@oclif/core/errors';
import type { Hook } from '@oclif/core/hooks';
import { exitCode } from '../exit-code.js';
import { describeError, errorText } from '../output/describe-error.js';
import { say, writeOut } from '../output/write-out.js';

/** Says which command was most likely meant, and which there are. */
const commandNotFound: Hook.CommandNotFound = async function ({ id, argv = [], config }) {
  const { nearestName } = await import('@lms-analytics/core');
  const known = config.commandIDs.map((command) => command.replaceAll(':', ' ')).sort();
  const { given, suggestion } = nearestCommand(id.split(':'), (name, length) =>
    nearestName(
      name,
      known.filter((command) => command.split(' ').length === length),
    ),
  );
  const hint = suggestion === undefined ? '' : ` did you mean ${suggestion}?`;
  const error = new CLIError(`there is no command ${JSON.stringify(given)};${hint} there are ${known.join(', ')}`);
  if (argv.includes('--json')) await writeOut(`${JSON.stringify({ error: describeError(error) })}\n`);
  else say(errorText(error));
  this.exit(exitCode.usedWrongly);
};

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
