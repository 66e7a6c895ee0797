import type { AskConsentRequest } from '../../src/contracts/consent-api.ts';
import type { CaseReceivedPayload } from '../../src/contracts/platform-api.ts';
import type { Database } from '../database/open-database.ts';
import { valuesIn } from '../database/values-in.ts';

type Claim = CaseReceivedPayload['consents'][number];

/** What the platform itself knows of a consent that was given on a phone. */
interface GivenOnPhone {
  readonly workstationId: string;
  readonly caseId: string;
  readonly holder: string;
  readonly pageDigest: string;
  /** Types that were agreed to. */
  readonly licenceTypes: ReadonlySet<string>;
}

/** Compares what cases claim to have been agreed to on a phone with what was answered there. */
export class ClaimedConsents {
  readonly #db: Database;
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
        'workstation_id',
        'case_id',
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
      const { licences }: AskConsentRequest = JSON.parse(row.request);
      const typeCode = licences[row.position]?.typeCode;
      const before = this.#given.get(row.consent_id)?.licenceTypes ?? [];
      this.#given.set(row.consent_id, {
        workstationId: row.workstation_id,
        caseId: row.case_id,
        holder: row.holder_number,
        pageDigest: row.page_digest,
        licenceTypes: new Set([...before, ...(typeCode === undefined ? [] : [typeCode])]),
      });
    }
  }

  /**
   * Whether every consent that a case claims to have from a phone was given there so, by the same person for the same page
   * of this case, and has not been withdrawn since.
   */
  areTrue(workstationId: string, payload: CaseReceivedPayload): boolean {
    return payload.consents.filter(isOnPhone).every((claim) => {
      const given = this.#given.get(claim.pageId);
      return (
        given !== undefined &&
        given.workstationId === workstationId &&
        given.caseId === payload.caseId &&
        given.holder === (claim.holder ?? payload.applicant.number) &&
        given.pageDigest === claim.pageDigest &&
        isSameSet(given.licenceTypes, new Set(claim.licenceTypes))
      );
    });
  }
}

function isSameSet(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && [...one].every((each) => other.has(each));
}

function isOnPhone({ answeredOn }: Claim): boolean {
  return answeredOn === 'phone';
}
