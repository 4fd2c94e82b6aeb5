import { Command } from '@oclif/core/command';
import { CLIError } from '@oclif/core/errors';
import { boolean, string } from '@oclif/core/flags';
import { type exitCode, exitCodeOf } from './exit-code.js';
import { describeError, errorText } from './output/describe-error.js';
import { isClosedPipe, say, writeOut } from './output/write-out.js';

const TENANT = /^[A-Za-z0-9._-]{1,64}$/;

/** The flag of every command. */
export const jsonFlag = { json: boolean({ description: 'Write the result, or the error, as JSON.' }) };

/**
 * What the commands share: their flags, and how they end.
 *
 * Results go to stdout, all else to stderr. A command imports what is heavy when it runs, so that help stays fast.
 */
export abstract class BaseCommand extends Command {
  static override baseFlags = {
    store: string({
      description: 'The store: duckdb:PATH.',
      helpValue: 'URL',
      env: 'LMS_ANALYTICS_STORE',
      default: 'duckdb:./.lms-analytics/analytics.duckdb',
    }),
    tenant: string({
      description: 'The tenant that is asked about, and that events belong to where they name none.',
      helpValue: 'ID',
      default: 'default',
      parse: async (tenant) => {
        if (TENANT.test(tenant)) return tenant;
        throw new CLIError(
          `--tenant must be 1 to 64 of the characters a-z A-Z 0-9 . _ -, not ${JSON.stringify(tenant)}`,
        );
      },
    }),
    ...jsonFlag,
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
    const description = describeError(error);
    process.exitCode = exitCodeOf(description.code);
    if (!this.argv.includes('--json')) say(errorText(error));
    else await writeOut(`${JSON.stringify({ error: description })}\n`).catch(() => undefined);
  }

  /** Ends with exit code 3 where events were rejected. */
  protected endWith(code: (typeof exitCode)[keyof typeof exitCode]): void {
    process.exitCode = code;
  }
}
