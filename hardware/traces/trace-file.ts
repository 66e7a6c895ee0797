import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';

/** The devices whose lines can be recorded. */
export const tracedDevices = ['id-card-reader', 'code-scanner'] as const;
export type TracedDevice = (typeof tracedDevices)[number];

const headerSchema = z.strictObject({
  /** Version of the format. */
  trace: z.literal(1),
  device: z.enum(tracedDevices),
  /** Where the device was; replaying goes by it where the kind of line decides what the bytes mean. */
  address: z.string(),
  /** Bits per second that were asked for; only a serial line has a speed. */
  baud: z.number().positive(),
  /** Whether its line could change its speed. */
  changesBaud: z.boolean(),
  /** What was read off cards beside text and photo. */
  wants: z.strictObject({
    fingerprint: z.boolean().exactOptional(),
    addresses: z.boolean().exactOptional(),
    bodyNumber: z.boolean().exactOptional(),
  }),
});
/** What a trace says before its bytes. */
export type TraceHeader = z.infer<typeof headerSchema>;

const msSchema = z.number().min(0);
const entrySchema = z.discriminatedUnion('dir', [
  z.strictObject({
    ms: msSchema,
    dir: z.enum(['out', 'in']),
    hex: z.string().regex(/^([0-9A-F]{2})*$/),
  }),
  z.strictObject({ ms: msSchema, dir: z.enum(['gone', 'end']) }),
]);

/**
 * What happened on a line, in milliseconds since its opening began: bytes from the product (`out`) or the device (`in`),
 * the device's going (`gone`), the end of the recording (`end`).
 */
export type TraceEvent =
  | { readonly ms: number; readonly dir: 'out' | 'in'; readonly bytes: Uint8Array }
  | { readonly ms: number; readonly dir: 'gone' | 'end' };

/** One recorded line. */
export interface Trace {
  readonly header: TraceHeader;
  readonly events: readonly TraceEvent[];
}

/** A trace as JSON Lines: its header, then one event a line (`{"ms":…,"dir":"in","hex":"AA…"}`). */
export function traceText({ header, events }: Trace): string {
  const lines = events.map((event) => {
    const ms = Math.round(event.ms * 10) / 10;
    return 'bytes' in event
      ? { ms, dir: event.dir, hex: Buffer.from(event.bytes).toString('hex').toUpperCase() }
      : { ms, dir: event.dir };
  });
  return [header, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Reads a trace, or says by `trace.malformed` which line is none. */
export function parseTrace(text: string): Outcome<Trace> {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const header = headerSchema.safeParse(jsonIn(lines[0]));
  if (!header.success) return fail('trace.malformed', { line: 1 });
  const events: TraceEvent[] = [];
  for (const [index, line] of lines.slice(1).entries()) {
    const entry = entrySchema.safeParse(jsonIn(line));
    if (!entry.success || entry.data.ms < (events.at(-1)?.ms ?? 0)) {
      return fail('trace.malformed', { line: index + 2 });
    }
    const { data } = entry;
    events.push(
      'hex' in data
        ? { ms: data.ms, dir: data.dir, bytes: Uint8Array.from(Buffer.from(data.hex, 'hex')) }
        : data,
    );
  }
  return ok({ header: header.data, events });
}

/** Reads a trace from a file: as `parseTrace`, or `file.unreadable`. */
export function readTrace(file: string): Outcome<Trace> {
  try {
    return parseTrace(readFileSync(file, 'utf8'));
  } catch (problem) {
    const { code = 'unknown' } = problem as NodeJS.ErrnoException;
    return fail('file.unreadable', { file, reason: code });
  }
}

/** Writes a trace to a file, whole or not at all: `file.not-written`. */
export async function writeTrace(file: string, trace: Trace): Promise<Outcome<void>> {
  const draft = `${file}.${randomUUID()}`;
  try {
    await writeFile(draft, traceText(trace));
    await rename(draft, file);
    return ok(undefined);
  } catch (problem) {
    await rm(draft, { force: true });
    const { code = 'unknown' } = problem as NodeJS.ErrnoException;
    return fail('file.not-written', { file, reason: code });
  }
}

function jsonIn(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? '');
  } catch {
    return undefined;
  }
}
