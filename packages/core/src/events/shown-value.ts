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
  const quoted = escapeUnseen(JSON.stringify(start));
  return start.length < text.length ? `${quoted} …` : quoted;
}

/**
 * A text in which everything can be seen and nothing acts on a terminal: line breaks, control and format characters and
 * lone surrogates stand as `\u{…}`.
 *
 * @example escapeUnseen('a\u001b[2Jb') // 'a\\u{1b}[2Jb'
 */
export function escapeUnseen(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}
