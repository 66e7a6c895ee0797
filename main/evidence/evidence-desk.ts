import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import type { AtWindow } from '../../src/contracts/platform-api.ts';
import type { GivenEvidence } from '../../src/evidence/evidence-api.ts';
import { evidenceBatchLimit } from '../../src/evidence/evidence-api.ts';
import type { SigningKey } from '../../src/evidence/signed-statement.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import type { Clock } from '../../src/support/clock.ts';
import { type RandomBytes, uuidV7 } from '../../src/support/ids.ts';
import { ok } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';
import type { EvidenceCalls } from '../platform-client/evidence-calls.ts';
import type { EvidenceStore } from '../storage/evidence-store.ts';
import type { Storage } from '../storage/storage.ts';
import {
  type AnsweredPage,
  answerRecord,
  type Signer,
  type WithdrawnAnswer,
  withdrawalRecord,
} from './answer-record.ts';
import {
  type Commitments,
  newCommitments,
  type PreparedEvidence,
  prepareEvidence,
} from './prepared-evidence.ts';

/**
 * What proves that citizens have decided: signs what was answered here, keeps it in the workstation's chain, and has the
 * platform countersign it.
 */
export interface EvidenceDesk {
  /** Calculates ahead, while a page is read, what the record of its answer will say of people and licences. */
  prepare(page: ConsentPage, numbers: readonly string[]): void;
  /** Signs and stores the record of an answered page. Inside the transaction that stores the answer itself. */
  keepAnswer(answered: AnsweredPage): void;
  /** Signs and stores that an answer was taken back. Inside the transaction that stores it. */
  keepWithdrawal(withdrawn: Omit<WithdrawnAnswer, 'evidenceId'>): void;
  /** The record of a page, for the consent that it proves; undefined where the page was not answered here. */
  ofPage(pageId: string): GivenEvidence | undefined;
  /**
   * Hands over what waits, so that the platform has the record of a page that it never saw. `evidence.refused` where it
   * says that the record proves nothing, `evidence.none` where there is no such record.
   */
  handOver(pageId: string): Promise<Outcome<null>>;
  /** The platform has countersigned a record, or said why it proves nothing. */
  settle: EvidenceStore['settle'];
  /** Makes this workstation's key known at the platform. Once for each session; again is harmless. */
  register(): Promise<Outcome<null>>;
  /** Makes the key known, and hands over what the platform has not answered yet, oldest first. */
  deliver(): Promise<void>;
}

/** What evidence needs. */
export interface EvidenceDeskOptions {
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  readonly storage: Pick<Storage, 'evidence' | 'workstation'>;
  /** The key that signs from now on; another one once this workstation has enrolled anew. */
  readonly key: () => SigningKey;
  /** Milliseconds that this clock is ahead of the platform's; undefined where that is not known. */
  readonly clockSkew: () => number | undefined;
  readonly calls: EvidenceCalls;
  readonly session: () => AtWindow | undefined;
  /** Names the screen that faces the citizen, at this moment. */
  readonly evaluatorId: () => string;
  readonly appVersion: string;
  readonly log: Log;
}

/** Keeps the evidence of one workstation. */
export function createEvidenceDesk(options: EvidenceDeskOptions): EvidenceDesk {
  const { clock, randomBytes, storage, calls, log } = options;
  /** Whose session has made which key known. */
  let registered: { readonly by: AtWindow; readonly keyId: string } | undefined;
  let delivering: Promise<Outcome<null>> | undefined;
  let prepared: PreparedEvidence | undefined;

  function preparedFor(page: ConsentPage): PreparedEvidence {
    const ready = prepared;
    // An opening is good for one record.
    prepared = undefined;
    return ready?.pageId === page.pageId
      ? ready
      : prepareEvidence(page, [], options.key().alg, randomBytes);
  }

  function signerWith(commitments: Commitments): Signer {
    return {
      key: options.key(),
      head: storage.evidence.next(),
      commitments,
      workstationId: storage.workstation.id,
      evaluatorId: options.evaluatorId(),
      appVersion: options.appVersion,
      clockSkew: options.clockSkew(),
      at: clock.now(),
    };
  }

  async function register(): Promise<Outcome<null>> {
    const opened = options.session();
    if (opened === undefined) return fail('session.required');
    const key = options.key();
    if (registered?.by === opened && registered.keyId === key.keyId) return ok(null);
    const answer = await calls.register(storage.workstation.id, key);
    if (!answer.ok) {
      log.warn('evidence.key-not-registered', { code: answer.problem.code });
      return answer;
    }
    registered = { by: opened, keyId: key.keyId };
    return ok(null);
  }

  async function deliverAll(): Promise<Outcome<null>> {
    // Also where nothing waits: what a key signs counts from when it is known.
    const known = await register();
    if (!known.ok) return known;
    for (;;) {
      const waiting = storage.evidence.waiting(evidenceBatchLimit);
      if (waiting.length === 0) return ok(null);
      const given = await calls.give(waiting);
      if (!given.ok) {
        log.info('evidence.not-delivered', { code: given.problem.code });
        return given;
      }
      for (const outcome of given.value) {
        if ('rejection' in outcome) log.warn('evidence.rejected', { code: outcome.rejection });
        storage.evidence.settle(
          outcome.evidenceId,
          'rejection' in outcome
            ? { rejection: outcome.rejection }
            : { envelope: outcome.envelope },
        );
      }
    }
  }

  function deliver(): Promise<Outcome<null>> {
    delivering ??= deliverAll()
      .catch((cause: unknown) => {
        log.warn('evidence.failed', { cause: String(cause) });
        return fail('internal.unexpected');
      })
      .finally(() => {
        delivering = undefined;
      });
    return delivering;
  }

  return {
    prepare: (page, numbers) => {
      prepared = prepareEvidence(page, numbers, options.key().alg, randomBytes);
    },
    keepAnswer: (answered) => {
      const { digests, commitments, pageText } = preparedFor(answered.page);
      const record = answerRecord(answered, digests, signerWith(commitments));
      storage.evidence.append({ record, opening: commitments.opening, pageText });
    },
    keepWithdrawal: (withdrawn) => {
      const commitments = newCommitments(options.key().alg, randomBytes);
      const signer = signerWith(commitments);
      const evidenceId = uuidV7(Date.parse(signer.at), randomBytes);
      storage.evidence.append({
        record: withdrawalRecord({ ...withdrawn, evidenceId }, signer),
        opening: commitments.opening,
        pageText: null,
      });
    },
    ofPage: (pageId) => {
      const found = storage.evidence.find(pageId);
      if (found === undefined) return undefined;
      if (!found.ok) {
        log.warn('evidence.unreadable', { code: found.problem.code });
        return undefined;
      }
      const { record, opening, pageText } = found.value;
      return { record, opening, pageText };
    },
    handOver: async (pageId) => {
      const outcome = () => {
        const found = storage.evidence.find(pageId);
        return found?.ok === true ? found.value.outcome : undefined;
      };
      if (storage.evidence.find(pageId) === undefined) return fail('evidence.none');
      if (outcome() === undefined) {
        const delivered = await deliver();
        if (!delivered.ok) return delivered;
      }
      const known = outcome();
      return known === undefined || 'rejection' in known ? fail('evidence.refused') : ok(null);
    },
    settle: storage.evidence.settle,
    register,
    deliver: async () => {
      await deliver();
    },
  };
}
