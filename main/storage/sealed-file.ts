import { basename } from 'node:path';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { readDurableFile, replaceDurableFile, writeDurableFile } from './durable-file.ts';
import type { Place, Sealer } from './sealing.ts';

/**
 * What was last written to a file by `writeSealedFile`, or `undefined` if there is none; what `Value` is, the caller
 * knows. `storage.unreadable-record` if the file was sealed under another key or has changed.
 */
export function readSealedFile<Value>(file: string, sealer: Sealer): Outcome<Value | undefined> {
  const text = readDurableFile(file);
  if (text === undefined) return ok(undefined);
  const opened = sealer.open<Value>(placeOf(file), Buffer.from(text, 'base64'));
  return opened.ok ? opened : fail('storage.unreadable-record', { file: basename(file) });
}

/** Replaces a file as a whole by a sealed value. */
export function writeSealedFile(file: string, sealer: Sealer, value: unknown): void {
  writeDurableFile(file, sealedText(file, sealer, value));
}

/** Like `writeSealedFile`, and overwrites what was there: see `replaceDurableFile`. */
export function replaceSealedFile(file: string, sealer: Sealer, value: unknown): void {
  replaceDurableFile(file, sealedText(file, sealer, value));
}

function sealedText(file: string, sealer: Sealer, value: unknown): string {
  return Buffer.from(sealer.seal(placeOf(file), value)).toString('base64');
}

function placeOf(file: string): Place {
  return { table: basename(file), id: 'all', columns: {} };
}
