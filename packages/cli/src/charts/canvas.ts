import { type Paint, paintFor } from '../output/paint.js';
import { terminalWidth } from '../table/draw-table.js';

/** What a picture is drawn on. */
export interface Canvas {
  /** Columns; Infinity where nothing has to fit. */
  readonly width: number;
  readonly paint: Paint;
}

/** The terminal, file or program that results go to. */
export function canvasOfResults(): Canvas {
  return { width: terminalWidth(), paint: paintFor(process.stdout) };
}
