import { Command } from '@oclif/core/command';
import { boolean } from '@oclif/core/flags';
import { exitCodeOf } from './exit-code.js';
import { endOnInterrupt } from './on-interrupt.js';
import { describeError } from './output/describe-error.js';
import { type CommandWords, improveMessage } from './output/improve-message.js';
import { progressFlag } from './output/progress-flag.js';
import { writeError } from './output/write-error.js';
import { catchOutputErrors, isClosedPipe } from './output/write-out.js';

/**
 * What the commands share: `--json`, `--no-progress`, and how they end.
 *
 * Results go to stdout, all else to stderr. A command imports what is heavy when it runs, so that help stays fast.
 */
export abstract class BaseCommand extends Command {
  static override baseFlags = {
    json: boolean({ description: 'Write the result, or the error, as JSON.', helpGroup: 'GLOBAL' }),
    ...progressFlag,
  };

  protected override async init(): Promise<void> {
    await super.init();
    endOnInterrupt();
    catchOutputErrors();
  }

  /** Says what went wrong, once, where it is looked for, and ends with its code. */
  protected override async catch(error: unknown): Promise<void> {
    this.parsed = true; // where the arguments could not be parsed, that is what is said
    if (isClosedPipe(error)) return;
    if (error instanceof Error) await improveMessage(error, this.words());
    process.exitCode = exitCodeOf(describeError(error).code);
    await writeError(error, { json: this.argv.includes('--json') });
  }

  /** The words that a person has for this command, by which errors are told. */
  private words(): CommandWords {
    const { baseFlags, flags, args } = this.ctor;
    const begin = `${this.id}:`;
    return {
      flags: Object.keys({ ...baseFlags, ...flags }),
      args: Object.keys(args),
      subcommands: this.config.commandIDs.filter((id) => id.startsWith(begin)).map((id) => id.slice(begin.length)),
      command: this.id?.replaceAll(':', ' ') ?? '',
    };
  }
}
