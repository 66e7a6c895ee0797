import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { settingsSchema } from '../settings/settings.ts';
import { temporaryFolder } from '../storage/testing/temporary-folder.ts';
import { createDecoderDesk } from './decoder-desk.ts';

/** A vendor's tool: a script of Node's that fills an image with the photo's first byte. */
const script = `const fs = require('node:fs');
fs.writeFileSync('photo.bmp', Buffer.alloc(38556, fs.readFileSync(process.argv[2])[0]));`;

function deskWithTool() {
  const folder = temporaryFolder();
  const tool = join(folder, 'a tool.cjs');
  writeFileSync(tool, script);
  const desk = createDecoderDesk({
    folder: join(folder, 'photo-decoding'),
    startLibraryHost: () => Promise.reject(new Error('No library is set here.')),
  });
  return { desk, folder, args: `  ${tool}\r\n\n{input}\n` };
}

test('the decoder that is set decodes, with one argument per line', async () => {
  const { desk, folder, args } = deskWithTool();
  expect(desk.current()).toBeUndefined();
  desk.configure(
    settingsSchema.parse({
      photoDecoderKind: 'command',
      photoDecoderPath: process.execPath,
      photoDecoderArguments: args,
    }),
  );
  const photo = Uint8Array.of(7, 1, 2);
  const decoded = await desk.current()?.(photo, new AbortController().signal);
  expect(decoded?.ok && [...decoded.value.subarray(54, 57)]).toEqual([7, 7, 7]);
  expect(readdirSync(join(folder, 'photo-decoding'))).toEqual([]);

  desk.configure(settingsSchema.parse({}));
  expect(desk.current()).toBeUndefined();
});

test('a decoder can be tried without being set', async () => {
  const { desk, args } = deskWithTool();
  const trial = { kind: 'command', path: process.execPath, functionName: '', args } as const;
  const decoded = await desk.decodeSample(trial);
  expect(decoded).toMatchObject({ ok: true, value: { length: 38_862 } });
  expect(desk.current()).toBeUndefined();
});
