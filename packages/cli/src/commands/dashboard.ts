import type { Dashboard } from '@lms-analytics/core';
import { CLIError } from '@oclif/core/errors';
import { boolean, integer } from '@oclif/core/flags';
import { cancelOnInterrupt } from '../cancel-on-interrupt.js';
import { type EndSignal, exitCodeOfSignal, onInterrupt } from '../on-interrupt.js';
import { writeOut } from '../output/write-out.js';
import { periodFlags } from '../question/period-flags.js';
import { readFrame } from '../question/read-question.js';
import { withConfiguredAnalytics } from '../store/with-analytics.js';
import { StoreCommand } from '../store-command.js';

/** `lms-analytics dashboard` */
export default class DashboardCommand extends StoreCommand {
  static override summary = 'The figures of a period beside those before, day by day, and the courses.';
  static override description =
    'With --watch it stays and is asked anew every few seconds: in place on a terminal, else one below the other. The ' +
    'store is open only for each time, so that an ingest can write to it; while one does, the last figures stay.';

  static override examples = [
    { description: 'The last 30 days', command: 'lms-analytics dashboard' },
    {
      description: 'A term of one region, for a program',
      command: 'lms-analytics dashboard --from 2026-02-01 --to 2026-07-01 --where learner.region=north --json',
    },
  ];

  static override flags = {
    ...periodFlags,
    watch: boolean({ description: 'Ask again and again, until Ctrl-C.' }),
    interval: integer({
      description: 'How long --watch waits between two times.',
      helpValue: 'SECONDS',
      min: 1,
      default: 5,
    }),
  };

  async run(): Promise<void> {
    const { flags, metadata } = await this.parse(DashboardCommand);
    if (!flags.watch && !metadata.flags['interval']?.setFromDefault)
      throw new CLIError('--interval is for --watch: give --watch beside it');
    if (flags.watch && flags.json)
      throw new CLIError('--watch is to be looked at: leave out --json, or ask again yourself');
    const frame = readFrame(flags);
    const ask = (signal: AbortSignal) =>
      withConfiguredAnalytics(flags, 'read', (analytics) => analytics.dashboard(frame, { signal }));
    if (flags.watch) return watch(ask, flags.interval);
    await cancelOnInterrupt(async (signal) => writeDashboard(await ask(signal), flags));
  }
}

async function writeDashboard(dashboard: Dashboard, { json }: { readonly json: boolean }): Promise<void> {
  if (json) return writeOut(`${JSON.stringify(dashboard)}\n`);
  const { canvasOfResults } = await import('../charts/canvas.js');
  const { renderDashboard } = await import('../dashboard/render-dashboard.js');
  await writeOut(renderDashboard(dashboard, { ...canvasOfResults(), height: Number.POSITIVE_INFINITY }));
}

/** Watches until Ctrl-C, and ends the process then: to wait for a busy store would go on for a while. */
async function watch(ask: (signal: AbortSignal) => Promise<Dashboard>, intervalSeconds: number): Promise<void> {
  const { watchDashboard } = await import('../dashboard/watch-dashboard.js');
  const { displayOfResults } = await import('../dashboard/display.js');
  const stopping = new AbortController();
  const display = displayOfResults();
  onInterrupt((signal) => stopping.abort(signal));
  try {
    await watchDashboard({ ask, intervalSeconds, signal: stopping.signal, clock: () => new Date() }, display);
  } finally {
    display.end();
  }
  process.exit(exitCodeOfSignal(stopping.signal.reason as EndSignal));
}
