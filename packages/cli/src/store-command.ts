import { CLIError } from '@oclif/core/errors';
import { string } from '@oclif/core/flags';
import { BaseCommand } from './base-command.js';
import { configFlag } from './config/config-flag.js';

const helpGroup = 'STORE';
const TENANT = /^[A-Za-z0-9._-]{1,64}$/;

/** A command that works with a store: which, and whose part of it. */
export abstract class StoreCommand extends BaseCommand {
  static override baseFlags = {
    store: string({
      description:
        'The store: duckdb:PATH or postgres://USER:PASSWORD@HOST/DATABASE. That of the configuration where absent, else ' +
        'duckdb:./.lms-analytics/analytics.duckdb.',
      helpValue: 'URL',
      env: 'LMS_ANALYTICS_STORE',
      helpGroup,
    }),
    ...configFlag,
    tenant: string({
      description: 'The tenant that is asked about, and that events belong to where they name none.',
      helpValue: 'ID',
      default: 'default',
      helpGroup,
      parse: async (tenant) => {
        if (TENANT.test(tenant)) return tenant;
        const given = JSON.stringify(tenant);
        throw new CLIError(`--tenant must be 1 to 64 of the characters a-z A-Z 0-9 . _ -, not ${given}`);
      },
    }),
    ...BaseCommand.baseFlags,
  };
}
