import { BaseCommand } from '../base-command.js';
import { numberText } from '../output/number-text.js';
import { say, writeOut } from '../output/write-out.js';
import { withAnalytics } from '../store/with-analytics.js';

/** `lms-analytics demo` */
export default class DemoCommand extends BaseCommand {
  static override summary = 'Make up a term of a small school and show its numbers.';
  static override description =
    'Six courses and 300 learners, in the eleventh week of their term, in a store of its own ' +
    '(.lms-analytics/demo.duckdb), made anew each time. Other stores are not touched. The events are those of ' +
    'lms-analytics simulate, which makes terms of any size.';

  static override examples = [{ description: 'Have a look', command: 'lms-analytics demo' }];

  async run(): Promise<void> {
    const { flags } = await this.parse(DemoCommand);
    const { DEMO_PATH, makeDemoStore } = await import('../demo/make-demo-store.js');
    const { showDemo } = await import('../demo/show-demo.js');
    const url = `duckdb:${DEMO_PATH}`;
    const now = new Date();
    say('Making up a term of a small school …');
    const { rejected, ...counts } = await makeDemoStore(now);
    say(`${numberText(counts.accepted)} events are now in ${url} (${numberText(counts.duplicates)} came twice)\n`);
    await withAnalytics({ url, mode: 'read' }, async (analytics) => {
      if (!flags.json) return showDemo(analytics, now);
      const report = await analytics.report({ report: 'course-performance', last: 'all' });
      await writeOut(`${JSON.stringify({ store: url, events: { ...counts, rejected: rejected.length }, report })}\n`);
    });
  }
}
