import type { Command } from '@oclif/core/command';
import { CommandHelp, Help } from '@oclif/core/help';
import { breakCommand } from './break-command.js';

/** What is listed under which header, in this order; what is in none is listed last. */
const groups: Readonly<Record<string, readonly string[]>> = {
  EVENTS: ['ingest', 'simulate', 'events'],
  QUESTIONS: ['query', 'report', 'analyze', 'dashboard', 'ask'],
  CATALOGUE: ['metrics', 'analyses'],
  STORE: ['status', 'settings', 'periods', 'migrate', 'vacuum', 'export', 'readers'],
  PRIVACY: ['learner'],
};

const firstSteps = [
  ['demo', 'a made-up school'],
  ['ingest events.ndjson', 'events of your own'],
  ['status', 'what is stored'],
  ['report course-performance --last all', 'how courses are doing'],
  ['query enrollments --by course --last 6m', 'a question'],
] as const;

/** Where the command of an example begins. */
const EXAMPLE_INDENT = 4;

/** Help of a command that says nothing twice: the usage names no flags, the description leaves out the summary. */
class ShortCommandHelp extends CommandHelp {
  protected override defaultUsage(): string {
    const args = Object.values<Command.Arg.Any>(this.command.args ?? {}).map(
      (arg) => `${this.arg(arg)}${arg.multiple ? '...' : ''}`,
    );
    const required = Object.values<Command.Flag.Any>(this.command.flags).filter((flag) => flag.required);
    const flags = required.map((flag) => `--${flag.name}${flag.type === 'option' ? `=${flag.helpValue}` : ''}`);
    return [this.command.id, ...args, ...flags, '[FLAGS]'].join(' ');
  }

  protected override description(): string | undefined {
    const { description } = this.command;
    return description === undefined ? undefined : this.wrap(description);
  }

  /** Every command line has its prompt, and is broken so that it can be pasted. */
  protected override examples(examples: Command.Example[]): string {
    const width = this.opts.maxWidth - EXAMPLE_INDENT;
    return examples
      .map((example) => {
        const { description, command } = example as Exclude<Command.Example, string>;
        const lines = breakCommand(`$ ${command}`, width).join(' \\\n  ');
        return `${this.wrap(description, EXAMPLE_INDENT)}\n\n${this.indent(lines)}`;
      })
      .join('\n\n');
  }
}

/** A command, or a topic with the commands that begin with its name. */
interface Entry {
  readonly name: string;
  readonly label: string;
  readonly summary: string | undefined;
}

/** Help as oclif writes it, except that the first page groups the commands and begins with what to do first. */
export default class CommandLineHelp extends Help {
  protected override CommandHelpClass = ShortCommandHelp;

  protected override async showRootHelp(): Promise<void> {
    const { bin, pjson } = this.config;
    const steps = firstSteps.map(([command, meaning]): [string, string] => [`$ ${bin} ${command}`, meaning]);
    this.log(`${pjson.oclif.description ?? pjson.description}\n`);
    this.log(`${this.section('USAGE', `$ ${bin} COMMAND [FLAGS]`)}\n`);
    this.log(`${this.section('FIRST STEPS', this.list(steps))}\n`);
    for (const [header, entries] of this.groupedEntries()) {
      this.log(`${this.section(header, this.list(entries.map(({ label, summary }) => [label, summary])))}\n`);
    }
    this.log(`${bin} COMMAND --help says more of one, with examples.`);
  }

  private groupedEntries(): [header: string, entries: Entry[]][] {
    const entries = this.entries();
    const grouped = Object.values(groups).flat();
    const named = Object.entries(groups).map(([header, names]): [string, Entry[]] => [
      header,
      names.flatMap((name) => entries.filter((entry) => entry.name === name)),
    ]);
    const others = entries.filter(({ name }) => !grouped.includes(name));
    return [...named, ['OTHER', others] as [string, Entry[]]].filter(([, found]) => found.length > 0);
  }

  private entries(): Entry[] {
    const commands = this.sortedCommands.filter(({ id }) => !id.includes(':'));
    const topics = this.sortedTopics.filter(({ name }) => !commands.some(({ id }) => id === name));
    return [
      ...commands.map((command) => ({ name: command.id, label: command.id, summary: this.summary(command) })),
      ...topics.map(({ name, description }) => ({ name, label: this.topicLabel(name), summary: description })),
    ];
  }

  /** `metrics list|show`: a topic alone is no command. */
  private topicLabel(topic: string): string {
    const begin = `${topic}:`;
    const words = this.sortedCommands.filter(({ id }) => id.startsWith(begin)).map(({ id }) => id.slice(begin.length));
    return `${topic} ${words.join('|')}`;
  }

  private list(lines: [string, string | undefined][]): string {
    return this.renderList(lines, { indentation: 2, spacer: '\n', stripAnsi: this.opts.stripAnsi ?? false });
  }
}
