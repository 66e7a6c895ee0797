import type { DeviceEvent } from '../../hardware/device-desk.ts';
import type { Audit } from '../../src/audit/audit-actions.ts';
import type { DevicePlace, DeviceSnapshot } from '../../src/contracts/device-snapshot.ts';

const places: readonly DevicePlace[] = ['reader', 'secondReader', 'scanner'];

/** Writes down each device that was there and is not any more. */
export function watchDevices(audit: Audit): (event: DeviceEvent) => void {
  let before: DeviceSnapshot | undefined;
  return (event) => {
    if (event.kind !== 'snapshot') return;
    const { snapshot } = event;
    for (const place of places) {
      const wasThere = before !== undefined && isThere(before[place].state);
      if (wasThere && !isThere(snapshot[place].state)) {
        audit('device:lost', { place: placeCodes[place] });
      }
    }
    before = snapshot;
  };
}

const placeCodes = {
  reader: 'reader',
  secondReader: 'second-reader',
  scanner: 'scanner',
} as const satisfies Readonly<Record<DevicePlace, string>>;

function isThere(state: DeviceSnapshot[DevicePlace]['state']): boolean {
  return state === 'ready' || state === 'reading' || state === 'card-lies';
}
