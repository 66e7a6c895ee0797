import { createRequire, syncBuiltinESMExports } from 'node:module';
import type { Driver } from '../driver.ts';

/** Thrown by everything that would still change a file after the process has been killed. */
class Killed extends Error {}

/** What changes files. Reading goes on, as it does for whoever looks afterwards. */
const changes = [
  'mkdirSync',
  'linkSync',
  'renameSync',
  'openSync',
  'writeFileSync',
  'writeSync',
  'fsyncSync',
  'rmSync',
] as const;

/**
 * Runs something that is killed in front of its step number `lastStep`, as far as a file can tell: from there on nothing
 * is changed any more. Each change of a file is a step, and each script of a driver that has been made `mortal`.
 * @param counted `statements`: every single statement that may change something is a step of it, too
 * @returns whether it was killed
 */
export function runUntilStep(
  lastStep: number,
  run: (mortal: (driver: Driver) => Driver) => void,
  counted: 'scripts' | 'statements' = 'scripts',
): boolean {
  const fs: Record<string, (...values: unknown[]) => unknown> = createRequire(import.meta.url)(
    'node:fs',
  );
  const whole = Object.fromEntries(changes.map((name) => [name, fs[name]]));
  let steps = 0;
  const step = (): void => {
    steps += 1;
    if (steps >= lastStep) throw new Killed();
  };
  const mortal = (driver: Driver): Driver => ({
    ...driver,
    connect: (file, options) => {
      const connection = driver.connect(file, options);
      if (options.readOnly || file === ':memory:') return connection;
      step();
      return {
        ...connection,
        get inTransaction() {
          return connection.inTransaction;
        },
        exec: (sql) => {
          step();
          connection.exec(sql);
        },
        prepare: (sql) => {
          const statement = connection.prepare(sql);
          if (counted === 'scripts') return statement;
          const run: typeof statement.run = (parameters) => {
            step();
            return statement.run(parameters);
          };
          return { ...statement, run };
        },
      };
    },
  });
  for (const name of changes) {
    fs[name] = (...values) => {
      step();
      return whole[name]?.(...values);
    };
  }
  syncBuiltinESMExports();
  try {
    run(mortal);
    return false;
  } catch (cause) {
    if (!(cause instanceof Killed)) throw cause;
    return true;
  } finally {
    Object.assign(fs, whole);
    syncBuiltinESMExports();
  }
}
