import {
  type CopyNote,
  faceRows,
  type LicenceFace,
  noteRows,
  watermarkLine,
} from './licence-face.ts';
import { closeSheet, drawClosing, drawHeading, drawRows, drawTitle, openSheet } from './sheet.ts';

/**
 * Draws the file of an electronic licence as a PDF, marked on every page as a simulation without effect. The same
 * licence gives the same bytes. Some hundred distinct characters make about 100 kB. It computes for a fraction of a
 * second, during which this process does nothing else.
 */
export async function drawLicenceFile(licence: LicenceFace): Promise<Uint8Array> {
  const { name, identifier, issueDate } = licence;
  const sheet = await openSheet(name, identifier, startOfDay(issueDate));
  drawTitle(sheet, '电子证照（仿真）');
  drawRows(sheet, faceRows(licence));
  drawClosing(sheet, '证照标识', identifier);
  return closeSheet(sheet);
}

/**
 * Draws the annotated copy (加注件) of a licence file: the same face, a block that says who made it, when, for which
 * case, why and until when, and the same as a watermark on every page.
 */
export async function drawAnnotatedCopy(licence: LicenceFace, note: CopyNote): Promise<Uint8Array> {
  const { name, identifier } = licence;
  const sheet = await openSheet(name, identifier, new Date(note.madeAt), watermarkLine(note));
  drawTitle(sheet, '电子证照（仿真）加注件');
  drawRows(sheet, faceRows(licence));
  drawHeading(sheet, '加注信息');
  drawRows(sheet, noteRows(note));
  drawClosing(sheet, '证照标识', identifier);
  return closeSheet(sheet);
}

/** Midnight in the hall; the epoch for what is no day, since a PDF must say when it was made. */
function startOfDay(date: string): Date {
  const at = Date.parse(`${date.slice(0, 10)}T00:00:00+08:00`);
  return new Date(Number.isNaN(at) ? 0 : at);
}
