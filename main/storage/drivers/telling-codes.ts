/**
 * Extended result codes that say something else than their primary code, an input/output error that the disk has no part
 * in: what each counts as.
 */
export const tellingCodes = [
  // The file ends before a page that has to be there.
  { name: 'SQLITE_IOERR_SHORT_READ', number: 522, countsAs: 'SQLITE_CORRUPT' },
  // There is no room for the index of the log.
  { name: 'SQLITE_IOERR_SHMSIZE', number: 4874, countsAs: 'SQLITE_FULL' },
] as const;
