import type { Connectivity } from '../../../src/contracts/connectivity.ts';

/** How the platform stands, in one word: `degraded` while it answers but does not do all it should. */
export type PlatformStanding = 'unknown' | 'online' | 'degraded' | 'offline';

/**
 * The word for what each capability does; in a drill (演练), for what it would do. Without its time or the push stream it
 * is online all the same; `missingOnline`.
 */
export function platformStanding({ platform, licences, isDrill }: Connectivity): PlatformStanding {
  if (platform.state === 'unknown' && !isDrill) return 'unknown';
  if (platform.state === 'down' || isDrill) return 'offline';
  return licences.state === 'down' ? 'degraded' : 'online';
}

/**
 * What a platform that is online does not do, the weightier first: without its time (`time`) nobody can check the clock that
 * consents are stamped with, without the push stream changes come a little later.
 */
export function missingOnline(connectivity: Connectivity): 'time' | 'push' | undefined {
  if (platformStanding(connectivity) !== 'online') return undefined;
  return (['time', 'push'] as const).find(
    (capability) => connectivity[capability].state === 'down',
  );
}
