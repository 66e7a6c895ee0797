import { z } from 'zod';
import { keyStatementSchema } from '../evidence/evidence-package.ts';
import { canonicalJson, type JsonValue } from '../support/canonical-json.ts';
import { err, ok, type Result } from '../support/result.ts';
import { factKinds } from './audit-actions.ts';
import { auditAnchorSchema, auditHeadSchema } from './audit-head.ts';
import { auditRowSchema } from './audit-row.ts';

/** A row with its hash, as a line of a file holds it. */
export const hashedRowSchema = auditRowSchema.extend({ hash: factKinds.hash });
export type HashedRow = z.infer<typeof hashedRowSchema>;

/** What an `.audit` file says before its rows. */
const auditHeaderSchema = z.strictObject({
  format: z.literal('mianzhengban-audit-1'),
  workstation_id: z.uuid(),
  /** The platform's word about the key that has signed `head`; null where it was never asked. */
  key: keyStatementSchema.nullable(),
  /** Where the log goes on from, once rows have been cut for their age; null where its first row is there. */
  start: auditAnchorSchema.nullable(),
  /** What the platform has countersigned since, oldest first. */
  anchors: z.array(auditAnchorSchema).max(10_000).readonly(),
  /** How far the log had come when the file was written. */
  head: auditHeadSchema,
});

/** A log as it left its counter: the content of an `.audit` file. */
export interface AuditFile extends z.infer<typeof auditHeaderSchema> {
  readonly rows: readonly HashedRow[];
}

/** Larger files are no logs, and are not read: half a year of the busiest counter has a third of it. */
const maximalFileBytes = 200_000_000;

/** The bytes of a log: its header, then its rows, each the canonical JSON (RFC 8785) in UTF-8 of one line that ends in LF. */
export function sealAuditFile({ rows, ...header }: Omit<AuditFile, 'format'>): Uint8Array {
  const lines: readonly JsonValue[] = [{ format: 'mianzhengban-audit-1', ...header }, ...rows];
  return new TextEncoder().encode(lines.map((line) => `${canonicalJson(line)}\n`).join(''));
}

/**
 * The log that these bytes are. What is not the one text of a log is none: then the problem names the line, counted from 1,
 * or `file` where it is no text of lines at all.
 */
export function openAuditFile(bytes: Uint8Array): Result<AuditFile, { readonly at: string }> {
  const text = textIn(bytes);
  if (text?.at(-1) !== '\n') return err({ at: 'file' });
  const [first = '', ...rest] = text.slice(0, -1).split('\n');
  const header = readLine(auditHeaderSchema, first);
  if (header === undefined) return err({ at: 'line 1' });
  const rows: HashedRow[] = [];
  for (const [index, line] of rest.entries()) {
    const row = readLine(hashedRowSchema, line);
    if (row === undefined) return err({ at: `line ${index + 2}` });
    rows.push(row);
  }
  return ok({ ...header, rows });
}

function readLine<Line extends JsonValue>(schema: z.ZodType<Line>, text: string): Line | undefined {
  try {
    const { data } = schema.safeParse(JSON.parse(text));
    // Of what the schema gave: nothing that it passes over may stand in a line.
    return data !== undefined && canonicalJson(data) === text ? data : undefined;
  } catch {
    // No JSON, or a lone surrogate, which has no canonical text.
    return undefined;
  }
}

function textIn(bytes: Uint8Array): string | undefined {
  if (bytes.length > maximalFileBytes) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
