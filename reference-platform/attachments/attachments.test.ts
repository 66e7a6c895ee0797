import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  attachmentLimits,
  attachmentPaths,
  type DeclareAttachmentRequest,
} from '../../src/contracts/attachment-api.ts';
import { digestOf, fileSender, pdfOf } from '../testing/handed-in-file.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';

const clock = new StoppedClock();
let bench: PlatformUnderTest;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock, lifetimes: { sessionMs: 1e9, tokenMs: 1e9 } });
});
afterAll(() => bench.stop());

async function newWorkstation() {
  const { token } = await bench.logIn(randomUUID());
  return { token, ...fileSender(bench, token) };
}

/** A workstation of its own for each test, and a file of its own. */
let at: Awaited<ReturnType<typeof newWorkstation>>;
let pdf: Buffer;
beforeEach(async () => {
  at = await newWorkstation();
  pdf = pdfOf(randomUUID());
});

const get = (content: Buffer, token: string, method = 'GET') =>
  fetch(bench.url + attachmentPaths.attachment(digestOf(content)), {
    method,
    headers: { authorization: `Bearer ${token}` },
  });

async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(join(bench.dataDir, 'attachments', folder)).catch(() => []);
  return names;
}

const complete = (content: Buffer) => ({
  status: 200,
  body: { receivedBytes: content.length, isComplete: true },
});

test('a file comes in chunks, and goes on where it was cut off', async () => {
  expect(await at.declare(pdf)).toEqual({
    status: 200,
    body: { receivedBytes: 0, isComplete: false },
  });
  await at.sendPart(pdf, 0, 10);
  expect((await at.declare(pdf)).body).toEqual({ receivedBytes: 10, isComplete: false });
  expect(await at.sendPart(pdf, 10)).toEqual(complete(pdf));
  expect(await at.declare(pdf)).toEqual(complete(pdf));
});

test('a file of the largest size comes in chunks of the largest size', async () => {
  const large = pdfOf(randomUUID(), attachmentLimits.bytes);
  expect(await at.sendAll(large)).toEqual(complete(large).body);
  expect(Buffer.from(await (await get(large, at.token)).arrayBuffer()).equals(large)).toBe(true);
});

test('a chunk that does not follow what is there hears where to go on', async () => {
  await at.declare(pdf);
  await at.sendPart(pdf, 0, 10);
  const goOnAt10 = { status: 409, body: { code: 'wrong-offset', receivedBytes: 10 } };
  expect(await at.sendPart(pdf, 0, 10)).toEqual(goOnAt10);
  expect(await at.sendPart(pdf, 20)).toEqual(goOnAt10);
});

test('of two equal chunks at once one is taken', async () => {
  await at.declare(pdf);
  const answers = await Promise.all([at.sendPart(pdf, 0, 10), at.sendPart(pdf, 0, 10)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  expect(await at.sendPart(pdf, 10)).toEqual(complete(pdf));
});

test('nothing stays of a file that has not its digest', async () => {
  await at.declare(pdf);
  const other = pdfOf(randomUUID());
  expect(await at.sendPart(other, 0, other.length, digestOf(pdf))).toEqual({
    status: 422,
    body: { code: 'attachment-corrupt', receivedBytes: 0 },
  });
  expect((await get(pdf, at.token)).status).toBe(404);
  expect((await filesIn('incoming')).filter((name) => name.endsWith(digestOf(pdf)))).toEqual([]);
  expect(await at.sendAll(pdf)).toEqual(complete(pdf).body);
});

test.each([
  ['application/pdf', Buffer.from('%PDF-1.7 …'), 200],
  ['image/jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1]), 200],
  ['image/png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]), 200],
  ['application/pdf', Buffer.from('<script>'), 422],
  ['application/pdf', Buffer.from('%P'), 422],
  ['image/png', Buffer.from('%PDF-1.7'), 422],
] as const)('whether a file is %s is told by its first bytes', async (mediaType, file, status) => {
  await at.declare(file, { mediaType });
  const answer = await at.sendPart(file, 0);
  expect(answer).toMatchObject({ status });
  if (status === 422) expect(answer.body).toMatchObject({ code: 'attachment-type-differs' });
});

test.each<[string, Partial<Record<keyof DeclareAttachmentRequest | 'name', unknown>>]>([
  ['a type that is not taken', { mediaType: 'image/svg+xml' }],
  ['more bytes than are taken', { bytes: attachmentLimits.bytes + 1 }],
  ['no bytes', { bytes: 0 }],
  ['something that is no digest', { digest: '../../platform.sqlite' }],
  ['a name', { name: '户口簿.pdf' }],
])('a file is not begun with %s', async (_what, change) => {
  const declared = { digest: digestOf(pdf), bytes: 64, mediaType: 'application/pdf', ...change };
  expect(await bench.call('POST', attachmentPaths.attachments, declared, at.token)).toEqual({
    status: 400,
    body: { code: 'request-invalid' },
  });
});

test.each([
  ['says nothing of the kind', 'bytes=0-9'],
  ['is not as long as the chunk', 'bytes 0-8/64'],
  ['ends behind the file', 'bytes 60-69/64'],
  ['says another size than was declared', 'bytes 0-9/65'],
])('a range that %s is refused', async (_what, range) => {
  await at.declare(pdf);
  expect(await at.sendChunk(digestOf(pdf), range, Uint8Array.from(pdf.subarray(0, 10)))).toEqual({
    status: 400,
    body: { code: 'range-invalid' },
  });
});

test('what is no chunk is refused', async () => {
  await at.declare(pdf);
  const path = attachmentPaths.attachment(digestOf(pdf));
  expect(await bench.call('PATCH', path, { chunk: 'JVBERg==' }, at.token)).toMatchObject({
    status: 400,
  });
  const large = pdfOf('', attachmentLimits.chunkBytes + 1);
  expect(await at.sendPart(large, 0)).toEqual({
    status: 413,
    body: { code: 'request-too-large' },
  });
});

test('a file that was not begun takes no chunk', async () => {
  expect(await at.sendPart(pdf, 0)).toEqual({
    status: 404,
    body: { code: 'attachment-unknown' },
  });
});

test('declared otherwise, a file begins anew', async () => {
  await at.declare(pdf);
  await at.sendPart(pdf, 0, 10);
  expect((await at.declare(pdf, { mediaType: 'image/png' })).body).toMatchObject({
    receivedBytes: 0,
  });
});

test('the same content is kept once, and knowing its digest opens nothing', async () => {
  await at.sendAll(pdf);
  const other = await newWorkstation();
  expect((await get(pdf, other.token)).status).toBe(404);
  expect((await get(pdf, other.token, 'HEAD')).status).toBe(404);
  expect((await other.declare(pdf)).body).toEqual({ receivedBytes: 0, isComplete: false });
  expect((await get(pdf, other.token)).status).toBe(404);
  await other.sendAll(pdf);
  expect((await get(pdf, other.token)).status).toBe(200);
  expect(await filesIn(digestOf(pdf).slice(0, 2))).toContain(digestOf(pdf));
  expect(await filesIn('incoming')).not.toContainEqual(expect.stringContaining(digestOf(pdf)));
});

test.each(['approver', 'supervisor'] as const)('the department reads files as %s', async (role) => {
  await at.sendAll(pdf);
  const { token } = await bench.logIn(randomUUID(), role);
  const response = await get(pdf, token);
  expect(response.headers.get('content-type')).toBe('application/pdf');
  expect(response.headers.get('content-disposition')).toBe('attachment');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(Buffer.from(await response.arrayBuffer()).equals(pdf)).toBe(true);
  const head = await get(pdf, token, 'HEAD');
  expect(head.headers.get('content-length')).toBe(String(pdf.length));
});

test('who neither receives nor decides cases has no business with files', async () => {
  await at.sendAll(pdf);
  const refused = { status: 403, body: { code: 'role-not-allowed' } };
  const { token } = await bench.logIn(randomUUID(), 'admin');
  expect((await get(pdf, token)).status).toBe(403);
  expect(await fileSender(bench, token).declare(pdf)).toEqual(refused);
  const approver = await bench.logIn(randomUUID(), 'approver');
  expect(await fileSender(bench, approver.token).sendPart(pdf, 0)).toEqual(refused);
  expect((await get(pdf, 'nobody')).status).toBe(401);
});

test('a workstation begins only so many files, until the oldest are forgotten', async () => {
  const files = Array.from({ length: attachmentLimits.openUploads }, (_, n) => pdfOf(`${n}`));
  for (const file of files) await at.declare(file);
  await at.sendPart(files[0] ?? pdf, 0, 10);
  expect(await at.declare(pdf)).toEqual({ status: 429, body: { code: 'too-many-uploads' } });
  clock.pass(attachmentLimits.uploadHours * 3_600_000);
  expect(await at.sendAll(pdf)).toEqual(complete(pdf).body);
  expect((await at.declare(files[0] ?? pdf)).body).toMatchObject({ receivedBytes: 0 });
});
