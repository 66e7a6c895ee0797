import { expect, it } from 'vitest';
import { encodeRequest } from '../framing/request.ts';
import { commands } from './commands.ts';

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
    appendedAddresses: 'AAAAAA96690003300330',
  });
});

it('counts data into length and checksum', () => {
  expect(hex(encodeRequest(0x61, 0xff, [0x50]))).toBe('AAAAAA9669000461FF50CA');
});
