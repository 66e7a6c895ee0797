import { type AskConsentRequest, licencesAsked } from '../../src/contracts/consent-api.ts';
import type { CaseReceivedPayload } from '../../src/contracts/platform-api.ts';
import { type AnswerRecord, commitmentTo } from '../../src/evidence/evidence-record.ts';
import { profileOf } from '../../src/evidence/profiles/evidence-profile.ts';
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

/** What the platform has of a page that was answered on an evaluator. */
interface Proof {
  readonly consentId: string | null;
  readonly record: AnswerRecord;
  readonly opening: string;
  /** Not withdrawn since. */
  readonly isInForce: boolean;
}

/** Compares what cases claim to have been agreed to with what was answered on phones, and with the records of evaluators. */
export class ClaimedConsents {
  readonly #db: Database;
  readonly #takesWord: boolean;
  /** By consent and case: a page may ask for several. */
  readonly #given = new Map<string, GivenOnPhone>();
  #proofs: readonly Proof[] = [];

  /** @param takesWord whether an answer on an evaluator counts before its record is here */
  constructor(db: Database, takesWord: boolean) {
    this.#db = db;
    this.#takesWord = takesWord;
  }

  /** Reads what cases will be compared with. */
  async lookUp(payloads: readonly CaseReceivedPayload[]): Promise<void> {
    const claims = payloads.flatMap(({ consents }) => consents);
    await this.#lookUpGiven(claims.filter(isOnPhone));
    await this.#lookUpProofs(claims.filter((claim) => !isOnPhone(claim)));
  }

  async #lookUpGiven(claims: readonly Claim[]): Promise<void> {
    if (claims.length === 0) return;
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
      .where('consents.consent_id', 'in', valuesIn(claims.map(({ pageId }) => pageId)))
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

  async #lookUpProofs(claims: readonly Claim[]): Promise<void> {
    if (claims.length === 0) return;
    const rows = await this.#db
      .selectFrom('evidence_records as answers')
      .leftJoin('consents', 'consents.consent_id', 'answers.consent_id')
      .leftJoin('evidence_records as withdrawals', 'withdrawals.withdraws', 'answers.evidence_id')
      .select([
        'answers.consent_id',
        'answers.record',
        'answers.opening',
        'consents.state',
        'withdrawals.evidence_id as withdrawal',
      ])
      .where('answers.withdraws', 'is', null)
      .where(({ or, eb }) =>
        or([
          eb('answers.consent_id', 'in', valuesIn(claims.map(({ pageId }) => pageId))),
          eb('answers.page_digest', 'in', valuesIn(claims.map(({ pageDigest }) => pageDigest))),
        ]),
      )
      .execute();
    this.#proofs = rows.map(({ consent_id, record, opening, state, withdrawal }) => ({
      consentId: consent_id,
      record: JSON.parse(record),
      opening,
      isInForce: (state ?? 'given') === 'given' && withdrawal === null,
    }));
  }

  /**
   * Whether every consent that a case claims was given so, of the same person's licences, by the same page, and has not
   * been withdrawn since. Which window has asked makes no difference: a case may change hands.
   */
  areTrue(payload: CaseReceivedPayload): boolean {
    return payload.consents.every((claim) =>
      isOnPhone(claim) ? this.#isGiven(claim, payload) : this.#isProved(claim, payload),
    );
  }

  #isGiven(claim: Claim, payload: CaseReceivedPayload): boolean {
    const given = this.#given.get(keyOf(claim.pageId, payload.caseId));
    return (
      given !== undefined &&
      given.holder === holderOf(claim, payload) &&
      given.pageDigest === claim.pageDigest &&
      isSameSet(given.licenceTypes, new Set(claim.licenceTypes))
    );
  }

  /** Where the page was asked for here, its own record says so; else any of the case that was made on such a page. */
  #isProved(claim: Claim, payload: CaseReceivedPayload): boolean {
    const { caseId } = payload;
    const own = this.#proofs.filter(({ consentId, record }) =>
      consentId === null
        ? record.page.rendered_text_sha256 === claim.pageDigest && isOfCase(record, caseId)
        : consentId === claim.pageId,
    );
    if (own.length === 0) return this.#takesWord;
    return own.some(({ record, opening, isInForce }) => {
      const agreed = record.choices.filter(
        ({ biz_num, decision }) => biz_num === caseId && decision === 'agreed',
      );
      return (
        isInForce &&
        record.page.rendered_text_sha256 === claim.pageDigest &&
        record.holder.id_commitment ===
          commitmentTo(profileOf(record.signature.alg), opening, holderOf(claim, payload)) &&
        isSameSet(
          new Set(agreed.map(({ license_item_code }) => license_item_code)),
          new Set(claim.licenceTypes),
        )
      );
    });
  }
}

function holderOf({ holder }: Claim, { applicant }: CaseReceivedPayload): string {
  return holder ?? applicant.number;
}

function isOfCase({ cases }: AnswerRecord, caseId: string): boolean {
  return cases.some(({ biz_num }) => biz_num === caseId);
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
