import { boolean, string } from '@oclif/core/flags';

/** The flags of what removes. */
export const removalFlags = {
  before: string({
    description: 'A date in the time zone of the tenant, or an instant, that is past.',
    required: true,
    helpValue: 'DATE',
  }),
  'dry-run': boolean({ description: 'Say how many there are, and remove none.', default: false }),
  yes: boolean({ char: 'y', description: 'Do not ask.' }),
};
