import { useCallback } from 'react';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { useDesk } from '../desk/desk-context.ts';
import { bytesAsBase64 } from './bytes-as-base64.ts';
import { useWedge } from './use-wedge.ts';

/**
 * Hears the codes that come by the window itself, and hands them to main as every other while somebody is at work. A
 * scanner that types before the log-in or at a locked screen enters nothing there either: it would be a wrong password.
 * Shows nothing.
 */
export function CodeScanning({
  wedge,
  session,
  lockedSince,
}: Pick<DeskSnapshot, 'wedge' | 'session' | 'lockedSince'>): null {
  const desk = useDesk();
  const isAtWork = session !== undefined && lockedSince === undefined;
  const handOn = useCallback(
    (code: string) => {
      if (!isAtWork) return;
      const bytesBase64 = bytesAsBase64(new TextEncoder().encode(code));
      void desk.call('code:scanned', { bytesBase64, symbology: 'unknown', source: 'wedge' });
    },
    [desk, isAtWork],
  );
  useWedge(wedge, handOn);
  return null;
}
