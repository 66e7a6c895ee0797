import { describe, expect, test } from 'vitest';
import { maximalPackageBytes } from './evidence-package.ts';
import { recordHash } from './evidence-record.ts';
import { signatureAlgorithms } from './profiles/evidence-profile.ts';
import {
  exampleHall,
  exampleId,
  exampleMoment,
  exampleNumbers,
} from './testing/example-evidence.ts';
import { noTrustedKeys } from './trusted-keys.ts';
import { judgeEvidence } from './verdict.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe.each(signatureAlgorithms)('%s', (alg) => {
  const hall = exampleHall(alg);
  const { answer, keyStatement, envelope, sealed, trusted } = hall;
  const first = answer(1);
  const second = answer(2, { prev_hash: recordHash(first) });
  const text = new TextDecoder().decode(sealed(first));

  /** What is found of one package, judged with these keys. */
  const judged = (bytes: Uint8Array, keys = trusted) => {
    const [judgement] = judgeEvidence([bytes], keys);
    if (judgement === undefined) throw new Error('every package is judged');
    return judgement;
  };
  const findings = (...files: Uint8Array[]) => judgeEvidence(files, trusted)[0]?.findings;
  const altered = (at: string) => [{ verdict: 'altered', at }];

  test('an untouched, countersigned package is authentic, and nothing speaks against it', () => {
    const { verdict, findings, notes, evidence } = judged(sealed(first));
    expect({ verdict, findings, notes }).toEqual({ verdict: 'authentic', findings: [], notes: [] });
    expect(evidence?.record).toEqual(first);
  });

  test.each<[string, string | Uint8Array]>([
    ['nothing', ''],
    ['no JSON', 'evidence'],
    ['a byte order mark', `\ufeff${text}`],
    ['a line end after it', `${text}\n`],
    ['white space inside', text.replace('{', '{ ')],
    ['a member twice', text.replace('{"envelope"', '{"page_text":"","envelope"')],
    [
      'members in another order',
      JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).reverse())),
    ],
    ['a number in another form', text.replace('"seq":1', '"seq":1.0')],
    ['an escape that is not needed', text.replace('A07', '\\u004107')],
    ['half of a character', text.replace('9012', '\\ud800')],
    ['a member that parsers pass over', text.replace('{"envelope"', '{"__proto__":{},"envelope"')],
    ['bytes that are no UTF-8', Uint8Array.of(...bytesOf(text.slice(0, -2)), 0xff)],
    ['more bytes than any package', new Uint8Array(maximalPackageBytes + 1)],
  ])('a file with %s has not the form of a package', (_what, file) => {
    const bytes = typeof file === 'string' ? bytesOf(file) : file;
    expect(judged(bytes)).toMatchObject({ verdict: 'altered', findings: altered('file') });
  });

  test.each([
    ['"format":"mianzhengban-evidence-1"', '"format":"mianzhengban-evidence-9"', 'format'],
    ['"kind":"answer"', '"kind":"nothing"', 'record.kind'],
    ['"seq":1', '"seq":0', 'record.seq'],
    ['"version":"1"', '"version":"1","value":"姓名"', 'record'],
    [
      '"shown_at":"2026-11-24T01:01:00.000Z"',
      '"shown_at":"2026-11-24T01:01:00Z"',
      'record.page.shown_at',
    ],
  ])('%s cannot be %s', (from, to, at) => {
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    expect(findings(bytesOf(changed))).toEqual(altered(at));
  });

  test('the digest of the other profile’s text belongs to its records only', () => {
    const { page } = first;
    const { rendered_text_sm3, ...others } = page;
    const wrong = rendered_text_sm3 ? others : { ...others, rendered_text_sm3: 'a'.repeat(64) };
    expect(findings(sealed(answer(1, { page: wrong })))).toEqual(
      altered('record.page.rendered_text_sm3'),
    );
  });

  test('a page text stands with an answer, and with nothing else', () => {
    expect(findings(sealed(first, { page_text: null }))).toEqual(altered('page_text'));
    expect(findings(sealed(hall.withdrawal(1), { page_text: '' }))).toEqual(altered('page_text'));
  });

  test('of a record whose signature is wrong nothing further is said', () => {
    const tampered = { ...first, page: { ...first.page, rendered_text_sha256: 'a'.repeat(64) } };
    const package_ = sealed(tampered, { envelope: envelope(first) });
    expect(findings(package_)).toEqual(altered('record'));
  });

  test('a record of another key, and of another workstation, is not of the key enclosed', () => {
    const other = answer(1, {}, hall.keyOf('stranger'));
    expect(findings(sealed(other))).toEqual(altered('record.signature.key_id'));
    const device = { ...first.device, workstation_id: exampleId(0xa08) };
    expect(findings(sealed(answer(1, { device })))).toEqual(
      altered('record.device.workstation_id'),
    );
  });

  test('a key that is not what its id says, or no key, is altered', () => {
    const stranger = hall.keyOf('stranger').publicKey;
    expect(findings(sealed(first, { key: keyStatement({ public_key: stranger }) }))).toEqual(
      altered('key'),
    );
    expect(findings(sealed(first, { key: keyStatement({ public_key: 'AAAA' }) }))).toEqual(
      altered('key'),
    );
  });

  test('without a trusted key everything else is judged', () => {
    expect(judged(sealed(first), noTrustedKeys)).toMatchObject({
      verdict: 'key-unknown',
      findings: [
        { verdict: 'key-unknown', at: 'key', keyId: hall.platformKey.keyId },
        { verdict: 'key-unknown', at: 'envelope', keyId: hall.platformKey.keyId },
      ],
    });
    const late = answer(1, { device: { ...first.device, clock_skew: -120_001 } });
    const all = judged(sealed(late, { envelope: null }), noTrustedKeys).findings;
    expect(all.map(({ verdict }) => verdict)).toEqual([
      'key-unknown',
      'clock-suspicious',
      'not-countersigned',
    ]);
    const other = judged(sealed(first, { envelope: envelope(second) }), noTrustedKeys);
    expect(other.findings[0]).toEqual({ verdict: 'altered', at: 'envelope.record_hash' });
  });

  test('an envelope of a stranger is unknown, though the key is known', () => {
    const by = hall.keyOf('stranger');
    expect(findings(sealed(first, { envelope: envelope(first, {}, by) }))).toEqual([
      { verdict: 'key-unknown', at: 'envelope', keyId: by.keyId },
    ]);
  });

  describe('a revoked key', () => {
    const revokedAt = (seconds: number) => {
      const revoked_at = exampleMoment(seconds);
      return { revoked_at, key: keyStatement({ revoked_at }) };
    };
    const signedAt = 91;

    test('leaves good what was there before', () => {
      const { revoked_at, key } = revokedAt(3600);
      expect(judged(sealed(first, { key }))).toMatchObject({
        verdict: 'authentic',
        notes: [{ note: 'key-revoked-later', revokedAt: revoked_at }],
      });
    });

    test.each([signedAt, 0])('counts for nothing from the moment on', (seconds) => {
      const { revoked_at, key } = revokedAt(seconds - 1);
      expect(findings(sealed(first, { key }))).toContainEqual({
        verdict: 'key-revoked',
        revokedAt: revoked_at,
      });
    });

    test('is in doubt where only the workstation says that it was before', () => {
      const { key } = revokedAt(signedAt + 1);
      const doubt = { verdict: 'clock-suspicious', why: 'revoked-before-received' };
      expect(findings(sealed(first, { key }))).toEqual([doubt]);
      expect(findings(sealed(first, { key, envelope: null }))).toEqual([
        doubt,
        { verdict: 'not-countersigned' },
      ]);
    });
  });

  describe('clocks', () => {
    const { device, page } = first;
    const [choice] = first.choices;
    if (choice === undefined) throw new Error('the example has a choice');
    const doubt = (why: string) => [{ verdict: 'clock-suspicious', why }];

    test.each([
      [120_000, []],
      [-120_000, []],
      [120_001, doubt('skew')],
      [-120_001, doubt('skew')],
    ])('a workstation that was %i ms ahead', (clock_skew, expected) => {
      expect(findings(sealed(answer(1, { device: { ...device, clock_skew } })))).toEqual(expected);
    });

    test('what was decided before it was shown, or after it was signed', () => {
      const early = { ...choice, decided_at: exampleMoment(59) };
      const late = { ...choice, decided_at: exampleMoment(92) };
      for (const one of [early, late]) {
        expect(findings(sealed(answer(1, { choices: [choice, one] })))).toEqual(doubt('order'));
      }
      expect(
        findings(sealed(answer(1, { page: { ...page, shown_at: exampleMoment(91) } }))),
      ).toEqual(doubt('order'));
    });

    test('what was signed before its key was enrolled', () => {
      const key = keyStatement({ enrolled_at: exampleMoment(91 + 121) });
      expect(findings(sealed(first, { key }))).toEqual(doubt('before-enrolment'));
    });

    test('what was received before it was signed', () => {
      const received = (seconds: number) =>
        findings(
          sealed(first, { envelope: envelope(first, { received_at: exampleMoment(seconds) }) }),
        );
      expect(received(91 - 121)).toEqual(doubt('received-before-signed'));
      expect(received(91 - 119)).toEqual([]);
    });

    test('what was signed before the record before it', () => {
      const signed_at = exampleMoment(91 - 121);
      const times = { page: { ...page, shown_at: signed_at }, signed_at };
      const back = answer(2, {
        prev_hash: recordHash(first),
        ...times,
        choices: [{ ...choice, decided_at: signed_at }],
      });
      expect(findings(sealed(back))).toEqual([]);
      expect(findings(sealed(back), sealed(first))).toEqual(doubt('before-previous'));
    });
  });

  describe('chains', () => {
    const gap = (found: object) => [{ verdict: 'chain-gap', ...found }];
    const third = answer(3, { prev_hash: recordHash(second) });

    test('a chain without a gap, in any order, and with copies', () => {
      const files = [third, first, second, first].map((record) => sealed(record));
      expect(judgeEvidence(files, trusted).map(({ verdict }) => verdict)).toEqual(
        Array(4).fill('authentic'),
      );
    });

    test('records that are missing between', () => {
      const fifth = answer(5, { prev_hash: 'a'.repeat(64) });
      expect(findings(sealed(fifth), sealed(second), sealed(first))).toEqual(
        gap({ why: 'missing', from: 3, to: 4 }),
      );
    });

    test('a record that names another one before it', () => {
      const stray = answer(2, { prev_hash: 'a'.repeat(64) });
      expect(findings(sealed(stray), sealed(first))).toEqual(
        gap({ why: 'previous', before: first.evidence_id }),
      );
    });

    test('two records in one place are both suspicious; who follows one of them is not', () => {
      const twin = answer(2, { evidence_id: exampleId(0x22), prev_hash: recordHash(first) });
      const files = [first, second, twin, third].map((record) => sealed(record));
      expect(judgeEvidence(files, trusted).map((one) => one.findings)).toEqual([
        [],
        gap({ why: 'fork', beside: twin.evidence_id }),
        gap({ why: 'fork', beside: second.evidence_id }),
        [],
      ]);
    });

    test('a first record that names one before it, and a later one that names none', () => {
      expect(findings(sealed(answer(1, { prev_hash: 'a'.repeat(64) })))).toEqual(
        gap({ why: 'start' }),
      );
      expect(findings(sealed(answer(2)))).toEqual(gap({ why: 'start' }));
    });

    test('another epoch, and another workstation, is another chain', () => {
      const epoch = exampleId(0xee);
      expect(
        findings(sealed(answer(3, { epoch, prev_hash: 'a'.repeat(64) })), sealed(first)),
      ).toEqual([]);
    });

    test('what is altered, or of an unknown key, breaks nobody’s chain', () => {
      const twin = answer(2, { evidence_id: exampleId(0x22), prev_hash: recordHash(first) });
      const forged = sealed(twin, { key: keyStatement({}, hall.keyOf('stranger')) });
      const tampered = sealed({ ...second, evidence_id: exampleId(0x23) });
      expect(findings(sealed(second), sealed(first), forged, tampered)).toEqual([]);
      // Where nobody is known, all are judged beside all.
      const [unknown] = judgeEvidence([sealed(second), sealed(first), forged], noTrustedKeys);
      expect(unknown?.findings).toContainEqual({
        verdict: 'chain-gap',
        why: 'fork',
        beside: twin.evidence_id,
      });
    });
  });

  describe('what later records end', () => {
    const withdrawal = hall.withdrawal(2, { prev_hash: recordHash(first) });
    const renewed = answer(3, {
      prev_hash: recordHash(withdrawal),
      supersedes: first.evidence_id,
    });

    test('an answer that was withdrawn and one that was superseded stay authentic, with a note', () => {
      const [judgement] = judgeEvidence(
        [first, withdrawal, renewed].map((one) => sealed(one)),
        trusted,
      );
      expect(judgement).toMatchObject({
        verdict: 'authentic',
        notes: [
          { note: 'withdrawn', by: withdrawal.evidence_id, at: withdrawal.signed_at },
          { note: 'superseded', by: renewed.evidence_id, at: renewed.signed_at },
        ],
      });
    });

    test('a withdrawal by a key that counted for nothing ends nothing', () => {
      const key = keyStatement({ revoked_at: first.signed_at });
      const [judgement] = judgeEvidence([sealed(first), sealed(withdrawal, { key })], trusted);
      expect(judgement?.notes).toEqual([]);
    });
  });

  test('a time-stamp token is said to be there, and is not judged', () => {
    const stamped = envelope(first, { timestamp_token: 'AAAA' });
    expect(judged(sealed(first, { envelope: stamped }))).toMatchObject({
      verdict: 'authentic',
      notes: [{ note: 'time-stamp-enclosed' }],
    });
  });

  describe('whom it concerns', () => {
    const guardian = answer(1, {
      actor: {
        kind: 'guardian',
        id_commitment: hall.commitment(1, exampleNumbers.actor),
        basis: '父母',
      },
    });
    const concern = (number: string, opening = hall.opening(1)) =>
      judgeEvidence([sealed(guardian)], trusted, { disclosure: { opening, number } })[0]?.concern;
    const nobody = { isOpening: true, isHolder: false, isActor: false, licences: [] };

    test('the holder, the one who acted, a licence, or nobody', () => {
      expect(concern(exampleNumbers.holder)).toEqual({ ...nobody, isHolder: true });
      expect(concern(exampleNumbers.actor)).toEqual({ ...nobody, isActor: true });
      expect(concern(exampleNumbers.licence)).toEqual({ ...nobody, licences: [0] });
      expect(concern('440699199001010010')).toEqual(nobody);
    });

    test('with the opening of another record it proves nothing', () => {
      expect(concern(exampleNumbers.holder, hall.opening(2))).toEqual({
        ...nobody,
        isOpening: false,
      });
    });

    test('of an altered package it is not said', () => {
      const tampered = sealed({ ...guardian, seq: 7 });
      const disclosure = { opening: hall.opening(1), number: exampleNumbers.holder };
      const [judgement] = judgeEvidence([tampered], trusted, { disclosure });
      expect(judgement).toMatchObject({ verdict: 'altered' });
      expect(judgement).not.toHaveProperty('concern');
    });
  });
});
