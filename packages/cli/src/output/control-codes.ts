/**
 * Whether colours and moving lines may be written to a stream: not to files and other programs, not where `NO_COLOR` is
 * set (https://no-color.org), not to a terminal that knows none.
 */
export function takesControlCodes(stream: { readonly isTTY?: boolean }): boolean {
  return Boolean(stream.isTTY) && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
}
