/** One side of a comparison. */
interface Measured {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
}

/** What a benchmark found: our figure beside a peer's or the physical limit, measured in the same run. */
export interface BenchResult {
  readonly id: string;
  readonly name: string;
  readonly ours: Measured;
  readonly peer: Measured;
  /** `ours.value / peer.value`. */
  readonly ratio: number;
  /** The bound on the ratio, in words. */
  readonly limit: string;
  readonly pass: boolean;
}
