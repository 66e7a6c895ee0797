/** The environments of the desktop sessions that `scripts/e2e.ts` has made, one for each worker. */
export const sessions: readonly Record<string, string>[] = JSON.parse(
  process.env['MZB_SESSIONS'] ?? '[{}]',
);
