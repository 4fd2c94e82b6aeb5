import type { Edges } from '../../question.js';
import type { AttemptChoice } from '../facts.js';
import type { Span } from '../oracle.js';
import { type Stretch, startOfDay, stretchesOf } from './zone.js';

const quarterHour = 900_000;
const dayLength = 86_400_000;

/** A question for an analysis as the contract shapes it; members that are wrong on purpose are allowed too. */
export interface AnalysisQuestion {
  readonly analysis: string;
  readonly course?: string;
  readonly assessment?: string;
  readonly item?: string;
  readonly user?: string;
  readonly cohort?: string;
  readonly weeks?: number;
  readonly bins?: number;
  readonly attempts?: AttemptChoice['attempts'];
  readonly metric?: string;
  readonly limit?: number;
  readonly tenantId?: string;
  readonly from?: string;
  readonly to?: string;
  readonly last?: string;
  readonly asOf?: string;
  readonly timeZone?: string;
  readonly weekStart?: string;
  readonly where?: Readonly<Record<string, readonly (string | null)[]>>;
  readonly [member: string]: unknown;
}

/** A question with its times worked out, in milliseconds. */
export interface SettledQuestion {
  readonly asked: AnalysisQuestion;
  readonly tenantId: string;
  /** Empty where the question has none. */
  readonly period: Span;
  readonly clock: number;
  readonly asOf?: number;
  readonly zone: readonly Stretch[];
}

/** Works out the times of a question: edges by hand where given, else those of `from` and `to`. */
export function settle(asked: AnalysisQuestion, now: string, edges?: Edges): SettledQuestion {
  const zone = stretchesOf(asked.timeZone ?? 'UTC');
  const asOf = asked.asOf === undefined ? undefined : momentOf(asked.asOf, zone);
  const clock = asOf ?? Math.ceil(Date.parse(now) / quarterHour) * quarterHour;
  return {
    asked,
    tenantId: asked.tenantId ?? 'default',
    period: edges === undefined ? periodOf(asked, clock, zone) : spanOf(edges),
    clock,
    ...(asOf !== undefined && { asOf }),
    zone,
  };
}

function periodOf({ from, to, last }: AnalysisQuestion, clock: number, zone: readonly Stretch[]): Span {
  if (last !== undefined || (from === undefined) !== (to === undefined)) {
    throw new Error('Only a question with both ends, or with none, has edges of its own: give them by hand.');
  }
  if (from === undefined || to === undefined) return { from: clock, to: clock };
  const end = Math.min(momentOf(to, zone), clock);
  return { from: Math.min(momentOf(from, zone), end), to: end };
}

function spanOf({ from, to }: Edges): Span {
  return { from: Date.parse(from), to: Date.parse(to) };
}

/** An instant, or the midnight of a local date. */
function momentOf(text: string, zone: readonly Stretch[]): number {
  const moment = Date.parse(text);
  return text.length === 10 ? startOfDay(zone, moment / dayLength) : moment;
}
