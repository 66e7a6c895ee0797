import {
  correctionPage,
  type LicenceObjectedPayload,
  type ObjectionsAnswer,
} from '../../src/contracts/correction-api.ts';
import type { LicenceRecord } from '../../src/contracts/licence-api.ts';
import type { Instant } from '../../src/support/clock.ts';
import type { Database } from '../database/open-database.ts';

/** Why an objection was not taken: there is no such licence of that type. */
export type ObjectionRejection = 'licence-unknown';

/** What holders have said of their licences at counters (数据有误): each is a ticket for whoever has issued it. */
export class ObjectionStore {
  readonly #db: Database;

  /** @param db also the transaction of a batch */
  constructor(db: Database) {
    this.#db = db;
  }

  /** Takes an objection. @returns why not; null: it was taken */
  async raise(
    { caseId, itemCode, licenceCode, typeCode }: LicenceObjectedPayload,
    at: Instant,
  ): Promise<ObjectionRejection | null> {
    const found = await this.#db
      .selectFrom('licences')
      .select('license_code')
      .where('license_code', '=', licenceCode)
      .where('license_item_code', '=', typeCode)
      .executeTakeFirst();
    if (found === undefined) return 'licence-unknown';
    await this.#db
      .insertInto('objections')
      .values({
        case_id: caseId,
        item_code: itemCode,
        license_code: licenceCode,
        objected_at: at,
      })
      .execute();
    return null;
  }

  /** Newest first, in pages. */
  async list(before: number | undefined): Promise<ObjectionsAnswer> {
    const rows = await this.#db
      .selectFrom('objections')
      .innerJoin('licences', 'licences.license_code', 'objections.license_code')
      .selectAll('objections')
      .select(['licences.license_item_code', 'licences.record'])
      .where('objections.id', '<', before ?? Number.MAX_SAFE_INTEGER)
      .orderBy('objections.id', 'desc')
      .limit(correctionPage + 1)
      .execute();
    return {
      objections: rows.slice(0, correctionPage).map((row) => ({
        ...namesIn(row.record),
        id: row.id,
        objectedAt: row.objected_at,
        caseId: row.case_id,
        itemCode: row.item_code,
        licenceCode: row.license_code,
        typeCode: row.license_item_code,
      })),
      hasMore: rows.length > correctionPage,
    };
  }
}

/** What a licence is called, and who has issued it. */
function namesIn(
  record: string,
): Pick<ObjectionsAnswer['objections'][number], 'licenceName' | 'issuer'> {
  const { name, issue_org_name }: LicenceRecord = JSON.parse(record);
  return { licenceName: name, issuer: issue_org_name };
}
