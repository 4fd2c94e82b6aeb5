import { readFileSync } from 'node:fs';

/** What the manifest says of a flag, as far as completion needs it. */
export interface KnownFlag {
  readonly name: string;
  readonly type: 'option' | 'boolean';
  readonly description?: string;
  readonly options?: readonly string[];
  readonly helpValue?: string;
  readonly multiple?: boolean;
  readonly allowNo?: boolean;
}

/** What the manifest says of an argument. */
export interface KnownArgument {
  readonly name: string;
  readonly options?: readonly string[];
  readonly multiple?: boolean;
}

/** What the manifest says of a command. */
export interface KnownCommand {
  readonly id: string;
  readonly summary?: string;
  readonly hidden?: boolean;
  readonly flags: Readonly<Record<string, KnownFlag>>;
  readonly args: Readonly<Record<string, KnownArgument>>;
}

/** Ids that commands take, each with what it means. */
export type KnownNames = Readonly<Record<NameKind, Readonly<Record<string, string>>>>;
export type NameKind = 'metrics' | 'analyses' | 'reports' | 'dimensions' | 'eventTypes' | 'settings';

/** The file that says what the commands are, so that nothing has to be loaded to know it. */
export interface CommandManifest {
  readonly commands: Readonly<Record<string, KnownCommand>>;
  readonly names: KnownNames;
}

/** Reads the manifest of the commands as they are installed. */
export function readManifest(): CommandManifest {
  return JSON.parse(readFileSync(new URL('../../oclif.manifest.json', import.meta.url), 'utf8'));
}
