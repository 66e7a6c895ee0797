import { licencesAsked } from '../../src/contracts/consent-api.ts';
import type { Clock } from '../../src/support/clock.ts';
import type { Database } from '../database/open-database.ts';
import type { ServiceItemStore } from '../service-items/service-item-store.ts';
import { needOf } from './licence-need.ts';
import { isAgreedToInAbsence, type OfflineAnswer, type OpenedLicence } from './offline-consents.ts';

/** One licence that somebody wants to open for a case. */
interface Opening {
  readonly caseId: string;
  readonly itemCode: string;
  readonly licenceCode: string;
}

/** States in which a consent has been decided on. */
const answers: ReadonlySet<string> = new Set(['given', 'declined', 'withdrawn']);

/** What has to be true before a licence is opened: that its holder has agreed, or that a law says so. */
export class LicenceGate {
  readonly #db: Database;
  readonly #items: ServiceItemStore;
  readonly #clock: Clock;
  readonly #takesWord: boolean;

  /**
   * @param takesWord whether the licences of somebody whose consent was never asked for here in a case may be opened on the
   *   word of the workstation, which then keeps the proof
   */
  constructor(db: Database, items: ServiceItemStore, clock: Clock, takesWord: boolean) {
    this.#db = db;
    this.#items = items;
    this.#clock = clock;
    this.#takesWord = takesWord;
  }

  /**
   * Whether a licence may be opened now. A consent that was withdrawn opens nothing any more, and one for another matter
   * nothing at all, be it in the same case. Where nobody was asked here, or nobody has answered, what a workstation's signed
   * records prove of an answer that was given while the platform was away counts as if it had been.
   */
  async opens({ caseId, itemCode, licenceCode }: Opening): Promise<boolean> {
    if (await this.#isDuty(itemCode, licenceCode)) return true;
    const asked = await this.#db
      .selectFrom('consent_licences')
      .innerJoin('consents', 'consents.consent_id', 'consent_licences.consent_id')
      .innerJoin('licence_holders', (join) =>
        join
          .onRef('licence_holders.identity_num', '=', 'consents.holder_number')
          .on('licence_holders.license_code', '=', licenceCode),
      )
      .select(['consent_licences.license_code', 'position', 'request', 'state', 'decision'])
      .where('consent_licences.case_id', '=', caseId)
      .execute();
    const answered = asked.filter(({ state }) => answers.has(state));
    if (answered.length === 0) {
      const proofs = await this.#proofsOf(caseId);
      const licence = await this.#licence(itemCode, licenceCode);
      if (proofs.length > 0) {
        const now = this.#clock.now();
        return (
          licence !== undefined &&
          proofs.some((proof) => isAgreedToInAbsence(proof, { ...licence, caseId, itemCode }, now))
        );
      }
      return asked.length === 0 && this.#takesWord;
    }
    return answered.some(
      ({ license_code, position, request, state, decision }) =>
        license_code === licenceCode &&
        state === 'given' &&
        decision === 'agreed' &&
        licencesAsked(JSON.parse(request))?.[position]?.itemCode === itemCode,
    );
  }

  /** What was answered in a case while nobody could be asked here. */
  #proofsOf(caseId: string): Promise<OfflineAnswer[]> {
    return this.#db
      .selectFrom('evidence_cases')
      .innerJoin('evidence_records as answers', 'answers.evidence_id', 'evidence_cases.evidence_id')
      .leftJoin('evidence_records as withdrawals', 'withdrawals.withdraws', 'answers.evidence_id')
      .select(['answers.record', 'answers.opening', 'withdrawals.evidence_id as withdrawal'])
      .where('evidence_cases.case_id', '=', caseId)
      .where('answers.consent_id', 'is', null)
      .execute();
  }

  /** A licence with whoever holds it, and what the item needs of its type. */
  async #licence(
    itemCode: string,
    licenceCode: string,
  ): Promise<Omit<OpenedLicence, 'caseId' | 'itemCode'> | undefined> {
    const rows = await this.#db
      .selectFrom('licences')
      .innerJoin('licence_holders', 'licence_holders.license_code', 'licences.license_code')
      .select(['license_item_code', 'identity_num'])
      .where('licences.license_code', '=', licenceCode)
      .execute();
    const typeCode = rows[0]?.license_item_code;
    const item = await this.#items.find(itemCode);
    const need = item && typeCode !== undefined ? needOf(item, typeCode) : undefined;
    if (typeCode === undefined || need === undefined) return undefined;
    const holders = rows.map(({ identity_num }) => identity_num);
    return { licenceCode, typeCode, need, holders };
  }

  /** Whether the item needs licences of this type by a duty that the law gives it (依职能). */
  async #isDuty(itemCode: string, licenceCode: string): Promise<boolean> {
    const licence = await this.#db
      .selectFrom('licences')
      .select('license_item_code')
      .where('license_code', '=', licenceCode)
      .executeTakeFirst();
    const item = await this.#items.find(itemCode);
    return (
      item !== undefined &&
      licence !== undefined &&
      needOf(item, licence.license_item_code)?.basis === 'duty'
    );
  }
}
