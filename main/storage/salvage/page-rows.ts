import { type DatabasePages, pageSize } from './database-pages.ts';

/** A value of a row. There is no floating point in our tables. */
type PageValue = null | number | string | Uint8Array;

/** A row of some table or some index; the rows themselves do not say of which. */
export interface PageRow {
  readonly from: 'table' | 'index';
  /** The row's number in its table. */
  readonly rowId: number;
  /** Its values in the order of the columns; of a table, the column that is the row's number is `null`. */
  readonly values: readonly PageValue[];
}

/** What an overflow page holds beside the number of the next. */
const overflowRoom = pageSize - 4;
/** Of a row that flows over, this much stays at least. */
const leastHere = spaceFor(32);

interface PageKind {
  readonly from: PageRow['from'];
  readonly headerLength: number;
  /** What stands in a cell before its length. */
  readonly cellHead: number;
  /** The longest row that does not flow over. */
  readonly mostHere: number;
}

/** The pages that hold rows, by the byte they begin with. */
const pageKinds: Readonly<Record<number, PageKind>> = {
  2: { from: 'index', headerLength: 12, cellHead: 4, mostHere: spaceFor(64) },
  10: { from: 'index', headerLength: 8, cellHead: 0, mostHere: spaceFor(64) },
  13: { from: 'table', headerLength: 8, cellHead: 0, mostHere: pageSize - 35 },
};

/**
 * Every row that stands whole on its pages, as SQLite describes them in `fileformat2.html`, sections 1.6 and 2.1. Nothing
 * says that a row is right: whoever takes one has to check it.
 */
export function* rowsOf(pages: DatabasePages): Generator<PageRow> {
  for (const [number, page] of pages) {
    // The first page begins with the header of the database.
    const start = number === 1 ? 100 : 0;
    const kind = pageKinds[page[start] ?? 0];
    if (kind === undefined) continue;
    const count = readNumber(page, start + 3, 2) ?? 0;
    for (let cell = 0; cell < count; cell += 1) {
      const cellStart = readNumber(page, start + kind.headerLength + 2 * cell, 2);
      if (cellStart === undefined) break;
      const row = readCell(pages, page, kind, cellStart);
      if (row !== undefined) yield row;
    }
  }
}

function readCell(
  pages: DatabasePages,
  page: Uint8Array,
  kind: PageKind,
  start: number,
): PageRow | undefined {
  const length = readVarint(page, start + kind.cellHead);
  const number = length && kind.from === 'table' ? readVarint(page, length.next) : undefined;
  const payload = length && readPayload(pages, page, kind, (number ?? length).next, length.value);
  const record = payload && readRecord(payload);
  if (record === undefined) return undefined;
  // An index keeps the row's number behind the values.
  const values = kind.from === 'table' ? record : record.slice(0, -1);
  const rowId = kind.from === 'table' ? number?.value : record.at(-1);
  return typeof rowId === 'number' ? { from: kind.from, rowId, values } : undefined;
}

function readPayload(
  pages: DatabasePages,
  page: Uint8Array,
  { mostHere }: PageKind,
  start: number,
  length: number,
): Uint8Array | undefined {
  const fitting = leastHere + ((length - leastHere) % overflowRoom);
  const here = length <= mostHere ? length : fitting <= mostHere ? fitting : leastHere;
  // Rubbish may claim any length, and lead in a circle.
  if (start + here > page.length || length > pages.size * pageSize) return undefined;
  const parts = [page.subarray(start, start + here)];
  let missing = length - here;
  let next = missing === 0 ? undefined : readNumber(page, start + here, 4);
  while (missing > 0) {
    const overflow = next === undefined ? undefined : pages.get(next);
    if (overflow === undefined) return undefined;
    const part = overflow.subarray(4, 4 + Math.min(overflowRoom, missing));
    parts.push(part);
    missing -= part.length;
    next = readNumber(overflow, 0, 4);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function spaceFor(share: number): number {
  return Math.floor(((pageSize - 12) * share) / 255) - 23;
}

function readRecord(payload: Uint8Array): readonly PageValue[] | undefined {
  const header = readVarint(payload, 0);
  if (header === undefined || header.value > payload.length) return undefined;
  const values: PageValue[] = [];
  let at = header.next;
  let start = header.value;
  while (at < header.value) {
    const type = readVarint(payload, at);
    const read = type && readValue(payload, type.value, start);
    if (type === undefined || read === undefined) return undefined;
    values.push(read.value);
    at = type.next;
    start = read.next;
  }
  return values;
}

/** Bytes of the integers of the types 1 to 6. */
const integerLengths = [0, 1, 2, 3, 4, 6, 8];

function readValue(
  payload: Uint8Array,
  type: number,
  start: number,
): { readonly value: PageValue; readonly next: number } | undefined {
  if (type === 0) return { value: null, next: start };
  if (type === 8 || type === 9) return { value: type - 8, next: start };
  const isInteger = type <= 6;
  if (!isInteger && type < 12) return undefined;
  const next = start + (isInteger ? (integerLengths[type] ?? 0) : (type - 12 - (type % 2)) / 2);
  if (next > payload.length) return undefined;
  const bytes = payload.subarray(start, next);
  if (isInteger) {
    const value = readInteger(bytes);
    return value === undefined ? undefined : { value, next };
  }
  return { value: type % 2 === 0 ? bytes : Buffer.from(bytes).toString('utf8'), next };
}

/** A signed integer, the highest byte first. */
function readInteger(bytes: Uint8Array): number | undefined {
  const value = BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
  return Number.isSafeInteger(Number(value)) ? Number(value) : undefined;
}

function readNumber(bytes: Uint8Array, start: number, length: number): number | undefined {
  return start + length > bytes.length
    ? undefined
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).readUIntBE(start, length);
}

/** A number of one to eight bytes, seven bits in each; those of nine bytes are larger than anything we hold. */
function readVarint(
  bytes: Uint8Array,
  start: number,
): { readonly value: number; readonly next: number } | undefined {
  let value = 0;
  for (let at = start; at < start + 8; at += 1) {
    const byte = bytes[at];
    if (byte === undefined) return undefined;
    value = value * 128 + (byte & 0x7f);
    if (byte < 0x80) return Number.isSafeInteger(value) ? { value, next: at + 1 } : undefined;
  }
  return undefined;
}
