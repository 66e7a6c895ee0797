import { expect, test } from 'vitest';
import { randomNumbers } from '../../hardware/simulators/random-numbers.ts';
import { alteredSm2Places } from '../../tests/campaign-size.ts';
import { chainStart, pageDigests, recordHash } from './evidence-record.ts';
import { type SignatureAlgorithm, signatureAlgorithms } from './profiles/evidence-profile.ts';
import { exampleHall } from './testing/example-evidence.ts';
import { judgeEvidence } from './verdict.ts';

/** A hundred packages of one hall: answers, every tenth a withdrawal, every seventh not countersigned. */
function packagesOf(alg: SignatureAlgorithm): readonly Uint8Array[] {
  const { profile, answer, withdrawal, sealed } = exampleHall(alg);
  const { page } = answer(1);
  let prev_hash = chainStart;
  return Array.from({ length: 100 }, (_, index) => {
    const seq = index + 1;
    const page_text = `第 ${seq} 页\n同意授权`;
    const record =
      seq % 10 === 0
        ? withdrawal(seq, { prev_hash })
        : answer(seq, { prev_hash, page: { ...page, ...pageDigests(profile, page_text) } });
    prev_hash = recordHash(record);
    return sealed(record, {
      ...(record.kind === 'answer' ? { page_text } : {}),
      ...(seq % 7 === 0 ? { envelope: null } : {}),
    });
  });
}

/**
 * Every file that differs from one in one byte, at every `step`th place. The new byte is any other or, one time in
 * eight, the one with the lowest bit turned, which often leaves a letter or a digit that could stand there.
 */
function* alterations(bytes: Uint8Array, step: number, seed: number): Generator<Uint8Array> {
  const random = randomNumbers(seed);
  for (let place = seed % step; place < bytes.length; place += step) {
    const turned = random() % 8 === 0 ? 1 : 1 + (random() % 255);
    const altered = bytes.slice();
    altered[place] = (altered[place] ?? 0) ^ turned;
    yield altered;
  }
}

test.each(signatureAlgorithms)(
  '%s: no byte of a hundred packages can be altered',
  { timeout: 1_200_000 },
  (alg) => {
    const { trusted } = exampleHall(alg);
    const step = alg === 'SM2' ? alteredSm2Places : 1;
    let undetected = 0;
    let judged = 0;
    for (const [index, bytes] of packagesOf(alg).entries()) {
      const files = [...alterations(bytes, step, 20_261_124 + index)];
      for (const { verdict } of judgeEvidence(files, trusted)) {
        judged += 1;
        // The name of the platform's key, when altered, names a key that nobody knows.
        if (verdict !== 'altered' && verdict !== 'key-unknown') undetected += 1;
      }
    }
    expect(undetected).toBe(0);
    expect(judged).toBeGreaterThan(200_000 / step);
  },
);
