import { describe, expect, it } from 'vitest';
import { exampleFrame } from '../../simulators/card-reader/example-cards.ts';
import { encodeRequest } from '../framing/request.ts';
import { bauds, commands, setBaud, setMaxRfBytes } from './commands.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

it('sends exactly the bytes the protocol names', () => {
  expect(
    Object.fromEntries(Object.entries(commands).map(([name, { request }]) => [name, hex(request)])),
  ).toEqual({
    reset: 'AAAAAA9669000310FFEC',
    status: 'AAAAAA9669000311FFED',
    samId: 'AAAAAA9669000312FFEE',
    find: 'AAAAAA96690003200122',
    select: 'AAAAAA96690003200221',
    read: 'AAAAAA96690003300132',
    readWithFingerprint: 'AAAAAA96690003301023',
    appendedAddresses: 'AAAAAA96690003300330',
    bodyNumber: 'AAAAAA96690003300536',
  });
  expect(bauds.map((baud) => hex(setBaud(baud).request))).toEqual([
    'AAAAAA96690003600063',
    'AAAAAA96690003600162',
    'AAAAAA96690003600261',
    'AAAAAA96690003600360',
    'AAAAAA96690003600467',
  ]);
  expect(hex(setMaxRfBytes(0x50).request)).toBe('AAAAAA9669000461FF50CA');
  expect(hex(setMaxRfBytes(0x58).request)).toBe('AAAAAA9669000461FF58C2');
});

it('counts data into length and checksum', () => {
  expect(hex(encodeRequest(0x61, 0xff, [0x50]))).toBe('AAAAAA9669000461FF50CA');
});

describe('an answer', () => {
  const dataOf = (name: string): Uint8Array => exampleFrame(name).slice(10, -1);
  const answers = {
    samId: new Uint8Array(16),
    read: dataOf('3001_A_resident'),
    readWithFingerprint: dataOf('3010_A_with_fp'),
    appendedAddresses: dataOf('3003_one_address'),
    bodyNumber: new Uint8Array(28),
  } as const;
  const names = Object.keys(answers) as (keyof typeof answers)[];

  it.each(names)('to %s is told from the answers to all others', (name) => {
    expect(names.filter((other) => commands[name].fits(answers[other]))).toEqual([name]);
  });

  it('of a card without a fingerprint is one to the command that reads it', () => {
    const data = dataOf('3010_A_no_fp');
    expect(commands.readWithFingerprint.fits(data)).toBe(true);
    expect(commands.read.fits(data)).toBe(false);
  });

  it('with up to four addresses is one to the command that reads them', () => {
    expect([1, 2, 3, 4].every((n) => commands.appendedAddresses.fits(new Uint8Array(70 * n)))).toBe(
      true,
    );
    for (const bytes of [0, 69, 350]) {
      expect(commands.appendedAddresses.fits(new Uint8Array(bytes))).toBe(false);
    }
  });
});
