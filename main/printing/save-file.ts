import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';

/** What is saved: its filter in the dialog, and what people are told where it could not be written. */
const kinds = {
  pdf: { filter: { name: 'PDF', extensions: ['pdf'] }, notSaved: 'receipt.not-saved' },
  audit: { filter: { name: 'AUDIT', extensions: ['audit'] }, notSaved: 'audit.not-saved' },
} as const;

/**
 * Asks whoever is at the counter where to put a file, beginning in their documents, and writes it there.
 * @returns false when they have thought better of it
 */
export async function saveFile(
  window: BrowserWindow,
  kind: keyof typeof kinds,
  { suggestedName, content }: { readonly suggestedName: string; readonly content: Uint8Array },
  log: Log,
): Promise<Outcome<boolean>> {
  const { filter, notSaved } = kinds[kind];
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('documents'), suggestedName),
    filters: [{ ...filter, extensions: [...filter.extensions] }],
  });
  if (canceled || filePath === undefined) return ok(false);
  try {
    await writeFile(filePath, content);
    return ok(true);
  } catch (cause) {
    // The name of the file is the clerk's and may say anything: only what went wrong is logged.
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    log.warn('file.not-written', { kind, code });
    return fail(notSaved);
  }
}
