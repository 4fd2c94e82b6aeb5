import { styleText } from 'node:util';
import { takesControlCodes } from './control-codes.js';

/** What a part of a picture is, which says how it is coloured. Every picture says the same without. */
type Tone = 'bar' | 'aside' | 'odd';

/** Colours a part of a picture, or gives it back as it is. */
export type Paint = (tone: Tone, text: string) => string;

const colours = { bar: 'cyan', aside: 'dim', odd: 'yellow' } as const satisfies Record<Tone, string>;

/** What is drawn in the colour of the terminal. */
export const plainPaint: Paint = (_tone, text) => text;

const colourPaint: Paint = (tone, text) =>
  text === '' ? '' : styleText(colours[tone], text, { validateStream: false });

/** How parts of pictures are painted on a stream. */
export function paintFor(stream: { readonly isTTY?: boolean }): Paint {
  return takesColours(stream) ? colourPaint : plainPaint;
}

/** `FORCE_COLOR` asks for colours also where no terminal is known to be; `NO_COLOR` goes before it. */
function takesColours(stream: { readonly isTTY?: boolean }): boolean {
  const { FORCE_COLOR: force = '', NO_COLOR: refused } = process.env;
  if (refused || force === '') return takesControlCodes(stream);
  return force !== '0' && force !== 'false';
}
