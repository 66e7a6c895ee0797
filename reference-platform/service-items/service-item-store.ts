import type { Selectable } from 'kysely';
import { serviceItemSchema } from '../../src/contracts/service-item.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import type { Database } from '../database/open-database.ts';
import type { ServiceItemTables } from './tables.ts';

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
      .select(['code', 'definition'])
      .orderBy('code')
      .execute();
    return rows.map(read);
  }

  /** The item with a code, if it is registered. */
  async find(code: string): Promise<ServiceItem | undefined> {
    const row = await this.#db
      .selectFrom('service_items')
      .select(['code', 'definition'])
      .where('code', '=', code)
      .executeTakeFirst();
    return row === undefined ? undefined : read(row);
  }
}

/** Items as they were read last, by code: every batch and every licence asks for one. */
const lastRead = new Map<string, { readonly definition: string; readonly item: ServiceItem }>();

function read({ code, definition }: Selectable<ServiceItemTables['service_items']>): ServiceItem {
  const last = lastRead.get(code);
  if (last?.definition === definition) return last.item;
  const item = serviceItemSchema.parse(JSON.parse(definition));
  lastRead.set(code, { definition, item });
  return item;
}
