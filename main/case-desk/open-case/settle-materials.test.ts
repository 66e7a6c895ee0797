import { expect, test } from 'vitest';
import { familyMembers } from '../../../reference-platform/seed/families.ts';
import { transportQualificationItem } from '../../../reference-platform/seed/items/transport-qualification-item.ts';
import { openPoints } from '../../../src/domain/open-points.ts';
import { sampleValue } from '../../../src/domain/sample-value.fixture.ts';
import { treatmentOf } from '../../../src/domain/waiver-list.ts';
import { fail } from '../../../src/failures/failure.ts';
import { hallDay } from '../../../src/support/clock.ts';
import { ok } from '../../../src/support/result.ts';
import { counterAt, platformOfTests } from '../testing/counter-under-test.ts';

const bench = platformOfTests();

/** A lorry driver whose licences are in order is at the list of an item that lets one material follow and one be checked. */
async function atTheList() {
  const at = await counterAt(bench());
  const { desk } = at;
  desk.cases.open();
  const item = desk.session.items().find(({ code }) => code === transportQualificationItem.code);
  if (item === undefined) throw new Error('the window does not offer the item');
  expect(desk.cases.chooseItem(desk.caseId(), item, 'passengers')).toEqual(ok(null));
  at.arrive(familyMembers.luoYongqiang);
  await desk.stage('reviewing');
  const treatment = (code: string) => {
    const lines = desk.cases.current()?.subject.waiverList?.lines ?? [];
    const line = lines.find(({ material }) => material.code === code);
    return line && treatmentOf(line);
  };
  const handIn = async () => {
    const today = hallDay(at.clock.now());
    for (const { field } of openPoints(desk.cases.current()?.form ?? [], today)) {
      expect(desk.cases.typeField(desk.caseId(), field.key, sampleValue(field))).toEqual(ok(null));
    }
    expect(desk.cases.submit(desk.caseId())).toEqual(ok(null));
    await desk.stage('received');
  };
  return { ...at, treatment, handIn };
}

test('a material that may follow is deferred before the citizen is asked, and the platform takes the case', async () => {
  const { desk, stored, treatment, handIn } = await atTheList();
  const settle = (way?: 'deferral' | 'pledge') =>
    desk.cases.settleMaterial(desk.caseId(), { material: 'health', ...(way && { way }) });
  expect(treatment('health')).toBe('needed-on-paper');
  expect(settle('pledge')).toEqual(fail('material.not-offered'));
  expect(settle('deferral')).toEqual(ok(null));
  expect(settle()).toEqual(ok(null));
  expect(treatment('health')).toBe('needed-on-paper');
  expect(settle('deferral')).toEqual(ok(null));
  expect(treatment('health')).toBe('deferred');
  expect((await stored()).settledMaterials).toMatchObject([{ material: 'health' }]);

  expect(desk.cases.pushConsent(desk.caseId())).toEqual(ok(null));
  expect(desk.answer('agree')).toEqual(ok(null));
  await desk.stage('filling-form');
  expect(treatment('health')).toBe('deferred');
  await handIn();
});

test('what the citizen has refused the department may check, also beside the form', async () => {
  const { desk, treatment, handIn } = await atTheList();
  const settle = (material: string) =>
    desk.cases.settleMaterial(desk.caseId(), { material, way: 'check' });
  expect(settle('qualification')).toEqual(fail('material.not-offered'));
  expect(desk.cases.pushConsent(desk.caseId())).toEqual(ok(null));
  expect(settle('qualification')).toEqual(fail('material.not-offered'));
  expect(desk.answer('decline')).toEqual(ok(null));
  await desk.stage('reviewing');
  expect(desk.cases.send(desk.caseId(), { type: 'paper.chosen' })).toEqual(ok(null));
  await desk.stage('filling-form');
  expect(settle('qualification')).toEqual(ok(null));
  expect(settle('drivers-licence')).toEqual(fail('material.not-offered'));
  expect(treatment('qualification')).toBe('under-check');
  await handIn();
  expect(settle('qualification')).toEqual(fail('case.not-at-this-step'));
});

test('a case that is not open takes no settlement', async () => {
  const { desk } = await atTheList();
  const other = '019ab000-0000-7000-8000-00000000dead';
  expect(desk.cases.settleMaterial(other, { material: 'health', way: 'deferral' })).toEqual(
    fail('case.unknown'),
  );
});
