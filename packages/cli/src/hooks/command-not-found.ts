import type { Hook } from '@oclif/core/hooks';
import { exitCode } from '../exit-code.js';
import { say } from '../output/write-out.js';

/** Says which commands there are. */
const commandNotFound: Hook.CommandNotFound = async function ({ id, config }) {
  const spaced = (command: string) => command.replaceAll(':', ' ');
  const known = config.commandIDs.map(spaced).sort().join(', ');
  say(`Error: there is no command ${JSON.stringify(spaced(id))}; there are ${known}`);
  this.exit(exitCode.usedWrongly);
};

export default commandNotFound;
