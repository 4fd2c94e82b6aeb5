import { CLIError } from '@oclif/core/errors';
import { custom } from '@oclif/core/flags';

const SHARE = /^(\d+(?:\.\d*)?|\.\d+)(%?)$/;

interface ShareFlag {
  readonly description: string;
  readonly helpGroup?: string;
  /** Where the flag is not given; 0 where absent. */
  readonly defaultShare?: number;
}

/** A flag for a share: from 0 to 1, or in percent. */
export function shareFlag(name: string, { defaultShare = 0, ...flag }: ShareFlag) {
  return custom<number>({
    ...flag,
    helpValue: 'SHARE',
    default: defaultShare,
    parse: async (given) => readShare(given) ?? refuse(name, given),
  })();
}

/**
 * The share that a text states; undefined where it states none.
 *
 * @example [readShare('0.05'), readShare('5%'), readShare('5')] // [0.05, 0.05, undefined]
 */
export function readShare(text: string): number | undefined {
  const [, number, percent] = SHARE.exec(text.trim()) ?? [];
  if (number === undefined) return undefined;
  const share = percent ? Number(number) / 100 : Number(number);
  return share <= 1 ? share : undefined;
}

function refuse(name: string, given: string): never {
  throw new CLIError(`--${name} must be a share from 0 to 1, such as 0.05 or 5%, not ${JSON.stringify(given)}`);
}
