import { serviceItemSchema } from '../../src/contracts/service-item.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import type { Database } from '../database/open-database.ts';

/** The registered service items (事项). */
export class ServiceItemStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Every item, by code. */
  async all(): Promise<ServiceItem[]> {
    const rows = await this.#db
      .selectFrom('service_items')
      .select('definition')
      .orderBy('code')
      .execute();
    return rows.map(({ definition }) => parse(definition));
  }

  /** The item with a code, if it is registered. */
  async find(code: string): Promise<ServiceItem | undefined> {
    const row = await this.#db
      .selectFrom('service_items')
      .select('definition')
      .where('code', '=', code)
      .executeTakeFirst();
    return row === undefined ? undefined : parse(row.definition);
  }
}

function parse(definition: string): ServiceItem {
  return serviceItemSchema.parse(JSON.parse(definition));
}
