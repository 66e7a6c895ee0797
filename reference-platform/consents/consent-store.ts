import { hash } from 'node:crypto';
import type { z } from 'zod';
import {
  type AskConsentRequest,
  type AskedLicence,
  type ConsentAnswer,
  type ConsentState,
  consentLimits,
  licencesAsked,
  type PhoneConsent,
  type PhoneConsentPage,
  type phoneConsentAnswerRequestSchema,
} from '../../src/contracts/consent-api.ts';
import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import type { LicenceDecision, WithdrawalPlace } from '../../src/domain/consent.ts';
import type {
  GiveEvidenceRequest,
  GivenEvidence,
  ProvedConsentAnswer,
} from '../../src/evidence/evidence-api.ts';
import { commitmentTo } from '../../src/evidence/evidence-record.ts';
import { consentPageText } from '../../src/evidence/page-text.ts';
import { profileOf } from '../../src/evidence/profiles/evidence-profile.ts';
import { canonicalJson } from '../../src/support/canonical-json.ts';
import type { Clock } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { Database } from '../database/open-database.ts';
import {
  type EvidenceStore,
  judgeRecord,
  knownRecord,
  type RecordProblem,
} from '../evidence/evidence-store.ts';
import type { Journal, Teller } from '../journal/journal.ts';
import type { ServiceItemStore } from '../service-items/service-item-store.ts';
import type { Session } from '../sessions/session-store.ts';
import { isEvidenceOf } from './evidence-check.ts';
import { type LicenceNeed, needOf } from './licence-need.ts';
import type { Representations } from './representations.ts';
import type { ConsentTables } from './tables.ts';
import { tellMoved, withdrawConsent } from './withdraw-consent.ts';

/** Why a consent is not asked for. */
type AskProblem =
  | 'item-unknown'
  | 'over-asking'
  | 'page-differs'
  | 'licence-not-held'
  | 'asked-not-entitled'
  | 'consent-id-taken';

/** Why a record does not prove a consent. */
type EvidenceProblem = RecordProblem | 'consent-unknown' | 'consent-ended';

type PhoneAnswerProblem =
  | 'consent-unknown'
  | 'consent-ended'
  | 'page-altered'
  | 'choices-incomplete'
  | 'not-chosen-singly';

type ConsentRow = ConsentTables['consents'];

interface ConsentStoreOptions {
  readonly db: Database;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly items: ServiceItemStore;
  readonly evidence: EvidenceStore;
  readonly representations: Representations;
}

/** Consents (用证授权): asked for by workstations, answered on phones or by the workstation's signed record. */
export class ConsentStore {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #items: ServiceItemStore;
  readonly #evidence: EvidenceStore;
  readonly #representations: Representations;

  constructor(options: ConsentStoreOptions) {
    this.#db = options.db;
    this.#clock = options.clock;
    this.#journal = options.journal;
    this.#items = options.items;
    this.#evidence = options.evidence;
    this.#representations = options.representations;
  }

  /** Asks for a consent. Whoever is asked is told on their phone. */
  async ask(
    { workstationId, windowId }: Session,
    request: AskConsentRequest,
  ): Promise<Result<ConsentAnswer, AskProblem>> {
    const { consentId, caseId, itemCode, holder, page } = request;
    const licences = licencesAsked(request);
    if (licences === undefined) return err('page-differs');
    const needs = await this.#needsOf(licences);
    if (!needs.ok) return needs;
    if (!isPageOf(page, needs.value)) return err('page-differs');
    if (!(await this.#areHeld(holder.number, licences))) return err('licence-not-held');
    const askedIdNumber = await this.#representations.whoAnswers(request, windowId);
    if (askedIdNumber === undefined) return err('asked-not-entitled');
    const known = await find(this.#db, consentId);
    if (known !== undefined) {
      const isSame =
        known.workstation_id === workstationId && known.request === canonicalJson(request);
      return isSame ? ok(await this.#answerOf(known)) : err('consent-id-taken');
    }
    const now = this.#clock.now();
    const row: ConsentRow = {
      consent_id: consentId,
      workstation_id: workstationId,
      window_id: windowId,
      case_id: caseId,
      item_code: itemCode,
      holder_number: holder.number,
      asked_id_number: askedIdNumber,
      request: canonicalJson(request),
      page_digest: hash('sha256', consentPageText(page)),
      state: 'pending',
      asked_at: now,
      expires_at: new Date(Date.parse(now) + page.secondsToAnswer * 1000).toISOString(),
      answered_at: null,
      answered_on: null,
      withdrawn_at: null,
    };
    await this.#journal.commit(async (db, tell) => {
      await db.insertInto('consents').values(row).execute();
      await db
        .insertInto('consent_licences')
        .values(
          licences.map(({ licenceCode, caseId }, position) => ({
            consent_id: consentId,
            position,
            case_id: caseId,
            license_code: licenceCode,
            decision: null,
          })),
        )
        .execute();
      await tell.holder(askedIdNumber, { kind: 'consent:moved', consentId, state: 'pending' });
    });
    return ok(await this.#answerOf(row));
  }

  /** What became of a consent that a workstation has asked for. */
  async find(
    workstationId: string,
    consentId: string,
  ): Promise<Result<ConsentAnswer, 'consent-unknown'>> {
    const row = await find(this.#db, consentId);
    return row?.workstation_id === workstationId
      ? ok(await this.#answerOf(row))
      : err('consent-unknown');
  }

  /**
   * Whoever is asked wants to read on: a phone has the page's time once more, as far as `consentLimits` let it. Whoever is
   * asked is told on their phone.
   */
  async extend(
    workstationId: string,
    consentId: string,
  ): Promise<Result<ConsentAnswer, 'consent-unknown' | 'consent-ended'>> {
    const row = await find(this.#db, consentId);
    if (row?.workstation_id !== workstationId) return err('consent-unknown');
    const { page }: AskConsentRequest = JSON.parse(row.request);
    const now = this.#clock.now();
    const latest = Date.parse(row.asked_at) + consentLimits.longestSeconds * 1000;
    const wanted = Date.parse(now) + page.secondsToAnswer * 1000;
    // A page that was given longer from the start keeps that.
    const until = Math.max(Date.parse(row.expires_at), Math.min(wanted, latest));
    return this.#journal.commit(async (db, tell) => {
      const extended = await db
        .updateTable('consents')
        .set({ expires_at: new Date(until).toISOString() })
        .where('consent_id', '=', consentId)
        .where('state', '=', 'pending')
        .where('expires_at', '>', now)
        .returningAll()
        .executeTakeFirst();
      if (extended === undefined) return err('consent-ended');
      const change = { kind: 'consent:moved', consentId, state: 'pending' } as const;
      await tell.holder(extended.asked_id_number, change);
      return ok(await this.#answerOf(extended, db));
    });
  }

  /** The window asks no longer. */
  async cancel(
    workstationId: string,
    consentId: string,
  ): Promise<Result<ConsentAnswer, 'consent-unknown' | 'consent-ended'>> {
    const row = await find(this.#db, consentId);
    if (row?.workstation_id !== workstationId) return err('consent-unknown');
    return this.#journal.commit(async (db, tell) => this.#end(db, tell, row, 'cancelled'));
  }

  /**
   * Takes the workstation's signed record of an answer given on the evaluator. The same record again is answered as the
   * first time; one that was handed over before by itself proves the consent now.
   */
  async giveEvidence(
    workstationId: string,
    consentId: string,
    given: GiveEvidenceRequest,
  ): Promise<Result<ProvedConsentAnswer, EvidenceProblem>> {
    const { record } = given;
    const row = await find(this.#db, consentId);
    if (row?.workstation_id !== workstationId) return err('consent-unknown');
    const request: AskConsentRequest = JSON.parse(row.request);
    const licences = licencesAsked(request) ?? [];
    const needs = await this.#needsOf(licences);
    const asked = {
      request,
      licences: licences.map((licence, position) => ({
        ...licence,
        need: needs.ok ? needs.value[position] : undefined,
      })),
      workstationId,
      windowId: row.window_id,
      pageText: consentPageText(request.page),
    };
    return this.#journal.commit(async (db, tell) => {
      const known = await knownRecord(db, workstationId, record);
      if (known?.consentId === consentId) {
        const consent = await this.#answerOf(await reread(db, row), db);
        return ok({ consent, envelope: known.envelope });
      }
      const judged = known === undefined ? await judgeRecord(db, workstationId, given) : ok(null);
      if (!judged.ok) return judged;
      const isOfAnother = known !== undefined && known.consentId !== null;
      if (isOfAnother || !isEvidenceOf(given, asked)) return err('evidence-differs');
      const decisions = record.choices.map(({ decision }) => decision);
      const ended = await this.#answer(db, tell, row, 'evaluator', decisions);
      if (!ended.ok) return ended;
      const envelope = await this.#evidence.keep(db, given, consentId);
      return ok({ consent: ended.value, envelope });
    });
  }

  /**
   * A record says that the citizen has withdrawn a consent at a window: as part of a transaction, and as `withdrawAtWindow`
   * would. What is not in force any more stays as it is.
   */
  async withdrawOnRecord(
    db: Database,
    tell: Teller,
    consentId: string,
    { record, opening }: GivenEvidence,
  ): Promise<Result<null, 'consent-unknown' | 'evidence-differs'>> {
    const row = await find(db, consentId);
    if (row?.workstation_id !== record.device.workstation_id) return err('consent-unknown');
    const holder = commitmentTo(profileOf(record.signature.alg), opening, row.holder_number);
    if (record.holder.id_commitment !== holder) return err('evidence-differs');
    const now = this.#clock.now();
    const withdrawal = { consentId, place: 'window', withdrawnAt: now } as const;
    await withdrawConsent(db, tell, withdrawal, now);
    return ok(null);
  }

  /** The citizen withdraws a consent at the window that asked for it. */
  async withdrawAtWindow(
    workstationId: string,
    consentId: string,
  ): Promise<Result<ConsentAnswer, 'consent-unknown' | 'consent-not-given'>> {
    const row = await find(this.#db, consentId);
    return row?.workstation_id === workstationId
      ? this.#withdraw(row, 'window')
      : err('consent-unknown');
  }

  /** What a person has been asked, and what others have answered about their data; newest first. */
  async ofPerson(idNumber: string): Promise<PhoneConsent[]> {
    const rows = await this.#shown()
      .where(({ or, eb }) =>
        or([eb('asked_id_number', '=', idNumber), eb('holder_number', '=', idNumber)]),
      )
      .orderBy('asked_at', 'desc')
      .limit(200)
      .execute();
    return Promise.all(rows.map((row) => this.#forPhone(row, idNumber)));
  }

  /** One of them, with its page. */
  async pageFor(
    idNumber: string,
    consentId: string,
  ): Promise<Result<PhoneConsentPage, 'consent-unknown'>> {
    const row = await this.#shown().where('consent_id', '=', consentId).executeTakeFirst();
    if (row === undefined || !concerns(row, idNumber)) return err('consent-unknown');
    const request: AskConsentRequest = JSON.parse(row.request);
    const licences = await Promise.all(
      (licencesAsked(request) ?? []).map(async ({ licenceCode, typeCode, itemCode }) => {
        const item = await this.#items.find(itemCode);
        const need = item === undefined ? undefined : needOf(item, typeCode);
        return { licenceCode, typeName: need?.name ?? typeCode };
      }),
    );
    return ok({ ...(await this.#forPhone(row, idNumber)), page: request.page, licences });
  }

  /** The answer of the phone of the one who is asked. */
  async answerOnPhone(
    idNumber: string,
    consentId: string,
    { pageDigest, decisions, chosenSingly }: z.infer<typeof phoneConsentAnswerRequestSchema>,
  ): Promise<Result<ConsentAnswer, PhoneAnswerProblem>> {
    const row = await find(this.#db, consentId);
    if (row?.asked_id_number !== idNumber) return err('consent-unknown');
    if (pageDigest !== row.page_digest) return err('page-altered');
    const { page }: AskConsentRequest = JSON.parse(row.request);
    if (decisions.length !== page.licences.length) return err('choices-incomplete');
    const isAgreedUnasked = page.licences.some(
      ({ isSensitive }, position) =>
        isSensitive === true &&
        decisions[position] === 'agreed' &&
        !chosenSingly.includes(position),
    );
    if (isAgreedUnasked) return err('not-chosen-singly');
    return this.#journal.commit((db, tell) => this.#answer(db, tell, row, 'phone', decisions));
  }

  /** A citizen withdraws from their phone what they, or others for them, have agreed to. */
  async withdrawOnPhone(
    idNumber: string,
    consentId: string,
  ): Promise<Result<ConsentAnswer, 'consent-unknown' | 'consent-not-given'>> {
    const row = await find(this.#db, consentId);
    return row !== undefined && concerns(row, idNumber)
      ? this.#withdraw(row, 'phone')
      : err('consent-unknown');
  }

  async #answer(
    db: Database,
    tell: Teller,
    row: ConsentRow,
    answeredOn: 'phone' | 'evaluator',
    decisions: readonly LicenceDecision[],
  ): Promise<Result<ConsentAnswer, 'consent-ended'>> {
    const state = decisions.includes('agreed') ? 'given' : 'declined';
    const ended = await this.#end(db, tell, row, state, answeredOn);
    if (!ended.ok) return ended;
    for (const [position, decision] of decisions.entries()) {
      await db
        .updateTable('consent_licences')
        .set({ decision })
        .where('consent_id', '=', row.consent_id)
        .where('position', '=', position)
        .execute();
    }
    return ok(await this.#answerOf(await reread(db, row), db));
  }

  /**
   * Ends a consent that is still pending: of two who answer at once, one is first. Its time binds the phone; on the
   * evaluator, where a person may ask for more of it, the workstation keeps the time, and may be heard late.
   */
  async #end(
    db: Database,
    tell: Teller,
    { consent_id }: ConsentRow,
    state: 'given' | 'declined' | 'cancelled',
    answeredOn: 'phone' | 'evaluator' | null = null,
  ): Promise<Result<ConsentAnswer, 'consent-ended'>> {
    const now = this.#clock.now();
    const ending = db
      .updateTable('consents')
      .set({
        state,
        answered_on: answeredOn,
        answered_at: answeredOn === null ? null : now,
      })
      .where('consent_id', '=', consent_id)
      .where('state', '=', 'pending');
    const ended = await (answeredOn === 'evaluator' ? ending : ending.where('expires_at', '>', now))
      .returningAll()
      .executeTakeFirst();
    if (ended === undefined) return err('consent-ended');
    await tellMoved(tell, ended, state);
    return ok(await this.#answerOf(ended, db));
  }

  async #withdraw(
    { consent_id: consentId }: ConsentRow,
    place: WithdrawalPlace,
  ): Promise<Result<ConsentAnswer, 'consent-not-given'>> {
    return this.#journal.commit(async (db, tell) => {
      const now = this.#clock.now();
      const withdrawal = { consentId, place, withdrawnAt: now };
      const withdrawn = await withdrawConsent(db, tell, withdrawal, now);
      return withdrawn === undefined
        ? err('consent-not-given')
        : ok(await this.#answerOf(withdrawn, db));
    });
  }

  /** What the items have registered of every licence; in the order of the page. */
  async #needsOf(
    licences: readonly AskedLicence[],
  ): Promise<Result<LicenceNeed[], 'item-unknown' | 'over-asking'>> {
    const needs: LicenceNeed[] = [];
    for (const { itemCode, typeCode, fields } of licences) {
      const item = await this.#items.find(itemCode);
      if (item === undefined) return err('item-unknown');
      const need = needOf(item, typeCode);
      if (need === undefined || !fields.every((field) => need.fieldKeys.includes(field))) {
        return err('over-asking');
      }
      needs.push(need);
    }
    return ok(needs);
  }

  async #areHeld(holderNumber: string, licences: readonly AskedLicence[]): Promise<boolean> {
    const held = await this.#db
      .selectFrom('licence_holders')
      .innerJoin('licences', 'licences.license_code', 'licence_holders.license_code')
      .select(['licences.license_code', 'license_item_code'])
      .where('identity_num', '=', holderNumber)
      .execute();
    return licences.every(({ licenceCode, typeCode }) =>
      held.some(
        ({ license_code, license_item_code }) =>
          license_code === licenceCode && license_item_code === typeCode,
      ),
    );
  }

  async #answerOf(row: ConsentRow, db: Database = this.#db): Promise<ConsentAnswer> {
    const licences = await db
      .selectFrom('consent_licences')
      .select(['license_code', 'decision'])
      .where('consent_id', '=', row.consent_id)
      .orderBy('position')
      .execute();
    return {
      consentId: row.consent_id,
      state: this.#stateOf(row),
      expiresAt: row.expires_at,
      ...(row.answered_at === null || row.answered_on === null
        ? {}
        : {
            answeredAt: row.answered_at,
            answeredOn: row.answered_on,
            choices: licences.flatMap(({ license_code, decision }) =>
              decision === null ? [] : [{ licenceCode: license_code, decision }],
            ),
          }),
      ...(row.withdrawn_at === null ? {} : { withdrawnAt: row.withdrawn_at }),
    };
  }

  async #forPhone(
    row: ConsentRow & { readonly window_name: string; readonly org_name: string },
    idNumber: string,
  ): Promise<PhoneConsent> {
    const { itemCode, along = [] }: AskConsentRequest = JSON.parse(row.request);
    const items = await Promise.all(
      [itemCode, ...along.map((part) => part.itemCode)].map((code) => this.#items.find(code)),
    );
    return {
      ...(await this.#answerOf(row)),
      askedAt: row.asked_at,
      isAsked: row.asked_id_number === idNumber,
      itemNames: items.flatMap((item) => (item === undefined ? [] : [item.name])),
      orgName: row.org_name,
      windowName: row.window_name,
    };
  }

  #shown() {
    return this.#db
      .selectFrom('consents')
      .innerJoin('windows', 'windows.id', 'consents.window_id')
      .selectAll('consents')
      .select(['windows.name as window_name', 'windows.org_name as org_name']);
  }

  #stateOf({ state, expires_at }: ConsentRow): ConsentState {
    return state === 'pending' && expires_at <= this.#clock.now() ? 'expired' : state;
  }
}

/** Whether a page asks for as many licences, and sets apart each that is sensitive. */
function isPageOf({ licences }: ConsentPage, needs: readonly LicenceNeed[]): boolean {
  return (
    licences.length === needs.length &&
    needs.every((need, position) => !need.isSensitive || licences[position]?.isSensitive === true)
  );
}

/** Whether a person may see a consent: who was asked, and whose data it is about. */
function concerns({ asked_id_number, holder_number }: ConsentRow, idNumber: string): boolean {
  return asked_id_number === idNumber || holder_number === idNumber;
}

function find(db: Database, consentId: string): Promise<ConsentRow | undefined> {
  return db
    .selectFrom('consents')
    .selectAll()
    .where('consent_id', '=', consentId)
    .executeTakeFirst();
}

function reread(db: Database, { consent_id }: ConsentRow): Promise<ConsentRow> {
  return db
    .selectFrom('consents')
    .selectAll()
    .where('consent_id', '=', consent_id)
    .executeTakeFirstOrThrow();
}
