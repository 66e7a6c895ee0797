import { describe, expect, it } from 'vitest';
import { openFailureCode, serialTransport } from './serial.ts';

const listener = { onBytes: () => undefined, onGone: () => undefined };

describe('opening a serial port', () => {
  it.each([
    ['Error: No such file or directory, cannot open /dev/ttyUSB0', 'linux', 'port.not-found'],
    ['Opening COM9: File not found', 'win32', 'port.not-found'],
    ['Error: Permission denied, cannot open /dev/ttyUSB0', 'linux', 'port.no-permission'],
    ['Opening COM3: Access denied', 'win32', 'port.held-by-another-program'],
    [
      'Error Resource temporarily unavailable Cannot lock port',
      'linux',
      'port.held-by-another-program',
    ],
    ['Error: Device or resource busy, cannot open', 'darwin', 'port.held-by-another-program'],
    ['Error: Inappropriate ioctl for device, cannot open /dev/null', 'linux', 'port.open-failed'],
  ])('reads "%s" on %s as %s', (message, platform, code) => {
    expect(openFailureCode(message, platform)).toBe(code);
  });

  it.each(['/dev/no-such-reader', ''])(
    'fails for a path that does not exist: "%s"',
    async (path) => {
      expect(await serialTransport(path, 115_200).open(listener)).toEqual({
        ok: false,
        problem: { code: 'port.not-found', info: { address: path } },
      });
    },
  );

  it('fails for a speed that cannot be', async () => {
    expect(await serialTransport('/dev/no-such-reader', Number.NaN).open(listener)).toMatchObject({
      problem: { code: 'port.open-failed' },
    });
  });
});
