import {
  type CorrectionAskedPayload,
  type CorrectionsAnswer,
  correctionAskedPayloadSchema,
  correctionPage,
} from '../../src/contracts/correction-api.ts';
import { caseReceivedPayloadSchema } from '../../src/contracts/platform-api.ts';
import type { KeptSource } from '../../src/contracts/sourced-value.ts';
import type { Provenance } from '../../src/domain/sourced-value.ts';
import type { Instant } from '../../src/support/clock.ts';
import type { Database } from '../database/open-database.ts';

/** Why a correction was not taken. */
export type CorrectionRejection =
  /** The workstation that asks has not handed over this case. */
  | 'case-unknown'
  /** In the case's form nothing of the kind was disputed. */
  | 'correction-unfounded';

/** Corrections (校核纠错) that windows have asked for, each with the case in which it came up. */
export class CorrectionStore {
  readonly #db: Database;

  /** @param db also the transaction of a batch */
  constructor(db: Database) {
    this.#db = db;
  }

  /** Takes a correction. @returns why not; null: it was taken */
  async ask(
    workstationId: string,
    payload: CorrectionAskedPayload,
    at: Instant,
  ): Promise<CorrectionRejection | null> {
    const found = await this.#db
      .selectFrom('cases')
      .select('payload')
      .where('case_id', '=', payload.caseId)
      .where('workstation_id', '=', workstationId)
      .executeTakeFirst();
    if (found === undefined) return 'case-unknown';
    const { form } = caseReceivedPayloadSchema.parse(JSON.parse(found.payload));
    const claims = form.find(({ key }) => key === payload.fieldKey)?.conflict?.claims ?? [];
    if (!claims.some(({ provenance }) => isSamePlace(provenance, payload.disputed))) {
      return 'correction-unfounded';
    }
    await this.#db
      .insertInto('corrections')
      .values({ case_id: payload.caseId, asked_at: at, payload: JSON.stringify(payload) })
      .execute();
    return null;
  }

  /** Newest first, in pages. */
  async list(before: number | undefined): Promise<CorrectionsAnswer> {
    const rows = await this.#db
      .selectFrom('corrections')
      .innerJoin('cases', 'cases.case_id', 'corrections.case_id')
      .select(['corrections.id', 'asked_at', 'corrections.payload', 'case_number'])
      .where('corrections.id', '<', before ?? Number.MAX_SAFE_INTEGER)
      .orderBy('corrections.id', 'desc')
      .limit(correctionPage + 1)
      .execute();
    return {
      corrections: rows.slice(0, correctionPage).map(({ id, asked_at, payload, case_number }) => ({
        id,
        caseNumber: case_number,
        askedAt: asked_at,
        ...correctionAskedPayloadSchema.parse(JSON.parse(payload)),
      })),
      hasMore: rows.length > correctionPage,
    };
  }
}

/** Whether both name the same field of the same licence or library. */
function isSamePlace(claimed: Provenance, disputed: KeptSource): boolean {
  if (claimed.kind !== disputed.kind || claimed.field !== disputed.field) return false;
  return claimed.kind !== 'licence' || disputed.kind !== 'licence'
    ? true
    : claimed.licenceCode === disputed.licenceCode;
}
