import type { PlainEvent } from '../oracle/admit.js';
import type { Row } from '../oracle/oracle.js';
import type { Edges, Question } from '../question.js';

/** What `ingest` is expected to report; what is left out is not looked at. */
export interface ExpectedIngest {
  readonly accepted?: number;
  readonly duplicates?: number;
  readonly skipped?: number;
  readonly blocked?: number;
  /** The refused events, by position; `id` where the event has one, the pointers of all its problems, sorted. */
  readonly rejected?: readonly {
    readonly position: number;
    readonly id?: string;
    readonly pointers?: readonly string[];
  }[];
}

/** The answer, or the code of the error. */
type Expected =
  | { readonly rows: readonly Row[]; readonly period?: { readonly from: string; readonly to: string } }
  | { readonly error: 'invalid_query' | 'unknown_metric' | 'unknown_dimension' };

/** A few events, one question, and the answer worked out by hand. */
export interface ConformanceCase {
  readonly name: string;
  readonly why?: string;
  /** Event objects or JSON text lines, in the order of their arrival. */
  readonly events: readonly unknown[];
  /** The same events as the oracle reads them, where `events` hold another spelling or some that are refused. */
  readonly plain?: readonly PlainEvent[];
  readonly question: Question;
  /** The clock; default {@link defaultNow}. */
  readonly now?: string;
  /** The ends of the period and its buckets, where the question does not give them in UTC. */
  readonly edges?: Edges;
  readonly ingest?: ExpectedIngest;
  /** The case needs a store of its own: its tenants matter, or its spelling. */
  readonly alone?: true;
  /** The order of arrival matters: two events of one identity differ. */
  readonly ordered?: true;
  readonly expected: Expected;
}

/** The clock of a case that names none. */
export const defaultNow = '2026-04-01T00:00:00Z';

/** The period of most cases. */
export const march = { from: '2026-03-01', to: '2026-04-01' } as const;
