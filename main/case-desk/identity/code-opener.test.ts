import { expect, test } from 'vitest';
import {
  exampleCode,
  exampleKey,
  exampleSubject,
  issuedAt,
  publishedKey,
} from '../../../src/domain/live-code.fixture.ts';
import type { CodeKey } from '../../../src/domain/live-code.ts';
import { type Failure, fail, failure } from '../../../src/failures/failure.ts';
import { toBase64Url } from '../../../src/support/base64.ts';
import { ok } from '../../../src/support/result.ts';
import { openTestStorage } from '../../storage/testing/storage-under-test.ts';
import { temporaryFolder } from '../../storage/testing/temporary-folder.ts';
import { consumeCodes, createCodeOpener } from './code-opener.ts';

const next = exampleKey(0x21, {
  validFrom: '2026-12-01T00:00:00.000Z',
  validTo: '2026-12-31T00:00:00.000Z',
});
const caseId = '019ab000-0000-7000-8000-000000000001';
const after = (seconds: number) => new Date(Date.parse(issuedAt) + seconds * 1000).toISOString();

/** A workstation with the keys of this month and the next, some seconds after the code was issued. */
async function workstation({
  seconds = 5,
  keys = [publishedKey(exampleKey()), publishedKey(next)],
  drift,
}: {
  readonly seconds?: number;
  readonly keys?: readonly CodeKey[];
  readonly drift?: Failure;
} = {}) {
  const storage = await openTestStorage(temporaryFolder());
  const opener = createCodeOpener({
    usedCodes: storage.usedCodes,
    keys: () => keys,
    now: () => after(seconds),
    clockDrift: () => drift,
  });
  const open = (text: string, expect?: 'person' | 'enterprise') =>
    opener.open({ text, expect, caseId });
  return { storage, opener, open };
}

const { text, code } = await exampleCode();

test('a code says of what kind its subject is and the masked name, and is kept for the platform', async () => {
  const { open } = await workstation();
  expect(open(text, 'person')).toEqual(
    ok({
      subjectType: 'person',
      nameMasked: '张*三',
      app: 'foshantong',
      taken: { text, takenAt: after(5), caseId },
    }),
  );
});

test('whoever has shown it is whom it stands for, or it is worth nothing', async () => {
  const { opener, open } = await workstation();
  const opened = open(text);
  if (!opened.ok) throw new Error(opened.problem.code);
  expect(await opener.check(opened.value, exampleSubject)).toEqual(ok(null));
  for (const statement of [
    { ...exampleSubject, name: '张样四' },
    { ...exampleSubject, number: '440699195001010038' },
  ]) {
    expect(await opener.check(opened.value, statement)).toEqual(fail('code.statement-differs'));
  }
});

test('a clock that is a little off still opens it, in both directions; one that is further off does not', async () => {
  for (const seconds of [-120, 60 + 119]) {
    expect((await workstation({ seconds })).open(text)).toMatchObject({ ok: true });
  }
  expect((await workstation({ seconds: -121 })).open(text)).toEqual(fail('code.not-yet-valid'));
  expect((await workstation({ seconds: 60 + 120 })).open(text)).toEqual(fail('code.expired'));
});

test('where the clock is known to be off, it is the clock that is named', async () => {
  const drift = failure('clock.behind', { minutes: 5 });
  expect((await workstation({ drift })).open(text)).toEqual(fail('clock.behind', { minutes: 5 }));
});

test('a key that is not known here opens nothing; the next one is known before it is used', async () => {
  const known = await workstation({ keys: [publishedKey(next)] });
  expect(known.open(text)).toEqual(fail('code.key-unknown'));
  const later = await exampleCode({ key: next, issuedAt: '2026-12-01T00:00:00.000Z' });
  const seconds = (Date.parse('2026-12-01T00:00:30.000Z') - Date.parse(issuedAt)) / 1000;
  expect((await workstation({ seconds })).open(later.text)).toMatchObject({ ok: true });
});

test('another kind of subject than the item is for, and another purpose, are refused', async () => {
  const { open } = await workstation();
  expect(open(text, 'enterprise')).toEqual(fail('code.wrong-subject-type'));
  const unit = await exampleCode({ kind: 'yueshang', subjectType: 'individual-business' });
  expect(open(unit.text, 'person')).toEqual(fail('code.wrong-subject-type'));
  expect(open(unit.text, 'enterprise')).toMatchObject({ ok: true });
  const other = await exampleCode({
    kind: 'yueshang',
    subjectType: 'enterprise',
    purpose: 'other',
  });
  expect(open(other.text)).toEqual(fail('code.wrong-purpose'));
});

test('an altered code, one that only the platform opens, and what is none are told apart', async () => {
  const { open } = await workstation();
  const end = text.endsWith('A') ? 'B' : 'A';
  expect(open(text.slice(0, -1) + end)).toEqual(fail('code.not-genuine'));
  const delegated = toBase64Url(Uint8Array.of(1, ...new Uint8Array(47)));
  expect(open(delegated)).toEqual(fail('code.needs-platform'));
  expect(open('https://fs.example/not-a-code')).toEqual(fail('code.unknown'));
});

test('a code is used up with the case that it was taken for, and for no other', async () => {
  const { storage, open } = await workstation();
  const nobody = {};
  const named = (taken: string) => ({
    applicant: {
      ...exampleSubject,
      subjectType: 'person' as const,
      proof: { by: 'offline-code', at: issuedAt, app: 'foshantong' } as const,
      takenCode: { text: taken, takenAt: after(5), caseId },
    },
  });
  const store = (before: object, after: ReturnType<typeof named>) =>
    storage.transaction(() => consumeCodes(storage.usedCodes, before, after));
  expect(store(nobody, named(text))).toEqual(ok(null));
  expect(open(text)).toEqual(fail('code.used'));
  // What the case does later does not use it up again.
  expect(store(named(text), named(text))).toEqual(ok(null));
  expect(store(nobody, named(text))).toEqual(fail('code.used'));
  expect(storage.usedCodes.has(code)).toBe(true);
});
