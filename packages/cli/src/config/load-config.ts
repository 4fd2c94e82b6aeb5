import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CatalogueAdditions } from '@lms-analytics/core';

/** What a user says once for all commands: the default export of `lms-analytics.config.js`. */
export interface Config extends CatalogueAdditions {
  /** The store of commands that are given none, relative to the directory they run in. */
  readonly store?: string | undefined;
}

/** A configuration, and the file that it is from. */
export interface LoadedConfig extends Config {
  readonly file?: string;
}

const DEFAULT_FILE = './lms-analytics.config.js';

/**
 * Loads the file of --config, else `./lms-analytics.config.js`, else nothing. Commands call it when they run: help and
 * completion must not run the code of a user.
 *
 * @throws AnalyticsError `invalid_configuration`, with the file, what is wrong in it, and what is right
 */
export async function loadConfig(file: string | undefined): Promise<LoadedConfig> {
  const path = resolve(file ?? DEFAULT_FILE);
  if (file === undefined && !existsSync(path)) return {};
  const { checkConfig, unloadable } = await import('./check-config.js');
  const name = file ?? DEFAULT_FILE;
  if (!existsSync(path)) throw unloadable(name, 'there is no such file');
  const loaded = await import(pathToFileURL(path).href).catch((error: unknown) => {
    throw unloadable(name, error);
  });
  return { ...checkConfig(name, loaded), file: name };
}
