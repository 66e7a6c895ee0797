import { randomBytes, randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AskConsentRequest, licencesAsked } from '../../src/contracts/consent-api.ts';
import {
  type AnswerRecord,
  answerRecordSchema,
  pageDigests,
} from '../../src/evidence/evidence-record.ts';
import { consentPageText } from '../../src/evidence/page-text.ts';
import { profileOf, signatureAlgorithms } from '../../src/evidence/profiles/evidence-profile.ts';
import { isSignedBy, signingKey, verifyingKey } from '../../src/evidence/signed-statement.ts';
import { canonicalJson } from '../../src/support/canonical-json.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { people } from '../seed/people.ts';
import { askedConsent } from '../testing/asked-consent.ts';
import { evidenceOf } from '../testing/evidence-of.ts';
import { isEvidenceOf } from './evidence-check.ts';
import { needOf } from './licence-need.ts';

describe.each(signatureAlgorithms)('%s', (alg) => {
  const profile = profileOf(alg);
  const evidenceKey = signingKey(alg, profile.generatePrivateKey(randomBytes));
  const workstation = { workstationId: randomUUID(), evidenceKey };
  const signer = verifyingKey(alg, evidenceKey.publicKey);
  const isGenuine = (record: AnswerRecord) => signer !== undefined && isSignedBy(signer, record);
  const request = askedConsent();
  const licencesOf = (own: AskConsentRequest) =>
    (licencesAsked(own) ?? []).map((licence) => ({
      ...licence,
      need: needOf(elderCardItem, licence.typeCode),
    }));
  const asked = {
    request,
    licences: licencesOf(request),
    workstationId: workstation.workstationId,
    windowId: 'A07',
    pageText: consentPageText(request.page),
  };
  const evidence = evidenceOf(request, workstation);
  const { record } = evidence;

  test('a record that a workstation has signed is its own, and of the consent it was asked for', () => {
    expect(answerRecordSchema.parse(record)).toEqual(record);
    expect(isGenuine(record)).toBe(true);
    expect(isEvidenceOf(evidence, asked)).toBe(true);
  });

  test('no character of a signed record can be altered', () => {
    const text = canonicalJson(record);
    const placeAndCharacter = fc.tuple(fc.nat(text.length - 1), fc.constantFrom(...'0a1b"x 信'));
    fc.assert(
      fc.property(placeAndCharacter, ([place, character]) => {
        fc.pre(text[place] !== character);
        const altered = recordIn(text.slice(0, place) + character + text.slice(place + 1));
        expect(altered !== undefined && isGenuine(altered)).toBe(false);
      }),
      { seed: 4, numRuns: 500 },
    );
  });

  /** The record that a text holds, where it is one. */
  function recordIn(text: string): AnswerRecord | undefined {
    try {
      return answerRecordSchema.safeParse(JSON.parse(text)).data;
    } catch {
      return undefined;
    }
  }

  const [choice] = record.choices;
  const caseWith = (change: Partial<AnswerRecord['cases'][number]>) =>
    record.cases.map((own) => ({ ...own, ...change }));
  const other = askedConsent();

  test.each<[string, Partial<AnswerRecord>]>([
    ['no case', { cases: [] }],
    ['another case', { cases: caseWith({ biz_num: other.caseId }) }],
    ['another item', { cases: caseWith({ item_code: 'another' }) }],
    ['another variant', { cases: caseWith({ variant: 'resident' }) }],
    ['another window', { handler: { ...record.handler, window: 'A08' } }],
    ['another holder', { holder: { ...record.holder, id_commitment: 'a'.repeat(64) } }],
    [
      'somebody acting',
      { actor: { kind: 'guardian', id_commitment: 'a'.repeat(64), basis: '父母' } },
    ],
    ['a phone', { consented_on: 'phone' }],
    ['another workstation', { device: { ...record.device, workstation_id: randomUUID() } }],
    ['another text', { page: { ...record.page, rendered_text_sha256: 'a'.repeat(64) } }],
    [
      'digests of another profile',
      {
        page: {
          ...record.page,
          ...pageDigests(profileOf(alg === 'SM2' ? 'Ed25519' : 'SM2'), asked.pageText),
          ...(alg === 'SM2' ? { rendered_text_sm3: 'a'.repeat(64) } : {}),
        },
      },
    ],
    ['the hash of another opening', { opening_hash: 'a'.repeat(64) }],
    ['another language', { page: { ...record.page, locale: 'en' } }],
    ['more licences', { choices: [...record.choices, ...record.choices] }],
    ...(choice === undefined
      ? []
      : ([
          ['another type', { choices: [{ ...choice, license_item_code: 'another' }] }],
          [
            'another licence',
            { choices: [{ ...choice, license_code_commitment: 'a'.repeat(64) }] },
          ],
          ['fewer fields', { choices: [{ ...choice, fields: [] }] }],
          ['another basis', { choices: [{ ...choice, basis: 'duty' }] }],
          ['another sensitivity', { choices: [{ ...choice, sensitive: !choice.sensitive }] }],
          [
            'a decision before the page was shown',
            { choices: [{ ...choice, decided_at: '2026-11-24T01:00:29.999Z' }] },
          ],
        ] satisfies [string, Partial<AnswerRecord>][])),
  ])('a record of %s is not of this consent', (_what, change) => {
    const changed = { ...evidence, record: { ...record, ...change } };
    expect(isEvidenceOf(changed, asked)).toBe(false);
  });

  test('with another opening a record concerns nobody', () => {
    const changed = { ...evidence, opening: 'a'.repeat(64) };
    expect(isEvidenceOf(changed, asked)).toBe(false);
  });

  test('who acted for a holder is part of it', () => {
    const guardian = { as: 'guardian', idNumber: people.noLicence.card.idNumber } as const;
    const request = askedConsent({ asked: guardian });
    const byGuardian = { ...asked, request, licences: licencesOf(request) };
    const pageText = consentPageText(request.page);
    const given = evidenceOf(request, workstation);
    expect(isEvidenceOf(given, { ...byGuardian, pageText })).toBe(true);
    const stranger = {
      ...request,
      asked: { ...guardian, idNumber: people.tooYoung.card.idNumber },
    };
    expect(isEvidenceOf(given, { ...byGuardian, request: stranger, pageText })).toBe(false);
  });
});
