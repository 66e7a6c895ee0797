import {
  type Connectivity,
  type PlatformCapability,
  platformCapabilities,
} from '../../src/contracts/connectivity.ts';
import type { Clock, Instant } from '../../src/support/clock.ts';

/** Follows what the platform does for this counter and what it does not, by its own answers. */
export interface ConnectivityWatch {
  now(): Connectivity;
  /** A capability has, or has not, done its part. */
  note(capability: PlatformCapability, isUp: boolean): void;
}

/** How long a counter goes on without the platform, in hours. */
export interface OfflineLimits {
  /** So long new cases are begun; then only finished. */
  readonly offlineFinishOnlyHours: number;
  /** So long anything is opened at all. */
  readonly offlineLockedHours: number;
}

/** What watching needs. */
export interface ConnectivityOptions {
  readonly clock: Pick<Clock, 'now'>;
  /** Milliseconds since the platform has last answered; 0 where it never has. */
  readonly timeAway: () => number;
  readonly limits: () => OfflineLimits;
  /** When the drill ends that is on, if one is. */
  readonly drillEndsAt: () => Instant | undefined;
  /** Something is up again, or down. */
  readonly onChange: () => void;
}

const hour = 3_600_000;

/**
 * How many times in a row a capability may fail while others go on before it counts as down: one failure may be that one
 * call's.
 */
const failuresAlone = 2;

/** Nothing is known at the start. */
export function watchConnectivity(options: ConnectivityOptions): ConnectivityWatch {
  const { clock } = options;
  const began = clock.now();
  const standing = new Map(
    platformCapabilities.map((capability) => [
      capability,
      { state: 'unknown' as 'unknown' | 'up' | 'down', since: began, failures: 0 },
    ]),
  );
  const of = (capability: PlatformCapability) =>
    standing.get(capability) ?? { state: 'unknown' as const, since: began, failures: 0 };

  /** @returns whether that is news */
  function set(
    capability: PlatformCapability,
    state: 'up' | 'down',
    from: Instant = clock.now(),
  ): boolean {
    const isNews = of(capability).state !== state;
    const since = isNews ? from : of(capability).since;
    standing.set(capability, { state, since, failures: 0 });
    return isNews;
  }

  /** Whether something else of the platform goes on, so that it is not the platform that is away. */
  function othersGoOn(capability: PlatformCapability): boolean {
    const { state, failures } = of(capability === 'platform' ? 'push' : 'platform');
    return state === 'up' && failures === 0;
  }

  function noteFailure(capability: PlatformCapability): boolean {
    const before = of(capability);
    const failures = before.failures + 1;
    if (failures < failuresAlone && before.state !== 'down' && othersGoOn(capability)) {
      standing.set(capability, { ...before, failures });
      return false;
    }
    if (capability !== 'platform') return set(capability, 'down');
    // It has been away since its last answer, also where another run of this program has had that.
    const lastAnswer = new Date(Date.parse(clock.now()) - options.timeAway()).toISOString();
    const isNews = set('platform', 'down', lastAnswer);
    // Without the platform nothing hints at changes and no clock can be compared; of the library it says nothing.
    set('push', 'down');
    set('time', 'down');
    return isNews;
  }

  function boxOf(): Pick<Connectivity, 'mode' | 'next'> {
    if (of('platform').state !== 'down') return { mode: 'online' };
    const away = options.timeAway();
    const { offlineFinishOnlyHours, offlineLockedHours } = options.limits();
    const at = (hours: number) =>
      new Date(Date.parse(clock.now()) + hours * hour - away).toISOString();
    if (away >= offlineLockedHours * hour) return { mode: 'locked' };
    if (away >= offlineFinishOnlyHours * hour) {
      return { mode: 'finish-only', next: { mode: 'locked', at: at(offlineLockedHours) } };
    }
    return { mode: 'offline', next: { mode: 'finish-only', at: at(offlineFinishOnlyHours) } };
  }

  return {
    now: () => {
      const shown = (capability: PlatformCapability) => {
        const { state, since } = of(capability);
        return { state, since };
      };
      const drillEndsAt = options.drillEndsAt();
      return {
        platform: shown('platform'),
        licences: shown('licences'),
        push: shown('push'),
        time: shown('time'),
        ...boxOf(),
        isDrill: drillEndsAt !== undefined,
        ...(drillEndsAt === undefined ? {} : { drillEndsAt }),
      };
    },
    note: (capability, isUp) => {
      if (isUp ? set(capability, 'up') : noteFailure(capability)) options.onChange();
    },
  };
}
