import { createRequire } from 'node:module';
import type { DriverName } from './choose-driver.ts';
import type { Driver } from './driver.ts';
import { betterSqlite3Driver } from './drivers/better-sqlite3.ts';
import { nodeSqliteDriver } from './drivers/node-sqlite.ts';

// No static import: only the chosen binary may be loaded. `require` stays what it is in a CommonJS bundle.
const require = createRequire(import.meta.url);

/** Loads one driver's binary; `chooseDriver` has made sure that it can be loaded. */
export function loadDriver(name: DriverName): Driver {
  switch (name) {
    case 'better-sqlite3':
      return betterSqlite3Driver(require('better-sqlite3'));
    case 'node:sqlite':
    case '@photostructure/sqlite':
      return nodeSqliteDriver(require(name).DatabaseSync);
  }
}
