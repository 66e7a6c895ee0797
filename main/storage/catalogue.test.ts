import { expect, test } from 'vitest';
import { elderCardItem } from '../../reference-platform/seed/elder-card-item.ts';
import { exampleKey, publishedKey } from '../../src/domain/live-code.fixture.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import { driverNames } from './testing/drivers.ts';
import { openTestStorage } from './testing/storage-under-test.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const fetchedAt = '2026-11-24T01:00:00.000Z';
const kept = { items: [elderCardItem], codeKeys: [publishedKey(exampleKey())], fetchedAt };

test.each(driverNames)('a window’s items are there after a restart, on %s', async (driver) => {
  const folder = temporaryFolder();
  const before = await openTestStorage(folder, driver);
  before.catalogue.keep('A07', { items: [], codeKeys: [], fetchedAt });
  before.catalogue.keep('A07', kept);
  before.close();
  const { catalogue } = await openTestStorage(folder, driver);
  expect(catalogue.of('A07')).toEqual(kept);
  expect(catalogue.of('A08')).toBeUndefined();
});

test('items of another shape, as an older program may have kept them, are none', async () => {
  const { catalogue } = await openTestStorage(temporaryFolder());
  const { name: _name, ...nameless } = elderCardItem;
  catalogue.keep('A07', { items: [nameless as ServiceItem], codeKeys: [], fetchedAt });
  expect(catalogue.of('A07')).toBeUndefined();
});
