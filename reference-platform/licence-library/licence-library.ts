import {
  type LicenceAuthRequest,
  type LicenceRecord,
  licencePageSizeLimit,
} from '../../src/contracts/licence-api.ts';
import { isIdNumber } from '../../src/domain/id-number.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { AccessLog } from '../access-log/access-log.ts';
import { needOf } from '../consents/licence-need.ts';
import type { Database } from '../database/open-database.ts';
import type { DelegationGrant } from '../delegations/delegation-grants.ts';
import type { ServiceItemStore } from '../service-items/service-item-store.ts';
import type { AuthCodes } from './auth-codes.ts';
import type { LibraryProblem } from './library-problem.ts';
import type { LibraryUser } from './licence-accounts.ts';

/** One page of licences; `codes[i]` is the 用证码 of `records[i]`. */
export interface LicencePage {
  readonly records: LicenceRecord[];
  readonly codes: string[];
  readonly total: number;
}

/** What licences are asked for: an item, and the one case of it. */
type Matter = Pick<LicenceAuthRequest, 'service_item_code' | 'service_item_name' | 'biz_num'>;

/** Who answers for an offer, and which part of it is asked for. */
interface Offering {
  /** The organisation that asks. */
  readonly org: string;
  readonly operator: string;
  readonly index: number;
  readonly size: number;
  /** Where somebody else grants the use: of these types, until that moment. */
  readonly only?: { readonly types: readonly string[]; readonly until: string };
}

/** A licence with its values by field key. */
interface FetchedLicence {
  readonly record: LicenceRecord;
  readonly fields: Readonly<Record<string, string>>;
}

/** The licence library (电子证照库), for those who use licences. */
export class LicenceLibrary {
  readonly #db: Database;
  readonly #items: ServiceItemStore;
  readonly #codes: AuthCodes;
  readonly #log: AccessLog;

  constructor(db: Database, items: ServiceItemStore, codes: AuthCodes, log: AccessLog) {
    this.#db = db;
    this.#items = items;
    this.#codes = codes;
    this.#log = log;
  }

  /** The items that an organisation has registered, as code and name. */
  async itemsOf(orgCode: string | undefined) {
    const items = await this.#items.all();
    return items.filter(({ code }) => code.startsWith(orgCode ?? ''));
  }

  /**
   * 依职能用证: the licences that an item has registered a need for and that one of the given holders has, in every
   * state; judging the state is the asker's. Nothing of another type is ever offered (over-asking guard).
   */
  async authorise(
    { org_name }: LibraryUser,
    request: LicenceAuthRequest,
  ): Promise<Result<LicencePage, LibraryProblem>> {
    if (request.page_size > licencePageSizeLimit) return err('page-size-too-large');
    // Clients in the field send the string "null" here; then nobody could be held to account for the use.
    if (!isIdNumber(request.operator.identity_num)) return err('operator-identity-invalid');
    return this.#offer(request.identity_number.split(','), request, {
      org: org_name,
      operator: request.operator.account,
      index: request.page_index,
      size: request.page_size,
    });
  }

  /** 持证人用证: the same for whoever shows a credential, who answers for the use. */
  async authoriseByHolder(
    { org_name }: LibraryUser,
    holders: readonly string[],
    matter: Matter,
  ): Promise<Result<LicencePage, LibraryProblem>> {
    return this.#offer(holders, matter, {
      org: org_name,
      operator: 'holder',
      index: 1,
      size: licencePageSizeLimit,
    });
  }

  /** 委托授权用证: the same for an agent, of each principal and of the granted types only. */
  async authoriseByAgent(
    { org_name }: LibraryUser,
    grants: readonly DelegationGrant[],
    matter: Matter,
  ): Promise<Result<LicencePage, LibraryProblem>> {
    const offered = new Map<string, readonly [LicenceRecord, string]>();
    for (const { holder, licenceTypes, operator, until } of grants) {
      const page = await this.#offer([holder], matter, {
        org: org_name,
        operator,
        index: 1,
        size: licencePageSizeLimit,
        only: { types: licenceTypes, until },
      });
      if (!page.ok) return page;
      const { records, codes } = page.value;
      records.forEach((record, index) => {
        offered.set(record.license_code, [record, codes[index] ?? '']);
      });
    }
    const pairs = [...offered.values()].slice(0, licencePageSizeLimit);
    return ok({
      records: pairs.map(([record]) => record),
      codes: pairs.map(([, code]) => code),
      total: offered.size,
    });
  }

  /** Every licence that one of the holders has, of whatever type and in whatever state. */
  async heldBy(holders: readonly string[]): Promise<LicenceRecord[]> {
    const rows = await this.#held(holders).select('record').orderBy('license_code').execute();
    return rows.map(({ record }): LicenceRecord => JSON.parse(record));
  }

  async #offer(
    holders: readonly string[],
    matter: Matter,
    { org, operator, index, size, only }: Offering,
  ): Promise<Result<LicencePage, LibraryProblem>> {
    const item = await this.#items.find(matter.service_item_code);
    if (item === undefined) return err('item-unknown');
    const registered = item.licences.map(({ typeCode }) => typeCode);
    const needed = this.#held(holders).where(
      'license_item_code',
      'in',
      registered.filter((type) => only?.types.includes(type) ?? true),
    );
    const { total } = await needed
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow();
    const rows = await needed
      .select(['license_code', 'record'])
      .orderBy('license_code')
      .limit(size)
      .offset((index - 1) * size)
      .execute();
    const codes = await this.#codes.give(
      rows.map(({ license_code }) => license_code),
      {
        caseId: matter.biz_num,
        itemCode: item.code,
        isAgreed: only !== undefined,
        orgName: org,
        operator,
        cause: matter.service_item_name,
        ...(only !== undefined && { notAfter: only.until }),
      },
    );
    const records = rows.map(({ record }): LicenceRecord => JSON.parse(record));
    await this.#log.note(
      records.flatMap(({ name, holder_identity_num }) =>
        holder_identity_num
          .split(',')
          .map((subjectNumber) => ({ subjectNumber, kind: 'listed' as const, source: name })),
      ),
      { org, operator, cause: matter.service_item_name },
    );
    return ok({ records, codes, total });
  }

  #held(holders: readonly string[]) {
    return this.#db
      .selectFrom('licences')
      .where('license_code', 'in', (query) =>
        query
          .selectFrom('licence_holders')
          .select('license_code')
          .where('identity_num', 'in', holders),
      );
  }

  /** One licence with the values that its item has registered a need for. Its code is used up for this. */
  async fetch(authCode: string): Promise<Result<FetchedLicence, LibraryProblem>> {
    const use = await this.#codes.use(authCode, 'values');
    if (!use.ok) return use;
    const { licenceCode, itemCode } = use.value;
    const { license_item_code, record, fields } = await this.#db
      .selectFrom('licences')
      .select(['license_item_code', 'record', 'fields'])
      .where('license_code', '=', licenceCode)
      .executeTakeFirstOrThrow();
    const values: Readonly<Record<string, string>> = JSON.parse(fields);
    if (itemCode === null) return ok({ record: JSON.parse(record), fields: values });
    const item = await this.#items.find(itemCode);
    const registered = item === undefined ? [] : (needOf(item, license_item_code)?.fieldKeys ?? []);
    return ok({
      record: JSON.parse(record),
      fields: Object.fromEntries(
        Object.entries(values).filter(([key]) => registered.includes(key)),
      ),
    });
  }
}
