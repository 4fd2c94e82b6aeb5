import type { WriteStream } from 'node:tty';
import { createLogUpdate } from 'log-update';
import { canvasOfResults } from '../charts/canvas.js';
import { takesControlCodes } from '../output/control-codes.js';
import { paintFor } from '../output/paint.js';
import { writeOut } from '../output/write-out.js';
import type { DashboardCanvas } from './render-dashboard.js';

/** Draws a picture for the size that there is. */
export type Draw = (canvas: DashboardCanvas) => string;

/** Where pictures are shown that follow each other. */
export interface Display {
  show(draw: Draw): Promise<void>;
  /** Gives the terminal back, the last picture on it. */
  end(): void;
}

const USUAL_SIZE = { columns: 80, rows: 24 };
const CLEAR_SCREEN = '\u001b[2J\u001b[H';

/** The display of results: in place on a terminal, else one picture after the other. */
export function displayOfResults(): Display {
  return takesControlCodes(process.stdout) ? new TerminalDisplay(process.stdout) : new PlainDisplay();
}

/** What a terminal is for a display. */
export type Terminal = Pick<WriteStream, 'write' | 'on' | 'off' | 'columns' | 'rows' | 'isTTY'>;

/** Shows each picture in the place of the one before, and draws it anew where the terminal changes its size. */
export class TerminalDisplay implements Display {
  readonly #update;
  #draw: Draw | undefined;

  constructor(private readonly terminal: Terminal) {
    this.#update = createLogUpdate(terminal as WriteStream);
    terminal.on('resize', this.#redraw);
  }

  async show(draw: Draw): Promise<void> {
    this.#draw = draw;
    this.#update(draw(this.#canvas()));
  }

  end(): void {
    this.terminal.off('resize', this.#redraw);
    this.#update.done();
    this.terminal.write('\n'); // beside the picture stands the ^C that was typed
  }

  /** A terminal may have broken lines in two, so that nobody knows where the last picture begins. */
  readonly #redraw = (): void => {
    if (this.#draw === undefined) return;
    this.terminal.write(CLEAR_SCREEN);
    this.#update.done();
    this.#update(this.#draw(this.#canvas()));
  };

  /** A line stays free for the cursor. */
  #canvas(): DashboardCanvas {
    const { columns, rows } = this.terminal;
    const size = { columns: columns || USUAL_SIZE.columns, rows: rows || USUAL_SIZE.rows };
    return { width: size.columns, height: size.rows - 1, paint: paintFor(this.terminal) };
  }
}

/** Writes each picture below the one before. */
class PlainDisplay implements Display {
  show(draw: Draw): Promise<void> {
    return writeOut(`${draw({ ...canvasOfResults(), height: Number.POSITIVE_INFINITY })}\n`);
  }

  end(): void {}
}
