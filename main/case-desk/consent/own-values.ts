import type { Case, LicenceObjection } from '../../../src/domain/case.ts';
import { lastRecordOf, partOf, peopleOf } from '../../../src/domain/case-holders.ts';
import type { InputKind } from '../../../src/domain/consent.ts';
import type { LicenceValues } from '../../../src/domain/licence.ts';
import { shownParty } from '../../../src/domain/masking.ts';
import { registeredNeed } from '../../../src/domain/service-item.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import { answeringInput } from '../../../src/flows/consent-flow.ts';
import { ok } from '../../../src/support/result.ts';
import { type CheckedLicence, ownValuesPage } from '../../evaluator-pages/own-values-page.ts';
import type { Settings } from '../../settings/settings.ts';
import type { CitizenScreen } from '../citizen-screen/citizen-screen.ts';
import type { EvaluatorDesk } from '../citizen-screen/evaluator-desk.ts';
import { consentedOf } from './asked-licences.ts';

/** What one person looks at: their licences, as the page shows each and as an objection to it would say. */
interface ValuesOfPerson {
  readonly name: string;
  readonly number: string;
  readonly licences: readonly {
    readonly checked: CheckedLicence;
    readonly objection: LicenceObjection;
  }[];
}

/**
 * Who looks at which values before the clerk does (核对本人数据): whoever has answered on the evaluator for their own
 * licences, as their representative or guardian. Whoever acts by a delegation or brings papers is shown nothing of the
 * holder's, and whoever has answered on their phone is not there.
 * @param licences the values that were fetched
 */
export function valuesToCheck(
  subject: Case,
  licences: readonly LicenceValues[],
): readonly ValuesOfPerson[] {
  const { item, applicant, present } = subject;
  if (item === undefined) return [];
  const isOthersBusiness = present?.as === 'agent' || present?.as === 'runner';
  return peopleOf(subject).flatMap(({ name, number }) => {
    if (number === applicant?.number && isOthersBusiness) return [];
    if (lastRecordOf(subject, number)?.answeredOn !== 'evaluator') return [];
    const consented = new Map(consentedOf(subject, number).map((one) => [one.licenceCode, one]));
    const own = licences.flatMap((values) => {
      const summary = consented.get(values.licenceCode);
      if (summary === undefined || partOf(subject, summary)?.person.number !== number) return [];
      const { licenceCode, typeCode } = values;
      const fields = (registeredNeed(item, summary)?.fields ?? []).map((field) => ({
        name: field.name,
        value: values.fields[field.key] ?? '',
      }));
      const objection = { licenceCode, typeCode, name: summary.name, holder: number };
      return [{ checked: { name: summary.name, fields }, objection }];
    });
    // What is looked for in two parts is one licence to whoever holds it.
    const licencesOnce = [...new Map(own.map((one) => [one.objection.licenceCode, one])).values()];
    return licencesOnce.length === 0 ? [] : [{ name, number, licences: licencesOnce }];
  });
}

/** Has the people of a case look at their values, one after the other. */
export interface OwnValuesCheck {
  /** Shows the first of them their values; `onChecked` once all have looked, or their time is over. */
  start(subject: Case, licences: readonly LicenceValues[]): void;
  /** The evaluator has shown a page: the time to look at it begins. */
  confirm(pageId: string): void;
  /** The person on the page says which of their licences are wrong. */
  object(pageId: string, wrong: readonly number[], input: InputKind): Outcome<null>;
  /** More time; refused where the page is not ours. */
  extend(pageId: string): Outcome<null>;
  /** Whether a page of ours is on the citizen's screen. */
  isShowing(): boolean;
  /** Nobody looks any longer. */
  stop(): void;
}

/** What looking needs. */
export interface OwnValuesOptions {
  readonly screen: CitizenScreen;
  readonly evaluator: EvaluatorDesk;
  readonly settings: () => Settings;
  readonly place: () => { readonly hall: string; readonly windowName: string } | undefined;
  readonly onChecked: (objections: readonly LicenceObjection[]) => void;
}

/** Nobody looks yet. */
export function createOwnValuesCheck(options: OwnValuesOptions): OwnValuesCheck {
  const { screen, evaluator } = options;
  let itemName = '';
  let waiting: readonly ValuesOfPerson[] = [];
  let found: readonly LicenceObjection[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isShowing = () => evaluator.current().kind === 'own-values';

  function startTime(): void {
    clearTimeout(timer);
    timer = setTimeout(() => goOn([]), options.settings().numbers.ownValuesSeconds * 1000);
  }

  function showNext(): void {
    const [next] = waiting;
    const place = options.place();
    if (next === undefined || place === undefined || !screen.isPresent()) {
      stop();
      options.onChecked(found);
      return;
    }
    screen
      .prepare((basis) =>
        ownValuesPage(basis, {
          ...place,
          itemName,
          holder: shownParty(next),
          licences: next.licences.map(({ checked }) => checked),
          secondsToAnswer: options.settings().numbers.ownValuesSeconds,
        }),
      )
      .show();
    // A screen that never confirms the page must not keep anybody waiting.
    startTime();
  }

  function goOn(wrong: readonly number[]): void {
    const [looked, ...others] = waiting;
    if (looked === undefined) return;
    found = [
      ...found,
      ...looked.licences.flatMap(({ objection }, position) =>
        wrong.includes(position) ? [objection] : [],
      ),
    ];
    waiting = others;
    showNext();
  }

  function stop(): void {
    clearTimeout(timer);
    waiting = [];
  }

  return {
    start: (subject, licences) => {
      itemName = subject.item?.name ?? '';
      waiting = valuesToCheck(subject, licences);
      found = [];
      showNext();
    },
    confirm: (pageId) => {
      if (isShowing() && evaluator.current().pageId === pageId) startTime();
    },
    object: (pageId, wrong, input) => {
      const [looking] = waiting;
      if (!isShowing() || evaluator.current().pageId !== pageId || looking === undefined) {
        return fail('consent.page-not-on-screen');
      }
      const { boundPointer } = options.settings().evaluator;
      if (answeringInput({ isPointerBound: boundPointer }, input) === undefined) {
        return fail('consent.not-a-touch');
      }
      if (wrong.some((position) => position >= looking.licences.length)) {
        return fail('ipc.invalid-request');
      }
      goOn(wrong);
      return ok(null);
    },
    extend: (pageId) => {
      if (!isShowing() || evaluator.current().pageId !== pageId) {
        return fail('consent.page-not-on-screen');
      }
      startTime();
      evaluator.extend();
      return ok(null);
    },
    isShowing,
    stop,
  };
}
