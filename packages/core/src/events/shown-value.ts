const MOST_CHARACTERS = 40;
/** What a terminal would act on, or show as nothing: control and format characters, lone surrogates. */
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/gu;

/**
 * A value in a few words, for a message: it can be of any length and contain anything.
 *
 * @example
 * shownValue('2026-03-02'); // '"2026-03-02"'
 * shownValue([1, 2]);       // 'a list'
 */
export function shownValue(value: unknown): string {
  if (typeof value === 'string') return shownText(value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** What is right, and what there is instead. */
export function mustBe(right: string): (issue: { readonly input?: unknown }) => string {
  return ({ input }) => `${right}; it is ${input === undefined ? 'missing' : shownValue(input)}`;
}

function shownText(text: string): string {
  const start = [...text.slice(0, 2 * MOST_CHARACTERS)].slice(0, MOST_CHARACTERS).join('');
  const quoted = JSON.stringify(start).replace(UNSEEN, escaped);
  return start.length < text.length ? `${quoted} …` : quoted;
}

function escaped(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}
