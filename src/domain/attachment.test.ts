import { describe, expect, test } from 'vitest';
import { type Attachment, attachmentTypeOf, handedInMaterials, takesFiles } from './attachment.ts';
import type { WaiverLine, WaiverStatus } from './waiver-list.ts';

const bytes = (...values: (number | string)[]) =>
  Uint8Array.from(
    values.flatMap((value) =>
      typeof value === 'number' ? [value] : [...value].map((letter) => letter.charCodeAt(0)),
    ),
  );

describe('what a file is', () => {
  test.each([
    ['%PDF-1.7', bytes('%PDF-1.7\n'), 'application/pdf'],
    ['FF D8 FF', bytes(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
    ['the PNG signature', bytes(0x89, 'PNG\r\n', 0x1a, '\n'), 'image/png'],
    ['PK, as a Word file does', bytes('PK', 3, 4), undefined],
    ['half a signature', bytes(0xff, 0xd8), undefined],
    ['%PDF- after a blank', bytes(' %PDF-1.7'), undefined],
    ['nothing', bytes(), undefined],
  ])('is told by beginning with %s', (_what, content, type) => {
    expect(attachmentTypeOf(content)).toBe(type);
  });
});

const line = (code: string, status: WaiverStatus): WaiverLine => ({
  material: { code, name: code },
  status,
  reason: 'licence-valid',
});
const attachment = (material: string, digest: string): Attachment => ({
  id: digest,
  material,
  digest,
  bytes: 10,
  mediaType: 'image/jpeg',
  origin: 'camera',
  addedAt: '2026-11-24T01:00:00.000Z',
});

test('files are handed in by material, in the order of the list, and not for what was waived meanwhile', () => {
  const list = {
    lines: [
      line('register', 'waived-by-licence'),
      line('portrait', 'needed-on-paper'),
      line('proof', 'needed-on-paper'),
      line('card', 'covered-by-other-source'),
    ],
  };
  const attachments = [
    attachment('proof', 'c'),
    attachment('register', 'a'),
    attachment('portrait', 'b'),
    attachment('proof', 'd'),
    attachment('unheard-of', 'e'),
  ];
  expect(handedInMaterials(attachments, list)).toEqual([
    { code: 'portrait', digests: ['b'] },
    { code: 'proof', digests: ['c', 'd'] },
  ]);
});

test.each([
  ['needed-on-paper', 'no-licence-in-library', true],
  ['covered-by-other-source', 'made-from-form', true],
  ['covered-by-other-source', 'identity-card-read', false],
  ['waived-by-licence', 'licence-valid', false],
  ['not-needed', 'not-in-this-variant', false],
] as const)('a material that is %s, as %s, takes files: %s', (status, reason, takes) => {
  expect(takesFiles({ status, reason })).toBe(takes);
});
