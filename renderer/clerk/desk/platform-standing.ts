import type { Connectivity } from '../../../src/contracts/connectivity.ts';

/** How the platform stands, in one word: `degraded` while it answers but does not do all it should. */
export type PlatformStanding = 'unknown' | 'online' | 'degraded' | 'offline';

/** The word for what each capability does. A clerk need not know of the push stream: what it hints at comes a little later. */
export function platformStanding({ platform, licences }: Connectivity): PlatformStanding {
  if (platform.state === 'unknown') return 'unknown';
  if (platform.state === 'down') return 'offline';
  return licences.state === 'down' ? 'degraded' : 'online';
}
