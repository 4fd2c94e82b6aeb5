import { say, writeOut } from '../output/write-out.js';
import type { MigratedStore } from '../store/migrate-store.js';
import { chooseStore } from '../store/store-url.js';
import { StoreCommand } from '../store-command.js';

/** `lms-analytics migrate` */
export default class MigrateCommand extends StoreCommand {
  static override summary = 'Bring the store to the schema of this version.';
  static override description =
    'A store that an older version wrote is changed in place, in one transaction; where there is none, an empty one is ' +
    'made. ingest does the same before it takes events; commands that only read do not.';

  static override examples = [
    { description: 'After an update', command: 'lms-analytics migrate' },
    { description: 'For a program', command: 'lms-analytics migrate --json' },
  ];

  async run(): Promise<void> {
    const { flags } = await this.parse(MigrateCommand);
    const { migrateStore } = await import('../store/migrate-store.js');
    const migrated = await migrateStore(await chooseStore(flags), ({ from, to }) => {
      if (flags.progress) say(`Migrating from schema ${from} to schema ${to} …`);
    });
    await writeOut(`${flags.json ? JSON.stringify(migrated) : sentence(migrated)}\n`);
  }
}

function sentence({ store, state, from, to }: MigratedStore): string {
  switch (state) {
    case 'created':
      return `${store} was not there; it is now, with the schema of this version.`;
    case 'migrated':
      return `${store} was migrated from schema ${from} to schema ${to}.`;
    case 'current':
      return `${store} has the schema of this version; nothing had to be done.`;
  }
}
