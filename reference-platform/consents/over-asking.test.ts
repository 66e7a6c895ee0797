import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { consentPaths } from '../../src/contracts/consent-api.ts';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import { licenceHolders, registeredNeed, type ServiceItem } from '../../src/domain/service-item.ts';
import { catalogue } from '../seed/licence-types.ts';
import { serviceItems } from '../seed/service-items.ts';
import { askedConsent } from '../testing/asked-consent.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';

let bench: PlatformUnderTest;
let token: string;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock: new StoppedClock() });
  ({ token } = await bench.logIn());
});
afterAll(() => bench.stop());

/** Whether the platform takes it for over-asking; it has other reasons to refuse, of which none comes before. */
async function isOverAsking(
  item: ServiceItem,
  typeCode: string,
  fields: readonly string[],
): Promise<boolean> {
  const licences = [{ licenceCode: 'nobody’s', typeCode, fields: [...fields] }];
  const request = askedConsent({ itemCode: item.code, licences });
  const answer = await bench.call('POST', consentPaths.consents, request, token);
  expect(answer.status).not.toBe(200);
  return refusalSchema.parse(answer.body).code === 'over-asking';
}

/** The fields that a workstation asks for of a type, whoever holds it; undefined: it asks for none of the type. */
function fieldsAsked(item: ServiceItem, typeCode: string): readonly string[] | undefined {
  const needs = licenceHolders.flatMap(
    (heldBy) => registeredNeed(item, { typeCode, heldBy }) ?? [],
  );
  return needs.length === 0
    ? undefined
    : needs.flatMap(({ fields }) => fields.map(({ key }) => key));
}

describe.each(serviceItems)('$name', (item) => {
  test('is refused exactly what a workstation never asks for', async () => {
    for (const type of catalogue) {
      const asked = fieldsAsked(item, type.code);
      expect([type.name, await isOverAsking(item, type.code, [])]).toEqual([
        type.name,
        asked === undefined,
      ]);
      if (asked === undefined) continue;
      expect(await isOverAsking(item, type.code, asked)).toBe(false);
      for (const { key } of type.fields) {
        expect([key, await isOverAsking(item, type.code, [key])]).toEqual([
          key,
          !asked.includes(key),
        ]);
      }
    }
  });

  test('is refused a type of no catalogue', async () => {
    expect(fieldsAsked(item, 'unheard-of')).toBeUndefined();
    expect(await isOverAsking(item, 'unheard-of', [])).toBe(true);
  });
});
