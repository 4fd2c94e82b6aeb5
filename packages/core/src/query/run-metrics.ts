import { isDaily } from '../metrics/measure.js';
import type { AnalyticsStore, StoredValue } from '../stores/analytics-store.js';
import type { StoredBatches } from './answer.js';
import type { QueryPlan } from './plan.js';

/** Measures that are counted from one text of sets: where it stands in a row, and whether each adds up days. */
interface SetPlaces {
  readonly first: number;
  readonly daily: readonly boolean[];
}

/** The rows of a store for a plan, each measure a value: the learners of the sets that it gives are counted. */
export function runMetrics(store: AnalyticsStore, plan: QueryPlan, signal?: AbortSignal): StoredBatches {
  const stored = store.run(plan, signal);
  const places = setPlaces(plan);
  return places.length === 0 ? stored : counted(places, stored);
}

function setPlaces({ spans, dimensions, attached, parts }: QueryPlan): SetPlaces[] {
  let place = (spans[0]?.buckets ? 1 : 0) + dimensions.length + attached.length;
  return spans.flatMap(() =>
    parts.flatMap(({ answeredBy, measures }) => {
      const first = place;
      place += measures.length;
      return answeredBy.kind === 'sets' ? [{ first, daily: measures.map(isDaily) }] : [];
    }),
  );
}

async function* counted(places: readonly SetPlaces[], stored: StoredBatches): StoredBatches {
  const { countLearners, countLearnersOfDays } = await import('../rollups/learner-set.js');
  for await (const batch of stored) {
    yield batch.map((row) => {
      const values: StoredValue[] = [...row];
      for (const { first, daily } of places) {
        const text = row[first] as string | null;
        daily.forEach((isDaily, index) => {
          const counted = isDaily ? countLearnersOfDays : countLearners;
          values[first + index] = text === null ? 0n : counted(text);
        });
      }
      return values;
    });
  }
}
