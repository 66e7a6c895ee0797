import { afterAll, afterEach, beforeAll, expect, onTestFinished } from 'vitest';
import { clerks } from '../../../reference-platform/seed/accounts.ts';
import { people } from '../../../reference-platform/seed/people.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../../../reference-platform/testing/platform-under-test.ts';
import { type Actor, workstationItself } from '../../../src/audit/audit-row.ts';
import type { Case } from '../../../src/domain/case.ts';
import type { IdentityCard } from '../../../src/domain/identity-card.ts';
import type { SigningKey } from '../../../src/evidence/signed-statement.ts';
import { type Failure, fail } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import type { Fetch } from '../../platform-client/http.ts';
import type { Settings } from '../../settings/settings.ts';
import type { LeaseContent } from '../../storage/lease-store.ts';
import type { Storage } from '../../storage/storage.ts';
import { openTestStorage } from '../../storage/testing/storage-under-test.ts';
import { temporaryFolder } from '../../storage/testing/temporary-folder.ts';
import { readLease } from '../open-case/case-lease.ts';
import { type DeskUnderTest, deskUnderTest, reading } from './desk-under-test.ts';

/**
 * A platform for the tests of one file, without faults again after each of them.
 * @param options as it is started with; the system's clock unless told
 */
export function platformOfTests(
  options: Parameters<typeof startPlatformUnderTest>[0] = {},
): () => PlatformUnderTest {
  let started: PlatformUnderTest | undefined;
  const platform = () => {
    if (started === undefined) throw new Error('the platform is there for tests only');
    return started;
  };
  beforeAll(async () => {
    started = await startPlatformUnderTest(options);
  });
  afterEach(() => platform().platform.behave());
  afterAll(() => platform().stop());
  return platform;
}

/** A desk with a clerk at it, its folder, and what a second connection to its database sees. */
export interface Counter {
  readonly desk: DeskUnderTest;
  readonly storage: Storage;
  readonly clock: StoppedClock;
  readonly folder: string;
  /** Opens the storage once more, as after a crash, and looks the open case up. */
  readonly stored: () => Promise<Case>;
  /** Shows a card to the reader, by itself. */
  readonly arrive: (card: IdentityCard) => void;
}

/** Which counter it is, and who works there. */
interface Place {
  readonly windowId: string;
  readonly clerk: { readonly account: string; readonly password: string };
  /** What it has kept from before. */
  readonly folder?: string;
}

const ordinaryPlace: Place = { windowId: 'A07', clerk: clerks.clerk };

/** What is different at a counter. */
interface CounterChange {
  readonly wrap?: (storage: Storage) => Storage;
  readonly onChange?: (desk: DeskUnderTest['cases'], storage: Storage) => void;
  readonly fetch?: Fetch;
  readonly settings?: Settings;
  readonly isDrill?: () => boolean;
  readonly refuseNew?: () => Failure | undefined;
  readonly key?: SigningKey;
  readonly place?: Place;
}

/** A counter at a platform, with the clerk of the seed logged in at A07 unless told otherwise. */
export async function counterAt(
  platform: PlatformUnderTest,
  { wrap = (storage) => storage, onChange, place = ordinaryPlace, ...change }: CounterChange = {},
): Promise<Counter> {
  const { windowId, clerk, folder = temporaryFolder() } = place;
  const clock = new StoppedClock();
  let actor = (): Actor => workstationItself;
  const opened = await openTestStorage(folder, undefined, { clock, actor: () => actor() });
  const storage = wrap(opened);
  const desk = deskUnderTest({
    url: platform.url,
    windowId,
    storage,
    clock,
    onChange: (cases) => onChange?.(cases, opened),
    ...change,
  });
  actor = () => desk.session.opened()?.clerk ?? workstationItself;
  onTestFinished(() => {
    desk.drain.stop();
    desk.cases.leave();
  });
  expect(await desk.session.logIn(clerk.account, clerk.password)).toEqual(ok(null));
  desk.cases.begin();
  return {
    desk,
    storage: opened,
    clock,
    folder,
    stored: async () => {
      const again = await openTestStorage(folder);
      const loaded = again.cases.load(desk.caseId());
      again.close();
      if (!loaded.ok) throw new Error(loaded.problem.code);
      return loaded.value;
    },
    arrive: (card) => desk.cases.hearDevice({ kind: 'card-read', reading: reading(card) }),
  };
}

/** Shows a code to the scanner. */
export function scan({ desk, clock }: Counter, text: string): void {
  desk.cases.hearDevice({
    kind: 'code-scanned',
    bytes: Buffer.from(text),
    text,
    symbology: 'qr',
    source: 'serial',
    at: clock.now(),
  });
}

/** Chooses the item that the people of the seed come for. */
export function chooseItem({ cases, session, caseId }: DeskUnderTest, variant: string) {
  const item = session.items()[0];
  if (item === undefined) throw new Error('no item is registered');
  return cases.chooseItem(caseId(), item, variant);
}

/** Opens a case and takes it to the 免证清单. */
export async function toReview(
  at: Counter,
  person: (typeof people)[keyof typeof people] = people.allGood,
) {
  // Two cases are never opened in the same instant.
  at.clock.pass(1);
  expect(at.desk.cases.open()).toEqual(ok(null));
  expect(chooseItem(at.desk, person.variant)).toEqual(ok(null));
  at.arrive(person.card);
  await at.desk.stage('reviewing');
}

/** Takes a case to its form, everything agreed to. */
export async function toForm(at: Counter) {
  await toReview(at);
  expect(at.desk.cases.pushConsent(at.desk.caseId())).toEqual(ok(null));
  expect(at.desk.answer('agree')).toEqual(ok(null));
  await at.desk.stage('filling-form');
}

/** Fills what no source fills. */
export function fillContact({ cases, caseId }: DeskUnderTest) {
  expect(cases.typeField(caseId(), 'emergencyContact', '陈小样')).toEqual(ok(null));
  expect(cases.typeField(caseId(), 'emergencyPhone', '13800000000')).toEqual(ok(null));
}

/** What the lease of the open case holds. */
export function leaseIn(at: Counter): LeaseContent {
  const subject = at.desk.cases.current()?.subject;
  const content = subject === undefined ? fail('case.unknown') : readLease(at, subject);
  if (!content.ok) throw new Error(content.problem.code);
  return content.value;
}
