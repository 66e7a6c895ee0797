import type { ChangesAnswer } from '../../../src/contracts/changes.ts';
import type {
  AskConsentRequest,
  ConsentAnswer,
  ConsentState,
} from '../../../src/contracts/consent-api.ts';
import type { PhoneStanding } from '../../../src/contracts/evaluator-page.ts';
import type { ConsentRecord } from '../../../src/domain/consent.ts';
import { type Failure, fail, type Outcome } from '../../../src/failures/failure.ts';
import type { ConsentWithdrawn } from '../../../src/flows/case-events.ts';
import type { ConsentEvent } from '../../../src/flows/consent-flow.ts';
import { ok } from '../../../src/support/result.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { EvidenceDesk } from '../../evidence/evidence-desk.ts';
import type { ConsentRequests } from '../../platform-client/consent-requests.ts';

/**
 * The citizen's question, as their phone shows it beside the evaluator. A consent at the platform has the id of the page
 * that asks for it. The platform decides which answer was first; where it cannot be reached, or refuses to ask, the
 * evaluator serves alone.
 */
export interface PhoneQuestion {
  /** Has the phone show a page. */
  ask(request: AskConsentRequest): void;
  /** More time was taken for a page on the evaluator: the phone has it too. */
  extend(pageId: string): void;
  /** How a page stands on the phone, while it is asked there or was tried to be. */
  standing(pageId: string): PhoneStanding | undefined;
  /**
   * Tells the platform how a page was answered on the evaluator. A phone that was first is heard as `phone.answered`
   * before this resolves.
   * @returns what keeps the platform from saying who was first; ok where it has, or was never asked
   */
  tell(record: ConsentRecord): Promise<Outcome<null>>;
  /** The page has ended here without an answer. A phone that was first is heard as `phone.answered`. */
  takeBack(pageId: string): void;
  /** Takes the platform's hints that pages were answered, or taken back, and asks it how. */
  hear(changes: ChangesAnswer['changes']): void;
  /** Asks the platform whether what was agreed to on a page still is. */
  check(pageId: string): void;
  /** Resolves when the platform has been told everything so far, or could not be. */
  settled(): Promise<void>;
}

/** What asking on the phone needs. */
export interface PhoneQuestionOptions {
  readonly consents: ConsentRequests;
  /** What proves an answer that was given on the evaluator. */
  readonly evidence: Pick<EvidenceDesk, 'ofPage' | 'settle' | 'handOver'> & {
    register(): Promise<Outcome<unknown>>;
  };
  /** Whether an answer to this page could still change anything, or that it was taken back. */
  readonly isAwaited: (pageId: string, state: ConsentState) => boolean;
  readonly onAnswered: (answer: Extract<ConsentEvent, { type: 'phone.answered' }>) => void;
  readonly onWithdrawn: (withdrawal: ConsentWithdrawn) => void;
  /** A standing has changed. */
  readonly onChange: () => void;
  readonly log: Log;
}

/** A page on its way to the phone, or there. */
interface AskedOnPhone {
  readonly request: AskConsentRequest;
  standing: PhoneStanding;
  isExtending?: boolean;
}

/** Nothing is asked yet. */
export function createPhoneQuestion(options: PhoneQuestionOptions): PhoneQuestion {
  const { consents, log } = options;
  let current: AskedOnPhone | undefined;
  /** Everything that is said to the platform, one after the other: what is taken back must have been asked before. */
  let line: Promise<unknown> = Promise.resolve();

  function inTurn(work: () => Promise<Outcome<null>>): Promise<Outcome<null>> {
    const done = line.then(() => guarded(work));
    line = done;
    return done;
  }

  /** Nobody waits for most of this, so what goes wrong unexpectedly is logged here. */
  async function guarded(work: () => Promise<Outcome<null>>): Promise<Outcome<null>> {
    try {
      return await work();
    } catch (cause) {
      log.warn('consent.failed', { cause: String(cause) });
      return fail('internal.unexpected');
    }
  }

  const asked = (pageId: string) => (current?.request.consentId === pageId ? current : undefined);

  function forget(pageId: string): void {
    if (asked(pageId) !== undefined) current = undefined;
  }

  async function send(question: AskedOnPhone): Promise<Outcome<null>> {
    const answer = await consents.ask(question.request);
    question.standing = answer.ok
      ? { state: 'waiting' }
      : { state: 'alone', reason: answer.problem };
    options.onChange();
    return noted(answer);
  }

  async function look(pageId: string): Promise<Outcome<null>> {
    return noted(await consents.find(pageId));
  }

  /** Goes by what the platform says of a consent. */
  function noted(answer: Outcome<ConsentAnswer>): Outcome<null> {
    if (!answer.ok) {
      log.warn('consent.not-told', { code: answer.problem.code });
      return answer;
    }
    const { consentId, state, answeredOn, answeredAt, withdrawnAt, choices } = answer.value;
    log.info('consent.at-platform', { state });
    // Whose page it was is not kept longer than it is asked.
    if (state !== 'pending') forget(consentId);
    if (withdrawnAt !== undefined) {
      const withdrawal = { at: withdrawnAt, place: 'phone' } as const;
      options.onWithdrawn({ type: 'consent.withdrawn', pageId: consentId, withdrawal });
    }
    if (answeredOn !== 'phone' || answeredAt === undefined || choices === undefined)
      return ok(null);
    options.onAnswered({
      type: 'phone.answered',
      pageId: consentId,
      // What has been withdrawn since is not agreed to.
      agreed: choices.flatMap(({ decision }, position) =>
        state === 'given' && decision === 'agreed' ? [position] : [],
      ),
      answeredAt,
    });
    return ok(null);
  }

  async function tellNow(record: ConsentRecord): Promise<Outcome<null>> {
    const { pageId } = record;
    const question = asked(pageId);
    if (question?.standing.state === 'alone') {
      const sent = await send(question);
      // What the platform refuses to ask, nobody has answered elsewhere.
      if (!sent.ok) return refusalOf(sent.problem) === undefined ? sent : ok(null);
    }
    const given = options.evidence.ofPage(pageId);
    if (given === undefined) {
      // Answered at another window, which has its record and has told of it.
      const seen = await look(pageId);
      return seen.ok || refusalOf(seen.problem) === undefined ? seen : ok(null);
    }
    const known = await options.evidence.register();
    if (!known.ok) return known;
    const told = await consents.prove(pageId, given);
    if (told.ok) {
      options.evidence.settle(pageId, { envelope: told.value.envelope });
      return noted(ok(told.value.consent));
    }
    const refusal = refusalOf(told.problem);
    // Asked while nobody could be told: the record stands for question and answer.
    if (refusal === 'consent-unknown') return options.evidence.handOver(pageId);
    return refusal !== undefined && endings.has(refusal) ? takeBackNow(pageId) : noted(told);
  }

  async function takeBackNow(pageId: string): Promise<Outcome<null>> {
    const ended = await consents.cancel(pageId);
    const refusal = ended.ok ? undefined : refusalOf(ended.problem);
    if (refusal === undefined) return noted(ended);
    return refusal === 'consent-ended' ? look(pageId) : ok(null);
  }

  return {
    ask: (request) => {
      const question: AskedOnPhone = { request, standing: { state: 'asking' } };
      current = question;
      void inTurn(async () => (current === question ? send(question) : ok(null)));
    },
    extend: (pageId) => {
      const question = asked(pageId);
      // A hand that rests on the screen asks once at a time.
      if (question?.standing.state !== 'waiting' || question.isExtending === true) return;
      question.isExtending = true;
      void inTurn(async () => {
        const extended = await consents.extend(pageId);
        question.isExtending = false;
        return noted(extended);
      });
    },
    standing: (pageId) => asked(pageId)?.standing,
    tell: (record) => inTurn(() => tellNow(record)),
    takeBack: (pageId) => {
      forget(pageId);
      void inTurn(() => takeBackNow(pageId));
    },
    hear: (changes) => {
      for (const change of changes) {
        if (change.kind !== 'consent:moved') continue;
        if (!options.isAwaited(change.consentId, change.state)) continue;
        void guarded(() => look(change.consentId));
      }
    },
    check: (pageId) => void guarded(() => look(pageId)),
    settled: async () => {
      await line;
    },
  };
}

/** Refusals that say where a consent stands; any other says that the record proves nothing there. */
const endings: ReadonlySet<string> = new Set(['consent-ended', 'consent-unknown']);

/** Why the platform has refused something; undefined when it has not been asked, or not understood. */
function refusalOf({ code, info }: Failure): string | undefined {
  return code === 'platform.refused' ? String(info?.['reason']) : undefined;
}
