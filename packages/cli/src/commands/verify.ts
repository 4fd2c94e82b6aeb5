import { cancelOnInterrupt } from '../cancel-on-interrupt.js';
import { exitCode } from '../exit-code.js';
import { say, writeOut } from '../output/write-out.js';
import { StoreCommand } from '../store-command.js';

/** `lms-analytics verify` */
export default class VerifyCommand extends StoreCommand {
  static override summary = 'Look whether facts and rollups are those of the raw events.';
  static override description =
    'The raw events of the tenant are taken once more, in a store of their own, and every table that follows from them is ' +
    'compared, row by row, as of one moment, rollups too. Of each table that differs the first ten differences are shown; the exit code ' +
    'is then 3. Where raw events or activity were removed, it says what could not be compared. The other store is in the folder for temporary files (TMPDIR names another), readable by you alone, needs ' +
    'about as much room as an embedded store of these events, and is removed in the end. A file of DuckDB cannot be written ' +
    'to by others meanwhile; a PostgreSQL store can.';

  static override examples = [
    { description: 'By night, or after a crash', command: 'lms-analytics verify' },
    { description: 'For a program', command: 'lms-analytics verify --json' },
  ];

  async run(): Promise<void> {
    const { flags } = await this.parse(VerifyCommand);
    const { verifyStore } = await import('../verify/verify-store.js');
    const { nextStep, renderVerification } = await import('../verify/render-verification.js');
    const { terminalWidth } = await import('../table/draw-table.js');
    await cancelOnInterrupt(async (signal) => {
      const found = await verifyStore(flags, signal);
      if (!found.isClean) process.exitCode = exitCode.differs;
      await writeOut(flags.json ? `${JSON.stringify(found, null, 2)}\n` : renderVerification(found, terminalWidth()));
      if (!found.isClean) say(nextStep(found));
    });
  }
}
