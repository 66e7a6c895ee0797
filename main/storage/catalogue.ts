import { z } from 'zod';
import { codeKeySchema } from '../../src/contracts/phone-api.ts';
import { serviceItemSchema } from '../../src/contracts/service-item.ts';
import type { CodeKey } from '../../src/domain/live-code.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import type { Instant } from '../../src/support/clock.ts';
import type { Database } from './database.ts';
import { sealedRows } from './sealed-rows.ts';
import type { Sealer } from './sealing.ts';

const keptItemsSchema = z.object({
  items: z.array(serviceItemSchema).readonly(),
  // A program that opened no codes by itself has kept none.
  codeKeys: z.array(codeKeySchema).readonly().default([]),
  fetchedAt: z.iso.datetime(),
});

/** What a window may receive, as the platform has registered it. */
export interface RegisteredItems {
  readonly items: readonly ServiceItem[];
  /** By which codes are opened there while the platform is away. */
  readonly codeKeys: readonly CodeKey[];
}

/** The same as it was at a moment. */
export interface KeptItems extends RegisteredItems {
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
