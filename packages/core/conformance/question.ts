/** A question as the contract shapes it; members that are wrong on purpose are allowed too. */
export interface Question {
  readonly metrics: readonly string[];
  readonly tenantId?: string;
  readonly from?: string;
  readonly to?: string;
  readonly last?: string;
  readonly asOf?: string;
  readonly timeZone?: string;
  readonly weekStart?: string;
  readonly grain?: string;
  readonly by?: readonly string[];
  readonly where?: Readonly<Record<string, readonly (string | null)[]>>;
  readonly compare?: 'previous_period';
  readonly attempts?: 'all' | 'first' | 'best' | 'last';
  readonly orderBy?: readonly { readonly column: string; readonly direction: 'asc' | 'desc' }[];
  readonly limit?: number;
  readonly [member: string]: unknown;
}

type Ends = readonly [from: string, to: string];

/** The ends of a period and of its buckets, worked out by hand. */
export interface Edges {
  readonly from: string;
  readonly to: string;
  /** Label, start, end of each bucket. */
  readonly buckets?: readonly (readonly [label: string, ...Ends])[];
  /** The previous period, and what it has for each bucket. */
  readonly previous?: { readonly from: string; readonly to: string; readonly buckets?: readonly Ends[] };
  /** The whole local days that the period and the previous one meet; in UTC they need not be given. */
  readonly days?: readonly Ends[];
}
