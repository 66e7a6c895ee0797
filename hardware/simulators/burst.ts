/** What a simulated device sends in one go. */
export interface Burst {
  readonly bytes: Uint8Array;
  /** Silence before it, in milliseconds. */
  readonly pauseMs: number;
  /** Whether the cable is pulled with the last byte. */
  readonly unplugs?: true;
}
