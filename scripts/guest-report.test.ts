import { expect, it } from 'vitest';
import { type GuestLine, guestLine, guestLineIn } from './guest-report.ts';

const result: GuestLine = { kind: 'result', check: 'raw', ok: true, words: '读卡 41 ms' };

it('a result comes through a console, whatever the kernel has said before it', () => {
  expect(guestLineIn(`[ 1.2] hid-generic: v1.11${guestLine(result)}`)).toEqual(result);
  expect(guestLineIn(guestLine({ kind: 'end' }))).toEqual({ kind: 'end' });
});

it('everything else on the console is no result', () => {
  expect(guestLineIn('[    1.2] hid-generic')).toBeUndefined();
  expect(guestLineIn(guestLine(result).replace('"ok"', '[ 3.1] usb "ok"'))).toBeUndefined();
  expect(guestLineIn('#mzb#{"kind":"result"}')).toBeUndefined();
});
