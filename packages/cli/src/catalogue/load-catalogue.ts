import { type Catalogue, createCatalogue } from '@lms-analytics/core';
import { type LoadedConfig, loadConfig } from '../config/load-config.js';
import { readSwitches } from '../config/switches.js';

/**
 * What can be asked: with what the configuration adds, without what the environment switches off.
 *
 * @throws AnalyticsError `invalid_configuration`
 */
export async function loadCatalogue(configFile: string | undefined): Promise<Catalogue> {
  return catalogueWith(await loadConfig(configFile));
}

/** As {@link loadCatalogue}, of a configuration that was loaded. */
export function catalogueWith(config: LoadedConfig): Catalogue {
  return createCatalogue({ ...config, advancedMetrics: readSwitches().advancedMetrics });
}
