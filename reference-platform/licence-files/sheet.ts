import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import encodeQR from 'qr';
import { breakLines } from './break-lines.ts';
import { clip, type FaceRow } from './licence-face.ts';

const ink = '#1f1f1f';
const bronze = '#8a6f3c';
const red = '#c3202f';

/** A4 portrait in points; text stays between `left` and `right`, `top` and `bottom`. */
const paper = { width: 595.28, height: 841.89, left: 60, right: 535.28, top: 66, bottom: 776 };
const textWidth = paper.right - paper.left;
const table = { nameWidth: 118, size: 10.5, lineHeight: 15.5, padding: 4.5 };
/** A row of no more lines is never split over two pages. */
const leastLinesOfPart = 4;
const closingHeight = 124;

/** Pages of a licence file while they are drawn, from above to below. */
export interface Sheet {
  readonly document: PDFKit.PDFDocument;
  readonly title: string;
  /** Repeated over every page of an annotated copy. */
  readonly watermark?: string;
  /** Points from the upper edge of the page: where the next thing is drawn. */
  y: number;
}

/**
 * Opens the first page. The font is parsed anew for each file: a parsed font remembers which character a glyph was
 * first used for, so that a shared one would let a file depend on those drawn before it.
 */
export async function openSheet(
  title: string,
  identifier: string,
  madeAt: Date,
  watermark?: string,
): Promise<Sheet> {
  const font = await readFile(
    createRequire(import.meta.url).resolve('node-source-han-sans-sc/SourceHanSansSC-Regular.otf'),
  );
  const document = new PDFDocument({
    size: 'A4',
    margin: 0,
    pdfVersion: '1.7',
    autoFirstPage: false,
    bufferPages: true,
    lang: 'zh-CN',
    displayTitle: true,
    info: {
      Title: plain(title),
      Subject: plain(identifier),
      CreationDate: madeAt,
      Creator: '仿真样例·无效',
    },
  });
  document.font(font);
  const sheet: Sheet = { document, title, y: 0, ...(watermark !== undefined && { watermark }) };
  addPage(sheet);
  return sheet;
}

/** The title in the middle, smaller when it is long and cut after 60 characters, and what kind of file it is. */
export function drawTitle(sheet: Sheet, kind: string): void {
  const { document } = sheet;
  const text = clip(sheet.title, 60);
  const size = Math.min(28, Math.max(16, textWidth / ([...text].length * 1.22)));
  const spacing = size * 0.2;
  const measure = (part: string) => widthOf(document, part, size, spacing);
  document.lineWidth(0.5).fillColor(ink).strokeColor(ink);
  for (const line of breakLines(text, textWidth, measure)) {
    sheet.y += size * 1.35;
    centred(document, line, sheet.y, size, { characterSpacing: spacing, fill: true, stroke: true });
  }
  sheet.y += 24;
  document.fillColor(bronze);
  centred(document, kind, sheet.y, 10, { characterSpacing: 3 });
  sheet.y += 22;
}

/** Rows of two columns. Long texts wrap, and what does not fit continues on the next page. */
export function drawRows(sheet: Sheet, rows: readonly FaceRow[]): void {
  const { document } = sheet;
  const measure = (text: string) => widthOf(document, text, table.size);
  const valueWidth = textWidth - table.nameWidth;
  for (const { name, value } of rows) {
    let names = breakLines(name, table.nameWidth - 2 * table.padding, measure);
    let values = breakLines(value || '—', valueWidth - 2 * table.padding, measure);
    for (;;) {
      const lines = Math.max(names.length, values.length);
      makeRoom(sheet, rowHeight(Math.min(lines, leastLinesOfPart)));
      const space = paper.bottom - sheet.y - 2 * table.padding;
      const drawn = Math.min(lines, Math.floor(space / table.lineHeight));
      drawRow(sheet, names.slice(0, drawn), values.slice(0, drawn));
      if (drawn === lines) break;
      names = names.length > drawn ? names.slice(drawn) : [`${clip(name, 6)}（续）`];
      values = values.slice(drawn);
      addPage(sheet);
    }
  }
}

/** A heading over rows that follow; it never stands alone at the foot of a page. */
export function drawHeading(sheet: Sheet, text: string): void {
  makeRoom(sheet, 38 + rowHeight(leastLinesOfPart));
  sheet.document.fillColor(red);
  centred(sheet.document, text, sheet.y + 28, 13, { characterSpacing: 4 });
  sheet.y += 38;
}

/** The foot of the last page: the seal of the simulation, the identifier under its name, and the QR code that holds it. */
export function drawClosing(sheet: Sheet, name: string, identifier: string): void {
  makeRoom(sheet, closingHeight);
  const { document } = sheet;
  const side = 104;
  const top = paper.bottom - side;
  drawSeal(document, paper.left + 58, top + side / 2);
  drawCode(document, identifier, paper.right - side, top, side);

  const left = paper.left + 132;
  const width = paper.right - side - 10 - left;
  const lines = breakLines(identifier, width, (text) => widthOf(document, text, 9.5));
  document.fillColor(bronze);
  write(document, name, left, top + 22, 9.5);
  document.fillColor(ink);
  lines.forEach((line, index) => {
    write(document, line, left, top + 40 + index * 15, 9.5);
  });
}

/** Numbers the pages and ends the file. */
export async function closeSheet({ document }: Sheet): Promise<Uint8Array> {
  const { count } = document.bufferedPageRange();
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(page);
    document.fillColor(bronze);
    centred(document, `第 ${page + 1} 页 共 ${count} 页`, paper.height - 17, 8.5);
  }
  const chunks: Uint8Array[] = [];
  document.end();
  for await (const chunk of document) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The library writes these texts into XML as they are. */
function plain(text: string): string {
  return text.replace(/[<>&\p{Cc}\p{Cs}]/gu, ' ');
}

function makeRoom(sheet: Sheet, height: number): void {
  if (sheet.y + height > paper.bottom) addPage(sheet);
}

function addPage(sheet: Sheet): void {
  const { document, title, watermark } = sheet;
  const first = document.bufferedPageRange().count === 0;
  document.addPage();
  if (watermark !== undefined) drawWatermark(document, watermark);
  drawVoid(document);
  drawFrame(document);
  sheet.y = paper.top;
  if (first) return;
  document.fillColor(bronze);
  centred(document, `${clip(title, 30)}（续页）`, paper.top + 10, 10);
  sheet.y += 24;
}

function drawFrame(document: PDFKit.PDFDocument): void {
  const outer = 34;
  const inner = 42;
  const frame = (edge: number) =>
    document.rect(edge, edge, paper.width - 2 * edge, paper.height - 2 * edge).stroke();
  document.strokeColor(bronze).lineWidth(2.2);
  frame(outer);
  document.lineWidth(0.7);
  frame(inner);
  const size = 12;
  for (const x of [inner, paper.width - inner - size]) {
    for (const y of [inner, paper.height - inner - size]) {
      document.rect(x, y, size, size).stroke();
      document.rect(x + 3.5, y + 3.5, size - 7, size - 7).stroke();
    }
  }
}

/** The words that make the whole page worthless as a document. */
function drawVoid(document: PDFKit.PDFDocument): void {
  const middle = paper.height / 2;
  document.save().fillColor(red, 0.11);
  document.rotate(-45, { origin: [paper.width / 2, middle] });
  centred(document, '仿真样例·无效', middle + 30, 84);
  document.restore();
}

function drawWatermark(document: PDFKit.PDFDocument, text: string): void {
  const size = 8.5;
  const step = widthOf(document, text, size) + 36;
  const [x, y] = [paper.width / 2, paper.height / 2];
  const reach = Math.hypot(x, y);
  document
    .save()
    .fillColor('#2f4a6b', 0.16)
    .rotate(-30, { origin: [x, y] });
  for (let row = 0, top = y - reach; top < y + reach; row += 1, top += 62) {
    const shift = row % 2 === 0 ? 0 : step / 2;
    for (let left = x - reach - shift; left < x + reach; left += step) {
      write(document, text, left, top, size);
    }
  }
  document.restore();
}

function drawRow(sheet: Sheet, names: readonly string[], values: readonly string[]): void {
  const { document, y } = sheet;
  const height = rowHeight(Math.max(names.length, values.length));
  const divider = paper.left + table.nameWidth;
  document.strokeColor(bronze).lineWidth(0.6);
  document.rect(paper.left, y, table.nameWidth, height).stroke();
  document.rect(divider, y, textWidth - table.nameWidth, height).stroke();
  drawCell(document, names, paper.left, y, bronze);
  drawCell(document, values, divider, y, ink);
  sheet.y += height;
}

function drawCell(
  document: PDFKit.PDFDocument,
  lines: readonly string[],
  left: number,
  top: number,
  colour: string,
): void {
  document.fillColor(colour);
  lines.forEach((line, index) => {
    const baseline = top + table.padding + index * table.lineHeight + 11.5;
    write(document, line, left + table.padding, baseline, table.size);
  });
}

function rowHeight(lines: number): number {
  return lines * table.lineHeight + 2 * table.padding;
}

/** Round and red as a seal, and deliberately like no real one: no star, no emblem, no authority. */
function drawSeal(document: PDFKit.PDFDocument, x: number, y: number): void {
  document.save().opacity(0.85).fillColor(red).strokeColor(red);
  document.rotate(-8, { origin: [x, y] });
  document.lineWidth(2.6).circle(x, y, 47).stroke();
  document.lineWidth(0.8).circle(x, y, 42.5).stroke();
  for (const line of [y - 16, y + 16]) {
    document
      .moveTo(x - 36, line)
      .lineTo(x + 36, line)
      .stroke();
  }
  const width = widthOf(document, '仿真专用', 17);
  write(document, '仿真专用', x - width / 2, y + 6.2, 17);
  document.restore();
}

/** A QR code of error correction M (15 %) on white, with the quiet zone of four modules. */
function drawCode(
  document: PDFKit.PDFDocument,
  text: string,
  left: number,
  top: number,
  side: number,
): void {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const module = side / rows.length;
  document.rect(left, top, side, side).fill('#ffffff');
  rows.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) document.rect(left + x * module, top + y * module, module, module);
    });
  });
  document.fill('#000000');
}

/** What is in a script the font does not have; one from right to left would also turn its neighbours round. */
const foreign =
  /[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}\p{Script=Inherited}]/gu;

function drawable(text: string): string {
  return text.replace(foreign, '\ufffd').replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
}

function widthOf(document: PDFKit.PDFDocument, text: string, size: number, spacing = 0): number {
  return document.fontSize(size).widthOfString(drawable(text)) + spacing * [...text].length;
}

function centred(
  document: PDFKit.PDFDocument,
  text: string,
  baseline: number,
  size: number,
  options: PDFKit.Mixins.TextOptions = {},
): void {
  const spacing = options.characterSpacing ?? 0;
  const width = widthOf(document, text, size, spacing) - spacing;
  write(document, text, (paper.width - width) / 2, baseline, size, options);
}

/** One line as it is, without wrapping. What the font lacks becomes its crossed box. */
function write(
  document: PDFKit.PDFDocument,
  text: string,
  x: number,
  baseline: number,
  size: number,
  options: PDFKit.Mixins.TextOptions = {},
): void {
  document
    .fontSize(size)
    .text(drawable(text), x, baseline, { lineBreak: false, baseline: 'alphabetic', ...options });
}
