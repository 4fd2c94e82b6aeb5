import { shownValue } from './shown-value.js';

/** Brackets deeper than this are not followed, and longer texts are not looked at: where they are wrong is not said. */
const MAX_DEPTH = 1000;
const MAX_LENGTH = 256 * 1024;

const SPACE = /[ \t\r\n]*/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[\dA-Fa-f]{4})/y;

/** What may come next, in words. */
const next = {
  value: 'a value should be',
  'value or ]': 'a value or ] should be',
  name: 'a name in double quotes should be',
  'name or }': 'a name in double quotes or } should be',
  colon: 'a colon should be',
  ', or }': 'a comma or } should be',
  ', or ]': 'a comma or ] should be',
  nothing: 'the event has ended already (each is a line of its own, or an element of an array)',
} as const;

/** Where a text stops being JSON: a place in it, and what is wrong there. */
interface Fault {
  readonly at: number;
  readonly wrong: string;
}

/**
 * Says where a text that is not JSON stops being JSON, and what would be right.
 *
 * @example
 * jsonFault('{"id":"e1",}'); // 'character 12 is "}", where a name in double quotes should be'
 */
export function jsonFault(text: string): string {
  if (text.trim() === '') return 'it is empty';
  const fault = text.length > MAX_LENGTH ? undefined : new JsonScan(text).run();
  if (!fault) return 'it is not (in a text as long, or as deep, as this the place is not looked for)';
  if (fault.at >= text.length) return `it ends ${fault.wrong}`;
  return `character ${fault.at + 1} is ${shownValue(String.fromCodePoint(text.codePointAt(fault.at)!))}, ${fault.wrong}`;
}

/** Follows a text as far as it is JSON. */
class JsonScan {
  readonly #text: string;
  readonly #open: ('{' | '[')[] = [];
  #at = 0;
  #next: keyof typeof next = 'value';
  #fault: Fault | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** The first fault; undefined where none was found. */
  run(): Fault | undefined {
    while (!this.#fault && this.#open.length <= MAX_DEPTH) {
      const spaceAt = this.#at;
      this.#match(SPACE);
      if (this.#next === 'nothing' && this.#at === this.#text.length) return undefined;
      if (!this.#step(this.#text[this.#at])) this.#fault ??= { at: this.#at, wrong: this.#expected(spaceAt) };
    }
    return this.#fault;
  }

  #expected(spaceAt: number): string {
    const words = `where ${next[this.#next]}`;
    const isAfterReturn = this.#next === 'nothing' && this.#text.slice(spaceAt, this.#at).includes('\r');
    return isAfterReturn ? `${words}; a line ends with a line feed, not with a carriage return alone` : words;
  }

  /** Takes what comes next; false where it may not. */
  #step(character: string | undefined): boolean {
    switch (this.#next) {
      case 'name or }':
        return this.#close(character, '}') || this.#name(character);
      case 'name':
        return this.#name(character);
      case 'colon':
        return this.#take(character === ':', 'value');
      case ', or }':
        return this.#close(character, '}') || this.#take(character === ',', 'name');
      case ', or ]':
        return this.#close(character, ']') || this.#take(character === ',', 'value');
      case 'value or ]':
        return this.#close(character, ']') || this.#value(character);
      case 'value':
        return this.#value(character);
      default:
        return false;
    }
  }

  #value(character: string | undefined): boolean {
    if (character === '{' || character === '[') {
      this.#open.push(character);
      return this.#take(true, character === '{' ? 'name or }' : 'value or ]');
    }
    if (character === '"' ? !this.#string() : !this.#match(SCALAR)) return false;
    this.#endValue();
    return true;
  }

  #name(character: string | undefined): boolean {
    if (character !== '"' || !this.#string()) return false;
    this.#next = 'colon';
    return true;
  }

  #close(character: string | undefined, bracket: '}' | ']'): boolean {
    if (character !== bracket) return false;
    this.#open.pop();
    this.#at++;
    this.#endValue();
    return true;
  }

  #endValue(): void {
    const inside = this.#open.at(-1);
    if (inside === undefined) this.#next = 'nothing';
    else this.#next = inside === '{' ? ', or }' : ', or ]';
  }

  #take(isRight: boolean, following: keyof typeof next): boolean {
    if (!isRight) return false;
    this.#at++;
    this.#next = following;
    return true;
  }

  /** Passes a string, from its quote on. */
  #string(): boolean {
    for (this.#at++; this.#at < this.#text.length; ) {
      const character = this.#text[this.#at]!;
      if (character < ' ') return this.#fail('which a text can only hold escaped');
      if (character === '\\') {
        if (!this.#match(ESCAPE)) return this.#fail('which begins no escape that JSON has');
        continue;
      }
      this.#at++;
      if (character === '"') return true;
    }
    return this.#fail('within a text in double quotes');
  }

  #fail(wrong: string): false {
    this.#fault = { at: this.#at, wrong };
    return false;
  }

  /** Passes what matches here; false where nothing does. */
  #match(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const length = pattern.exec(this.#text)?.[0].length ?? 0;
    this.#at += length;
    return length > 0;
  }
}
