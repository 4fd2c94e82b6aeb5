import { readFileSync } from 'node:fs';

/** What the manifest says of the commands as they are built, as far as tests need it. */
interface Manifest {
  readonly commands: Readonly<
    Record<
      string,
      {
        readonly summary?: string;
        readonly examples?: readonly { readonly description: string; readonly command: string }[];
        readonly flags: Readonly<Record<string, unknown>>;
      }
    >
  >;
}

const manifest: Manifest = JSON.parse(readFileSync(new URL('../../oclif.manifest.json', import.meta.url), 'utf8'));

/** Every command, by its id. */
export const commands = manifest.commands;

/** The commands of every example in help, as they are written there. */
export const examples = Object.values(commands).flatMap((command) => command.examples ?? []);
