import { writeOut } from '../output/write-out.js';
import { periodFlags } from '../question/period-flags.js';
import { readFrame } from '../question/read-question.js';
import { withConfiguredAnalytics } from '../store/with-analytics.js';
import { StoreCommand } from '../store-command.js';

/** `lms-analytics dashboard` */
export default class DashboardCommand extends StoreCommand {
  static override summary = 'The figures of a period beside those of the one before, day by day, and the courses.';
  static override examples = [
    { description: 'The last 30 days', command: 'lms-analytics dashboard' },
    {
      description: 'A term of one region, for a program',
      command: 'lms-analytics dashboard --from 2026-02-01 --to 2026-07-01 --where learner.region=north --json',
    },
  ];

  static override flags = periodFlags;

  async run(): Promise<void> {
    const { flags } = await this.parse(DashboardCommand);
    const frame = readFrame(flags);
    const dashboard = await withConfiguredAnalytics(flags, 'read', (analytics) => analytics.dashboard(frame));
    if (flags.json) return writeOut(`${JSON.stringify(dashboard)}\n`);
    const { terminalWidth } = await import('../table/draw-table.js');
    const { renderDashboard } = await import('../dashboard/render-dashboard.js');
    await writeOut(renderDashboard(dashboard, terminalWidth()));
  }
}
