import { expect, test } from 'vitest';
import { elderlyCardItem } from './elderly-card-item.fixture.ts';
import { offeredItem, registeredNeed } from './service-item.ts';

test('an item is offered by what it takes to choose it, without its rules', () => {
  const { code, name, department, variants, question, subjects, materials } = elderlyCardItem;
  const materialCount = materials.length;
  expect(materialCount).toBeGreaterThan(0);
  expect(offeredItem(elderlyCardItem)).toEqual({
    code,
    name,
    department,
    variants,
    question,
    subjects,
    materialCount,
  });
});

test('a need is registered for a type and a holder, and for nobody else', () => {
  const [register] = elderlyCardItem.licences;
  expect(registeredNeed(elderlyCardItem, { typeCode: 'hkb' })).toBe(register);
  expect(registeredNeed(elderlyCardItem, { typeCode: 'hkb', heldBy: 'applicant' })).toBe(register);
  expect(registeredNeed(elderlyCardItem, { typeCode: 'hkb', heldBy: 'guardian' })).toBeUndefined();
  expect(registeredNeed(elderlyCardItem, { typeCode: 'sfz' })).toBeUndefined();
});
