import { option } from '@oclif/core/args';
import { BaseCommand } from '../base-command.js';
import { shellScripts, shells } from '../completion/shell-scripts.js';
import { writeOut } from '../output/write-out.js';

/** `lms-analytics completion bash|zsh|fish` */
export default class CompletionCommand extends BaseCommand {
  static override summary = 'The script by which bash, zsh or fish completes commands, flags and ids at TAB.';
  static override description = [
    'One line in the start-up file of the shell switches it on:',
    '~/.bashrc: source <(lms-analytics completion bash)',
    '~/.zshrc: source <(lms-analytics completion zsh)',
    '~/.config/fish/config.fish: lms-analytics completion fish | source',
    'lms-analytics has to be a command of the shell, as npm install --global makes it. Where npx runs it, first make it a function: lms-analytics() { npx lms-analytics "$@"; }',
  ].join('\n');

  static override examples = [
    { description: 'For bash', command: 'lms-analytics completion bash' },
    { description: 'For zsh', command: 'lms-analytics completion zsh' },
    { description: 'For fish', command: 'lms-analytics completion fish' },
  ];

  static override args = {
    shell: option({ options: shells, description: 'The shell.' })({ required: true }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(CompletionCommand);
    const script = shellScripts[args.shell];
    await writeOut(flags.json ? `${JSON.stringify({ shell: args.shell, script })}\n` : script);
  }
}
