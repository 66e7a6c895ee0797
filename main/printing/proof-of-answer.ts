import type { GivenEvidence } from '../../src/evidence/evidence-api.ts';
import { recordHash } from '../../src/evidence/evidence-record.ts';
import type { ReceiptProof } from '../../src/evidence/receipt-text.ts';

/** What a receipt says of the record that proves an answer; undefined where there is none. */
export function proofOfAnswer(evidence: GivenEvidence | undefined): ReceiptProof | undefined {
  if (evidence === undefined) return undefined;
  const { record, opening } = evidence;
  return {
    evidenceId: record.evidence_id,
    recordHash: recordHash(record),
    keyId: record.signature.key_id,
    opening,
  };
}
