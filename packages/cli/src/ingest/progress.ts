import type { Ora } from 'ora';
import { say } from '../output/write-out.js';

/** Where nobody watches, a line is written this often. */
const LOG_INTERVAL_MS = 10_000;

/** How far it is. */
export interface Position {
  readonly events: number;
  readonly bytesRead: number;
  /** Bytes in all; undefined where that is not known. */
  readonly size: number | undefined;
}

/** Says how far it is: a line that changes on a terminal, else a line now and then. */
export class Progress {
  readonly #spinner: Ora | undefined;
  readonly #start = performance.now();
  #lastLog = performance.now();

  private constructor(spinner: Ora | undefined) {
    this.#spinner = spinner;
  }

  static async start(): Promise<Progress> {
    if (!process.stderr.isTTY) return new Progress(undefined);
    const { default: ora } = await import('ora');
    const color = process.env['NO_COLOR'] ? false : 'cyan';
    return new Progress(ora({ text: 'Reading', stream: process.stderr, color, discardStdin: false }).start());
  }

  update(position: Position): void {
    const now = performance.now();
    const text = () => progressText(position, (now - this.#start) / 1000);
    if (this.#spinner) this.#spinner.text = text();
    else if (now - this.#lastLog >= LOG_INTERVAL_MS) {
      say(text());
      this.#lastLog = now;
    }
  }

  stop(): void {
    this.#spinner?.stop();
  }
}

/**
 * How far it is, in words.
 *
 * @example progressText({ events: 500_000, bytesRead: 1e8, size: 4e8 }, 2) // '500,000 events, 250,000/s, 25%, 6 s left'
 */
export function progressText({ events, bytesRead, size }: Position, seconds: number): string {
  const count = (value: number) => Math.round(value).toLocaleString('en-US');
  const parts = [`${count(events)} events`, `${count(events / Math.max(seconds, 0.001))}/s`];
  if (size !== undefined && bytesRead >= size) parts.push('storing the last ones');
  else if (size !== undefined && bytesRead > 0) {
    const left = durationText((seconds * (size - bytesRead)) / bytesRead);
    parts.push(`${Math.floor((100 * bytesRead) / size)}%`, `${left} left`);
  }
  return parts.join(', ');
}

/** A duration to the second, or to the minute from ten minutes on. */
export function durationText(seconds: number): string {
  return seconds < 600 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
