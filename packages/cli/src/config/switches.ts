import { CLIError } from '@oclif/core/errors';

/** What the environment switches off with `false`; where it says nothing, it is on. */
const switches = {
  /** Whether email and name of learners may be stored. */
  storePersonalData: 'STORE_PII',
  /** Whether there are analyses and quantiles. */
  advancedMetrics: 'ENABLE_ADVANCED_METRICS',
  /** Whether what came after rollups were refreshed is counted. */
  realTime: 'ENABLE_REAL_TIME_ANALYTICS',
} as const;

/**
 * What the environment switches on and off.
 *
 * @throws CLIError for a value that is neither true nor false: a typing error must not store names
 */
export function readSwitches(env: NodeJS.ProcessEnv = process.env): Record<keyof typeof switches, boolean> {
  const entries = Object.entries(switches).map(([name, variable]) => [name, isOn(variable, env[variable])]);
  return Object.fromEntries(entries);
}

function isOn(variable: string, value: string | undefined): boolean {
  if (value === undefined || value === '' || value === 'true') return true;
  if (value === 'false') return false;
  throw new CLIError(`${variable} must be true or false, not ${JSON.stringify(value)}`);
}
