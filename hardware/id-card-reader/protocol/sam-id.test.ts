import { expect, it } from 'vitest';
import { formatSamId } from './sam-id.ts';

it.each([
  ['0500030045503301' + '87D61200D2029649', '05.03-20140101-0001234567-1234567890'],
  ['0500010003B33401' + '01286BEEEFBEADDE', '05.01-20230915-4000000001-3735928559'],
])('prints %s as on the reader', (bytes, printed) => {
  expect(formatSamId(Buffer.from(bytes, 'hex'))).toBe(printed);
});
