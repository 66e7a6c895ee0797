import { z } from 'zod';
import { serviceItemSchema } from '../../src/contracts/service-item.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import type { Instant } from '../../src/support/clock.ts';
import type { Database } from './database.ts';
import { sealedRows } from './sealed-rows.ts';
import type { Sealer } from './sealing.ts';

const keptItemsSchema = z.object({
  items: z.array(serviceItemSchema).readonly(),
  fetchedAt: z.iso.datetime(),
});

/** What a window may receive, as the platform had registered it at a moment. */
export interface KeptItems {
  readonly items: readonly ServiceItem[];
  /** When the platform gave them. */
  readonly fetchedAt: Instant;
}

/** The items of each window where somebody has logged in, for when the platform is away. */
export interface Catalogue {
  /** Keeps a window's items in the place of those it had. */
  keep(windowId: string, kept: KeptItems): void;
  /** A window's items; undefined where none were kept, or what was kept cannot be read any more. */
  of(windowId: string): KeptItems | undefined;
}

/** The catalogue of a database. */
export function createCatalogue(dependencies: {
  readonly database: Database;
  readonly sealer: Sealer;
}): Catalogue {
  const rows = sealedRows<unknown>(dependencies, { table: 'catalogue', key: 'window_id' });
  return {
    keep: rows.keep,
    // An older program may have kept items of another shape.
    of: (windowId) => keptItemsSchema.safeParse(rows.of(windowId)).data,
  };
}
