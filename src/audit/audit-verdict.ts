import { chainStart } from '../evidence/evidence-record.ts';
import { isSignedBy, verifyingKey } from '../evidence/signed-statement.ts';
import type { TrustedKeys } from '../evidence/trusted-keys.ts';
import { type AuditFile, type HashedRow, openAuditFile } from './audit-file.ts';
import { type AuditAnchor, headHash } from './audit-head.ts';
import { rowHash } from './audit-row.ts';

/** What can be said of a log, the gravest first: of several that hold, the first is its main verdict. */
export const auditVerdicts = [
  'altered',
  'key-unknown',
  'key-revoked',
  'chain-gap',
  'not-anchored',
  'authentic',
] as const;
export type AuditVerdict = (typeof auditVerdicts)[number];

/** Something that speaks against a log. */
export type AuditFinding =
  /** `at`: `file`, `line N`, `key`, `head`, `start`, `anchors.N`, or `row N`: what is proven not to be as it was written. */
  | { readonly verdict: 'altered'; readonly at: string }
  /** `keyId`: of the platform, and not trusted; absent where the platform was never asked about the workstation's key. */
  | { readonly verdict: 'key-unknown'; readonly keyId?: string }
  /** Nobody but a key that counts for nothing any more vouches for the rows after the last anchor. */
  | { readonly verdict: 'key-revoked'; readonly revokedAt: string }
  /** Rows that were written are not there, from one `seq` to another. */
  | { readonly verdict: 'chain-gap'; readonly from: number; readonly to: number }
  /** The platform has not countersigned the rows after this one; 0 where it has none. */
  | { readonly verdict: 'not-anchored'; readonly after: number };

/** What is found of one log. */
export interface AuditJudgement {
  readonly verdict: AuditVerdict;
  /** The gravest first; none of an authentic one. */
  readonly findings: readonly AuditFinding[];
  /** What the file says, where it can be read; nothing of it is to be relied on where it is altered. */
  readonly log?: AuditFile;
}

/**
 * Judges logs, each by itself and by what the platform has countersigned in the others of the same workstation: an older
 * file shows what was cut off the end of a newer one.
 * @param files the bytes of each
 * @param trusted the platform's keys; without them everything else is judged, and the keys are unknown
 * @returns a judgement for each, in their order
 */
export function judgeAudit(
  files: readonly Uint8Array[],
  trusted: TrustedKeys,
): readonly AuditJudgement[] {
  const opened = files.map(openAuditFile);
  const logs = opened.flatMap((one) => (one.ok ? [one.value] : []));
  return opened.map((one) => {
    if (!one.ok) return judgementOf([{ verdict: 'altered', at: one.problem.at }]);
    const log = one.value;
    const beside = logs.flatMap((other) =>
      other !== log && other.workstation_id === log.workstation_id
        ? other.anchors.filter((anchor) => countersignature(anchor, trusted) === 'good')
        : [],
    );
    const findings = [
      ...keyFindings(log, trusted),
      ...anchorFindings(log, trusted),
      ...chainFindings(log),
      ...endFindings(log),
      ...placeFindings(log, [...log.anchors, ...beside]),
      ...coverFindings(log, beside),
    ];
    return { ...judgementOf(findings), log };
  });
}

function judgementOf(findings: readonly AuditFinding[]): AuditJudgement {
  const place = ({ verdict }: AuditFinding) => auditVerdicts.indexOf(verdict);
  const once = new Map(findings.map((finding) => [JSON.stringify(finding), finding]));
  const sorted = [...once.values()].sort((a, b) => place(a) - place(b));
  return { verdict: sorted[0]?.verdict ?? 'authentic', findings: sorted };
}

function altered(at: string): readonly AuditFinding[] {
  return [{ verdict: 'altered', at }];
}

/** Whether the head is signed by a key that the platform knows to be this workstation's. */
function keyFindings({ key, head, workstation_id }: AuditFile, trusted: TrustedKeys) {
  if (head.workstation_id !== workstation_id) return altered('head');
  if (key === null) return [{ verdict: 'key-unknown' }] as const;
  const own = verifyingKey(key.alg, key.public_key);
  if (own?.keyId !== key.key_id || key.workstation_id !== workstation_id) return altered('key');
  const known = trusted.get(key.signature.key_id);
  return [
    ...(isSignedBy(own, head) ? [] : altered('head')),
    ...(known === undefined
      ? ([{ verdict: 'key-unknown', keyId: key.signature.key_id }] as const)
      : isSignedBy(known, key)
        ? []
        : altered('key')),
  ];
}

function countersignature(
  { head, receipt }: AuditAnchor,
  trusted: TrustedKeys,
): 'good' | 'wrong' | 'unknown' {
  if (receipt.head_hash !== headHash(head)) return 'wrong';
  const key = trusted.get(receipt.signature.key_id);
  if (key === undefined) return 'unknown';
  return isSignedBy(key, receipt) ? 'good' : 'wrong';
}

/** Whether each anchor is one: the platform has said so of this workstation. */
function anchorFindings(log: AuditFile, trusted: TrustedKeys): readonly AuditFinding[] {
  const named = log.anchors.map((anchor, index) => ({ at: `anchors.${index}`, anchor }));
  const all = log.start === null ? named : [{ at: 'start', anchor: log.start }, ...named];
  return all.flatMap(({ at, anchor }): readonly AuditFinding[] => {
    const word = countersignature(anchor, trusted);
    if (word === 'wrong' || anchor.head.workstation_id !== log.workstation_id) return altered(at);
    const { key_id: keyId } = anchor.receipt.signature;
    return word === 'unknown' ? [{ verdict: 'key-unknown', keyId }] : [];
  });
}

/** Whether the rows are what was hashed, and each goes on from the one before it. */
function chainFindings({ rows, start }: AuditFile): readonly AuditFinding[] {
  const findings: AuditFinding[] = [];
  let before: { readonly seq: number; readonly hash: string; readonly epoch?: string } =
    start === null ? { seq: 0, hash: chainStart } : start.head;
  for (const [index, row] of rows.entries()) {
    const { hash, ...hashed } = row;
    if (rowHash(hashed) !== hash || row.seq <= before.seq) {
      findings.push(...altered(rowAt(row)));
    } else if (row.seq > before.seq + 1) {
      findings.push({ verdict: 'chain-gap', from: before.seq + 1, to: row.seq - 1 });
    } else if (row.prev_hash !== before.hash) {
      // The one before was replaced together with its hash; what stands before the first row is the platform's word.
      findings.push(...altered(rowAt(index === 0 ? row : before)));
    } else if (index > 0 && row.epoch !== before.epoch && row.action !== 'log:begun') {
      findings.push(...altered(rowAt(row)));
    }
    before = row;
  }
  const isStartTold = start === null || rows.some((row) => isCutAt(row, start));
  return isStartTold ? findings : [...findings, ...altered('start')];
}

function rowAt({ seq }: { readonly seq: number }): string {
  return `row ${seq}`;
}

/** Whether a row says that what stood up to an anchor was taken out. */
function isCutAt({ action, facts }: HashedRow, { head }: AuditAnchor): boolean {
  return action === 'log:cut' && facts['through'] === head.seq && facts['hash'] === head.hash;
}

/** Whether the log ends where its workstation has said that it does. */
function endFindings({ rows, head, start }: AuditFile): readonly AuditFinding[] {
  const last = rows.at(-1) ?? start?.head ?? { seq: 0, hash: chainStart, epoch: '' };
  if (head.seq > last.seq) return [{ verdict: 'chain-gap', from: last.seq + 1, to: head.seq }];
  if (head.seq < last.seq) return altered(`row ${head.seq + 1}`);
  return head.hash === last.hash && head.epoch === last.epoch ? [] : altered(rowAt(last));
}

/** Whether what the platform was told of is still there. */
function placeFindings(
  { rows, start }: AuditFile,
  anchors: readonly AuditAnchor[],
): readonly AuditFinding[] {
  const placeOf = ({ epoch, seq }: { readonly epoch: string; readonly seq: number }) =>
    `${epoch} ${seq}`;
  const hashes = new Map(rows.map((row) => [placeOf(row), row.hash]));
  const from = start?.head.seq ?? 0;
  return anchors.flatMap(({ head }): readonly AuditFinding[] => {
    const hash = hashes.get(placeOf(head));
    if (head.seq <= from || hash === head.hash) return [];
    if (hash !== undefined) return altered(rowAt(head));
    const before = rows.filter(({ epoch, seq }) => epoch === head.epoch && seq < head.seq);
    return [{ verdict: 'chain-gap', from: (before.at(-1)?.seq ?? from) + 1, to: head.seq }];
  });
}

/** How much of the log rests on its workstation alone. */
function coverFindings(log: AuditFile, beside: readonly AuditAnchor[]): readonly AuditFinding[] {
  const { rows, start, key, head } = log;
  const hashes = new Map(rows.map(({ seq, hash }) => [seq, hash]));
  const after = [...log.anchors, ...beside]
    .filter((anchor) => hashes.get(anchor.head.seq) === anchor.head.hash)
    .reduce((most, anchor) => Math.max(most, anchor.head.seq), start?.head.seq ?? 0);
  if (after >= head.seq) return [];
  const revokedAt = key?.revoked_at ?? undefined;
  return [
    { verdict: 'not-anchored', after },
    ...(revokedAt !== undefined && Date.parse(head.at) >= Date.parse(revokedAt)
      ? ([{ verdict: 'key-revoked', revokedAt }] as const)
      : []),
  ];
}
