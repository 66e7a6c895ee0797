import type { ClerkBridge } from '../../../src/contracts/bridges.ts';

declare global {
  interface Window {
    /** Put here by the clerk window's preload. */
    readonly desk: ClerkBridge;
  }
}
