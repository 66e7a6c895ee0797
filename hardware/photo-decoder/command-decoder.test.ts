import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DecoderMeans } from './decoder-call.ts';
import { decoderEnvironment } from './decoder-process.ts';
import { photoBitmap } from './photo-bitmap.ts';
import { createPhotoDecoder, destroyLeftovers, samplePhoto } from './photo-decoder.ts';

let scratch: string;
let folder: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'photo-command-'));
  folder = join(scratch, 'decoding');
});
beforeEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(() => rmSync(scratch, { recursive: true }));

const never = new AbortController().signal;
const generous = { ms: 20_000, memoryBytes: 256 * 2 ** 20 };

/** A decoder that is a script of Node's: it runs wherever the tests do. */
function command(
  script: string,
  args: readonly string[] = [],
  limits: DecoderMeans['limits'] = generous,
) {
  return createPhotoDecoder(
    {
      kind: 'command',
      path: process.execPath,
      functionName: '',
      args: ['-e', `const fs = require('node:fs');${script}`, ...args],
    },
    {
      folder,
      limits,
      startLibraryHost: () => Promise.reject(new Error('No library is loaded for a command.')),
    },
  );
}

/** A script's own image of a photo: its bytes, over and over. */
const decoding = 'const raw = (wlt) => Buffer.alloc(38556, wlt);';
const image = photoBitmap(
  Uint8Array.from({ length: 38_556 }, (_, index) => samplePhoto[index % 1024] ?? 0),
);

test('without an input file the photo comes on the standard input, and the image from the output', async () => {
  const decode = command(`${decoding} fs.writeSync(1, raw(fs.readFileSync(0)));`);
  expect(await decode(samplePhoto, never)).toEqual(image);
});

test('with an input file the photo lies there, and the standard input is empty', async () => {
  const decode = command(
    `${decoding} const [from, to] = process.argv.slice(1);
     if (fs.readFileSync(0).length === 0) fs.writeFileSync(to, raw(fs.readFileSync(from)));`,
    ['{input}', '{output}'],
  );
  expect(await decode(samplePhoto, never)).toEqual(image);
  expect(readdirSync(folder)).toEqual([]);
});

test('whatever a tool writes to its output, the file that it has left is the image', async () => {
  const decode = command(
    `${decoding} console.log('decoding'); fs.writeFileSync('photo.bmp', raw(fs.readFileSync('photo.wlt'))); process.exit(1);`,
    ['{input}'],
  );
  expect(await decode(samplePhoto, never)).toEqual(image);
});

test('a command sees nothing of our environment, and keeps its temporary files where the photo is', async () => {
  process.env['MADE_UP_SECRET'] = 'made up';
  const file = join(scratch, 'environment.json');
  const decode = command(
    `fs.writeFileSync(process.argv[1], JSON.stringify([process.env, process.cwd(), require('node:os').tmpdir()]));`,
    [file],
  );
  await decode(samplePhoto, never);
  delete process.env['MADE_UP_SECRET'];
  const [environment, cwd, temporary] = JSON.parse(readFileSync(file, 'utf8'));
  expect(Object.keys(environment).sort()).toEqual(
    Object.keys(decoderEnvironment(process.execPath, folder)).sort(),
  );
  expect(temporary).toBe(cwd);
  expect(existsSync(cwd)).toBe(false);
});

test('on Windows a decoder finds the system and the libraries beside it, and keeps its temporary files with the photo', () => {
  const environment = decoderEnvironment('/vendor/decode.exe', '/private', 'win32');
  expect(environment).toMatchObject({ TEMP: '/private', TMP: '/private' });
  expect(environment['PATH']).toMatch(/^\/vendor;.+\\System32;/);
  expect(Object.keys(environment).sort()).toEqual(['PATH', 'SystemRoot', 'TEMP', 'TMP']);
});

test.each([
  ['that gives nothing', 'process.exit(3)', 'photo-decoder.no-image', { returned: 3 }],
  [
    'that says something',
    "fs.writeSync(1, 'no licence')",
    'photo-decoder.not-an-image',
    { bytes: 10 },
  ],
  [
    'that never stops talking',
    'for (let i = 0; i < 200; i += 1) fs.writeSync(1, Buffer.alloc(65536))',
    'photo-decoder.not-an-image',
    { bytes: 38_863 },
  ],
  [
    'that leaves a far too long file',
    "fs.writeFileSync('photo.bmp', Buffer.alloc(5e6))",
    'photo-decoder.not-an-image',
    { bytes: 38_863 },
  ],
  [
    'that eats memory',
    'const taken = []; for (;;) { taken.push(Buffer.alloc(2 ** 20, 1)); }',
    'photo-decoder.too-much-memory',
    { megabytes: 256 },
  ],
])('a command %s is said by name, and leaves nothing behind', async (_what, script, code, info) => {
  const outcome = await command(script)(samplePhoto, never);
  expect(outcome).toMatchObject({ ok: false, problem: { code, info } });
  expect(readdirSync(folder)).toEqual([]);
});

test.runIf(process.platform !== 'win32')('a command that crashes is said to', async () => {
  const outcome = await command("process.kill(process.pid, 'SIGSEGV')")(samplePhoto, never);
  expect(outcome).toMatchObject({ problem: { code: 'photo-decoder.crashed' } });
});

test('a command that hangs is ended at the time limit', async () => {
  const decode = command('setInterval(() => undefined, 1000)', [], { ...generous, ms: 300 });
  expect(await decode(samplePhoto, never)).toMatchObject({
    problem: { code: 'photo-decoder.timed-out', info: { seconds: 0.3 } },
  });
  expect(readdirSync(folder)).toEqual([]);
});

/** Listens for a connection, by which a process says that it runs; the line is cut when it ends, however it ends. */
async function listenForLife() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connected = once(server, 'connection').then(([socket]: Socket[]) => socket);
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return { connected, sayIAmAlive: `require('node:net').connect(${port});`, server };
}

test('who no longer wants the photo ends the command, what it has started, and the photo with it', async () => {
  const { connected, sayIAmAlive, server } = await listenForLife();
  const abort = new AbortController();
  const startAnother = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(sayIAmAlive)}], { stdio: 'inherit' });`;
  const decoded = command(startAnother, ['{input}'])(samplePhoto, abort.signal);
  const line = await connected;
  const cut = new Promise((resolve) => line?.once('close', resolve).on('error', () => undefined));
  line?.resume();
  expect(readdirSync(folder)).toHaveLength(1);
  abort.abort();
  expect(await decoded).toEqual({ ok: false, problem: { code: 'photo-decoder.cancelled' } });
  expect(readdirSync(folder)).toEqual([]);
  await cut;
  server.close();
});

test('a photo that nobody wants any more is not decoded at all', async () => {
  const outcome = await command('process.exit(0)')(samplePhoto, AbortSignal.abort());
  expect(outcome).toMatchObject({ problem: { code: 'photo-decoder.cancelled' } });
});

test.each([
  ['not there', (path: string) => path, 'photo-decoder.not-found'],
  [
    'not executable',
    (path: string) => {
      writeFileSync(path, 'no program', { mode: 0o600 });
      return path;
    },
    'photo-decoder.not-startable',
  ],
])('a command that is %s is said to be', async (_how, prepare, code) => {
  const path = prepare(join(scratch, 'decode.exe'));
  const decode = createPhotoDecoder(
    { kind: 'command', path, functionName: '', args: [] },
    { folder, startLibraryHost: () => Promise.reject(new Error('Nothing may be started.')) },
  );
  expect(await decode(samplePhoto, never)).toMatchObject({
    problem: { code, info: { file: 'decode.exe' } },
  });
});

test('a folder that cannot be made is said to be the reason', async () => {
  const file = join(scratch, 'no-folder');
  writeFileSync(file, '');
  folder = join(file, 'decoding');
  const outcome = await command('process.exit(0)')(samplePhoto, never);
  folder = join(scratch, 'decoding');
  expect(outcome).toMatchObject({ problem: { code: 'photo-decoder.no-folder' } });
});

test('what a killed program has left is destroyed, if there is anything', async () => {
  await destroyLeftovers(folder);
  const left = join(folder, 'photo-left');
  mkdirSync(left, { recursive: true });
  writeFileSync(join(left, 'photo.wlt'), samplePhoto);
  await destroyLeftovers(folder);
  expect(readdirSync(folder)).toEqual([]);
});
