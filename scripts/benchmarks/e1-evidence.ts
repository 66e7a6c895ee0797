import { chainStart, recordHash } from '../../src/evidence/evidence-record.ts';
import {
  type SignatureAlgorithm,
  signatureAlgorithms,
} from '../../src/evidence/profiles/evidence-profile.ts';
import { exampleHall } from '../../src/evidence/testing/example-evidence.ts';
import { judgeEvidence } from '../../src/evidence/verdict.ts';
import { atMost, type BenchResult } from './bench-result.ts';

const packages = 10_000;
/** On one core, for the archive of some years of one hall. */
const limitSeconds = 60;

/** Verifier: the packages of one chain, each with its own record and countersignature, judged one after the other. */
export async function evidenceBenchmark(): Promise<readonly BenchResult[]> {
  return signatureAlgorithms.map(measured);
}

function measured(alg: SignatureAlgorithm): BenchResult {
  const { answer, sealed, trusted, profile } = exampleHall(alg);
  let prev_hash = chainStart;
  const files = Array.from({ length: packages }, (_, index) => {
    const record = answer(index + 1, { prev_hash });
    prev_hash = recordHash(record);
    return sealed(record);
  });
  const startedAt = performance.now();
  const judgements = judgeEvidence(files, trusted);
  const seconds = (performance.now() - startedAt) / 1000;
  const authentic = judgements.filter(({ verdict }) => verdict === 'authentic').length;
  const result = atMost(1, {
    id: 'E1',
    name: `evidence-profile-${profile.name.toLowerCase()}`,
    ours: {
      label: `${authentic} of ${packages} packages authentic, ${alg}`,
      value: seconds,
      unit: 's',
    },
    peer: { label: 'limit on one core', value: limitSeconds, unit: 's' },
  });
  return { ...result, pass: result.pass && authentic === packages };
}
