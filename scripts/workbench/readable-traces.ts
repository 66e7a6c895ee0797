import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Something that must not be readable, in one way in which it could be written down. */
export interface Trace {
  /** What it is, and how it is written; not the thing itself. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** A text in every encoding in which a program could have written it, each as it is, as base64 and as hex. */
export function tracesOfText(what: string, text: string): readonly Trace[] {
  const utf16 = Buffer.from(text, 'utf16le');
  return [
    ...tracesOfBytes(`${what} (UTF-8)`, Buffer.from(text, 'utf8')),
    ...tracesOfBytes(`${what} (UTF-16LE)`, utf16),
    ...tracesOfBytes(`${what} (UTF-16BE)`, Buffer.from(utf16).swap16()),
    ...tracesOfBytes(`${what} (GB18030)`, gb18030(text)),
  ];
}

/** Some bytes as they are, as base64 wherever in a longer text of it they begin, and as hex. */
export function tracesOfBytes(what: string, bytes: Buffer): readonly Trace[] {
  const hex = bytes.toString('hex');
  const forms: Readonly<Record<string, Buffer>> = {
    'as it is': bytes,
    'as hex': Buffer.from(hex),
    'as HEX': Buffer.from(hex.toUpperCase()),
    ...Object.fromEntries(
      [0, 1, 2].flatMap((before) => {
        const text = base64Within(bytes, before);
        return [
          [`as base64, ${before} bytes on`, Buffer.from(text)],
          [`as base64url, ${before} bytes on`, Buffer.from(toUrl(text))],
        ];
      }),
    ),
  };
  return Object.entries(forms).map(([form, written]) => ({
    name: `${what} ${form}`,
    bytes: written,
  }));
}

/** What a search of folders has come to. */
export interface Search {
  /** Every file that was read. */
  readonly files: readonly string[];
  /** File and trace of everything that is readable. */
  readonly found: readonly string[];
}

/** Reads all files of some folders, names included. Files that go away meanwhile, as temporary ones do, count as gone. */
export async function searchFolders(
  folders: readonly string[],
  traces: readonly Trace[],
): Promise<Search> {
  // Of those that are written alike, the first has given the name.
  const byContent = [...traces]
    .reverse()
    .map((trace) => [trace.bytes.toString('hex'), trace] as const);
  const different = [...new Map(byContent).values()];
  const files: string[] = [];
  const found: string[] = [];
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      const content = await readFile(file).catch(gone);
      if (content === undefined) continue;
      files.push(file);
      const whole = Buffer.concat([Buffer.from(entry.name), content]);
      for (const { name, bytes } of different) {
        if (whole.includes(bytes)) found.push(`${file}: ${name}`);
      }
    }
  }
  return { files, found };
}

/** The base64 characters that some bytes alone decide, where so many others precede them. */
function base64Within(bytes: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const undecidedAtEnd = (before + bytes.length) % 3 === 0 ? 0 : 1;
  // The first characters also hold bits of what precedes, the last one of what follows.
  return text.slice(Math.ceil((before * 4) / 3), text.length - undecidedAtEnd);
}

function toUrl(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_');
}

/** Node reads GB18030 and does not write it: what stands for a character is looked up in what it reads. */
function gb18030(text: string): Buffer {
  return Buffer.concat(
    [...text].map((character) => {
      const code = character.codePointAt(0) ?? 0;
      if (code < 0x80) return Buffer.of(code);
      const known = twoByteCharacters().get(character);
      if (known !== undefined) return Buffer.from(known);
      if (code < 0x1_0000) throw new Error('a character of four bytes within the BMP');
      return fourBytes(189_000 + code - 0x1_0000);
    }),
  );
}

/** The four bytes of a place in the linear order of GB 18030-2022, in which 189,000 is U+10000. */
function fourBytes(place: number): Buffer {
  const [last, third, second] = [
    place % 10,
    Math.floor(place / 10) % 126,
    Math.floor(place / 1260) % 10,
  ];
  return Buffer.of(0x81 + Math.floor(place / 12_600), 0x30 + second, 0x81 + third, 0x30 + last);
}

let twoByteTable: ReadonlyMap<string, readonly [number, number]> | undefined;

function twoByteCharacters(): ReadonlyMap<string, readonly [number, number]> {
  if (twoByteTable !== undefined) return twoByteTable;
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if (!table.has(character)) table.set(character, [lead, trail]);
    }
  }
  twoByteTable = table;
  return table;
}

function gone(cause: NodeJS.ErrnoException): undefined {
  if (cause.code !== 'ENOENT') throw cause;
}
