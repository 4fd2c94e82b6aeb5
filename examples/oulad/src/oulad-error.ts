/** Something about the dataset that its user can mend: a missing table, a value that does not fit. */
export class OuladError extends Error {
  override readonly name = 'OuladError';
}
