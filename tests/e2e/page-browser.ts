import { type Browser, chromium } from 'playwright-core';

/** Debian's Chromium with its own sandbox, quiet towards the outside. @param more arguments of one suite */
export function launchChromium(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    chromiumSandbox: true,
    // Without a locale of UTF-8 it gives no file a Chinese name.
    env: { ...process.env, LANG: 'C.UTF-8' },
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
}
