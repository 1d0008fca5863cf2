/** One line of a bench: what was measured, ours beside the named peer in the same run, and the ratio that counts. */
export interface BenchRow {
  readonly what: string;
  readonly ours: string;
  readonly peer: string;
  /** How many times better we are than the peer (or than the limit); above 1 is better. */
  readonly ratio: number;
  /** The ratio that was asked for. */
  readonly wanted: number;
}

/** A bench that cannot run here says why. */
export type BenchResult =
  | { readonly kind: 'rows'; readonly rows: readonly BenchRow[] }
  | { readonly kind: 'skipped'; readonly reason: string };
