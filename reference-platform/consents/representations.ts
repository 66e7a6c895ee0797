import type { AskConsentRequest } from '../../src/contracts/consent-api.ts';
import { isChild, isMinor } from '../../src/domain/age.ts';
import { birthDateOf } from '../../src/domain/id-number.ts';
import { type Clock, hallDay } from '../../src/support/clock.ts';
import type { Database } from '../database/open-database.ts';
import type { Delegation } from '../delegations/delegation.ts';
import type { DelegationGrants } from '../delegations/delegation-grants.ts';
import type { EnterpriseStore } from '../enterprises/enterprise-store.ts';
import type { LicenceCatalogue } from '../licence-library/licence-catalogue.ts';

/** Licences that name children together with those who answer for them. */
const familyLicences = ['出生医学证明', '居民户口簿'];

interface RepresentationsOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly enterprises: EnterpriseStore;
  readonly catalogue: LicenceCatalogue;
  readonly grants: DelegationGrants;
}

/** Who may answer for whom. */
export class Representations {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #enterprises: EnterpriseStore;
  readonly #catalogue: LicenceCatalogue;
  readonly #grants: DelegationGrants;

  constructor({ db, clock, enterprises, catalogue, grants }: RepresentationsOptions) {
    this.#db = db;
    this.#clock = clock;
    this.#enterprises = enterprises;
    this.#catalogue = catalogue;
    this.#grants = grants;
  }

  /**
   * Who answers what is asked about a holder's data: persons of 14 and more for themselves, the legal representative for
   * an enterprise, for a minor an adult who is named with the child on its birth certificate or household register, an
   * agent by a delegation that covers the matter and every licence, or whoever has given that delegation.
   * @returns their number; undefined where whoever is named may not answer
   */
  async whoAnswers(request: AskConsentRequest, windowId: string): Promise<string | undefined> {
    const { asked } = request;
    if (asked.as === 'principal') return this.#principal(request, asked.delegationId, windowId);
    if (asked.as === 'representative' && asked.idNumber === undefined) {
      return this.#enterprises.representativeOf(request.holder.number);
    }
    return (await this.#mayAnswer(request, asked, windowId)) ? asked.idNumber : undefined;
  }

  /** Whoever has given a delegation, where it covers everything that the page asks for in every case. */
  async #principal(
    request: AskConsentRequest,
    delegationId: string,
    windowId: string,
  ): Promise<string | undefined> {
    let principal: Delegation['principal'] | undefined;
    for (const { caseId, itemCode, licences } of mattersOf(request)) {
      const granted = await this.#grants.principalIn({ caseId, itemCode, windowId, delegationId });
      if (granted?.holder !== request.holder.number) return undefined;
      if (!licences.every(({ typeCode }) => granted.licenceTypes.includes(typeCode)))
        return undefined;
      principal = granted.principal;
    }
    if (principal === undefined) return undefined;
    const { type, number } = principal;
    return type === 'person' ? number : this.#enterprises.representativeOf(number);
  }

  async #mayAnswer(
    request: AskConsentRequest,
    asked: Exclude<AskConsentRequest['asked'], { as: 'principal' }>,
    windowId: string,
  ): Promise<boolean> {
    const { holder } = request;
    if (asked.as === 'agent') return this.#isDelegated(request, asked, windowId);
    if (asked.as === 'representative') {
      if (holder.type !== 'enterprise' || asked.idNumber === undefined) return false;
      return (await this.#enterprises.mayRepresent(asked.idNumber, holder.number)).ok;
    }
    const { as, idNumber } = asked;
    if (holder.type !== 'person') return false;
    if (as === 'same')
      return idNumber === holder.number && !isChild(birthDateOf(idNumber), this.#today());
    return (
      this.#isMinor(holder.number) &&
      !this.#isMinor(idNumber) &&
      (await this.#areNamedTogether(holder.number, idNumber))
    );
  }

  async #isDelegated(
    request: AskConsentRequest,
    { idNumber, delegationId }: Extract<AskConsentRequest['asked'], { as: 'agent' }>,
    windowId: string,
  ): Promise<boolean> {
    for (const { caseId, itemCode, licences } of mattersOf(request)) {
      const matter = { caseId, itemCode, windowId, delegationId };
      const granted = await this.#grants.grantsTo(idNumber, matter);
      const isCovered =
        granted.ok &&
        granted.value.some(
          (grant) =>
            grant.holder === request.holder.number &&
            licences.every(({ typeCode }) => grant.licenceTypes.includes(typeCode)),
        );
      if (!isCovered) return false;
    }
    return true;
  }

  #isMinor(idNumber: string): boolean {
    return isMinor(birthDateOf(idNumber), this.#today());
  }

  #today(): string {
    return hallDay(this.#clock.now());
  }

  async #areNamedTogether(child: string, adult: string): Promise<boolean> {
    const shared = await this.#db
      .selectFrom('licences')
      .innerJoin('licence_holders as of_child', 'of_child.license_code', 'licences.license_code')
      .innerJoin('licence_holders as of_adult', 'of_adult.license_code', 'licences.license_code')
      .select('license_item_code')
      .distinct()
      .where('of_child.identity_num', '=', child)
      .where('of_adult.identity_num', '=', adult)
      .execute();
    const types = await Promise.all(
      shared.map(({ license_item_code }) => this.#catalogue.find(license_item_code)),
    );
    return types.some((type) => type !== undefined && familyLicences.includes(type.name));
  }
}

/** Every case that a page asks for. */
function mattersOf(
  request: AskConsentRequest,
): readonly Pick<AskConsentRequest, 'caseId' | 'itemCode' | 'licences'>[] {
  return [request, ...(request.along ?? [])];
}
