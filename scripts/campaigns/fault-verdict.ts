/** How one proof of an experiment went. */
export type Verdict = 'passed' | 'failed' | 'skipped';

/** What an experiment came to, and why where it did not pass: a line for each proof that did not. */
export interface ExperimentVerdict {
  readonly verdict: Verdict;
  readonly reasons: readonly string[];
}

/** One proof that has been tried. */
export interface TriedProof {
  readonly name: string;
  /** Of each test that has its title, as Vitest reports it, or of its campaign; none: there is no such test. */
  readonly statuses: readonly string[];
  /** What this system lacks for it; undefined where it lacks nothing. */
  readonly lack: string | undefined;
}

/**
 * Judges an experiment. Whatever was skipped, or is not there, is a failure, unless the system lacks the means: then the
 * experiment is not tried here. One without any proof fails.
 */
export function judgeExperiment(proofs: readonly TriedProof[]): ExperimentVerdict {
  if (proofs.length === 0) {
    return { verdict: 'failed', reasons: ['尚无试验 nothing shows it yet'] };
  }
  const judged = proofs.map((proof) => ({ proof, verdict: judgeProof(proof) }));
  const of = (wanted: Verdict) => judged.filter(({ verdict }) => verdict === wanted);
  const verdict = (['failed', 'skipped'] as const).find((one) => of(one).length > 0) ?? 'passed';
  return {
    verdict,
    reasons: [
      ...of('failed').map(
        ({ proof }) => `${proof.name}（${proof.statuses.join(' ') || '没有 none'}）`,
      ),
      ...of('skipped').map(({ proof }) => `${proof.name}：${proof.lack}`),
    ],
  };
}

function judgeProof({ statuses, lack }: TriedProof): Verdict {
  if (statuses.includes('failed') || statuses.length === 0) return 'failed';
  if (statuses.every((status) => status === 'passed')) return 'passed';
  return lack === undefined ? 'failed' : 'skipped';
}
