import type { IngestResult } from '@lms-analytics/core';
import { type EndSignal, onInterrupt } from '../on-interrupt.js';
import { Progress } from '../output/progress.js';
import { say } from '../output/write-out.js';
import type { ChosenStore } from '../store/store-url.js';
import { withAnalytics } from '../store/with-analytics.js';
import { checkEvents } from './check-events.js';
import { EventInput } from './event-input.js';
import { openInputs } from './open-inputs.js';
import { RejectsFile } from './rejects-file.js';
import { Tally } from './tally.js';

/** What is taken, and how. */
export interface TakeOptions {
  /** Files, `-` for stdin. */
  readonly names: readonly string[];
  /** Finds out which store; only where one is needed. */
  readonly store: () => Promise<ChosenStore>;
  readonly tenant: string;
  /** Validate only: the store is not touched. */
  readonly check: boolean;
  readonly rejects: string | undefined;
  readonly progress: boolean;
}

/** What became of the events. */
export interface Taken {
  readonly tally: Tally;
  /** The signal that ended it, Ctrl-C or another; the batches in flight were finished. */
  readonly endedBy: EndSignal | undefined;
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
  let endedBy: EndSignal | undefined;
  const release = onInterrupt((signal) => {
    endedBy = signal;
    say(options.check ? 'Stopping …' : 'Stopping as soon as what was read is stored …');
    input.stop();
  });
  try {
    const tally = options.check
      ? await follow(checkEvents(input, options.tenant), { input, rejects, options })
      : await withAnalytics({ ...(await options.store()), mode: 'write' }, (analytics) =>
          follow(analytics.ingestBatches(input, { tenantId: options.tenant }), { input, rejects, options }),
        );
    return { tally, endedBy, failure: input.failure };
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
  const progress = await Progress.start({ isShown: options.progress });
  try {
    for await (const result of results) {
      tally.add(result);
      await rejects?.write(result.rejected);
      progress.update({ events: tally.total, done: input.bytesRead, total: input.size });
    }
    return tally;
  } finally {
    progress.stop();
  }
}
