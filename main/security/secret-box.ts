import { safeStorage } from 'electron';
import type { SecretBox } from '../storage/wrapped-file.ts';

/** Chromium marks what was encrypted with a key of the desktop's keyring by this prefix; `v10` is a fixed password. */
const keyringPrefix = 'v11';

/**
 * The operating system's secret store, through Electron: DPAPI on Windows, the keychain on macOS, the Secret Service
 * (gnome-keyring, KWallet, UKUI's and Deepin's) on Linux. On Linux a store without a real key counts as none.
 */
export function systemSecretBox(platform: NodeJS.Platform): SecretBox {
  return {
    backend: `${platform}-system`,
    isAvailable: async () => {
      if (!safeStorage.isEncryptionAvailable()) return false;
      if (platform !== 'linux') return true;
      return safeStorage.encryptString('probe').subarray(0, 3).toString() === keyringPrefix;
    },
    seal: async (text) => new Uint8Array(safeStorage.encryptString(text)),
    open: async (bytes) => safeStorage.decryptString(Buffer.from(bytes)),
  };
}
