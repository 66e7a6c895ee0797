import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';

/**
 * Asks the clerk where to put a PDF, beginning in their documents, and writes it there.
 * @returns false when the clerk has thought better of it
 */
export async function savePdf(
  window: BrowserWindow,
  suggestedName: string,
  content: Uint8Array,
  log: Log,
): Promise<Outcome<boolean>> {
  const { canceled, filePath } = await dialog.showSaveDialog(window, {
    defaultPath: join(app.getPath('documents'), suggestedName),
    filters: [{ name: 'PDF', extensions: ['pdf'] }],
  });
  if (canceled || filePath === undefined) return ok(false);
  try {
    await writeFile(filePath, content);
    return ok(true);
  } catch (cause) {
    // The name of the file is the clerk's and may say anything: only what went wrong is logged.
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    log.warn('receipt.not-written', { code });
    return fail('receipt.not-saved');
  }
}
