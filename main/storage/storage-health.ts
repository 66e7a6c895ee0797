import { type Failure, failure } from '../../src/failures/failure.ts';
import type { Reserve } from './reserve.ts';
import { machineFault } from './storage-failure.ts';

/** What people have to be told of the state of storage, and what is done about it. */
export interface StorageHealth {
  notices(): readonly Failure[];
  /** Tells of every change of the notices from here on. */
  onNotice(listener: () => void): void;
  notice(told: Failure): void;
  /** The database that was damaged has been put aside. */
  noteSalvage(told: Failure): void;
  /** Storage is about to throw this. A full disk gets the reserve; damage is salvaged at the next start. */
  noteError(cause: unknown): void;
  /** Something could not be opened that had been sealed: the file has changed by itself. */
  noteUnreadable(): void;
  /** Something has been stored; there may be room again. */
  noteStored(): void;
}

/** What keeping an eye on storage needs. */
interface HealthOptions {
  readonly reserve: Reserve;
  /** Sees to it that the next start salvages the database. */
  readonly orderSalvage: () => void;
}

/** Begins with nothing to tell. */
export function watchHealth({ reserve, orderSalvage }: HealthOptions): StorageHealth {
  const notices = new Map<string, Failure>();
  let tell = (): void => undefined;

  function notice(told: Failure): void {
    if (notices.has(told.code)) return;
    notices.set(told.code, told);
    tell();
  }

  /** Whoever is about to hear of an error is not to hear of another one instead. */
  function tryTo(act: () => void): void {
    try {
      act();
    } catch (cause) {
      const fault = machineFault(cause);
      if (fault === undefined) throw cause;
      notice(fault);
    }
  }

  function noteDamage(): void {
    notice(failure('storage.damaged-database'));
    tryTo(orderSalvage);
  }

  return {
    notices: () => [...notices.values()],
    onNotice: (listener) => {
      tell = listener;
    },
    notice,
    noteSalvage(told) {
      notices.delete('storage.damaged-database');
      notice(told);
    },
    noteError(cause) {
      const fault = machineFault(cause);
      if (fault?.code === 'storage.disk-full') {
        notice(fault);
        tryTo(reserve.giveUp);
      }
      if (fault?.code === 'storage.damaged-database') noteDamage();
    },
    noteUnreadable: noteDamage,
    noteStored() {
      if (reserve.isHeld) return;
      tryTo(reserve.regain);
      if (reserve.isHeld && notices.delete('storage.disk-full')) tell();
    },
  };
}
