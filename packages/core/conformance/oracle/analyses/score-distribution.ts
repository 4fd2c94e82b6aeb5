import { twelveDigits } from '../exact.js';
import type { Analysis } from './analysis.js';
import { chosenAttempts } from './population.js';

/** How many attempts there are in each of equal bins of the score. */
export const scoreDistribution: Analysis = {
  async answer({ question, select }) {
    const bins = BigInt(question.asked.bins ?? 10);
    // Scores are millionths of a percent: 100 % is 100,000,000.
    const found = await select(`
      SELECT greatest(0, least(${bins} - 1, greatest(0, score_percent) * ${bins} // 100_000_000)) AS bin, count(*) AS attempts
      FROM (${chosenAttempts(question)}) WHERE score_percent IS NOT NULL GROUP BY bin`);
    const attempts = new Map(found.map((row) => [Number(row['bin']), Number(row['attempts'])]));
    return {
      rows: Array.from({ length: Number(bins) }, (_, index) => ({
        bin: index + 1,
        from: twelveDigits(BigInt(index) * 100n, bins),
        to: twelveDigits(BigInt(index + 1) * 100n, bins),
        attempts: attempts.get(index) ?? 0,
      })),
    };
  },
};
