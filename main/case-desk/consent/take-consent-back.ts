import type { Case } from '../../../src/domain/case.ts';
import type { WithdrawalPlace } from '../../../src/domain/consent.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import type { caseFlow } from '../../../src/flows/case-flow.ts';
import { type Clock, hallDay } from '../../../src/support/clock.ts';
import type { Log } from '../../diagnostics/log.ts';
import type { Storage } from '../../storage/storage.ts';
import type { CitizenScreen } from '../citizen-screen/citizen-screen.ts';
import type { Middle } from '../open-case/middle.ts';
import type { Rail } from '../rail/rail.ts';
import { afterEvent } from '../rail/visit.ts';
import { type ConsentWithdrawal, withdrawableConsents } from './consent-withdrawal.ts';
import { takeConsentBack } from './withdrawn-values.ts';

/** Where a consent is taken back at the counter. */
type PlaceHere = Exclude<WithdrawalPlace, 'phone'>;

/** What taking a consent back needs. */
export interface TakingBackOptions {
  readonly clock: Clock;
  readonly storage: Storage;
  readonly flow: ReturnType<typeof caseFlow>;
  readonly log: Log;
  readonly middle: Middle;
  readonly rail: Pick<Rail, 'store'>;
}

/** Takes back what a page of the open case was given, in every case that it has asked for. */
export function takeBackEverywhere(
  options: TakingBackOptions,
  caseId: string,
  pageId: string,
  place: PlaceHere,
): Outcome<null> {
  const { clock, log, middle, storage, flow, rail } = options;
  const found = middle.at(caseId);
  if (!found.ok) return found;
  const { along = [] } =
    found.value.subject().consents.find((record) => record.pageId === pageId) ?? {};
  const withdrawal = { at: clock.now(), place };
  const event = { type: 'consent.withdrawn', pageId, withdrawal } as const;
  const taken = found.value.takeBack(event);
  if (!taken.ok) return taken;
  for (const other of along) {
    const aside = storage.cases.load(other.caseId);
    if (!aside.ok || !mayHearAside(aside.value)) continue;
    const before = aside.value;
    // The platform is told by the case that is open.
    const takenThere = takeConsentBack(options, before, event, (heard) =>
      rail.store(before, afterEvent(flow, { subject: before, clock }, heard)),
    );
    if (!takenThere.ok) log.warn('consent.not-taken-back', { code: takenThere.problem.code });
  }
  return taken;
}

/** Whether a case that is not open may hear something without anything being asked of anybody for it. */
function mayHearAside({ stage }: Case): boolean {
  return stage !== 'matching' && stage !== 'verifying' && stage !== 'taking-over';
}

/**
 * 撤回授权, as whoever had agreed wishes: the citizen's screen asks them to confirm it. Where there is no screen, `window`
 * takes it back on their word. `consent.not-given` where the page is not one that was agreed to, `consent.phone-only`
 * where whoever has agreed is not at the counter.
 */
export function withdrawConsent(
  options: TakingBackOptions & {
    readonly screen: Pick<CitizenScreen, 'isPresent'>;
    readonly withdrawals: Pick<ConsentWithdrawal, 'ask'>;
  },
  caseId: string,
  pageId: string,
  place: PlaceHere,
): Outcome<null> {
  const { clock, middle, storage } = options;
  const found = middle.at(caseId);
  if (!found.ok) return found;
  const able = found.value.ready();
  if (!able.ok) return able;
  const subject = found.value.subject();
  const given = withdrawableConsents(subject, hallDay(clock.now())).find(
    ({ record }) => record.pageId === pageId,
  );
  if (given === undefined) return fail('consent.not-given');
  if (given.isAway) return fail('consent.phone-only');
  if (!options.screen.isPresent()) {
    return place === 'window'
      ? takeBackEverywhere(options, caseId, pageId, place)
      : fail('evaluator.no-display');
  }
  // Whoever takes it back need not look at the values first.
  found.value.hear({ type: 'page.withdrawn' });
  const others = (given.record.along ?? []).flatMap((other) => {
    const one = storage.cases.load(other.caseId);
    return one.ok ? [one.value] : [];
  });
  const itemNames = [subject, ...others].flatMap(({ item }) => (item ? [item.name] : []));
  return options.withdrawals.ask(subject, given, itemNames);
}
