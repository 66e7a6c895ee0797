import { z } from 'zod';
import { auditHeadSchema, auditReceiptSchema } from './audit-head.ts';

/** How far the audit logs of workstations have come (审计链锚定). The format is docs/audit-format.md. */
export const auditPaths = {
  /**
   * POST, by a window: how far this workstation's log has come. Again it is answered as before. Refused with
   * `evidence-key-unknown`, `evidence-key-revoked`, `audit-head-invalid` (422: not signed by that key, or of another
   * workstation) and `audit-head-forked` (409: the platform has another log of this workstation; what was sent is kept).
   */
  heads: '/api/v1/audit-heads',
  /** GET, for the platform's own machine: heads that contradicted what was there before. */
  administeredForks: '/admin/audit-forks',
} as const;

export const giveAuditHeadRequestSchema = z.strictObject({ head: auditHeadSchema });

export const giveAuditHeadAnswerSchema = z.strictObject({ receipt: auditReceiptSchema });

export const auditForksAnswerSchema = z.strictObject({
  forks: z.array(
    z.strictObject({
      workstationId: z.uuid(),
      seq: z.int().positive(),
      receivedAt: z.iso.datetime(),
    }),
  ),
});
