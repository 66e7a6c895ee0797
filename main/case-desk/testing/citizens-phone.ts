import { hash } from 'node:crypto';
import type { PlatformUnderTest } from '../../../reference-platform/testing/platform-under-test.ts';
import { signedInPhone } from '../../../reference-platform/testing/signed-in-phone.ts';
import {
  consentPaths,
  type PhoneConsentPage,
  phoneConsentPageSchema,
} from '../../../src/contracts/consent-api.ts';
import type { ConsentPage } from '../../../src/contracts/evaluator-page.ts';
import type { LicenceDecision } from '../../../src/domain/consent.ts';
import { consentPageText } from '../../../src/evidence/page-text.ts';

/** The phone of a citizen at the real platform. */
export interface CitizensPhone {
  /** What it shows of a page that was pushed at the counter. */
  shows(page: ConsentPage): Promise<PhoneConsentPage>;
  /** What it shows by the id that the counter gave a page. */
  page(pageId: string): Promise<PhoneConsentPage>;
  /** Answers a page with one decision for every licence. @returns the platform's HTTP status */
  answer(page: ConsentPage, decision: LicenceDecision): Promise<number>;
  /** Takes back what was agreed to on a page. @returns the platform's HTTP status */
  withdraw(pageId: string): Promise<number>;
}

/** Signs the phone of somebody in. */
export async function citizensPhone(
  bench: PlatformUnderTest,
  person: { readonly idNumber: string },
): Promise<CitizensPhone> {
  const token = await signedInPhone(bench, person);
  const page = async (pageId: string): Promise<PhoneConsentPage> => {
    const { body } = await bench.call('GET', consentPaths.phoneConsent(pageId), undefined, token);
    return phoneConsentPageSchema.parse(body);
  };
  return {
    page,
    shows: ({ pageId }) => page(pageId),
    answer: async (page, decision) => {
      const decisions = page.licences.map(() => decision);
      const pageDigest = hash('sha256', consentPageText(page));
      const body = { pageDigest, decisions, chosenSingly: [...decisions.keys()] };
      const path = consentPaths.phoneAnswer(page.pageId);
      return (await bench.call('POST', path, body, token)).status;
    },
    withdraw: async (pageId) =>
      (await bench.call('POST', consentPaths.phoneWithdraw(pageId), undefined, token)).status,
  };
}
