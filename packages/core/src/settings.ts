import { AnalyticsError } from './errors.js';
import { validateTimeZone, type WeekStart } from './query/zone.js';
import { showMoment } from './retention/read-removed.js';
import { removalKinds, removedBefore } from './retention/removals.js';
import type { AnalyticsStore } from './stores/analytics-store.js';
import type { StoredDocument } from './stores/stored-document.js';
import { unknownName } from './unknown-name.js';

/** What a tenant has set for all its questions; a question may say otherwise. */
export interface Settings {
  /** The IANA zone of days, weeks and months; `UTC` where nothing is set. */
  readonly timeZone: string;
  /** The first day of a week; `monday` where nothing is set. */
  readonly weekStart: WeekStart;
}

/**
 * The names of settings as people write them, and the members of {@link Settings} that they set.
 *
 * @example
 * settingNames['time-zone']; // 'timeZone'
 */
export const settingNames = { 'time-zone': 'timeZone', 'week-start': 'weekStart' } as const;
/** The name of a setting, as people write it. */
export type SettingName = keyof typeof settingNames;

const defaults: Settings = { timeZone: 'UTC', weekStart: 'monday' };

/** The settings of a tenant, with the defaults of what it has not set. */
export async function readSettings(store: AnalyticsStore, tenantId: string): Promise<Settings> {
  return settingsOf(await store.documents(tenantId, 'setting'));
}

/** What the settings among documents say, with the defaults of what they do not. */
export function settingsOf(documents: readonly StoredDocument[]): Settings {
  const stored = documents.filter(({ kind }) => kind === 'setting');
  const members = stored.map(({ name, body }) => [settingNames[name as SettingName], JSON.parse(body)]);
  return { ...defaults, ...Object.fromEntries(members) };
}

/** The settings of a tenant, each with whether it is the default. */
export type SettingsStatus = {
  readonly [Member in keyof Settings]: {
    readonly value: Settings[Member];
    /** Whether the tenant has not set it. */
    readonly isDefault: boolean;
  };
};

/** The settings of a tenant, and which of them it has set. */
export async function describeSettings(store: AnalyticsStore, tenantId: string): Promise<SettingsStatus> {
  const stored = new Set((await store.documents(tenantId, 'setting')).map(({ name }) => name));
  const { timeZone, weekStart } = await readSettings(store, tenantId);
  return {
    timeZone: { value: timeZone, isDefault: !stored.has('time-zone') },
    weekStart: { value: weekStart, isDefault: !stored.has('week-start') },
  };
}

/**
 * Sets one setting of a tenant.
 *
 * @returns the value as it was stored: the zone as the time-zone database spells it
 * @throws AnalyticsError `unknown_setting`; `invalid_query` for a zone or week start that is none, and for another zone
 *   where recorded activity was removed
 */
export async function writeSetting(
  store: AnalyticsStore,
  tenantId: string,
  { name, value, now }: { name: string; value: string; now: number },
): Promise<string> {
  const usable = checkSetting(requireSetting(name), value);
  if (name === ('time-zone' satisfies SettingName)) await requireSameDays(store, tenantId, usable);
  await store.writeDocument(tenantId, { kind: 'setting', name, body: JSON.stringify(usable), savedAt: now });
  return usable;
}

/** What is left of recorded activity that was removed has the days of the zone that the tenant had then. */
async function requireSameDays(store: AnalyticsStore, tenantId: string, timeZone: string): Promise<void> {
  const documents = await store.documents(tenantId, 'setting', removalKinds['removed-activity']);
  const before = showMoment(removedBefore(documents, 'removed-activity'));
  const { timeZone: current } = settingsOf(documents);
  if (before === null || timeZone === current) return;
  const message =
    `time-zone must stay ${current}: recorded activity before ${before} was removed, and the learners of each day that are ` +
    'left are those of its days; a question may name another zone, such as --time-zone';
  throw new AnalyticsError('invalid_query', message, { details: { parameter: 'time-zone', value: timeZone } });
}

/**
 * The name of a setting, checked.
 *
 * @throws AnalyticsError `unknown_setting`, with those that there are
 * @example
 * requireSetting('time-zone'); // 'time-zone'
 */
export function requireSetting(name: string): SettingName {
  if (Object.hasOwn(settingNames, name)) return name as SettingName;
  throw unknownName('unknown_setting', { what: 'setting', id: name, known: Object.keys(settingNames) });
}

function checkSetting(name: SettingName, value: string): string {
  if (name === 'time-zone') return validateTimeZone(value);
  if (value === 'monday' || value === 'sunday') return value;
  const message = `week-start ${JSON.stringify(value)} is not a first day of the week: give monday or sunday`;
  throw new AnalyticsError('invalid_query', message, { details: { parameter: name, value } });
}
