const DIGITS = 9;

/**
 * Throws unless the yardstick's rows say what ours say, in every column that the yardstick has: it computes in binary,
 * so numbers are compared to 9 significant digits.
 */
export function requireSameRows(name, ours, yardstick) {
  const [own, other] = [
    ours.map((row) => written(row, yardstick[0] ?? row)),
    yardstick.map((row) => written(row, row)),
  ];
  const place = Math.max(own.length, other.length);
  for (let row = 0; row < place; row++) {
    if (own[row] !== other[row])
      throw new Error(`${name}, row ${row}: ours is ${own[row]}, the yardstick's ${other[row]}`);
  }
}

function written(row, columns) {
  return JSON.stringify(Object.keys(columns).map((column) => rounded(row[column])));
}

function rounded(value) {
  return typeof value === 'bigint' || typeof value === 'number' ? Number(Number(value).toPrecision(DIGITS)) : value;
}
