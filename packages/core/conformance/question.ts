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
  readonly orderBy?: readonly { readonly column: string; readonly direction: 'asc' | 'desc' }[];
  readonly limit?: number;
  readonly [member: string]: unknown;
}

/** The ends of a period and of its buckets, worked out by hand. */
export interface Edges {
  readonly from: string;
  readonly to: string;
  /** Label, start, end of each bucket. */
  readonly buckets?: readonly (readonly [label: string, from: string, to: string])[];
}
