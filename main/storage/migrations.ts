/// <reference types="vite/types/importMeta.d.ts" />
import { readMigrations } from './migrate.ts';

/** The migrations this program carries, in order; Vite puts their text into the bundle. */
export const migrations = readMigrations(
  import.meta.glob<string>('./migrations/*.sql', { query: '?raw', import: 'default', eager: true }),
);
