import { chainStart } from '../../evidence/evidence-record.ts';
import type { SignatureAlgorithm } from '../../evidence/profiles/evidence-profile.ts';
import { exampleHall, exampleId, exampleMoment } from '../../evidence/testing/example-evidence.ts';
import { type AuditFile, type HashedRow, sealAuditFile } from '../audit-file.ts';
import { type AuditAnchor, type AuditHead, signHead, signReceipt } from '../audit-head.ts';
import { type AuditRow, rowDigestOf, rowHash } from '../audit-row.ts';
import type { AuditLine } from '../case-steps.ts';

/** The keys of the made-up hall, as a log needs them. */
export function exampleKeys(alg: SignatureAlgorithm) {
  const { workstationKey, platformKey, trusted, keyStatement } = exampleHall(alg);
  return {
    workstation: workstationKey,
    platform: platformKey,
    trusted,
    /** The platform's word about the workstation's key. */
    statement: (workstation_id: string, change: { readonly revoked_at?: string } = {}) =>
      keyStatement({ workstation_id, ...change }),
  };
}
export type ExampleKeys = ReturnType<typeof exampleKeys>;

/** A head that the platform has countersigned. */
export function anchorOf(
  { workstation, platform }: ExampleKeys,
  told: {
    readonly workstationId: string;
    readonly head: Pick<AuditHead, 'epoch' | 'seq' | 'hash'>;
    readonly at: string;
  },
): AuditAnchor {
  const head = signHead(told, workstation);
  const platformId = exampleId(0xf);
  return { head, receipt: signReceipt(head, { receivedAt: told.at, platformId }, platform) };
}

const caseId = exampleId(0xca5e);
const pageId = exampleId(0x9a6e);

/** What a clerk does in a few minutes. */
const lines: readonly AuditLine[] = [
  { action: 'log:begun', facts: { rows: 0 } },
  { action: 'session:opened', facts: {} },
  { action: 'case:begun', facts: { caseId } },
  { action: 'consent:pushed', facts: { caseId, pageId, licences: 2 } },
  {
    action: 'consent:answered',
    facts: { caseId, pageId, outcome: 'agreed', asked: 2, agreed: 1 },
  },
  { action: 'lease:opened', facts: { caseId, leaseId: exampleId(0x1ea5e) } },
  { action: 'case:submitted', facts: { caseId } },
  { action: 'outbox:acknowledged', facts: { through: 1, received: 1 } },
  { action: 'case:received', facts: { caseId } },
  { action: 'session:closed', facts: {} },
];

/** Where an example log begins, and what it says. */
interface ExampleLogOptions {
  readonly lines?: readonly AuditLine[];
  readonly epoch?: string;
  readonly after?: Pick<AuditHead, 'seq' | 'hash'>;
}

/** A log of the made-up hall: the same in every run. */
export function exampleLog(alg: SignatureAlgorithm) {
  const keys = exampleKeys(alg);
  const workstationId = exampleId(0xa07);
  const digest = rowDigestOf(alg);

  function rowsOf(options: ExampleLogOptions = {}): readonly HashedRow[] {
    let before = options.after ?? { seq: 0, hash: chainStart };
    return (options.lines ?? lines).map(({ action, facts }): HashedRow => {
      const isProgram = action.startsWith('log:');
      const row: AuditRow = {
        epoch: options.epoch ?? exampleId(0xe),
        seq: before.seq + 1,
        at: exampleMoment(before.seq + 1),
        account: isProgram ? 'workstation' : 'zhanggong',
        role: isProgram ? 'workstation' : 'clerk',
        action,
        facts,
        digest,
        prev_hash: before.hash,
      };
      before = { seq: row.seq, hash: rowHash(row) };
      return { ...row, hash: before.hash };
    });
  }

  function anchorAt(row: HashedRow): AuditAnchor {
    return anchorOf(keys, { workstationId, head: row, at: row.at });
  }

  /** The file of some rows, countersigned at their end unless it is told otherwise. */
  function sealed(rows: readonly HashedRow[], change: Partial<AuditFile> = {}): Uint8Array {
    const last = rows.at(-1);
    if (last === undefined) throw new RangeError('a log has rows');
    return sealAuditFile({
      workstation_id: workstationId,
      key: keys.statement(workstationId),
      start: null,
      anchors: [anchorAt(last)],
      head: signHead({ workstationId, head: last, at: last.at }, keys.workstation),
      rows,
      ...change,
    });
  }

  return { ...keys, workstationId, rowsOf, anchorAt, sealed };
}
