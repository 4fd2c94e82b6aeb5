// Writes what the commands are, and the ids that they take, into one file: help and completion load nothing else.
import { renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../packages/cli/', import.meta.url));
const { Plugin } = createRequire(`${root}package.json`)('@oclif/core');

const { knownNames } = await import('../packages/cli/dist/completion/known-names.js');
const plugin = new Plugin({ root, type: 'core', ignoreManifest: true, errorOnManifestCreate: true });
await plugin.load();
const path = `${root}oclif.manifest.json`;
writeFileSync(`${path}.new`, `${JSON.stringify({ ...plugin.manifest, names: knownNames() }, null, 2)}\n`);
renameSync(`${path}.new`, path); // a command that starts meanwhile finds the old one, or the new one
