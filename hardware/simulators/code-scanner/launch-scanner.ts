import {
  type AttachedSimulator,
  type AttachSettings,
  attachSimulator,
} from '../attached-simulator.ts';
import type { ScannerOrder } from './simulator-control.ts';

/** A simulated code scanner that runs in its own process. Plugged in again it has no fault. */
export interface RunningScanner extends AttachedSimulator {
  /** Shows it a code, as UTF-8 if it is text. */
  scan(code: string | Uint8Array): Promise<void>;
  /** Sets what goes wrong from the next code on; an empty script for nothing. Rejects where the script is wrong. */
  setScript(script: string): Promise<void>;
}

/** Starts a simulated scanner, as `attachSimulator` does; 9,600 bits per second unless told. */
export async function launchScanner(settings: AttachSettings = {}): Promise<RunningScanner> {
  const { order, ...attached } = await attachSimulator<ScannerOrder>(
    { name: 'code-scanner', folder: import.meta.dirname, defaultBaud: 9600 },
    settings,
  );
  return {
    ...attached,
    scan: (code) => order({ do: 'scan', code: Buffer.from(code).toString('base64') }),
    setScript: (script) => order({ do: 'set-script', script }),
  };
}
