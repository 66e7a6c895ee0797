import type { AtWindow } from '../../../src/contracts/platform-api.ts';
import type { Case } from '../../../src/domain/case.ts';
import type { Form } from '../../../src/domain/form.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import type { caseFlow } from '../../../src/flows/case-flow.ts';
import type { Clock } from '../../../src/support/clock.ts';
import { err, ok } from '../../../src/support/result.ts';
import type { EvidenceDesk } from '../../evidence/evidence-desk.ts';
import type { Storage } from '../../storage/storage.ts';
import type { ConsentDesk } from '../consent/consent-desk.ts';
import { consumeCodes } from '../identity/code-opener.ts';
import { shareAnswer } from '../rail/visit.ts';
import { callBackEnded } from './call-back-ended.ts';
import { correctionsAsked } from './corrections-asked.ts';
import { oversize, receivedPayload } from './received-event.ts';
import { endOfPage, objectionsRaised, withdrawnBetween } from './step-changes.ts';

/** What storing with a step needs. */
export interface StoredWithStepOptions {
  readonly clock: Clock;
  readonly storage: Storage;
  readonly flow: ReturnType<typeof caseFlow>;
  readonly evidence: EvidenceDesk;
  readonly consents: ConsentDesk;
  readonly newId: () => string;
  readonly session: () => AtWindow | undefined;
}

/**
 * Stores what is stored with a step of a case, or neither is: the codes that it has used up, the proof of an answer, the answer
 * in the other cases that its page asked for, and the events that the platform is told by. Runs inside the step's transaction.
 * @param form of the case, where it has one
 * @returns `code.used` where another case was quicker, `evidence.none` where nothing proves the answer,
 * `case.not-at-this-step` where the case cannot be received yet, `case.form-too-long` or `case.attachments-too-many` where
 * it would not fit a request
 */
export function storeWithStep(
  options: StoredWithStepOptions,
  before: Case,
  next: Case,
  form: Form | undefined,
): Outcome<null> {
  const { storage, newId, clock } = options;
  const record = endOfPage(before, next);
  if (record !== undefined) {
    const proved = options.consents.prove(next, record);
    if (!proved.ok) return proved;
    shareAnswer(options, before, record);
  }
  // Nobody but whoever practises is told of a drill.
  if (next.isDrill) return ok(null);
  const usedUp = consumeCodes(storage.usedCodes, before, next);
  if (!usedUp.ok) return usedUp;
  for (const payload of objectionsRaised(before, next)) {
    storage.outbox.enqueue({ id: newId(), kind: 'licence:objected', at: clock.now(), payload });
  }
  for (const { pageId, withdrawal } of withdrawnBetween(before, next)) {
    // Of a phone the platform has it.
    if (withdrawal === undefined || withdrawal.place === 'phone') continue;
    const payload = { consentId: pageId, caseId: next.id, place: withdrawal.place };
    const { at } = withdrawal;
    storage.outbox.enqueue({ id: newId(), kind: 'consent:withdrawn', at, payload });
    keepWithdrawal(options, before, pageId);
  }
  const window = options.session()?.window;
  const ended = window && callBackEnded(before, next, window.id);
  if (ended !== undefined) {
    const at = clock.now();
    storage.outbox.enqueue({ id: newId(), kind: 'call-back:ended', at, payload: ended });
  }
  return next.stage === 'submitting' && before.stage === 'filling-form'
    ? enqueueReceived(options, next, form)
    : ok(null);
}

/** What was answered here is taken back with a proof of its own; an answer on a phone is the platform's to prove. */
function keepWithdrawal(
  { evidence, session }: StoredWithStepOptions,
  subject: Case,
  pageId: string,
): void {
  const opened = session();
  const record = subject.consents.find((one) => one.pageId === pageId);
  if (opened === undefined || record?.answeredOn !== 'evaluator') return;
  evidence.keepWithdrawal({ subject, opened, record });
}

/** The events that report a submitted case. */
function enqueueReceived(
  { storage, newId, clock, session }: StoredWithStepOptions,
  subject: Case,
  form: Form | undefined,
): Outcome<null> {
  const opened = session();
  const payload =
    opened &&
    form &&
    receivedPayload(subject, form, {
      windowId: opened.window.id,
      clerkNumber: opened.clerk.number,
    });
  if (payload === undefined) return fail('case.not-at-this-step');
  const problem = oversize(payload, form ?? []);
  if (problem !== undefined) return err(problem);
  const at = clock.now();
  storage.outbox.enqueue({ id: newId(), kind: 'case:received', at, payload });
  for (const asked of correctionsAsked(subject.id, form ?? [])) {
    storage.outbox.enqueue({ id: newId(), kind: 'correction:asked', at, payload: asked });
  }
  return ok(null);
}
