/** A printer as the system lists it. */
export interface ListedPrinter {
  readonly name: string;
  /** Only older runtimes say which one is the system's default. */
  readonly isDefault?: boolean;
}

/**
 * The printer for receipts: the one that is set if it is there; where none is set, the system's default or else the
 * first. A printer that is set and missing is not replaced: the paper would come out where nobody looks.
 */
export function choosePrinter(
  printers: readonly ListedPrinter[],
  wanted: string,
): string | undefined {
  if (wanted !== '') return printers.find(({ name }) => name === wanted)?.name;
  return (printers.find(({ isDefault }) => isDefault === true) ?? printers[0])?.name;
}
