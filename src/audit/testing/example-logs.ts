import type { SignatureAlgorithm } from '../../evidence/profiles/evidence-profile.ts';
import type { HashedRow } from '../audit-file.ts';
import { signHead } from '../audit-head.ts';
import type { AuditFinding, AuditVerdict } from '../audit-verdict.ts';
import { exampleLog } from './example-log.ts';

/** One example file, and what is to be found. */
export interface ExampleLogFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly verdict: AuditVerdict;
  readonly findings: readonly AuditFinding[];
}

/** An example for every verdict, in one profile. */
export function exampleLogs(alg: SignatureAlgorithm): readonly ExampleLogFile[] {
  const { rowsOf, sealed, anchorAt, statement, workstation, workstationId, platform } =
    exampleLog(alg);
  const rows = rowsOf();
  const at = (seq: number): HashedRow => {
    const row = rows[seq - 1];
    if (row === undefined) throw new RangeError(`no row ${seq}`);
    return row;
  };
  const head = signHead({ workstationId, head: at(10), at: at(10).at }, workstation);
  const start = anchorAt(at(4));
  const cut = rowsOf({
    lines: [{ action: 'log:cut', facts: { through: 4, hash: at(4).hash, rows: 4 } }],
    after: at(10),
  });
  const stranger = { ...start, receipt: { ...start.receipt, signature: head.signature } };
  const good = (name: string, bytes: Uint8Array): ExampleLogFile => ({
    name,
    bytes,
    verdict: 'authentic',
    findings: [],
  });
  const bad = (
    name: string,
    bytes: Uint8Array,
    ...findings: readonly [AuditFinding, ...AuditFinding[]]
  ): ExampleLogFile => ({ name, bytes, verdict: findings[0].verdict, findings });
  return [
    good('authentic', sealed(rows)),
    good('cut-for-age', sealed([...rows.slice(4), ...cut], { start })),
    bad(
      'altered-row',
      sealed(
        rows.map((row) => (row.seq === 5 ? { ...row, facts: { ...row.facts, agreed: 2 } } : row)),
      ),
      { verdict: 'altered', at: 'row 5' },
    ),
    bad(
      'altered-head',
      sealed(rows, { head: signHead({ workstationId, head: at(10), at: at(10).at }, platform) }),
      { verdict: 'altered', at: 'head' },
    ),
    bad('removed-rows', sealed(rows.filter(({ seq }) => seq !== 4 && seq !== 5)), {
      verdict: 'chain-gap',
      from: 4,
      to: 5,
    }),
    bad(
      'removed-end',
      sealed(rows.slice(0, 7), { anchors: [anchorAt(at(10))], head }),
      {
        verdict: 'chain-gap',
        from: 8,
        to: 10,
      },
      { verdict: 'not-anchored', after: 0 },
    ),
    bad('not-anchored', sealed(rows, { anchors: [start] }), { verdict: 'not-anchored', after: 4 }),
    bad('key-never-known', sealed(rows, { key: null }), { verdict: 'key-unknown' }),
    bad('key-unknown', sealed(rows, { anchors: [stranger, anchorAt(at(10))] }), {
      verdict: 'key-unknown',
      keyId: workstation.keyId,
    }),
    bad(
      'key-revoked',
      sealed(rows, { key: statement(workstationId, { revoked_at: at(6).at }), anchors: [start] }),
      { verdict: 'key-revoked', revokedAt: at(6).at },
      { verdict: 'not-anchored', after: 4 },
    ),
  ];
}
