import { AnalyticsError } from '../../errors.js';

/** How the bytes of a format begin, and what to do with such a file. */
interface ForeignFormat {
  readonly begins: Buffer;
  /** Where these bytes are; at the start where absent. */
  readonly at?: number;
  readonly what: string;
}

const UNPACK = 'unpack it and give the files in it';
const EXPORT = 'export it as NDJSON, an event a line';
const bytes = (...values: readonly number[]) => Buffer.from(values);
const text = (value: string) => Buffer.from(value, 'latin1');

const formats: readonly ForeignFormat[] = [
  { begins: text('PK\x03\x04'), what: `a ZIP archive or an office document; ${UNPACK}, or ${EXPORT}` },
  { begins: text('7z\xbc\xaf\x27\x1c'), what: `a 7z archive; ${UNPACK}` },
  { begins: text('ustar'), at: 257, what: `a tar archive; ${UNPACK}` },
  { begins: bytes(0xfd, ...text('7zXZ\0')), what: 'compressed with xz; unpack it with xz -d' },
  { begins: text('BZh'), what: 'compressed with bzip2; unpack it with bunzip2' },
  { begins: bytes(0x28, 0xb5, 0x2f, 0xfd), what: 'compressed with zstd; unpack it with zstd -d' },
  { begins: bytes(0x1f, 0x8b), what: 'gzip within gzip; unpack it once with gunzip' },
  { begins: text('PAR1'), what: `a Parquet file; ${EXPORT}` },
  { begins: text('Obj\x01'), what: `an Avro file; ${EXPORT}` },
  { begins: text('SQLite format 3\0'), what: `an SQLite database; ${EXPORT}` },
  { begins: text('DUCK'), at: 8, what: `a DuckDB database; ${EXPORT}` },
  { begins: text('%PDF-'), what: `a PDF document; ${EXPORT}` },
];

/** What has to be there to tell; a format with a later mark is only seen where more is there as well. */
export const FORMAT_BYTES = 4;

/**
 * Refuses an input of which no line could be an event, since it is of another format or encoding.
 *
 * @param opening the first bytes of the input, as many as there are
 * @throws AnalyticsError `invalid_input`
 */
export function refuseForeignFormat(opening: Buffer, file: string): void {
  const what = wideEncoding(opening) ?? formats.find((format) => isOf(format, opening))?.what;
  if (what === undefined) return;
  const message = `${file} is ${what} (events are NDJSON or a JSON array, in UTF-8, also gzipped)`;
  throw new AnalyticsError('invalid_input', message, { details: { file } });
}

function isOf({ begins, at = 0 }: ForeignFormat, opening: Buffer): boolean {
  return opening.subarray(at, at + begins.length).equals(begins);
}

/** Byte order marks, the longer ones first: that of UTF-16 begins that of UTF-32. */
const marks: readonly (readonly [mark: Buffer, name: string])[] = [
  [bytes(0xff, 0xfe, 0, 0), 'UTF-32'],
  [bytes(0, 0, 0xfe, 0xff), 'UTF-32'],
  [bytes(0xff, 0xfe), 'UTF-16'],
  [bytes(0xfe, 0xff), 'UTF-16'],
];

/** Without a mark, every second byte of JSON is 0. */
const utf16Zeros: Readonly<Record<string, string>> = {
  'false,true,false,true': 'UTF-16LE',
  'true,false,true,false': 'UTF-16BE',
};

function wideEncoding(opening: Buffer): string | undefined {
  const zeros = [...opening.subarray(0, 4)].map((byte) => byte === 0).join();
  const marked = marks.find(([mark]) => opening.subarray(0, mark.length).equals(mark));
  const name = marked?.[1] ?? utf16Zeros[zeros];
  return name && `${name}; make it UTF-8 with iconv -f ${name} -t UTF-8`;
}
