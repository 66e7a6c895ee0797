import type { Connectivity } from '../../../src/contracts/connectivity.ts';

/** How the platform stands, in one word: `degraded` while it answers but does not do all it should. */
export type PlatformStanding = 'unknown' | 'online' | 'degraded' | 'offline';

/**
 * The word for what each capability does; in a drill (演练), for what it would do. Without the push stream it is online all
 * the same: what that hints at comes a little later.
 */
export function platformStanding({ platform, licences, isDrill }: Connectivity): PlatformStanding {
  if (platform.state === 'unknown' && !isDrill) return 'unknown';
  if (platform.state === 'down' || isDrill) return 'offline';
  return licences.state === 'down' ? 'degraded' : 'online';
}
