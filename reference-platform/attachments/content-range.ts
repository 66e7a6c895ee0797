/** The bytes of a whole that a chunk holds: from `first` on, out of `size`. */
export interface ByteRange {
  readonly first: number;
  readonly size: number;
}

/** Reads `bytes FIRST-LAST/SIZE` for a chunk of so many bytes; undefined where it does not say that of this chunk. */
export function readContentRange(header: string, chunkBytes: number): ByteRange | undefined {
  const [, first, last, size] = (/^bytes (\d+)-(\d+)\/(\d+)$/.exec(header) ?? []).map(Number);
  if (first === undefined || last === undefined || size === undefined) return undefined;
  return last - first + 1 === chunkBytes && last < size ? { first, size } : undefined;
}
