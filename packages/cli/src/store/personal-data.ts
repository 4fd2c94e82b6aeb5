import { CLIError } from '@oclif/core/errors';

/** Whether email and name of learners may be stored: `STORE_PII` says so; where it is not set they may. */
export function storesPersonalData(value: string | undefined): boolean {
  if (value === undefined || value === '' || value === 'true') return true;
  if (value === 'false') return false;
  // A typing error must not store them.
  throw new CLIError(`STORE_PII must be true or false, not ${JSON.stringify(value)}`);
}
