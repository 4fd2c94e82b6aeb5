import { createCatalogue, dimensionsOf, settingNames } from '@lms-analytics/core';
import { eventTypes } from '@lms-analytics/core/events';
import type { KnownNames } from './command-manifest.js';

/**
 * The ids of the toolkit that can be completed. They are written into the manifest when it is built: loading the library
 * at every TAB would take longer than a person waits. What a configuration adds is not among them: completion runs no
 * code of the user.
 */
export function knownNames(): KnownNames {
  const { metrics, analyses, reports } = createCatalogue();
  const titles = (list: readonly { id: string; title: string }[]) =>
    Object.fromEntries(list.map(({ id, title }) => [id, title]));
  const dimensions = metrics.flatMap(dimensionsOf).map((id) => id.replace('<attribute>', ''));
  return {
    metrics: titles(metrics),
    analyses: titles(analyses),
    reports: titles(reports),
    dimensions: Object.fromEntries(dimensions.map((id) => [id, id.endsWith('.') ? 'An attribute' : ''])),
    eventTypes: Object.fromEntries(Object.entries(eventTypes).map(([type, { description }]) => [type, description])),
    settings: Object.fromEntries(Object.keys(settingNames).map((name) => [name, ''])),
  };
}
