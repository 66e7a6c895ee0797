import type { z } from 'zod';
import type { AtWindow } from '../../src/contracts/platform-api.ts';
import {
  type auditEntrySchema,
  clerkSettingsSchema,
  type DecoderTrial,
  type deviceTrialSchema,
  type ListedDisplay,
  type SettingsChange,
  type SettingsView,
} from '../../src/contracts/settings.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import type { Clock } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';
import type { Log } from '../diagnostics/log.ts';
import type { AuditLog } from '../storage/audit-log.ts';
import type { Storage } from '../storage/storage.ts';
import type { ChangedSetting, SettingsDesk } from './open-settings.ts';
import { settingsSchema } from './settings.ts';

/** How many lines of the log the settings page shows. */
const changesShown = 100;

/** What a technician is shown of the log. */
const writtenHere = [
  'settings:changed',
  'workstation:enrolled',
  'drill:began',
  'drill:ended',
] as const;

/** Who changes settings while the counter has never been set up and nobody can log in. */
const firstStart = { account: 'first-start', role: 'technician' } as const;

type Person = Pick<AtWindow['clerk'], 'account' | 'role'>;

type DeviceTrial = z.infer<typeof deviceTrialSchema>;

/** What a technician does at a counter. */
export interface TechnicianDesk {
  /** Whether this counter has never been set up. */
  isFirstStart(): boolean;
  current(): Promise<Outcome<SettingsView>>;
  /** A platform's address is kept only if the platform answers there: with a wrong one nobody could log in to mend it. */
  save(change: SettingsChange): Promise<Outcome<null>>;
  showDisplayNumbers(): Outcome<null>;
  testReader(trial: DeviceTrial): Promise<Outcome<{ readonly samId: string }>>;
  /** Waits for something to be scanned; one test at a time, a new one ends the one before it. */
  testScanner(trial: DeviceTrial): Promise<Outcome<{ readonly length: number }>>;
  endTest(): Outcome<null>;
  /** Decodes a sample that is no portrait. @returns how long it took, in milliseconds; or a `photo-decoder.*` code */
  testPhotoDecoder(trial: DecoderTrial): Promise<Outcome<{ readonly ms: number }>>;
  changes(): Outcome<readonly z.infer<typeof auditEntrySchema>[]>;
}

/** What the technician's desk needs. */
export interface TechnicianDeskOptions {
  readonly clock: Clock;
  readonly settings: SettingsDesk;
  readonly audit: Pick<AuditLog, 'note' | 'list'>;
  readonly transaction: Storage['transaction'];
  readonly session: () => AtWindow | undefined;
  readonly displays: () => readonly ListedDisplay[];
  readonly ports: () => Promise<SettingsView['ports']>;
  readonly printers: () => Promise<readonly string[]>;
  readonly showDisplayNumbers: () => void;
  /** Asks whether the platform is at an address. */
  readonly probePlatform: (address: string) => Promise<Outcome<unknown>>;
  readonly log: Log;
  readonly testReader: (trial: DeviceTrial) => Promise<Outcome<{ readonly samId: string }>>;
  readonly testScanner: (
    trial: DeviceTrial,
    signal: AbortSignal,
  ) => Promise<Outcome<{ readonly length: number }>>;
  /** Makes an image of the sample. */
  readonly decodeSample: (trial: DecoderTrial) => Promise<Outcome<unknown>>;
  /** Puts into force what has changed. */
  readonly apply: (changed: readonly ChangedSetting['key'][]) => void;
}

/** Shows the settings with what there is to choose from, and changes them; every change is written down first. */
export function createTechnicianDesk(options: TechnicianDeskOptions): TechnicianDesk {
  const { settings, audit, clock } = options;
  let isSetUp = !settings.isFirstStart;
  let scannerTest = new AbortController();
  let tested: Promise<unknown> = Promise.resolve();

  function writeDown({ account, role }: Person, changed: readonly ChangedSetting[]): void {
    for (const { key, before, after } of changed) {
      audit.note('settings:changed', { key, before, after }, { account, role });
    }
  }

  return {
    isFirstStart: () => !isSetUp,
    current: async () => {
      const [ports, printers] = await Promise.all([options.ports(), options.printers()]);
      const shown = clerkSettingsSchema.strip().parse(settings.current());
      return ok({ settings: shown, displays: options.displays(), ports, printers });
    },
    save: async (change) => {
      const person = options.session()?.clerk;
      const { platformAddress: before } = settings.current();
      const { platformAddress = before } = change;
      const isAddress = settingsSchema.shape.platformAddress.safeParse(platformAddress).success;
      if (isAddress && (!isSetUp || platformAddress !== before)) {
        const answer = await options.probePlatform(platformAddress);
        if (!answer.ok) {
          options.log.warn('settings.no-platform', { code: answer.problem.code });
          return fail('settings.no-platform');
        }
        // Whoever asked for it may have gone while the platform was asked, or somebody else have come.
        const isStillThere = options.session()?.clerk.account === person?.account;
        if (!isStillThere || (person === undefined && isSetUp)) return fail('session.required');
      }
      // A change that cannot be written is not written down either.
      const saved = options.transaction(() =>
        settings.save(change, (changed) => writeDown(person ?? firstStart, changed)),
      );
      if (!saved.ok) return saved;
      isSetUp = true;
      options.apply(saved.value.map(({ key }) => key));
      return ok(null);
    },
    showDisplayNumbers: () => {
      options.showDisplayNumbers();
      return ok(null);
    },
    testReader: options.testReader,
    testScanner: async (trial) => {
      scannerTest.abort();
      scannerTest = new AbortController();
      const { signal } = scannerTest;
      // The test before it may have the port until it has ended.
      await tested;
      const test = options.testScanner(trial, signal);
      tested = test.catch(() => undefined);
      return test;
    },
    endTest: () => {
      scannerTest.abort();
      return ok(null);
    },
    testPhotoDecoder: async (trial) => {
      const began = clock.monotonic();
      const decoded = await options.decodeSample(trial);
      return decoded.ok ? ok({ ms: Math.round(clock.monotonic() - began) }) : decoded;
    },
    changes: () => ok(audit.list({ actions: writtenHere, limit: changesShown })),
  };
}
