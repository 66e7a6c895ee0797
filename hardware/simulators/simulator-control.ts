/** The one line a simulator prints on standard error when it is ready: the ports it listens on. */
export interface SimulatorReady {
  readonly control: number;
  /** The port that carries the device's bytes, unless standard input and output do. */
  readonly tcp?: number;
}

/** What a simulator answers to an order: one line of JSON each, in the order of the orders. */
export type SimulatorAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly problem: string };
