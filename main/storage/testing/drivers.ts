import type { DriverName } from '../choose-driver.ts';
import { type RuntimeFacts, readRuntimeFacts } from '../runtime-facts.ts';

/** All drivers; the Node that runs the tests loads each of them. */
export const driverNames: readonly DriverName[] = [
  'better-sqlite3',
  'node:sqlite',
  '@photostructure/sqlite',
];

/** Facts of a runtime for which `chooseDriver` takes this driver. */
export function runtimeFor(driver: DriverName): RuntimeFacts {
  return {
    ...readRuntimeFacts(),
    napi: driver === 'better-sqlite3' ? '10' : '9',
    hasBuiltinSqlite: driver === 'node:sqlite',
  };
}
