import type { GivenEvidence } from '../../src/evidence/evidence-api.ts';
import { chainFindings, chainPlaces } from '../../src/evidence/evidence-chain.ts';
import { type Envelope, sealPackage } from '../../src/evidence/evidence-package.ts';
import {
  type EvidenceRecord,
  openingHash,
  pageDigests,
  recordHash,
} from '../../src/evidence/evidence-record.ts';
import { profileOf } from '../../src/evidence/profiles/evidence-profile.ts';
import { isSignedBy, signStatement } from '../../src/evidence/signed-statement.ts';
import { canonicalJson } from '../../src/support/canonical-json.ts';
import type { Clock } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import { type Database, readPlatformId } from '../database/open-database.ts';
import { type EvidenceKeys, evidenceKeyOf } from './evidence-keys.ts';
import type { PlatformEvidenceKeys } from './platform-evidence-keys.ts';

/** Why a record proves nothing, whatever it is of. */
export type RecordProblem =
  | 'evidence-key-unknown'
  | 'evidence-key-revoked'
  | 'evidence-signature-invalid'
  | 'evidence-differs'
  | 'evidence-chain-broken';

/** A record that was given before. */
interface KnownRecord {
  readonly consentId: string | null;
  readonly envelope: Envelope;
}

/** Records of workstations, checked, countersigned and kept. */
export class EvidenceStore {
  readonly #db: Database;
  readonly #clock: Clock;
  readonly #keys: EvidenceKeys;
  readonly #platformKeys: PlatformEvidenceKeys;

  constructor(db: Database, clock: Clock, keys: EvidenceKeys, platformKeys: PlatformEvidenceKeys) {
    this.#db = db;
    this.#clock = clock;
    this.#keys = keys;
    this.#platformKeys = platformKeys;
  }

  /** Countersigns a record that was judged, and keeps it; one that is kept already only learns its consent. */
  async keep(
    db: Database,
    { record, opening, pageText }: GivenEvidence,
    consentId: string | null,
  ): Promise<Envelope> {
    const envelope = signStatement(
      {
        record_hash: recordHash(record),
        received_at: this.#clock.now(),
        platform_id: await readPlatformId(db),
        timestamp_token: null,
      },
      this.#platformKeys[record.signature.alg],
    );
    const isAnswer = record.kind === 'answer';
    const kept = await db
      .insertInto('evidence_records')
      .values({
        evidence_id: record.evidence_id,
        consent_id: consentId,
        workstation_id: record.device.workstation_id,
        epoch: record.epoch,
        seq: record.seq,
        hash: envelope.record_hash,
        record: canonicalJson(record),
        opening,
        page_text: pageText,
        page_digest: isAnswer ? record.page.rendered_text_sha256 : null,
        withdraws: isAnswer ? null : record.withdraws,
        envelope: canonicalJson(envelope),
      })
      .onConflict((conflict) =>
        conflict.column('evidence_id').doUpdateSet({ consent_id: consentId }),
      )
      .returning('envelope')
      .executeTakeFirstOrThrow();
    if (isAnswer) {
      const caseIds = new Set(record.cases.map(({ biz_num }) => biz_num));
      await db
        .insertInto('evidence_cases')
        .values([...caseIds].map((case_id) => ({ evidence_id: record.evidence_id, case_id })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    return JSON.parse(kept.envelope);
  }

  /** One record as the bytes of its package, with the newest word about its key, and the window that it is of. */
  async package(
    evidenceId: string,
  ): Promise<{ readonly bytes: Uint8Array; readonly windowId: string } | undefined> {
    const row = await this.#db
      .selectFrom('evidence_records')
      .select(['record', 'page_text', 'envelope'])
      .where('evidence_id', '=', evidenceId)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const record: EvidenceRecord = JSON.parse(row.record);
    const bytes = sealPackage({
      record,
      page_text: row.page_text,
      key: await this.#keys.statementAbout(record.signature.key_id),
      envelope: JSON.parse(row.envelope),
    });
    return { bytes, windowId: record.handler.window };
  }

  /** How many records are kept. */
  async count(): Promise<number> {
    const { records } = await this.#db
      .selectFrom('evidence_records')
      .select(({ fn }) => fn.countAll<number>().as('records'))
      .executeTakeFirstOrThrow();
    return records;
  }
}

/** What was said of this very record when its workstation first gave it; undefined where it is not known. */
export async function knownRecord(
  db: Database,
  workstationId: string,
  record: EvidenceRecord,
): Promise<KnownRecord | undefined> {
  const row = await db
    .selectFrom('evidence_records')
    .select(['consent_id', 'envelope'])
    .where('evidence_id', '=', record.evidence_id)
    .where('workstation_id', '=', workstationId)
    .where('hash', '=', recordHash(record))
    .executeTakeFirst();
  return row && { consentId: row.consent_id, envelope: JSON.parse(row.envelope) };
}

/**
 * Why a new record of a workstation proves nothing, as far as it can be judged by itself: its key and signature, its
 * opening and page, and its place in the chain.
 */
export async function judgeRecord(
  db: Database,
  workstationId: string,
  { record, opening, pageText }: GivenEvidence,
): Promise<Result<null, RecordProblem>> {
  const { key_id, alg } = record.signature;
  const key = await evidenceKeyOf(db, workstationId, key_id);
  if (!key.ok) return key;
  if (!isSignedBy(key.value, record)) return err('evidence-signature-invalid');
  const isWhole =
    record.device.workstation_id === workstationId &&
    record.opening_hash === openingHash(profileOf(alg), opening) &&
    isPageOf(record, pageText);
  if (!isWhole) return err('evidence-differs');
  return (await continuesChain(db, record)) ? ok(null) : err('evidence-chain-broken');
}

/** Whether a text is the page that a record was made on; a withdrawal has none. */
function isPageOf(record: EvidenceRecord, pageText: string | null): boolean {
  if (record.kind === 'withdrawal') return pageText === null;
  if (pageText === null) return false;
  const digests = pageDigests(profileOf(record.signature.alg), pageText);
  return (
    record.page.rendered_text_sha256 === digests.rendered_text_sha256 &&
    record.page.rendered_text_sm3 === digests.rendered_text_sm3
  );
}

/**
 * Whether a record is new and goes on where its chain is known to have come: its place is free, and what is in the places
 * next to it agrees. Where the one before has not arrived, whoever reads the chain is told of the gap.
 */
async function continuesChain(db: Database, record: EvidenceRecord): Promise<boolean> {
  const { evidence_id, device, epoch, seq } = record;
  const rows = await db
    .selectFrom('evidence_records')
    .select(['evidence_id', 'hash', 'record'])
    .where(({ and, eb, or }) =>
      or([
        eb('evidence_id', '=', evidence_id),
        and([
          eb('workstation_id', '=', device.workstation_id),
          eb('epoch', '=', epoch),
          eb('seq', 'in', [seq - 1, seq, seq + 1]),
        ]),
      ]),
    )
    .execute();
  if (rows.some((row) => row.evidence_id === evidence_id)) return false;
  const own = { record, hash: recordHash(record) };
  const around = rows.map((row) => ({ record: JSON.parse(row.record), hash: row.hash }));
  const places = chainPlaces([...around, own]);
  return [own, ...around].every((each) =>
    chainFindings(each, places).every(({ why }) => why === 'missing'),
  );
}
