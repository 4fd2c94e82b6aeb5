import type { Status } from '@lms-analytics/core';
import { numberText } from '../output/number-text.js';
import { minuteText } from '../output/period-text.js';
import { keyColumn, numberColumn, textColumn } from '../table/column-kinds.js';
import { drawTable } from '../table/draw-table.js';
import { labelledLines } from '../table/labelled-lines.js';
import { bytesText } from './bytes-text.js';

type Line = readonly [label: string, text: string];

/** Renders the status of a store: sections of labelled lines, and a table of the event types. */
export function renderStatus(status: Status, width: number): string {
  const timeZone = status.settings?.timeZone.value ?? 'UTC';
  const sections = [
    labelledLines([...storeLines(status), ...eventLines(status.events, timeZone)], { width }),
    ...(status.events?.count ? [eventTable(status.events, { timeZone, width })] : []),
    labelledLines(countLines(status), { align: 'right' }),
    ...removedLines(status, timeZone),
    labelledLines(settingLines(status), { width }),
  ];
  return sections.filter((section) => section !== '').join('\n');
}

function storeLines({ store, schema, diskBytes, tenantId }: Status): Line[] {
  const { version, expected, isCurrent } = schema;
  return [
    ['Store', store],
    ['Schema', isCurrent ? `${version}, that of this version` : `${version}, this version has ${expected}`],
    ['On disk', diskBytes === null ? 'unknown' : bytesText(diskBytes)],
    ['Tenant', tenantId],
  ];
}

function eventLines(events: Status['events'], timeZone: string): Line[] {
  if (events === null) return [['Events', 'unknown']];
  const moment = (label: string, instant: string | null): Line[] =>
    instant === null ? [] : [[label, `${minuteText(instant, timeZone)} (${timeZone})`]];
  return [
    ['Events', numberText(events.count)],
    ...moment('Removed before', events.removedBefore),
    ...moment('First event', events.firstOccurredAt),
    ...moment('Last event', events.lastOccurredAt),
    ...moment('Last received', events.lastReceivedAt),
  ];
}

function eventTable(
  { types }: NonNullable<Status['events']>,
  { timeZone, width }: { timeZone: string; width: number },
): string {
  const columns = [
    keyColumn(
      'Event type',
      types.map(({ type }) => type),
    ),
    numberColumn(
      'Events',
      types.map(({ count }) => numberText(count)),
    ),
    textColumn(
      'First',
      types.map(({ firstOccurredAt }) => minuteText(firstOccurredAt, timeZone)),
    ),
    textColumn(
      'Last',
      types.map(({ lastOccurredAt }) => minuteText(lastOccurredAt, timeZone)),
    ),
  ];
  return drawTable(columns, width);
}

function countLines({ counts }: Status): Line[] {
  if (counts === null) return [];
  return [
    ['Learners', numberText(counts.learners)],
    ['Courses', numberText(counts.courses)],
    ['Enrollments', numberText(counts.enrollments)],
    ['Module completions', numberText(counts.moduleCompletions)],
    ['Assessment attempts', numberText(counts.attempts)],
    ['Recorded activities', numberText(counts.recordedActivities)],
    ['Erased learners', numberText(counts.erasedLearners)],
  ];
}

function removedLines({ activityRemovedBefore: before }: Status, timeZone: string): string[] {
  if (before === null) return [];
  return [`Recorded activity before ${minuteText(before, timeZone)} (${timeZone}) is kept as sums alone.\n`];
}

function settingLines({ settings, savedReports }: Status): Line[] {
  if (settings === null || savedReports === null) return [];
  const text = ({ value, isDefault }: { value: string; isDefault: boolean }) =>
    isDefault ? `${value} (the default)` : value;
  return [
    ['time-zone', text(settings.timeZone)],
    ['week-start', text(settings.weekStart)],
    ['Saved reports', numberText(savedReports)],
  ];
}
