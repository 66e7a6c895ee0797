import { beforeAll, vi } from 'vitest';
import type { openSettings } from '../open-settings.ts';

/** Opens settings in tests: electron-store works without Electron, given a folder; its import is kept from downloading one. */
export function settingsOpener(): typeof openSettings {
  let open: typeof openSettings;
  beforeAll(async () => {
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', '/nowhere');
    ({ openSettings: open } = await import('../open-settings.ts'));
    vi.unstubAllEnvs();
  });
  return (folder, log) => open(folder, log);
}
