import { z } from 'zod';

/** Begins the lines of a guest's console that are results; everything else on it is the kernel's. */
const mark = '#mzb#';

const guestLineSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('result'),
    /** What was tried. */
    check: z.string(),
    ok: z.boolean(),
    /** What came of it, figures included. */
    words: z.string(),
  }),
  /** Everything has been tried. */
  z.strictObject({ kind: z.literal('end') }),
]);
/** What a program in a guest tells the machine outside. */
export type GuestLine = z.infer<typeof guestLineSchema>;

/** A result as a line of the guest's console. */
export function guestLine(said: GuestLine): string {
  return `${mark}${JSON.stringify(said)}\n`;
}

/** @returns what a line of the console tells; undefined where it is no result */
export function guestLineIn(line: string): GuestLine | undefined {
  const at = line.indexOf(mark);
  if (at < 0) return undefined;
  try {
    return guestLineSchema.safeParse(JSON.parse(line.slice(at + mark.length))).data;
  } catch {
    // The kernel may speak in the middle of a line; its check then counts as not done.
    return undefined;
  }
}
