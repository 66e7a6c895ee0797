import type { WorkstationSettings } from '../../src/contracts/workstation-api.ts';
import { usualNearExpiryDays } from '../../src/domain/licence-health.ts';
import type { Settings } from './settings.ts';

/** Numbers that are the platform's to set, where this workstation has enrolled; `src/contracts/workstation-api.ts`. */
export type Limits = Omit<WorkstationSettings['limits'], 'codeResolvesPerMinute'>;

/** The numbers in force. @param settled what the platform has settled for this workstation, as it was last heard */
export function limitsOf({ numbers }: Settings, settled: WorkstationSettings | undefined): Limits {
  const { offlineFinishOnlyHours, offlineLockedHours } = numbers;
  return (
    settled?.limits ?? {
      offlineFinishOnlyHours: Math.min(offlineFinishOnlyHours, offlineLockedHours),
      offlineLockedHours,
      clockDriftSeconds: 120,
      nearExpiryDays: usualNearExpiryDays,
    }
  );
}
