import { inflateSync } from 'node:zlib';

/** What a test sees of a drawn file. */
export interface ReadPdf {
  /** Everything written, in the order it was drawn; one line for each piece. A crossed box reads as U+0000. */
  readonly text: string;
  readonly pages: number;
  /** The squares of the group with the most of them, in points from the upper left corner: the QR code. */
  readonly squares: readonly Square[];
}

export interface Square {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** Reads a PDF of one font as `pdfkit` writes it: pages, drawn text through the map to Unicode, filled squares. */
export function readPdf(file: Uint8Array): ReadPdf {
  const raw = Buffer.from(file).toString('latin1');
  const streams = [...raw.matchAll(/FlateDecode\n>>\nstream\n(.*?)\nendstream/gs)].map(
    ([, body = '']) => inflateSync(Buffer.from(body, 'latin1')).toString('latin1'),
  );
  const characters = unicodeMap(streams.find((stream) => stream.includes('begincmap')) ?? '');
  const contents = streams.filter((stream) => stream.includes('\nBT\n'));
  return {
    text: contents.flatMap((content) => linesOf(content, characters)).join('\n'),
    pages: raw.match(/\/Type \/Page\b/g)?.length ?? 0,
    squares: largestGroup(contents),
  };
}

/** Glyph number to character, of ranges that list every target. */
function unicodeMap(cmap: string): ReadonlyMap<number, string> {
  const characters = new Map<number, string>();
  for (const [, start = '', targets = ''] of cmap.matchAll(/<(\w+)> <\w+> \[(.*?)\]/g)) {
    [...targets.matchAll(/<(.*?)>/g)].forEach(([, units = ''], index) => {
      const codes = units.split(' ').map((unit) => Number.parseInt(unit, 16));
      characters.set(Number.parseInt(start, 16) + index, String.fromCharCode(...codes));
    });
  }
  return characters;
}

function linesOf(content: string, characters: ReadonlyMap<number, string>): string[] {
  return [...content.matchAll(/BT\n(.*?)ET\n/gs)].map(([, piece = '']) =>
    [...piece.matchAll(/<(\w*)>/g)]
      .flatMap(([, glyphs = '']) => glyphs.match(/.{4}/g) ?? [])
      .map((glyph) => characters.get(Number.parseInt(glyph, 16)) ?? '')
      .join(''),
  );
}

function largestGroup(contents: readonly string[]): readonly Square[] {
  return contents
    .flatMap((content) => content.split('\nf\n'))
    .map((group) =>
      [...group.matchAll(/^(\S+) (\S+) (\S+) \S+ re$/gm)].map(([, x, y, side]) => ({
        x: Number(x),
        y: Number(y),
        side: Number(side),
      })),
    )
    .reduce((most, group) => (group.length > most.length ? group : most), []);
}
