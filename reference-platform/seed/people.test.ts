import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createLicenceLibrary } from '../../main/platform-client/licence-library.ts';
import type { OpenSessionAnswer } from '../../src/contracts/platform-api.ts';
import { cardRead } from '../../src/domain/elderly-card-item.fixture.ts';
import { decideWaiverList, type WaiverReason } from '../../src/domain/waiver-list.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';
import { driversLicenceItem } from './drivers-licence-item.ts';
import { elderCardItem } from './elder-card-item.ts';
import { flexibleInsuranceItem } from './flexible-insurance-item.ts';
import { people } from './people.ts';

const clock = new StoppedClock();
const today = '2026-11-24';
let bench: PlatformUnderTest;
let opened: OpenSessionAnswer;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock });
  opened = await bench.logIn();
});
afterAll(() => bench.stop());

type Key = keyof typeof people;

/** What happens to the one material of each item that a licence can replace; the notes follow the reason. */
interface Expected {
  readonly elderCard: readonly string[];
  readonly insurance: readonly string[];
  readonly renewal: readonly string[];
}

const good = ['licence-valid' satisfies WaiverReason];
const none = ['no-licence-in-library' satisfies WaiverReason];
const tooYoung = [...none, 'too-young'];

const expectations: Readonly<Record<Key, Expected>> = {
  allGood: { elderCard: good, insurance: none, renewal: none },
  expiredPermit: { elderCard: ['licence-expired'], insurance: ['licence-expired'], renewal: none },
  revokedRegister: { elderCard: ['licence-abolished'], insurance: none, renewal: none },
  noLicence: { elderCard: none, insurance: none, renewal: none },
  tooYoung: { elderCard: [...good, 'too-young'], insurance: none, renewal: none },
  rareName: { elderCard: good, insurance: none, renewal: none },
  settledWorker: { elderCard: tooYoung, insurance: good, renewal: [...good, 'near-expiry'] },
  lapsedWorker: {
    elderCard: tooYoung,
    insurance: ['licence-expired'],
    renewal: ['licence-abolished'],
  },
  renewedWorker: {
    elderCard: tooYoung,
    insurance: [...good, 'only-valid-of-several'],
    renewal: [...good, 'successor-used'],
  },
  misspeltName: {
    elderCard: tooYoung,
    insurance: [...good, 'longest-valid-of-several'],
    renewal: ['holder-name-differs'],
  },
  lowTrust: {
    elderCard: tooYoung,
    insurance: ['licence-without-file'],
    renewal: ['trust-too-low'],
  },
  longName: { elderCard: good, insurance: none, renewal: good },
};

const inItem = {
  elderCard: { item: elderCardItem, variant: undefined },
  insurance: { item: flexibleInsuranceItem, variant: 'residence-permit' },
  renewal: { item: driversLicenceItem, variant: 'expiring' },
} as const;

test.each(Object.keys(people) as Key[])('%s fares in each item as is said', async (key) => {
  const library = createLicenceLibrary({
    fetch: (address, init) => fetch(address, init),
    session: () => ({ origin: bench.url, granted: opened }),
    randomBytes,
  });
  const person = people[key];
  for (const [name, expected] of Object.entries(expectations[key])) {
    const { item, variant } = inItem[name as keyof Expected];
    const { idNumber, name: holderName } = person.card;
    const listed = await library.list({ item, idNumber, name: holderName, caseId: 'case-1' });
    if (!listed.ok) throw new Error(listed.problem.code);
    const { lines, ineligible } = decideWaiverList({
      item,
      variant: variant ?? (person.item === item ? person.variant : 'local-household'),
      subjectType: 'person',
      birthDate: person.card.birthDate,
      sources: cardRead,
      licences: listed.value,
      handedInOtherwise: [],
      settled: [],
      today,
    });
    const replaceable = lines.filter(({ material, status }) => {
      const asked = item.materials.find(({ code }) => code === material.code);
      return asked?.replacedBy !== undefined && status !== 'not-needed';
    });
    const told = replaceable.flatMap(({ reason, notes = [] }) => [reason, ...notes]);
    const barred = ineligible === undefined ? [] : [ineligible.reason];
    expect([...told, ...barred], name).toEqual(expected);
  }
});
