import { recordHash } from '../evidence-record.ts';
import type { SignatureAlgorithm } from '../profiles/evidence-profile.ts';
import type { Verdict } from '../verdict.ts';
import { exampleHall, exampleId, exampleMoment, examplePageText } from './example-evidence.ts';

/** One example file: what it is judged beside, and what is to be found. */
export interface ExamplePackage {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly verdict: Verdict;
  /** Where something is altered. */
  readonly at?: string;
  /** Names of examples that it is judged together with. */
  readonly beside?: readonly string[];
}

/** An example for every verdict, in one profile. */
export function examplePackages(alg: SignatureAlgorithm): readonly ExamplePackage[] {
  const { answer, withdrawal, keyStatement, envelope, sealed, keyOf } = exampleHall(alg);
  const first = answer(1);
  const second = answer(2, { prev_hash: recordHash(first) });
  const third = withdrawal(3, { prev_hash: recordHash(second) });
  const fork = answer(2, {
    evidence_id: exampleId(0x22),
    prev_hash: recordHash(first),
    handler: { ...first.handler, clerk_no: '9013' },
  });
  const text = new TextDecoder().decode(sealed(first));
  const changed = (from: string, to: string) => new TextEncoder().encode(text.replace(from, to));
  const [choice] = first.choices;
  const beforeLookUp = answer(1, {
    choices: first.choices.map((one) => ({
      ...one,
      license_code_commitment: null,
      resolved: 'later' as const,
    })),
  });
  const strangerKey = keyOf('stranger');
  const revoked = (seconds: number) => ({
    key: keyStatement({ revoked_at: exampleMoment(seconds) }),
  });
  return [
    { name: 'authentic', bytes: sealed(first), verdict: 'authentic' },
    {
      name: 'authentic-second',
      bytes: sealed(second),
      verdict: 'authentic',
      beside: ['authentic'],
    },
    {
      name: 'authentic-withdrawal',
      bytes: sealed(third),
      verdict: 'authentic',
      beside: ['authentic', 'authentic-second'],
    },
    { name: 'authentic-resolved-later', bytes: sealed(beforeLookUp), verdict: 'authentic' },
    { name: 'authentic-revoked-later', bytes: sealed(first, revoked(3600)), verdict: 'authentic' },
    { name: 'altered-file', bytes: changed('{', '{ '), verdict: 'altered', at: 'file' },
    {
      name: 'altered-value',
      bytes: changed('"locale":"zh-CN"', '"locale":"zh-XX"'),
      verdict: 'altered',
      at: 'record.page.locale',
    },
    {
      name: 'altered-commitment',
      bytes: changed(`"${choice?.license_code_commitment}"`, 'null'),
      verdict: 'altered',
      at: 'record.choices.0.license_code_commitment',
    },
    {
      name: 'altered-record',
      bytes: changed('"decision":"agreed"', '"decision":"declined"'),
      verdict: 'altered',
      at: 'record',
    },
    {
      name: 'altered-page-text',
      bytes: sealed(first, { page_text: examplePageText.replace('1 项', '9 项') }),
      verdict: 'altered',
      at: 'page_text',
    },
    {
      name: 'altered-key',
      bytes: changed('"enrolled_at":"2026-11-01', '"enrolled_at":"2026-10-01'),
      verdict: 'altered',
      at: 'key',
    },
    {
      name: 'altered-envelope',
      bytes: changed('"received_at":"2026-11-24T01', '"received_at":"2026-11-24T02'),
      verdict: 'altered',
      at: 'envelope',
    },
    {
      name: 'altered-envelope-of-another',
      bytes: sealed(first, { envelope: envelope(second) }),
      verdict: 'altered',
      at: 'envelope.record_hash',
    },
    {
      name: 'key-unknown',
      bytes: sealed(first, { key: keyStatement({}, strangerKey) }),
      verdict: 'key-unknown',
    },
    { name: 'key-revoked', bytes: sealed(first, revoked(60)), verdict: 'key-revoked' },
    { name: 'chain-gap', bytes: sealed(third), verdict: 'chain-gap', beside: ['authentic'] },
    {
      name: 'chain-fork',
      bytes: sealed(fork),
      verdict: 'chain-gap',
      beside: ['authentic', 'authentic-second'],
    },
    {
      name: 'chain-wrong-previous',
      bytes: sealed(answer(2, { prev_hash: 'a'.repeat(64) })),
      verdict: 'chain-gap',
      beside: ['authentic'],
    },
    {
      name: 'clock-suspicious',
      bytes: sealed(answer(1, { device: { ...first.device, clock_skew: 120_001 } })),
      verdict: 'clock-suspicious',
    },
    {
      name: 'not-countersigned',
      bytes: sealed(first, { envelope: null }),
      verdict: 'not-countersigned',
    },
  ];
}
