import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signatureAlgorithms } from '../evidence/profiles/evidence-profile.ts';
import { exampleId } from '../evidence/testing/example-evidence.ts';
import { noTrustedKeys } from '../evidence/trusted-keys.ts';
import type { HashedRow } from './audit-file.ts';
import { signHead } from './audit-head.ts';
import { rowHash } from './audit-row.ts';
import { judgeAudit } from './audit-verdict.ts';
import { exampleLog } from './testing/example-log.ts';

const seed = 20_261_124;

function replaced(rows: readonly HashedRow[], index: number, row: HashedRow) {
  return rows.map((own, place) => (place === index ? row : own));
}

/** Gives each row from some place on the hash that fits it: what somebody would do who wants to hide a change. */
function rehashed(rows: readonly HashedRow[], from: number): readonly HashedRow[] {
  let before = rows[from - 1]?.hash;
  return rows.map((row, index) => {
    if (index < from) return row;
    const { hash: _hash, ...own } = row;
    const chained = { ...own, prev_hash: before ?? own.prev_hash };
    before = rowHash(chained);
    return { ...chained, hash: before };
  });
}

describe.each(signatureAlgorithms)('a log of %s', (alg) => {
  const hall = exampleLog(alg);
  const { rowsOf, sealed, anchorAt, trusted, workstation, workstationId } = hall;
  const rows = rowsOf();
  const last = rows.length - 1;
  const judge = (...files: readonly Uint8Array[]) => judgeAudit(files, trusted);
  const at = (index: number): HashedRow => {
    const row = rows[index];
    if (row === undefined) throw new RangeError('no such row');
    return row;
  };
  const anchors = [anchorAt(at(3)), anchorAt(at(last))];
  const head = signHead({ workstationId, head: at(last), at: at(last).at }, workstation);
  const place = fc.integer({ min: 0, max: last });

  test('is authentic as it was written', () => {
    expect(judge(sealed(rows))).toMatchObject([{ verdict: 'authentic', findings: [] }]);
  });

  test('a row whose words were changed is found, and which', () => {
    const changes = fc.constantFrom<Partial<HashedRow>>(
      { account: 'lizhuguan' },
      { action: 'case:closed' },
      { facts: { rows: 7 } },
      { at: '2026-11-24T09:00:00.000Z' },
      { role: 'admin' },
      { epoch: exampleId(0xbad) },
    );
    fc.assert(
      fc.property(place, changes, fc.boolean(), (index, change, isHashed) => {
        const changed = rows.map((row, own) => (own === index ? { ...row, ...change } : row));
        const own = changed[index];
        fc.pre(own !== undefined && JSON.stringify(own) !== JSON.stringify(at(index)));
        const { hash: _hash, ...hashed } = own as HashedRow;
        const file = isHashed
          ? replaced(changed, index, { ...hashed, hash: rowHash(hashed) })
          : changed;
        expect(judge(sealed(file, { anchors, head }))[0]?.findings).toContainEqual({
          verdict: 'altered',
          at: `row ${index + 1}`,
        });
      }),
      { seed, numRuns: 60 },
    );
  });

  test('rows that were taken out are found, and which', () => {
    fc.assert(
      fc.property(place, fc.integer({ min: 1, max: 3 }), (index, count) => {
        const left = rows.filter((_row, own) => own < index || own >= index + count);
        fc.pre(left.length > 0 && index + count <= rows.length);
        const [judgement] = judge(sealed(left, { anchors, head }));
        expect(judgement?.findings).toContainEqual({
          verdict: 'chain-gap',
          from: index + 1,
          to: index + count,
        });
      }),
      { seed, numRuns: 60 },
    );
  });

  test('rows that were swapped or put in are found', () => {
    fc.assert(
      fc.property(place, place, fc.boolean(), (one, other, isSwap) => {
        fc.pre(one !== other);
        const file = isSwap
          ? replaced(replaced(rows, one, at(other)), other, at(one))
          : [...rows.slice(0, one), { ...at(one), action: 'case:dropped' }, ...rows.slice(one)];
        expect(judge(sealed(file, { anchors, head }))[0]?.verdict).toBe('altered');
      }),
      { seed, numRuns: 60 },
    );
  });

  test('a chain that was made anew from a row on is not the one that was countersigned', () => {
    fc.assert(
      fc.property(place, (index) => {
        const changed = replaced(rows, index, { ...at(index), account: 'lizhuguan' });
        const file = rehashed(changed, index);
        const end = file[last] ?? at(last);
        // Even with the workstation's own key.
        const own = signHead({ workstationId, head: end, at: end.at }, workstation);
        expect(judge(sealed(file, { anchors, head: own }))[0]?.findings).toContainEqual({
          verdict: 'altered',
          at: `row ${index > 3 ? last + 1 : 4}`,
        });
      }),
      { seed, numRuns: 40 },
    );
  });

  test('an end that was cut off is found where the platform’s receipt is beside it', () => {
    const short = rows.slice(0, 6);
    const file = sealed(short, { anchors: [anchorAt(at(3)), anchorAt(at(5))] });
    expect(judge(file)[0]?.verdict).toBe('authentic');
    const older = sealed(rows, { anchors });
    expect(judge(file, older)).toMatchObject([
      { verdict: 'chain-gap', findings: [{ from: 7, to: 10 }] },
      { verdict: 'authentic' },
    ]);
  });

  test('what the platform has not seen yet is told, from where on', () => {
    expect(judge(sealed(rows, { anchors: [anchorAt(at(3))] }))[0]?.findings).toEqual([
      { verdict: 'not-anchored', after: 4 },
    ]);
    expect(judge(sealed(rows, { anchors: [] }))[0]?.findings).toEqual([
      { verdict: 'not-anchored', after: 0 },
    ]);
  });

  test('without the platform’s keys nobody is known', () => {
    const [judgement] = judgeAudit([sealed(rows)], noTrustedKeys);
    expect(judgement?.verdict).toBe('key-unknown');
    const [never] = judge(sealed(rows, { key: null }));
    expect(never?.findings).toEqual([{ verdict: 'key-unknown' }]);
  });

  test('a key that was revoked vouches for nothing that the platform has not seen before', () => {
    const key = hall.statement(workstationId, { revoked_at: at(6).at });
    expect(judge(sealed(rows, { key }))[0]?.verdict).toBe('authentic');
    expect(judge(sealed(rows, { key, anchors: [anchorAt(at(3))] }))[0]?.verdict).toBe(
      'key-revoked',
    );
  });

  test('a receipt for another head, and a head of another key or workstation, are none', () => {
    const [first, second] = anchors;
    if (first === undefined || second === undefined) throw new RangeError('two anchors');
    const wrong = { head: second.head, receipt: first.receipt };
    expect(judge(sealed(rows, { anchors: [wrong] }))[0]?.findings[0]).toEqual({
      verdict: 'altered',
      at: 'anchors.0',
    });
    const strangers = signHead({ workstationId, head: at(last), at: at(last).at }, hall.platform);
    expect(judge(sealed(rows, { head: strangers }))[0]?.findings[0]).toEqual({
      verdict: 'altered',
      at: 'head',
    });
    expect(judge(sealed(rows, { workstation_id: exampleId(1) }))[0]?.verdict).toBe('altered');
  });

  test('a log that was cut for its age goes on from its anchor, and says so', () => {
    const start = anchorAt(at(3));
    const cut = rowsOf({
      lines: [
        {
          action: 'log:cut',
          facts: { through: 4, hash: at(3).hash, rows: 4 },
        },
      ],
      after: at(last),
    });
    const kept = [...rows.slice(4), ...cut];
    expect(judge(sealed(kept, { start }))).toMatchObject([{ verdict: 'authentic' }]);
    expect(judge(sealed(rows.slice(4), { start }))[0]?.findings).toEqual([
      { verdict: 'altered', at: 'start' },
    ]);
    expect(judge(sealed(kept))[0]?.findings).toContainEqual({
      verdict: 'chain-gap',
      from: 1,
      to: 4,
    });
    expect(judge(sealed(kept.slice(1), { start }))[0]?.findings).toContainEqual({
      verdict: 'chain-gap',
      from: 5,
      to: 5,
    });
  });

  test('after a salvage the log goes on in a new epoch; what was lost at its end is told', () => {
    const begun = rowsOf({
      lines: [{ action: 'log:begun', facts: { rows: 8 } }],
      epoch: exampleId(0xee),
      after: at(7),
    });
    const file = [...rows.slice(0, 8), ...begun];
    const end = begun[0] ?? at(last);
    expect(judge(sealed(file, { anchors: [anchorAt(end)] }))[0]?.verdict).toBe('authentic');
    expect(judge(sealed(file, { anchors: [...anchors, anchorAt(end)] }))[0]?.findings).toEqual([
      { verdict: 'chain-gap', from: 9, to: 10 },
    ]);
    const slipped = rowsOf({
      lines: [{ action: 'session:opened', facts: {} }],
      epoch: exampleId(0xee),
      after: at(7),
    });
    expect(judge(sealed([...rows.slice(0, 8), ...slipped]))[0]?.findings).toEqual([
      { verdict: 'altered', at: 'row 9' },
    ]);
  });

  test('not a byte of a file may be other than it was written', () => {
    const bytes = sealed(rows);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (place_, bits) => {
          const changed = Uint8Array.from(bytes);
          changed[place_] = (changed[place_] ?? 0) ^ bits;
          const verdict = judge(changed)[0]?.verdict;
          // The key id of a stranger is one that nobody trusts.
          expect(['altered', 'key-unknown', 'chain-gap']).toContain(verdict);
        },
      ),
      { seed, numRuns: 60 },
    );
    expect(judge(bytes.subarray(0, bytes.length - 1))[0]?.findings).toEqual([
      { verdict: 'altered', at: 'file' },
    ]);
    expect(judge(new TextEncoder().encode('{}\n'))[0]?.findings).toEqual([
      { verdict: 'altered', at: 'line 1' },
    ]);
  });
});
