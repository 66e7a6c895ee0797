import { type Case, hasEnded } from '../../../src/domain/case.ts';
import {
  callBackOutcome,
  isReceivedWithoutPlatform,
  isVerifiedInAbsence,
} from '../../../src/domain/offline-intake.ts';
import { type Clock, hallDay } from '../../../src/support/clock.ts';
import type { CardPhotos } from '../../card-photos/card-photos.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { Storage } from '../../storage/storage.ts';
import type { CitizenScreen } from '../citizen-screen/citizen-screen.ts';
import { licencesToldOf } from '../consent/asked-licences.ts';
import type { ConsentDesk } from '../consent/consent-desk.ts';
import { absenteeAsked } from '../consent/consent-parties.ts';
import type { OwnValuesCheck } from '../consent/own-values.ts';
import type { PhoneQuestion } from '../consent/phone-question.ts';
import type { IdentityProofs } from '../identity/identity-proofs.ts';
import type { Rail } from '../rail/rail.ts';
import { removeFiles } from '../rail/remove-case.ts';
import type { Shift } from '../rail/shift.ts';
import type { Middle } from './middle.ts';
import { endOfPage, withdrawnBetween } from './step-changes.ts';

/** What following a step needs. */
export interface AfterStepOptions {
  readonly clock: Clock;
  readonly storage: Storage;
  readonly log: Log;
  readonly middle: Middle;
  readonly rail: Pick<Rail, 'followShared'>;
  readonly shift: Shift;
  readonly screen: CitizenScreen;
  readonly proofs: IdentityProofs;
  readonly consents: ConsentDesk;
  readonly ownValues: OwnValuesCheck;
  readonly photos: CardPhotos;
  /** Nobody is at the counter: the citizen's screen stays blank. */
  readonly isLocked: () => boolean;
  /** Something has been put into the outbox. */
  readonly onEnqueued: () => void;
  readonly onChange: () => void;
}

/** What follows once a step of the open case is stored: on the citizen's screen and phone, in the rail, in the log. */
export function followStep(options: AfterStepOptions, before: Case, next: Case): void {
  const { log, shift, screen, proofs, consents, photos, isLocked } = options;
  shift.note(next);
  if (hasEnded(next.stage)) {
    photos.drop(next.id);
    // Nobody's phone is asked any longer who a case was for that has ended.
    proofs.stopAsking();
  }
  removeFiles(options, before, next);
  const record = endOfPage(before, next);
  if (record !== undefined) {
    if (record.answeredOn === 'evaluator') log.info('evidence.kept', {});
    options.rail.followShared(record);
    consents.tellPlatform(before, record, next);
    if (!isLocked()) {
      const absentee = absenteeAsked(next, record.holder, hallDay(options.clock.now()));
      screen.showResult(record, absentee, isReceivedWithoutPlatform(next));
    }
  }
  if (next.stage !== before.stage) {
    log.info('case.stage', { stage: next.stage });
    showStage(options, before, next);
  }
  const outcome = callBackOutcome(before, next);
  if (outcome !== undefined) log.info('call-back.ended', { outcome });
  const withdrawn = withdrawnBetween(before, next);
  for (const { withdrawal } of withdrawn) {
    log.info('consent.withdrawn', { place: withdrawal?.place });
  }
  if (withdrawn.length > 0 && !isLocked() && !screen.isTakingFeedback()) {
    screen.showTakenBack(isHandedIn(next) ? 'withdrawn-after-intake' : 'withdrawn');
  }
  const isEnqueued =
    next.stage === 'submitting' ||
    next.objections !== before.objections ||
    outcome !== undefined ||
    withdrawn.length > 0;
  if (isEnqueued) options.onEnqueued();
  if (before.stage === 'matching' && next.carried !== undefined) consents.checkGiven(next);
  options.onChange();
}

/** What follows where a step could not be stored: whoever was asked is asked no longer. */
export function followNotStored(
  {
    screen,
    phone,
    onChange,
  }: Pick<AfterStepOptions, 'screen' | 'onChange'> & {
    readonly phone: Pick<PhoneQuestion, 'takeBack'>;
  },
  stored: Case,
): void {
  if (stored.asking !== undefined) {
    screen.blank();
    phone.takeBack(stored.asking.pageId);
  }
  onChange();
}

function showStage(options: AfterStepOptions, before: Case, next: Case): void {
  const { screen, proofs, ownValues } = options;
  if (before.stage === 'checking-values') ownValues.stop();
  if (options.isLocked()) return;
  if (before.stage === 'reviewing' && next.stage === 'fetching-values') {
    tellOfDuty(screen, before, next);
  }
  // Once what has led here is stored and told.
  if (next.stage === 'checking-values') queueMicrotask(() => beginCheck(options, next.id));
  if (before.stage === 'checking-values' && next.stage === 'filling-form') {
    screen.showChecked((next.objections ?? []).length);
  }
  if (next.stage === 'submitting' && !isVerifiedInAbsence(next)) screen.showSubmitted();
  if (before.stage === 'filling-form' && next.stage === 'awaiting-verification') {
    screen.showReceivedOffline();
  }
  if (hasEnded(next.stage)) {
    proofs.stopReading();
    screen.letGo();
  }
}

/** Where a page was answered, it has told of this. */
function tellOfDuty(screen: CitizenScreen, before: Case, next: Case): void {
  const byDuty = licencesToldOf(next);
  if (next.item === undefined || byDuty.length === 0) return;
  const wasAnswered = next.consents.some(({ answeredOn }) => answeredOn !== undefined);
  if (next.consents.length > before.consents.length || wasAnswered) return;
  screen.showDutyNotice(next.item.department, byDuty);
}

function beginCheck({ middle, ownValues }: AfterStepOptions, caseId: string): void {
  const open = middle.open();
  const subject = open?.subject();
  if (subject?.id !== caseId || subject.stage !== 'checking-values') return;
  ownValues.start(subject, open?.values() ?? []);
}

/** Whether a case has been handed to the platform. */
function isHandedIn({ stage }: Case): boolean {
  return stage === 'submitting' || stage === 'received';
}
