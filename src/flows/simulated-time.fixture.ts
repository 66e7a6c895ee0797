import { SimulatedClock } from 'xstate';
import type { Clock } from '../support/clock.ts';

/** One time for a flow's delays and for the moments it records. It begins at 09:00 in the hall and moves when told. */
export interface SimulatedTime {
  /** For the actor's delays. */
  readonly scheduler: SimulatedClock;
  /** For the flow's input. */
  readonly clock: Clock;
  /** Lets time pass. */
  readonly pass: (seconds: number) => void;
}

/** Time at which every simulation begins. */
export const simulationStart = '2026-11-24T01:00:00.000Z';

export function simulatedTime(): SimulatedTime {
  const scheduler = new SimulatedClock();
  const start = Date.parse(simulationStart);
  return {
    scheduler,
    clock: {
      now: () => new Date(start + scheduler.now()).toISOString(),
      monotonic: () => scheduler.now(),
    },
    pass: (seconds) => scheduler.increment(seconds * 1000),
  };
}
