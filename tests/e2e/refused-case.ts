import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { elderCardItem } from '../../reference-platform/seed/elder-card-item.ts';
import type { Counter } from '../../scripts/workbench/counter.ts';

/**
 * Registers 老年人优待证申领 anew at a counter's platform, without the fields that a clerk types: a case that was filled in by
 * the rules of before is sent back.
 * @returns what registers it as it was
 */
export function refuseCases({ dataDir }: Counter): () => void {
  const register = (item: object): void => {
    const database = new BetterSqlite3(join(dataDir, '..', 'platform', 'platform.sqlite'));
    database
      .prepare('UPDATE service_items SET definition = ? WHERE code = ?')
      .run(JSON.stringify(item), elderCardItem.code);
    database.close();
  };
  const form = elderCardItem.form.filter(({ key }) => !key.startsWith('emergency'));
  register({ ...elderCardItem, form });
  return () => register(elderCardItem);
}
