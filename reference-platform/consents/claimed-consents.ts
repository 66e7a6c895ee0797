import { type AskConsentRequest, licencesAsked } from '../../src/contracts/consent-api.ts';
import type { CaseReceivedPayload } from '../../src/contracts/platform-api.ts';
import type { Database } from '../database/open-database.ts';
import { valuesIn } from '../database/values-in.ts';

type Claim = CaseReceivedPayload['consents'][number];

/** What the platform itself knows of a consent that was given on a phone for one case. */
interface GivenOnPhone {
  readonly holder: string;
  readonly pageDigest: string;
  /** Types that were agreed to. */
  readonly licenceTypes: ReadonlySet<string>;
}

/** Compares what cases claim to have been agreed to on a phone with what was answered there. */
export class ClaimedConsents {
  readonly #db: Database;
  /** By consent and case: a page may ask for several. */
  readonly #given = new Map<string, GivenOnPhone>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Reads what cases will be compared with. */
  async lookUp(payloads: readonly CaseReceivedPayload[]): Promise<void> {
    const claimed = payloads.flatMap(({ consents }) =>
      consents.filter(isOnPhone).map(({ pageId }) => pageId),
    );
    if (claimed.length === 0) return;
    const rows = await this.#db
      .selectFrom('consents')
      .innerJoin('consent_licences', 'consent_licences.consent_id', 'consents.consent_id')
      .select([
        'consents.consent_id',
        'consent_licences.case_id',
        'holder_number',
        'page_digest',
        'request',
        'position',
      ])
      .where('consents.consent_id', 'in', valuesIn(claimed))
      .where('state', '=', 'given')
      .where('answered_on', '=', 'phone')
      .where('decision', '=', 'agreed')
      .execute();
    for (const row of rows) {
      const request: AskConsentRequest = JSON.parse(row.request);
      const typeCode = licencesAsked(request)?.[row.position]?.typeCode;
      const key = keyOf(row.consent_id, row.case_id);
      const before = this.#given.get(key)?.licenceTypes ?? [];
      this.#given.set(key, {
        holder: row.holder_number,
        pageDigest: row.page_digest,
        licenceTypes: new Set([...before, ...(typeCode === undefined ? [] : [typeCode])]),
      });
    }
  }

  /**
   * Whether every consent that a case claims to have from a phone was given there so, of the same person's licences, by the
   * same page, and has not been withdrawn since. Which window has asked makes no difference: a case may change hands.
   */
  areTrue(payload: CaseReceivedPayload): boolean {
    return payload.consents.filter(isOnPhone).every((claim) => {
      const given = this.#given.get(keyOf(claim.pageId, payload.caseId));
      return (
        given !== undefined &&
        given.holder === (claim.holder ?? payload.applicant.number) &&
        given.pageDigest === claim.pageDigest &&
        isSameSet(given.licenceTypes, new Set(claim.licenceTypes))
      );
    });
  }
}

function keyOf(consentId: string, caseId: string): string {
  return `${consentId} ${caseId}`;
}

function isSameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((each) => other.has(each));
}

function isOnPhone({ answeredOn }: Claim): boolean {
  return answeredOn === 'phone';
}
