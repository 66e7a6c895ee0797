import { licencesAsked } from '../../src/contracts/consent-api.ts';
import type { Database } from '../database/open-database.ts';
import type { ServiceItemStore } from '../service-items/service-item-store.ts';
import { needOf } from './licence-need.ts';

/** One licence that somebody wants to open for a case. */
interface Opening {
  readonly caseId: string;
  readonly itemCode: string;
  readonly licenceCode: string;
}

/** What has to be true before a licence is opened: that its holder has agreed, or that a law says so. */
export class LicenceGate {
  readonly #db: Database;
  readonly #items: ServiceItemStore;
  readonly #takesWord: boolean;

  /**
   * @param takesWord whether the licences of somebody whose consent was never asked for here in a case may be opened on the
   *   word of the workstation, which then keeps the proof
   */
  constructor(db: Database, items: ServiceItemStore, takesWord: boolean) {
    this.#db = db;
    this.#items = items;
    this.#takesWord = takesWord;
  }

  /**
   * Whether a licence may be opened now. A consent that was withdrawn opens nothing any more, and one for another matter
   * nothing at all, be it in the same case.
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
    if (asked.length === 0) return this.#takesWord;
    return asked.some(
      ({ license_code, position, request, state, decision }) =>
        license_code === licenceCode &&
        state === 'given' &&
        decision === 'agreed' &&
        licencesAsked(JSON.parse(request))?.[position]?.itemCode === itemCode,
    );
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
