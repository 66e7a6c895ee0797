import { expect, test } from 'vitest';
import { windowCodeSchema } from '../../src/contracts/scanned-code.ts';
import { hostileCodes } from '../../src/domain/hostile-codes.fixture.ts';
import { codeText, longestCode } from '../../src/domain/scanned-code.ts';
import { readWindowCode } from './window-code.ts';

const at = '2026-11-27T01:00:00.000Z';
const handedOn = (bytes: Uint8Array) =>
  windowCodeSchema.parse({
    bytesBase64: Buffer.from(bytes).toString('base64'),
    symbology: 'qr',
    source: 'camera',
  });

test.each(hostileCodes)(
  'a code from the window is its bytes and nothing else: %s',
  (_what, bytes) => {
    expect(readWindowCode(handedOn(bytes), at)).toEqual({
      ok: true,
      value: { bytes, text: codeText(bytes), symbology: 'qr', source: 'camera', at },
    });
  },
);

test('a code that is one byte too long is refused where base64 cannot tell', () => {
  expect(readWindowCode(handedOn(new Uint8Array(longestCode + 1).fill(0x37)), at)).toEqual({
    ok: false,
    problem: { code: 'scanner.code-too-long', info: { limit: longestCode } },
  });
});
