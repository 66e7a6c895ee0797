import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { profileOf } from '../evidence/profiles/evidence-profile.ts';
import {
  instantSchema,
  keyedSignatureSchema,
  type SigningKey,
  signStatement,
} from '../evidence/signed-statement.ts';
import { canonicalJson } from '../support/canonical-json.ts';
import type { Instant } from '../support/clock.ts';
import { factKinds } from './audit-actions.ts';

/** How far a log has come: its last row. Signed by its workstation. */
export const auditHeadSchema = z.strictObject({
  format: z.literal('mianzhengban-audit-head-1'),
  workstation_id: z.uuid(),
  epoch: z.uuid(),
  seq: z.int().positive(),
  hash: factKinds.hash,
  at: instantSchema,
  signature: keyedSignatureSchema,
});
export type AuditHead = z.infer<typeof auditHeadSchema>;

/** The platform's countersignature under a head: what it was told, and when. */
export const auditReceiptSchema = z.strictObject({
  /** `headHash` of the head. */
  head_hash: factKinds.hash,
  received_at: instantSchema,
  platform_id: z.uuid(),
  signature: keyedSignatureSchema,
});
export type AuditReceipt = z.infer<typeof auditReceiptSchema>;

/** A head that the platform has: from then on nothing up to it can be altered unseen. */
export const auditAnchorSchema = z.strictObject({
  head: auditHeadSchema,
  receipt: auditReceiptSchema,
});
export type AuditAnchor = z.infer<typeof auditAnchorSchema>;

/** What a receipt names: the digest (hex), in the head's own profile, of its canonical JSON, signature included. */
export function headHash(head: AuditHead): string {
  const { digest } = profileOf(head.signature.alg);
  return bytesToHex(digest(new TextEncoder().encode(canonicalJson(head))));
}

/** Signs how far a log has come. @param at by the workstation's clock */
export function signHead(
  {
    workstationId,
    head: { epoch, seq, hash },
    at,
  }: {
    readonly workstationId: string;
    readonly head: Pick<AuditHead, 'epoch' | 'seq' | 'hash'>;
    readonly at: Instant;
  },
  key: SigningKey,
): AuditHead {
  const format = 'mianzhengban-audit-head-1' as const;
  return signStatement({ format, workstation_id: workstationId, epoch, seq, hash, at }, key);
}

/** Countersigns a head, as the platform does. */
export function signReceipt(
  head: AuditHead,
  { receivedAt, platformId }: { readonly receivedAt: Instant; readonly platformId: string },
  key: SigningKey,
): AuditReceipt {
  return signStatement(
    { head_hash: headHash(head), received_at: receivedAt, platform_id: platformId },
    key,
  );
}
