import type { Answer } from '@lms-analytics/core';
import sparkly from 'sparkly';

/** Lines of small charts, one a metric, with the first and the last value: `Activities  ▃▅▇█  12,444 → 4,960`. */
export function sparklines({ columns, rows }: Answer): string {
  const metrics = columns.filter(({ kind }) => kind === 'metric');
  const width = Math.max(...metrics.map(({ title }) => title.length));
  return metrics
    .map(({ id, title }) => {
      const values = rows.map((row) => Number(row[id]));
      const [first, last] = [values[0] ?? 0, values.at(-1) ?? 0].map((value) => value.toLocaleString('en-US'));
      return `${title.padEnd(width)}  ${sparkly(values, { minimum: 0 })}  ${first} → ${last}`;
    })
    .join('\n');
}
