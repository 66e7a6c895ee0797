import { z } from 'zod';

/** Where the process that has loaded a library says what came of the call; in its working folder. */
export const reportFile = 'report.json';

/** In bytes; a report is much shorter. */
export const longestReport = 200;

/** What the function returned; or `not-loaded` the library could not be loaded, `no-function` it has no such function. */
export const hostReportSchema = z.union([
  z.strictObject({ returned: z.number() }),
  z.strictObject({ problem: z.enum(['not-loaded', 'no-function']) }),
]);
export type HostReport = z.infer<typeof hostReportSchema>;
