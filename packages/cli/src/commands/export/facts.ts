import { boolean, string } from '@oclif/core/flags';
import { say, writeOut } from '../../output/write-out.js';
import { StoreCommand } from '../../store-command.js';

/** `lms-analytics export facts --out DIR` */
export default class ExportFactsCommand extends StoreCommand {
  static override summary = 'Write the facts to files for other tools: Parquet or CSV, a file a view.';
  static override description =
    'The files are the views v_learner, v_course, v_enrollment, … of the store, with the same columns, ordered by their ' +
    'keys, all of one moment. They come to their places when every one is whole. In CSV a text that begins as a formula ' +
    "does gets a ' before it.";

  static override examples = [
    { description: 'For DuckDB, pandas, Spark', command: 'lms-analytics export facts --out facts' },
    {
      description: 'For a spreadsheet, in the place of those of yesterday',
      command: 'lms-analytics export facts --format csv --out facts --replace',
    },
  ];

  static override flags = {
    out: string({ description: 'The folder; made where there is none.', helpValue: 'DIR', required: true }),
    format: string({ description: 'The form of the files.', options: ['parquet', 'csv'], default: 'parquet' }),
    replace: boolean({ description: 'Replace the files of an export that the folder holds.', default: false }),
  };

  async run(): Promise<void> {
    const { flags } = await this.parse(ExportFactsCommand);
    const { exportFacts, exportText } = await import('../../export/export-facts.js');
    const exported = await exportFacts(flags);
    await writeOut(flags.json ? `${JSON.stringify(exported, null, 2)}\n` : await exportText(exported));
    const { activityRemovedBefore: before } = exported;
    if (before !== null)
      say(`Of recorded activity before ${before} there are only the last rows of each learner in a course.`);
  }
}
