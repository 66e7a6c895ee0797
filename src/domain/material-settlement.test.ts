import { describe, expect, test } from 'vitest';
import { settleBy, settlementOffers } from './material-settlement.ts';

const material = { code: 'health', name: '体检表' };

describe('what is offered', () => {
  test('is nothing where the item allows nothing', () => {
    expect(settlementOffers(material)).toEqual([]);
  });

  test('is what the item allows, on its terms, the least trouble for the citizen first', () => {
    expect(
      settlementOffers({
        ...material,
        isDeferrable: true,
        deferralDays: 10,
        pledge: '本人身体健康',
        isCheckable: true,
      }),
    ).toEqual([
      { way: 'check', hours: 24 },
      { way: 'pledge', sentence: '本人身体健康' },
      { way: 'deferral', workingDays: 10 },
    ]);
  });

  test('is five working days where the item names no others', () => {
    expect(settlementOffers({ ...material, isDeferrable: true })).toEqual([
      { way: 'deferral', workingDays: 5 },
    ]);
  });
});

describe('a settlement', () => {
  test('by deferral ends on a working day, counted from the day in the hall', () => {
    const offer = { way: 'deferral', workingDays: 5 } as const;
    // 2026-11-24 23:30 in the hall is a Tuesday; the fifth working day after it is the next one.
    expect(settleBy(offer, '2026-11-24T15:30:00.000Z', '张建三')).toEqual({
      way: 'deferral',
      settledAt: '2026-11-24T15:30:00.000Z',
      dueOn: '2026-12-01',
    });
    expect(settleBy(offer, '2026-11-24T16:30:00.000Z', '张建三')).toMatchObject({
      dueOn: '2026-12-02',
    });
  });

  test('by pledge keeps the sentence, when it was signed and by whom', () => {
    const at = '2026-11-24T01:00:00.000Z';
    expect(settleBy({ way: 'pledge', sentence: '本人承诺' }, at, '张建三')).toEqual({
      way: 'pledge',
      settledAt: at,
      sentence: '本人承诺',
      signedBy: '张建三',
    });
  });

  test('by check waits for the department until so many hours later', () => {
    const at = '2026-11-24T01:00:00.000Z';
    expect(settleBy({ way: 'check', hours: 24 }, at, '张建三')).toEqual({
      way: 'check',
      settledAt: at,
      dueAt: '2026-11-25T01:00:00.000Z',
    });
  });
});
