import type { Difference, ShownValue, Verification } from '@lms-analytics/core';
import { escapeUnseen } from '@lms-analytics/core/events';
import { numberText } from '../output/number-text.js';
import { keyColumn, numberColumn, textColumn } from '../table/column-kinds.js';
import { drawTable } from '../table/draw-table.js';

/** What to do where a store and its raw events do not agree; rollups alone are made anew from the facts. */
export function nextStep({ tables, rawEventsRemovedBefore }: Verification): string {
  const differing = tables.filter(({ differences }) => differences > 0);
  if (differing.every(({ table }) => ['rollup', 'active_day'].includes(table))) return makeRollups;
  return rawEventsRemovedBefore === null ? fillAnew : `${fillAnew} ${fromOutside}`;
}

const makeRollups = 'The facts are right. To mend the rollups, make them anew: lms-analytics backfill';

const fillAnew =
  'To mend it, fill a new store from the events: lms-analytics ingest FILES --store URL. docs/verification.md says how, ' +
  'also without the files, and what else goes over: erasures, settings, saved reports.';

const fromOutside =
  'Raw events were removed from this store: the events have to come from where they came from before.';

/** What a verification found, as a person reads it: a sentence; the tables that differ, and their first differences. */
export function renderVerification(found: Verification, width: number): string {
  const { isClean, tenantId, events, tables, differenceCount } = found;
  const rows = tables.slice(1).reduce((sum, table) => sum + table.rows, 0);
  const compared = `${count(events, 'raw event')} of ${tenantId}, ${count(rows, 'row')} compared`;
  const limits = limitsOf(found);
  if (isClean) return `${compared}: no difference.\n${limits}`;
  const isCut = found.differences.length < differenceCount;
  const parts = [
    `${compared}: ${count(differenceCount, 'difference')}.\n${limits}`,
    tableCounts(found, width),
    ...(isCut ? ['The first ten of each table:\n'] : []),
    differenceTable(found.differences, width),
  ];
  return parts.join('\n');
}

/** What could not be looked at. */
function limitsOf({ rawEventsRemovedBefore: ofEvents, activityRemovedBefore: ofActivity }: Verification): string {
  const events =
    `Raw events received before ${ofEvents} were removed: what only they left in logs, ids and sums of activity is taken ` +
    'for right, and facts and rollups are compared with it.\n';
  const activity = `Recorded activity before ${ofActivity} was removed: it is not compared, nor are rollups of that time.\n`;
  return `${ofEvents === null ? '' : events}${ofActivity === null ? '' : activity}`;
}

function tableCounts({ tables }: Verification, width: number): string {
  const differing = tables.filter(({ differences }) => differences > 0);
  const numbers = (header: string, of: (table: (typeof tables)[number]) => number) =>
    numberColumn(
      header,
      differing.map((table) => numberText(of(table))),
    );
  return drawTable(
    [
      keyColumn(
        'Table',
        differing.map(({ table }) => table),
      ),
      numbers('Rows', ({ rows }) => rows),
      numbers('Differences', ({ differences }) => differences),
    ],
    width,
  );
}

/** A line a difference; a row with several columns that differ has one for each. */
interface Line {
  readonly table: string;
  readonly key: string;
  readonly what: string;
  readonly stored: string;
  readonly folded: string;
}

function differenceTable(differences: readonly Difference[], width: number): string {
  const lines = differences.flatMap(linesOf);
  const cells = (name: keyof Line) => lines.map((line) => line[name]);
  return drawTable(
    [
      keyColumn('Table', cells('table')),
      keyColumn('Row', cells('key')),
      textColumn('What', cells('what')),
      textColumn('Stored', cells('stored')),
      textColumn('From raw events', cells('folded')),
    ],
    width,
  );
}

const meanings = {
  missing: 'is not stored',
  extra: 'does not follow',
  refused: 'cannot be taken',
} as const satisfies Record<Exclude<Difference['kind'], 'changed'>, string>;

function linesOf({ table, kind, key, columns, reason }: Difference): Line[] {
  const row = Object.entries(key).map(([name, value]) => `${name} ${valueText(value)}`);
  const head = { table, key: row.join(', ') };
  if (kind === 'changed') {
    return columns.map(({ column, stored, folded }) => ({
      ...head,
      ...{ what: column, stored: valueText(stored), folded: valueText(folded) },
    }));
  }
  const what = reason === undefined ? meanings[kind] : `${meanings[kind]}: ${escapeUnseen(reason)}`;
  return [{ ...head, what, stored: '', folded: '' }];
}

function valueText(value: ShownValue): string {
  return value === null ? '–' : escapeUnseen(String(value));
}

function count(number: number, noun: string): string {
  return `${numberText(number)} ${noun}${number === 1 ? '' : 's'}`;
}
