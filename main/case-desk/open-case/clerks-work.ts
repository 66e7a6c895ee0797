import type { CardPhoto } from '../../../src/contracts/card-photo.ts';
import type { WithdrawalPlace } from '../../../src/domain/consent.ts';
import type { ConflictChoice } from '../../../src/domain/form.ts';
import type { ServiceItem } from '../../../src/domain/service-item.ts';
import type { SettlementChoice } from '../../../src/domain/settle-in-case.ts';
import { settlementOffer } from '../../../src/domain/waiver-list.ts';
import { fail, type Outcome } from '../../../src/failures/failure.ts';
import type { CaseEvent } from '../../../src/flows/case-events.ts';
import { ok } from '../../../src/support/result.ts';
import type { CardPhotos } from '../../card-photos/card-photos.ts';
import type { CitizenScreen } from '../citizen-screen/citizen-screen.ts';
import type { ConsentWithdrawal } from '../consent/consent-withdrawal.ts';
import { type TakingBackOptions, withdrawConsent } from '../consent/take-consent-back.ts';
import type { IdentityProofs } from '../identity/identity-proofs.ts';
import type { Rail } from '../rail/rail.ts';
import type { Middle } from './middle.ts';
import type { OpenCase } from './open-case.ts';

/** What the clerk does with the open case, beside finding out whom it is for. */
export interface ClerksWork {
  /** `item.unknown` where the item has no such variant. */
  chooseItem(caseId: string, item: ServiceItem, variant: string): Outcome<null>;
  /** The portrait of the card that the open case began with. */
  showPhoto(caseId: string): Promise<Outcome<CardPhoto>>;
  /** A further adult does not belong to the case after all. */
  removeAdult(caseId: string, number: string): Outcome<null>;
  /**
   * 撤回授权, as whoever had agreed wishes: the citizen's screen asks them to confirm it. Where there is no screen, `window`
   * takes it back on their word. `consent.not-given` where the page is not one that was agreed to, `consent.phone-only`
   * where whoever has agreed is not at the counter.
   */
  withdrawConsent(
    caseId: string,
    pageId: string,
    place: Exclude<WithdrawalPlace, 'phone'>,
  ): Outcome<null>;
  /** `material.not-offered` where the item does not let the material be settled so. */
  settleMaterial(caseId: string, choice: SettlementChoice): Outcome<null>;
  /** Types over a field of the form. */
  typeField(caseId: string, key: string, value: string): Outcome<null>;
  /** Decides between sources that disagree about a field. */
  settleConflict(caseId: string, key: string, choice: ConflictChoice): Outcome<null>;
  /**
   * 收件: receives the case, without the platform under a provisional number. `form.incomplete` with how many points of the
   * form are open, `lease.ended` where its values have ended meanwhile.
   */
  submit(caseId: string): Outcome<null>;
  /** 核验: takes up a case that was received without the platform, and asks the platform about it. */
  verify(caseId: string): Outcome<null>;
  /** Events that the flow judges alone: withdraw the page, go on on paper, try again, attachments, close. */
  send(
    caseId: string,
    event: Extract<
      CaseEvent,
      {
        type:
          | 'page.withdrawn'
          | 'paper.chosen'
          | 'step.tried-again'
          | 'attachment.added'
          | 'attachment.removed'
          | 'offline.chosen'
          | 'call-back.wanted'
          | 'call-back.ended'
          | 'case.closed';
      }
    >,
  ): Outcome<null>;
}

/** What the clerk's work needs. */
export interface ClerksWorkOptions extends TakingBackOptions {
  readonly middle: Middle;
  readonly rail: Pick<Rail, 'store' | 'resume'>;
  readonly screen: CitizenScreen;
  readonly withdrawals: ConsentWithdrawal;
  readonly proofs: Pick<IdentityProofs, 'itemChosen'>;
  readonly photos: CardPhotos;
  readonly onChange: () => void;
}

/** Brings what the clerk does to the open case. */
export function clerksWork(options: ClerksWorkOptions): ClerksWork {
  const { middle, rail, proofs, photos, withdrawals } = options;

  /** Changes the open case's form, and tells of it. */
  function edit(caseId: string, change: (found: OpenCase) => Outcome<null>): Outcome<null> {
    const found = middle.at(caseId);
    if (!found.ok) return found;
    const changed = change(found.value);
    if (changed.ok) options.onChange();
    return changed;
  }

  return {
    chooseItem: (caseId, item, variant) => {
      if (!item.variants.some(({ code }) => code === variant)) return fail('item.unknown');
      const chosen = middle.send(caseId, { type: 'item.chosen', item, variant });
      if (chosen.ok) proofs.itemChosen(item);
      return chosen;
    },
    showPhoto: async (caseId) => {
      const found = middle.at(caseId);
      return found.ok ? photos.show(caseId) : found;
    },
    removeAdult: (caseId, number) => middle.send(caseId, { type: 'holder.removed', number }),
    withdrawConsent: (caseId, pageId, place) => withdrawConsent(options, caseId, pageId, place),
    settleMaterial: (caseId, { material, way }) => {
      const found = middle.at(caseId);
      if (!found.ok) return found;
      const { waiverList } = found.value.subject();
      const isOffered =
        waiverList !== undefined &&
        (way === undefined || settlementOffer(waiverList, material, way) !== undefined);
      return isOffered
        ? found.value.send({ type: 'material.settled', material, ...(way && { way }) })
        : fail('material.not-offered');
    },
    typeField: (caseId, key, value) => edit(caseId, (found) => found.typeField(key, value)),
    settleConflict: (caseId, key, choice) =>
      edit(caseId, (found) => found.settleConflict(key, choice)),
    submit: (caseId) => {
      const found = middle.at(caseId);
      return found.ok ? found.value.submit() : found;
    },
    verify: (caseId) => {
      const resumed = rail.resume(caseId);
      return resumed.ok ? middle.send(caseId, { type: 'verification.begun' }) : resumed;
    },
    send: (caseId, event) => {
      if (event.type === 'page.withdrawn' && withdrawals.isShowing()) {
        withdrawals.giveUp();
        return ok(null);
      }
      return middle.send(caseId, event);
    },
  };
}
