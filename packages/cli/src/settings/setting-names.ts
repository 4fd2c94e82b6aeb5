import type { Settings } from '@lms-analytics/core';
import { unknownName } from '../unknown-name.js';

/** The settings as they are named at the terminal, and the members they are. */
const members: Readonly<Record<string, keyof Settings>> = { 'time-zone': 'timeZone', 'week-start': 'weekStart' };

/** The names of all settings. */
export const settingNames = Object.keys(members);

/**
 * The member of a setting.
 *
 * @throws AnalyticsError `unknown_setting`
 */
export function settingMember(name: string): keyof Settings {
  const member = Object.hasOwn(members, name) ? members[name] : undefined;
  if (member) return member;
  throw unknownName('unknown_setting', { what: 'setting', id: name, known: settingNames });
}
