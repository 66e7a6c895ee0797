import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createLicenceLibrary,
  type LicenceLibrary,
} from '../../main/platform-client/licence-library.ts';
import { citizenLanguages } from '../../src/domain/consent.ts';
import { birthDateOf } from '../../src/domain/id-number.ts';
import {
  licenceHolders,
  replacingNeeds,
  type ServiceItem,
  type SubjectKind,
} from '../../src/domain/service-item.ts';
import { isUnifiedCode } from '../../src/domain/unified-code.ts';
import {
  decideWaiverList,
  treatmentOf,
  type WaiverLine,
  type WaiverQuestion,
} from '../../src/domain/waiver-list.ts';
import { applicants } from '../seed/applicants.ts';
import { enterprises } from '../seed/enterprises.ts';
import { licenceTypes } from '../seed/licence-types.ts';
import { people } from '../seed/people.ts';
import { serviceItems } from '../seed/service-items.ts';
import { offeredTo } from '../testing/offered-to.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';

let bench: PlatformUnderTest;
let library: LicenceLibrary;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock: new StoppedClock() });
  const opened = await bench.logIn();
  library = createLicenceLibrary({
    fetch: (address, init) => fetch(address, init),
    session: () => ({ origin: bench.url, granted: opened }),
    randomBytes,
  });
});
afterAll(() => bench.stop());

const sentences = citizenLanguages.map((language): Readonly<Record<string, string>> => {
  const file = new URL(`../../resources/locales/${language}/clerk.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8'));
});

/** Who applies, by the number: a legal person of the seed, or a person. */
function subjectOf(number: string): Pick<WaiverQuestion, 'subjectType' | 'birthDate'> {
  if (!isUnifiedCode(number)) return { subjectType: 'person', birthDate: birthDateOf(number) };
  const found = Object.values(enterprises).find(({ uscc }) => uscc === number);
  if (found === undefined) throw new Error('no such legal person in the seed');
  return { subjectType: found.kind };
}

interface Asked extends Pick<WaiverQuestion, 'subjectType' | 'birthDate' | 'licences'> {
  readonly item: ServiceItem;
  readonly holders: WaiverQuestion['sources']['holders'];
}

const decided = ({ holders, ...asked }: Asked, variant: string) =>
  decideWaiverList({
    ...asked,
    variant,
    sources: { identityCards: [], hasDelegation: false, holders },
    handedInOtherwise: [],
    settled: [],
    today: '2026-11-24',
  });

/** A line leaves nobody in doubt: there is a sentence for why, and what is needed on paper says how else. */
function expectAnOutcome({ material, ...line }: WaiverLine): void {
  for (const texts of sentences) {
    expect(texts[`waiver.${line.reason}`], material.name).toMatch(/\S/);
    expect(texts[`waiver-status.${treatmentOf({ material, ...line })}`]).toMatch(/\S/);
    for (const note of line.notes ?? []) expect(texts[`waiver.${note}`]).toMatch(/\S/);
    for (const { way } of line.offers ?? []) expect(texts[`settle.${way}`]).toMatch(/\S/);
  }
  expect(line.licence === undefined).toBe(
    !['waived-by-licence', 'needed-on-paper'].includes(line.status) ||
      ['no-replacement-registered', 'no-licence-in-library', 'holder-not-looked-up'].includes(
        line.reason,
      ),
  );
}

test('every item of the seed has its applicant here', () => {
  expect(new Set(Object.values(applicants).map(({ item }) => item))).toEqual(new Set(serviceItems));
});

describe.each(Object.values(applicants))('$item.name', (application) => {
  const { item } = application;

  test('has an outcome for every material in every variant, for whoever applies for it', async () => {
    const offer = await offeredTo(library, application);
    const asked = { item, ...subjectOf(application.holder.idNumber), ...offer };
    for (const { code } of item.variants) {
      const { lines } = decided(asked, code);
      expect(lines.map(({ material }) => material.code)).toEqual(
        item.materials.map((material) => material.code),
      );
      lines.forEach(expectAnOutcome);
    }
  });

  test('is spared every paper that a licence of the ready applicant replaces', async () => {
    const others = 'others' in application ? application.others : [];
    const offer = await offeredTo(library, application);
    const asked = { item, ...subjectOf(application.holder.idNumber), ...offer };
    const held = new Set([
      ...application.licences.map((key) => `${licenceTypes[key]} applicant`),
      ...others.flatMap(({ heldBy, licences }) =>
        licences.map((key) => `${licenceTypes[key]} ${heldBy}`),
      ),
    ]);
    const spared = item.variants.flatMap(({ code }) => decided(asked, code).lines);
    for (const line of spared.filter(({ status }) => status === 'needed-on-paper')) {
      const material = item.materials.find(({ code }) => code === line.material.code);
      const needs = material === undefined ? [] : replacingNeeds(item, material);
      const ready = needs.filter(({ typeCode, holder }) => held.has(`${typeCode} ${holder}`));
      expect([line.material.name, line.reason, ready]).toEqual([
        line.material.name,
        line.reason,
        [],
      ]);
    }
    expect(spared.some(({ status }) => status === 'waived-by-licence')).toBe(true);
  });

  test('has an outcome for every material for all who come to the counter, in order or not', async () => {
    for (const { card } of Object.values(people)) {
      const offer = await offeredTo(library, { item, holder: card });
      const asked = { item, ...subjectOf(card.idNumber), ...offer };
      for (const { code } of item.variants) decided(asked, code).lines.forEach(expectAnOutcome);
    }
  });

  test('bars whom it does not serve, and says why', async () => {
    const kinds: readonly SubjectKind[] = ['person', 'enterprise'];
    for (const subjectType of kinds) {
      const asked = { item, subjectType, birthDate: '1955-01-01', licences: [], holders: {} };
      const isServed = item.subjects.includes(subjectType);
      for (const { code } of item.variants) {
        const { ineligible } = decided(asked, code);
        expect(ineligible?.reason === 'subject-not-served').toBe(!isServed);
        if (ineligible === undefined) continue;
        for (const texts of sentences) {
          expect(texts[`ineligible.${ineligible.reason}`]).toMatch(/\S/);
        }
      }
    }
  });
});

test('every kind of holder takes part in some application', async () => {
  const parts = Object.values(applicants).flatMap((application) =>
    'others' in application ? application.others.map(({ heldBy }) => heldBy) : [],
  );
  expect(new Set(['applicant', ...parts])).toEqual(new Set(licenceHolders));
});
