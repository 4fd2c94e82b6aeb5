import type { Ora } from 'ora';
import { takesControlCodes } from './control-codes.js';
import { numberText } from './number-text.js';
import { say } from './write-out.js';

/** Where no bar can be drawn, a line is written this often. */
const LOG_INTERVAL_MS = 10_000;
const STARTING = 'Starting';
/** With it the longest text still fits 80 columns. */
const BAR_WIDTH = 16;

/** How far it is, and how many of what there were so far. */
export type Position = Part &
  (
    | { readonly events: number }
    | { readonly rows: number }
    | { readonly months: number }
    | { readonly periods: number }
  );

interface Part {
  /** How much of the whole is done, in any unit, such as bytes. */
  readonly done: number;
  /** The whole, in that unit; undefined where it is not known. */
  readonly total: number | undefined;
}

/** Says on stderr how far it is: a bar on a terminal, else a line now and then, or nothing. */
export class Progress {
  readonly #isShown: boolean;
  readonly #spinner: Ora | undefined;
  readonly #start = performance.now();
  #lastLog = performance.now();

  private constructor(isShown: boolean, spinner?: Ora) {
    this.#isShown = isShown;
    this.#spinner = spinner;
  }

  static async start({ isShown }: { readonly isShown: boolean }): Promise<Progress> {
    if (!isShown || !takesControlCodes(process.stderr)) return new Progress(isShown);
    const { default: ora } = await import('ora');
    const spinner = ora({ text: STARTING, stream: process.stderr, discardStdin: false, isEnabled: true });
    return new Progress(isShown, spinner.start());
  }

  update(position: Position): void {
    const now = performance.now();
    const text = () => progressText(position, (now - this.#start) / 1000);
    if (this.#spinner) this.#draw(this.#spinner, barText(position) + text());
    else if (this.#isShown && now - this.#lastLog >= LOG_INTERVAL_MS) {
      say(text());
      this.#lastLog = now;
    }
  }

  /** The first one at once, the others with the next picture: work may be over before that. */
  #draw(spinner: Ora, text: string): void {
    const isFirst = spinner.text === STARTING;
    spinner.text = text;
    if (isFirst) spinner.render();
  }

  stop(): void {
    this.#spinner?.stop();
  }
}

/**
 * How far it is, in words.
 *
 * @example progressText({ events: 500_000, done: 1e8, total: 4e8 }, 2) // '500,000 events, 250,000/s, 25%, 6 s left'
 */
export function progressText({ done, total, ...counted }: Position, seconds: number): string {
  const [[name, count]] = Object.entries(counted) as [[string, number]];
  const parts = [`${numberText(count)} ${name}`, `${numberText(count / Math.max(seconds, 0.001))}/s`];
  if (total !== undefined && done >= total) parts.push('storing the last ones');
  else if (total !== undefined && done > 0) {
    const left = durationText((seconds * (total - done)) / done);
    parts.push(`${Math.floor((100 * done) / total)}%`, `${left} left`);
  }
  return parts.join(', ');
}

/** A bar, filled as far as it is, with a blank after it; nothing where the whole is not known. */
export function barText({ done, total }: Part): string {
  if (!total) return '';
  const filled = Math.floor(BAR_WIDTH * Math.min(1, done / total));
  return `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} `;
}

/** A duration to the second, or to the minute from ten minutes on. */
export function durationText(seconds: number): string {
  return seconds < 600 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
