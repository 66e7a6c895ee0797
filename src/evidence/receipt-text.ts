import { fail, type Outcome } from '../failures/failure.ts';
import { ok } from '../support/result.ts';

/** What a consent receipt (授权回执) says of the record that proves the answer, in its QR code and in print. */
export interface ReceiptProof {
  readonly evidenceId: string;
  /** `recordHash` of the record: 64 hex digits. */
  readonly recordHash: string;
  /** Of the key that has signed it. */
  readonly keyId: string;
  /** The 32 bytes in hex with which the record's commitments can be checked; nobody else has them on paper. */
  readonly opening: string;
}

const kind = 'mianzhengban-consent-receipt-1';
const form = [
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  /^[0-9a-f]{64}$/,
  /^[\w-]{43}$/,
  /^[0-9a-f]{64}$/,
];

/**
 * The text of the QR code on a consent receipt: a line each for what it is, the record's id and hash, the key's id and the
 * opening. With the record's `.evidence` file a verifier needs nothing else, and no network (docs/evidence-format.md).
 */
export function receiptText({ evidenceId, recordHash, keyId, opening }: ReceiptProof): string {
  return [kind, evidenceId, recordHash, keyId, opening].join('\n');
}

/**
 * Reads that text as a scanner gives or types it: any white space stands between the parts. Fails with
 * `receipt.malformed`.
 */
export function readReceiptText(text: string): Outcome<ReceiptProof> {
  const [found, ...parts] = text.trim().split(/\s+/);
  const isReceipt =
    found === kind &&
    parts.length === form.length &&
    form.every((part, index) => part.test(parts[index] ?? ''));
  const [evidenceId = '', recordHash = '', keyId = '', opening = ''] = parts;
  return isReceipt ? ok({ evidenceId, recordHash, keyId, opening }) : fail('receipt.malformed');
}
