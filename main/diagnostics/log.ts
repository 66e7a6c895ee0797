import type { Clock } from '../../src/support/clock.ts';

/** Facts of a log line: codes, counts and durations. Never a name, a number, a code or a token of a person. */
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes one line per event. */
export interface Log {
  info(event: string, facts: LogFacts): void;
  warn(event: string, facts: LogFacts): void;
}

/** A log of JSON lines. */
export function createLog(clock: Clock, write: (line: string) => void): Log {
  const line = (level: string, event: string, facts: LogFacts) =>
    write(`${JSON.stringify({ at: clock.now(), level, event, ...facts })}\n`);
  return {
    info: (event, facts) => line('info', event, facts),
    warn: (event, facts) => line('warn', event, facts),
  };
}
