import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DecoderMeans } from './decoder-call.ts';
import { startProgram } from './decoder-process.ts';
import { photoBitmap } from './photo-bitmap.ts';
import { createPhotoDecoder, samplePhoto } from './photo-decoder.ts';

const host = fileURLToPath(new URL('./library-host.ts', import.meta.url));
const source = fileURLToPath(new URL('./testing/vendor-library.c', import.meta.url));

/** The library is compiled here; a machine without a compiler for C skips what needs one. */
const canCompile = spawnSync('cc', ['--version']).status === 0;
const withLibrary = test.runIf(canCompile);

let scratch: string;
let library: string;
let folder: string;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'photo-library-'));
  library = join(scratch, '厂商 wlt.so');
  folder = join(scratch, 'decoding');
  if (canCompile) execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source]);
});

afterAll(() => rmSync(scratch, { recursive: true }));

function decoder(
  call: { readonly path?: string; readonly functionName: string; readonly args?: string[] },
  limits: DecoderMeans['limits'] = { ms: 20_000, memoryBytes: 256 * 2 ** 20 },
) {
  return createPhotoDecoder(
    { kind: 'library', path: library, args: ['{input}'], ...call },
    {
      folder,
      limits,
      startLibraryHost: (start) =>
        startProgram(process.execPath, { ...start, args: [host, ...start.args] }),
    },
  );
}

const never = new AbortController().signal;

const image = photoBitmap(
  Uint8Array.from({ length: 102 * 126 * 3 }, (_, index) => samplePhoto[index % 1024] ?? 0),
);

withLibrary(
  'GetBmp is told the photo and how the reader is attached, and the image is taken',
  async () => {
    const decode = decoder({ functionName: 'GetBmp', args: ['{input}', '2'] });
    expect(await decode(samplePhoto, never)).toEqual(image);
    expect(readdirSync(folder)).toEqual([]);
  },
);

withLibrary('a function that is told both files and returns 0 serves as well', async () => {
  const decode = decoder({ functionName: 'wlt_to_raw', args: ['{input}', '{output}'] });
  expect(await decode(samplePhoto, never)).toEqual(image);
});

withLibrary.each([
  ['that is not licensed', 'not_licensed', 'photo-decoder.no-image', { returned: -5 }],
  ['that leaves something else', 'leave_text', 'photo-decoder.not-an-image', { bytes: 7 }],
  ['that leaves a link to another file', 'leave_link', 'photo-decoder.no-image', { returned: 0 }],
  ['that crashes', 'crash', 'photo-decoder.crashed', {}],
  ['that ends its process', 'leave', 'photo-decoder.crashed', {}],
  ['that is not there', 'Getbmp', 'photo-decoder.no-function', { function: 'Getbmp' }],
])(
  'a function %s is said by name, and leaves no photo behind',
  async (_what, functionName, code, info) => {
    const outcome = await decoder({ functionName })(samplePhoto, never);
    expect(outcome).toMatchObject({ ok: false, problem: { code, info } });
    expect(readdirSync(folder)).toEqual([]);
  },
);

withLibrary('a function that hangs is ended at the time limit', async () => {
  const decode = decoder({ functionName: 'hang' }, { ms: 400, memoryBytes: 256 * 2 ** 20 });
  expect(await decode(samplePhoto, never)).toMatchObject({
    problem: {
      code: 'photo-decoder.timed-out',
      info: { file: '厂商 wlt.so', seconds: 0.4 },
    },
  });
  expect(readdirSync(folder)).toEqual([]);
});

withLibrary('a function that eats memory is ended at the memory limit', async () => {
  expect(await decoder({ functionName: 'eat' })(samplePhoto, never)).toMatchObject({
    problem: { code: 'photo-decoder.too-much-memory', info: { megabytes: 256 } },
  });
});

test('a file that is no library is said to be none', async () => {
  const path = join(scratch, 'dewlt.dll');
  writeFileSync(path, 'MZ');
  expect(await decoder({ path, functionName: 'dewlt' })(samplePhoto, never)).toMatchObject({
    problem: {
      code: 'photo-decoder.not-startable',
      info: { file: 'dewlt.dll', reason: 'not-loaded' },
    },
  });
});

test('a library that is not there is said to be missing, and nothing is started for it', async () => {
  const decode = createPhotoDecoder(
    { kind: 'library', path: join(scratch, 'none.so'), functionName: 'GetBmp', args: [] },
    { folder, startLibraryHost: () => Promise.reject(new Error('Nothing may be started.')) },
  );
  expect(await decode(samplePhoto, never)).toMatchObject({
    problem: { code: 'photo-decoder.not-found', info: { file: 'none.so' } },
  });
});
