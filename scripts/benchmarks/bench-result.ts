/** One side of a comparison. */
interface Measured {
  readonly label: string;
  readonly value: number;
  readonly unit: string;
}

/** What a benchmark found: our figure beside a peer's or a limit, measured in the same run. */
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

/** The result where smaller is better: passed when the ratio is not above `limit`. */
export function atMost(
  limit: number,
  { id, name, ours, peer }: Pick<BenchResult, 'id' | 'name' | 'ours' | 'peer'>,
): BenchResult {
  const ratio = ours.value / peer.value;
  return { id, name, ours, peer, ratio, limit: `≤ ${limit}`, pass: ratio <= limit };
}

/** A result in one line. */
export function resultLine({ id, name, ours, peer, ratio, limit, pass }: BenchResult): string {
  const side = ({ label, value, unit }: Measured): string => `${figure(value)} ${unit} (${label})`;
  const rounded = ratio.toLocaleString('en', { maximumFractionDigits: 3 });
  return `${pass ? 'ok  ' : 'MISS'} ${id} ${name}: ${side(ours)} / ${side(peer)} = ${rounded}, limit ${limit}`;
}

function figure(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 1 });
}
