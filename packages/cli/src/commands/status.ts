import type { Status } from '@lms-analytics/core';
import { say, writeOut } from '../output/write-out.js';
import { chooseStore } from '../store/store-url.js';
import { withAnalytics } from '../store/with-analytics.js';
import { StoreCommand } from '../store-command.js';

/** `lms-analytics status` */
export default class StatusCommand extends StoreCommand {
  static override summary = 'What is in the store: schema, events, counts, bytes on disk, settings.';
  static override description =
    'Counts and settings are those of the tenant, bytes those of all. Moments are in the time zone of the tenant. A ' +
    'store of another version is looked at as it is; what cannot be read of it is unknown, null with --json.';

  static override examples = [
    { description: 'To read', command: 'lms-analytics status' },
    { description: 'For a program', command: 'lms-analytics status --json' },
  ];

  async run(): Promise<void> {
    const { flags } = await this.parse(StatusCommand);
    const store = await chooseStore(flags);
    const status = await withAnalytics({ ...store, mode: 'inspect' }, (analytics) => analytics.status(flags.tenant));
    if (flags.json) return writeOut(`${JSON.stringify(status, null, 2)}\n`);
    const { renderStatus } = await import('../status/render-status.js');
    const { terminalWidth } = await import('../table/draw-table.js');
    await writeOut(renderStatus(status, terminalWidth()));
    const next = nextStep(status);
    if (next) say(next);
  }
}

/** What to do with a store that cannot be asked anything yet. */
function nextStep({ schema: { version, expected, isCurrent }, events }: Status): string | undefined {
  if (version > expected) return 'A newer version wrote this store: update lms-analytics.';
  if (!isCurrent)
    return 'An older version wrote this store: lms-analytics migrate brings it to the schema of this one.';
  return events?.count || events?.removedBefore
    ? undefined
    : 'There are no events yet: lms-analytics ingest FILES takes them.';
}
