import { boolean } from '@oclif/core/flags';

/** The flag of every command, so that a script can always give it; it is heard by those whose work can be long. */
export const progressFlag = {
  progress: boolean({
    description: 'Say on stderr how far long work is: a bar on a terminal, else a line every 10 seconds.',
    default: true,
    allowNo: true,
    helpGroup: 'GLOBAL',
  }),
};
