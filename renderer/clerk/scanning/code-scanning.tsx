import { useCallback } from 'react';
import type { DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { useDesk } from '../desk/desk-context.ts';
import { bytesAsBase64 } from './bytes-as-base64.ts';
import { useWedge } from './use-wedge.ts';

/** Hears the codes that come by the window itself, and hands them to main as every other. Shows nothing. */
export function CodeScanning({ wedge }: Pick<DeskSnapshot, 'wedge'>): null {
  const desk = useDesk();
  const handOn = useCallback(
    (code: string) => {
      const bytesBase64 = bytesAsBase64(new TextEncoder().encode(code));
      void desk.call('code:scanned', { bytesBase64, symbology: 'unknown', source: 'wedge' });
    },
    [desk],
  );
  useWedge(wedge, handOn);
  return null;
}
