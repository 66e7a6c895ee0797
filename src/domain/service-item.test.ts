import { expect, test } from 'vitest';
import { elderlyCardItem } from './elderly-card-item.fixture.ts';
import { offeredItem } from './service-item.ts';

test('an item is offered by what it takes to choose it, without its rules', () => {
  const { code, name, department, variants, subjects, materials } = elderlyCardItem;
  const materialCount = materials.length;
  expect(materialCount).toBeGreaterThan(0);
  expect(offeredItem(elderlyCardItem)).toEqual({
    code,
    name,
    department,
    variants,
    subjects,
    materialCount,
  });
});
