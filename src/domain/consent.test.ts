import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ConsentRecord, decisionsOf, licencesOnPage, recordOfCase } from './consent.ts';

const itemCode = 'item';
const ofCase = (caseId: string) => ({ caseId, itemCode, applicant: 'number-1' });
const ownCase = ofCase('case-0');

const nothingAsked = { licenceTypes: [], positions: [], caseId: '', itemCode };

/** A page for one to four cases of a visit, its licences in any order, and which of them are agreed to. */
const answeredPages = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })
  .chain((sizes) => {
    const total = sizes.reduce((sum, size) => sum + size, 0);
    return fc.record({
      sizes: fc.constant(sizes),
      order: fc.shuffledSubarray([...Array(total).keys()], { minLength: total, maxLength: total }),
      agreed: fc.subarray([...Array(total).keys()]),
    });
  })
  .map(({ sizes, order, agreed }) => {
    let from = 0;
    const parts = sizes.map((size, index) => {
      const positions = order.slice(from, from + size).sort((a, b) => a - b);
      from += size;
      // The same type may be asked for in several cases.
      const licenceTypes = positions.map((_, place) => `type-${place}`);
      const agreedTypes = licenceTypes.filter((_, place) =>
        agreed.includes(positions[place] ?? -1),
      );
      return {
        caseId: `case-${index}`,
        itemCode,
        licenceTypes,
        positions,
        ...(agreedTypes.length === 0 ? {} : { agreedTypes }),
      };
    });
    const [{ caseId: _, itemCode: __, ...own } = nothingAsked, ...along] = parts;
    const record: ConsentRecord = {
      pageId: 'page',
      style: { language: 'zh-CN', largeType: false },
      pageDigest: 'digest',
      ...own,
      along,
      outcome: 'agreedTypes' in own ? 'agreed' : 'declined',
      answeredOn: 'evaluator',
      endedAt: '2026-11-24T01:00:00.000Z',
    };
    return { record, agreed, total: order.length };
  });

test('every case of a visit tells the same of a page, each as its own', () => {
  fc.assert(
    fc.property(answeredPages, ({ record, agreed, total }) => {
      const decisions = Array.from({ length: total }, (_, position) =>
        agreed.includes(position) ? 'agreed' : 'declined',
      );
      expect(licencesOnPage(record)).toBe(total);
      expect(decisionsOf(record)).toEqual(decisions);
      for (const { caseId, agreedTypes, licenceTypes } of record.along ?? []) {
        const theirs = recordOfCase(record, ownCase, ofCase(caseId));
        if (theirs === undefined) throw new Error('the page asks for that case too');
        expect(theirs.licenceTypes).toEqual(licenceTypes);
        expect(theirs.outcome).toBe(agreedTypes === undefined ? 'declined' : 'agreed');
        expect(decisionsOf(theirs)).toEqual(decisions);
        expect(recordOfCase(theirs, ofCase(caseId), ownCase)).toMatchObject({
          licenceTypes: record.licenceTypes,
          outcome: record.outcome,
        });
      }
    }),
    { seed: 20_261_124 },
  );
});

test('a case that a page does not ask for has no part in it, nor has any in a page nobody has answered', () => {
  const [{ record } = { record: undefined }] = fc.sample(
    answeredPages.filter(({ record }) => (record.along ?? []).length > 0),
    { seed: 20_261_124, numRuns: 1 },
  );
  if (record === undefined) throw new Error('there is no page');
  expect(recordOfCase(record, ownCase, ofCase('another'))).toBeUndefined();
  const { answeredOn: _, ...unanswered } = record;
  const theirs = ofCase('case-1');
  expect(recordOfCase({ ...unanswered, outcome: 'timed-out' }, ownCase, theirs)).toBeUndefined();
  expect(recordOfCase(record, ownCase, theirs)).toBeDefined();
  expect(recordOfCase(record, ownCase, { ...theirs, itemCode: 'another item' })).toBeUndefined();
});

test('whoever was asked is themselves in every case, be they its applicant there or not', () => {
  const [{ record } = { record: undefined }] = fc.sample(
    answeredPages.filter(({ record }) => (record.along ?? []).length > 0),
    { seed: 20_261_124, numRuns: 1 },
  );
  if (record === undefined) throw new Error('there is no page');
  const ofFamily = { ...ofCase('case-1'), applicant: 'number-2' };
  expect(recordOfCase(record, ownCase, ofFamily)?.holder).toBe('number-1');
  const asked = { ...record, holder: 'number-2' };
  expect(recordOfCase(asked, ownCase, ofFamily)).not.toHaveProperty('holder');
  expect(recordOfCase(asked, ownCase, ofCase('case-1'))?.holder).toBe('number-2');
});
