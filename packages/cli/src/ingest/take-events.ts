import type { IngestResult } from '@lms-analytics/core';
import { say } from '../output/write-out.js';
import { withAnalytics } from '../store/with-analytics.js';
import { checkEvents } from './check-events.js';
import { EventInput } from './event-input.js';
import { onInterrupt } from './on-interrupt.js';
import { openInputs } from './open-inputs.js';
import { Progress } from './progress.js';
import { RejectsFile } from './rejects-file.js';
import { Tally } from './tally.js';

/** What is taken, and how. */
export interface TakeOptions {
  /** Files, `-` for stdin. */
  readonly names: readonly string[];
  /** Finds out which store; only where one is needed. */
  readonly store: () => Promise<string>;
  readonly tenant: string;
  /** Validate only: the store is not touched. */
  readonly check: boolean;
  readonly rejects: string | undefined;
  readonly progress: boolean;
}

/** What became of the events. */
export interface Taken {
  readonly tally: Tally;
  /** Whether Ctrl-C ended it; the batches in flight were finished. */
  readonly isInterrupted: boolean;
  /** Why an input could not be read to its end. */
  readonly failure: unknown;
}

/**
 * Takes the events of the inputs, or checks them.
 *
 * @throws AnalyticsError before anything is read, and those of the store; what an input brings is `failure`
 */
export async function takeEvents(options: TakeOptions): Promise<Taken> {
  const inputs = await openInputs(options.names);
  const rejects = options.rejects === undefined ? undefined : await RejectsFile.create(options.rejects, inputs);
  const input = new EventInput(inputs);
  const release = onInterrupt(() => {
    say('Stopping as soon as what was read is stored …');
    input.stop();
  });
  try {
    const tally = options.check
      ? await follow(checkEvents(input, options.tenant), { input, rejects, options })
      : await withAnalytics({ url: await options.store(), mode: 'write' }, (analytics) =>
          follow(analytics.ingestBatches(input, { tenantId: options.tenant }), { input, rejects, options }),
        );
    return { tally, isInterrupted: input.isStopped, failure: input.failure };
  } finally {
    release();
    await rejects?.close();
  }
}

interface Following {
  readonly input: EventInput;
  readonly rejects: RejectsFile | undefined;
  readonly options: TakeOptions;
}

async function follow(results: AsyncIterable<IngestResult>, { input, rejects, options }: Following): Promise<Tally> {
  const tally = new Tally();
  const progress = options.progress ? await Progress.start() : undefined;
  try {
    for await (const result of results) {
      tally.add(result);
      await rejects?.write(result.rejected);
      progress?.update({ events: tally.total, bytesRead: input.bytesRead, size: input.size });
    }
    return tally;
  } finally {
    progress?.stop();
  }
}
