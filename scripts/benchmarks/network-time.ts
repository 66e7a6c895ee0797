import type { ElectronApplication } from 'playwright-core';
import { z } from 'zod';

/** A span of wall-clock time, in milliseconds since 1970. */
export interface Span {
  readonly begin: number;
  readonly end: number;
}

/** When main waits for the platform. */
export interface NetworkTime {
  /** Milliseconds of a span in which at least one call was without an answer; streams that outlast it do not count. */
  within(span: Span): Promise<number>;
}

const callsSchema = z.array(z.object({ begin: z.number(), end: z.number() }));

/**
 * Notes from now on when main did nothing but wait for each of its calls to the platform: from the moment main has handed it
 * to Chromium's network service, and has nothing left to do that it had begun before, until main has the head of the answer.
 * What main does before and after is not network, writing a lease's key and reading the answer included.
 */
export async function watchNetwork(application: ElectronApplication): Promise<NetworkTime> {
  const calls = await application.evaluateHandle(({ session }) => {
    const platform = session.fromPartition('platform');
    const fetch = platform.fetch.bind(platform);
    const made: { begin: number; end: number }[] = [];
    const now = () => performance.timeOrigin + performance.now();
    platform.fetch = async (...request) => {
      const answer = fetch(...request);
      let begin = Number.POSITIVE_INFINITY;
      setImmediate(() => {
        begin = now();
      });
      try {
        return await answer;
      } finally {
        const end = now();
        made.push({ begin: Math.min(begin, end), end });
      }
    };
    return made;
  });
  return {
    within: async (span) => covered(callsSchema.parse(await calls.jsonValue()), span),
  };
}

/** How much of a span the calls that lie in it cover together; where they overlap counts once. */
export function covered(calls: readonly Span[], span: Span): number {
  const inside = calls
    .filter(({ begin, end }) => end >= span.begin && begin <= span.end)
    .sort((a, b) => a.begin - b.begin);
  let total = 0;
  let until = span.begin;
  for (const { begin, end } of inside) {
    const last = Math.min(end, span.end);
    total += Math.max(0, last - Math.max(begin, until));
    until = Math.max(until, last);
  }
  return total;
}
