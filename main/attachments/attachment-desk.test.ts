import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { windowOf } from '../../reference-platform/testing/decided-case.ts';
import { digestOf, pdfOf } from '../../reference-platform/testing/handed-in-file.ts';
import { attachmentLimits, attachmentPaths } from '../../src/contracts/attachment-api.ts';
import { caseAnswerSchema, casePaths } from '../../src/contracts/case-api.ts';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import {
  type Counter,
  counterAt,
  fillContact,
  platformOfTests,
  toForm,
  toReview,
} from '../case-desk/testing/counter-under-test.ts';
import { temporaryFolder } from '../storage/testing/temporary-folder.ts';
import { createAttachmentDesk } from './attachment-desk.ts';

const bench = platformOfTests();
/** Nothing replaces it: it is handed in. */
const portrait = 'portrait';
const jpegOf = (text: string) =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(text)]);

/** The attachments of a counter; the clerk chooses the files that the test has put down last. */
function attachmentsAt(at: Counter) {
  const folder = temporaryFolder();
  let chosen: string[] = [];
  const desk = createAttachmentDesk({
    clock: at.clock,
    cases: at.desk.cases,
    files: at.storage.attachments,
    chooseFiles: async () => chosen,
    log: { info: () => undefined, warn: () => undefined },
  });
  return {
    desk,
    choose: (...contents: Uint8Array[]) => {
      chosen = contents.map((content, index) => {
        const path = join(folder, `${index}.docx`);
        writeFileSync(path, content);
        return path;
      });
    },
    chooseNothing: () => {
      chosen = [];
    },
  };
}

const shown = (at: Counter) => at.desk.cases.current()?.subject.attachments ?? [];
const filesOf = (at: Counter) => readdirSync(join(at.folder, 'store', 'attachments'));

test('files are taken by what they are, not by what they are called, and shown as they came', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  const { desk, choose } = attachmentsAt(at);
  const [pdf, jpeg] = [pdfOf('样例'), jpegOf('样例')];
  choose(pdf, jpeg);
  expect(await desk.addFiles(at.desk.caseId(), portrait)).toEqual(ok({ added: 2 }));
  expect(shown(at)).toMatchObject([
    { material: portrait, digest: digestOf(pdf), mediaType: 'application/pdf', origin: 'file' },
    { material: portrait, digest: digestOf(jpeg), mediaType: 'image/jpeg', origin: 'file' },
  ]);
  expect(filesOf(at).sort()).toEqual(
    shown(at)
      .map(({ id }) => id)
      .sort(),
  );
  expect(desk.show(at.desk.caseId(), shown(at)[0]?.id ?? '')).toEqual(
    ok({ mediaType: 'application/pdf', contentBase64: pdf.toString('base64') }),
  );
});

test('a page of the document camera is taken, and only as a JPEG', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  const { desk } = attachmentsAt(at);
  expect(desk.addPhoto(at.desk.caseId(), portrait, jpegOf('第一页'))).toEqual(ok(null));
  expect(desk.addPhoto(at.desk.caseId(), portrait, pdfOf('第一页'))).toEqual(
    fail('attachment.unknown-type'),
  );
  expect(shown(at)).toMatchObject([{ origin: 'camera', mediaType: 'image/jpeg' }]);
});

test('of several files those that can be taken are, and the first reason against another is told', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  const { desk, choose } = attachmentsAt(at);
  choose(Buffer.from('PK\u0003\u0004'), pdfOf('样例'), Buffer.alloc(attachmentLimits.bytes + 1));
  expect(await desk.addFiles(at.desk.caseId(), portrait)).toEqual(fail('attachment.unknown-type'));
  expect(shown(at)).toHaveLength(1);
  expect(await desk.addFiles(at.desk.caseId(), portrait)).toEqual(fail('attachment.unknown-type'));
  choose(pdfOf('样例'));
  expect(await desk.addFiles(at.desk.caseId(), portrait)).toEqual(fail('attachment.already-there'));
  expect(filesOf(at)).toHaveLength(1);
});

test('a clerk who thinks better of it attaches nothing', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  const { desk, chooseNothing } = attachmentsAt(at);
  chooseNothing();
  expect(await desk.addFiles(at.desk.caseId(), portrait)).toEqual(ok({ added: 0 }));
  expect(shown(at)).toEqual([]);
});

test('a material takes so many files and no more', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  const { desk } = attachmentsAt(at);
  const page = (number: number) =>
    desk.addPhoto(at.desk.caseId(), portrait, jpegOf(`第 ${number} 页`));
  for (let number = 1; number <= attachmentLimits.perMaterial; number += 1) {
    expect(page(number)).toEqual(ok(null));
  }
  expect(page(21)).toEqual(fail('attachment.too-many', { limit: 20 }));
});

test.each([
  ['a material that a licence replaces', 'household-register', 'attachment.not-wanted'],
  ['a material that the card covers', 'identity-card', 'attachment.not-wanted'],
  ['a material that the item lacks', 'unheard-of', 'attachment.not-wanted'],
] as const)('%s takes none', async (_what, material, code) => {
  const at = await counterAt(bench());
  await toReview(at);
  const { desk, choose } = attachmentsAt(at);
  choose(pdfOf('样例'));
  expect(await desk.addFiles(at.desk.caseId(), material)).toEqual(fail(code));
});

test('nothing is attached to, shown or removed of a case that is not open, or before its materials are known', async () => {
  const at = await counterAt(bench());
  const { desk } = attachmentsAt(at);
  at.desk.cases.open();
  const page = jpegOf('第一页');
  expect(desk.addPhoto(at.desk.caseId(), portrait, page)).toEqual(fail('case.not-at-this-step'));
  await toReview(at);
  const other = '019ab000-0000-7000-8000-0000000000ff';
  expect(desk.addPhoto(other, portrait, page)).toEqual(fail('case.unknown'));
  expect(desk.show(other, '0a'.repeat(16))).toEqual(fail('case.unknown'));
  expect(desk.show(at.desk.caseId(), '0a'.repeat(16))).toEqual(fail('attachment.unknown'));
  expect(desk.remove(at.desk.caseId(), '0a'.repeat(16))).toEqual(fail('attachment.unknown'));
});

test('what is removed is gone from the case and from the disk', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  const { desk } = attachmentsAt(at);
  desk.addPhoto(at.desk.caseId(), portrait, jpegOf('第一页'));
  expect(desk.remove(at.desk.caseId(), shown(at)[0]?.id ?? '')).toEqual(ok(null));
  expect(shown(at)).toEqual([]);
  expect(filesOf(at)).toEqual([]);
});

test('attachments stay with their case through its form, a held case and a new start', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  const { desk } = attachmentsAt(at);
  desk.addPhoto(at.desk.caseId(), portrait, jpegOf('第一页'));
  at.desk.cases.pushConsent(at.desk.caseId());
  at.desk.answer('agree');
  await at.desk.stage('filling-form');
  const before = shown(at);
  expect(before).toHaveLength(1);
  const stored = await at.stored();
  expect(stored.attachments).toEqual(before);
  expect(filesOf(at)).toEqual(before.map(({ id }) => id));
  const caseId = at.desk.caseId();
  at.desk.cases.hold(caseId);
  at.desk.cases.resume(caseId);
  expect(desk.show(caseId, before[0]?.id ?? '').ok).toBe(true);
});

test.each([
  [
    'the case is closed',
    (at: Counter) => at.desk.cases.send(at.desk.caseId(), { type: 'case.closed' }),
  ],
  [
    'another item is chosen',
    (at: Counter) => {
      const other = at.desk.session.items().find(({ name }) => name === '灵活就业人员参保登记');
      if (other === undefined) throw new Error('the item is not there');
      return at.desk.cases.chooseItem(at.desk.caseId(), other, 'local-province');
    },
  ],
])('attachments are gone once %s', async (_what, act) => {
  const at = await counterAt(bench());
  await toReview(at);
  const { desk } = attachmentsAt(at);
  desk.addPhoto(at.desk.caseId(), portrait, jpegOf('第一页'));
  expect(filesOf(at)).toHaveLength(1);
  expect(act(at)).toEqual(ok(null));
  expect(filesOf(at)).toEqual([]);
});

/** Hands in a case with these files, and waits for its number. */
async function handIn(at: Counter, ...contents: Uint8Array[]): Promise<string> {
  await toForm(at);
  const { desk, choose } = attachmentsAt(at);
  choose(...contents);
  expect(await desk.addFiles(at.desk.caseId(), portrait)).toEqual(ok({ added: contents.length }));
  fillContact(at.desk);
  const caseId = at.desk.caseId();
  expect(at.desk.cases.submit(caseId)).toEqual(ok(null));
  return caseId;
}

/** What the platform has under a digest, for the department. */
async function atPlatform(digest: string): Promise<Buffer> {
  const { token } = await windowOf(bench(), 'approver');
  const answer = await fetch(bench().url + attachmentPaths.attachment(digest), {
    headers: { authorization: `Bearer ${token}` },
  });
  return Buffer.from(await answer.arrayBuffer());
}

test('files go to the platform in chunks before their case, which names them, and are then gone here', async () => {
  const told: (string | undefined)[] = [];
  let drain: Counter['desk']['drain'] | undefined;
  const at = await counterAt(bench(), {
    onChange: () => {
      const uploading = drain?.uploading();
      const now = uploading && `${uploading.done}/${uploading.total}`;
      if (told.at(-1) !== now) told.push(now);
    },
  });
  drain = at.desk.drain;
  const large = pdfOf('大文件', 2.5 * attachmentLimits.chunkBytes);
  const small = jpegOf('第一页');
  const caseId = await handIn(at, large, small);
  await at.desk.stage('received');
  expect((await atPlatform(digestOf(large))).equals(large)).toBe(true);
  expect((await atPlatform(digestOf(small))).equals(small)).toBe(true);
  const approver = await windowOf(bench(), 'approver');
  const { body } = await approver.get(casePaths.case(caseId));
  expect(caseAnswerSchema.parse(body).application?.attachments).toEqual([
    { code: portrait, digests: [digestOf(large), digestOf(small)] },
  ]);
  expect(filesOf(at)).toEqual([]);
  expect(told.slice(-3)).toEqual(['0/2', '1/2', undefined]);
});

test('a case waits for its files', async () => {
  const at = await counterAt(bench());
  const file = pdfOf('等待');
  bench().platform.misbehave({ path: attachmentPaths.attachments, fault: 'status503' });
  await handIn(at, file);
  await at.desk.until(() => at.desk.logged.some(({ event }) => event === 'outbox.not-sent'));
  expect(at.desk.cases.current()?.subject.stage).toBe('submitting');
  expect(at.storage.outbox.counts().waiting).toBe(1);
  expect(filesOf(at)).toHaveLength(1);
  bench().platform.behave();
  at.desk.drain.nudge();
  await at.desk.stage('received');
  expect((await atPlatform(digestOf(file))).equals(file)).toBe(true);
});

test('a file goes on from where it had come to: every second chunk fails, and it arrives', async () => {
  const at = await counterAt(bench());
  const file = pdfOf('续传', 3.5 * attachmentLimits.chunkBytes);
  const path = attachmentPaths.attachment(digestOf(file));
  bench().platform.misbehave({ path, fault: 'status503', every: 2 });
  await handIn(at, file);
  await at.desk.stage('received');
  expect(at.desk.logged.filter(({ event }) => event === 'outbox.not-sent')).toHaveLength(3);
  bench().platform.behave();
  expect((await atPlatform(digestOf(file))).equals(file)).toBe(true);
});

test('a chunk whose answer was lost is not sent again as if it were new', async () => {
  const at = await counterAt(bench());
  const file = pdfOf('丢失的回答', 2.5 * attachmentLimits.chunkBytes);
  const path = attachmentPaths.attachment(digestOf(file));
  bench().platform.misbehave({ path, fault: 'resetAfterCommit', times: 1 });
  await handIn(at, file);
  await at.desk.stage('received');
  expect((await atPlatform(digestOf(file))).equals(file)).toBe(true);
});

test('a file that has been damaged here sends the case back to the clerk, with its other files', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  const { desk, choose } = attachmentsAt(at);
  choose(pdfOf('坏了'), pdfOf('完好'));
  await desk.addFiles(at.desk.caseId(), portrait);
  const [damaged] = shown(at);
  writeFileSync(join(at.folder, 'store', 'attachments', damaged?.id ?? ''), 'not what it was');
  fillContact(at.desk);
  at.desk.cases.submit(at.desk.caseId());
  await at.desk.stage('filling-form');
  expect(at.desk.cases.current()?.subject).toMatchObject({
    failure: { code: 'case.rejected', info: { reason: 'attachment-missing' } },
  });
  expect(desk.remove(at.desk.caseId(), damaged?.id ?? '')).toEqual(ok(null));
  at.desk.cases.submit(at.desk.caseId());
  await at.desk.stage('received');
});

test('what nobody has attached is not named', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  fillContact(at.desk);
  const caseId = at.desk.caseId();
  at.desk.cases.submit(caseId);
  await at.desk.stage('received');
  const approver = await windowOf(bench(), 'approver');
  const { body } = await approver.get(casePaths.case(caseId));
  expect(caseAnswerSchema.parse(body).application).not.toHaveProperty('attachments');
});
