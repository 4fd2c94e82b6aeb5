import { Command } from '@oclif/core/command';
import { boolean } from '@oclif/core/flags';
import { exitCodeOf } from './exit-code.js';
import { describeError, errorText } from './output/describe-error.js';
import { isClosedPipe, say, writeOut } from './output/write-out.js';

/** That a flag of several values takes the arguments after it: those of these commands take one value each time. */
const GREEDY_FLAGS_NOTE = /\n\nNote: --.* multiple values\..*beginning of arguments\./s;

/**
 * What the commands share: `--json`, and how they end.
 *
 * Results go to stdout, all else to stderr. A command imports what is heavy when it runs, so that help stays fast.
 */
export abstract class BaseCommand extends Command {
  static override baseFlags = {
    json: boolean({ description: 'Write the result, or the error, as JSON.' }),
  };

  protected override async init(): Promise<void> {
    await super.init();
    process.stderr.on('error', (error) => {
      if (!isClosedPipe(error)) throw error;
    });
  }

  /** Says what went wrong, once, where it is looked for, and ends with its code. */
  protected override async catch(error: unknown): Promise<void> {
    this.parsed = true; // where the arguments could not be parsed, that is what is said
    if (isClosedPipe(error)) return;
    if (error instanceof Error) await this.improveMessage(error);
    const description = describeError(error);
    process.exitCode = exitCodeOf(description.code);
    if (!this.argv.includes('--json')) say(errorText(error));
    else await writeOut(`${JSON.stringify({ error: description })}\n`).catch(() => undefined);
  }

  /** Names the flag that an unknown one was most likely meant to be; leaves out a note that is not true here. */
  private async improveMessage(error: Error & { readonly flags?: readonly string[] }): Promise<void> {
    error.message = error.message.replace(GREEDY_FLAGS_NOTE, '');
    const [unknown] = error.flags ?? [];
    if (unknown === undefined) return;
    const { nearestName } = await import('@lms-analytics/core');
    const known = Object.keys({ ...this.ctor.baseFlags, ...this.ctor.flags }).map((name) => `--${name}`);
    const suggestion = nearestName(unknown, known);
    if (suggestion !== undefined) error.message = error.message.replace('\n', `; did you mean ${suggestion}?\n`);
  }
}
