import { longName, strangeIds } from '../cases/hostile.js';

/** The most characters of the id of a user, a course, an attempt. */
const MAX_LENGTH = 200;

/** Names that are one, or sort elsewhere, where a text is folded, trimmed, normalised, escaped or read as a number. */
const lookAlikes = [
  ...['ada', 'Ada', 'ADA', 'ada ', 'ada  ', ' ada', 'ada\t', 'a\u0301da', '\u00e1da', '\u0430da'],
  ...['stra\u00dfe', 'strasse', 'STRASSE', '\u0130', 'i\u0307', '\u0131', 'I', 'i', '\ufb01', 'fi', '\u212b', '\u00c5'],
  ...['1', '01', '1.0', '1e0', '-0', '0', '\uff11', '\u0661', 'true', 'NaN', '2026-03-01', '2026-03-01T00:00:00Z'],
  ...['\u{1f468}\u200d\u{1f469}', '\u{1f468}\u{1f469}', 'a\u200bb', 'ab', '\ufeffab', '\u0001', '\u007f', '\u0085'],
  ...['\ud7ff', '\ue000', '\uff5e', '\ufffd', '\u{10000}', '\u{1f600}', '\u{10ffff}', '\u2028'],
  ...['a,b', 'a;b', 'a\tb', '"a"', "'a'", '`a`', 'a|b', '{"a":1}', '[]', 'a%', 'a_', '\\u0041', '\\N', '\\.', '$.a'],
];

const names = [...lookAlikes, ...strangeIds, longName(1, MAX_LENGTH), longName(2, MAX_LENGTH)];

/** Gives each name a strange one, always the same: of a kind the strange ones are taken in turn, from a place of its own. */
export class StrangeNames {
  readonly #known = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  of(kind: string, name: string): string {
    const key = JSON.stringify([kind, name]);
    const known = this.#known.get(key) ?? this.#next(kind);
    this.#known.set(key, known);
    return known;
  }

  #next(kind: string): string {
    const count = this.#counts.get(kind) ?? 0;
    this.#counts.set(kind, count + 1);
    const strange = names[(count * 7 + kind.length * 13) % names.length]!;
    const round = Math.floor(count / names.length);
    return round === 0 ? strange : [...strange].slice(0, MAX_LENGTH - 4).join('') + round;
  }
}
