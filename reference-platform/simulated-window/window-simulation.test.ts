import { hash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { consentPaths } from '../../src/contracts/consent-api.ts';
import {
  openingAnswerSchema,
  simulatedWindowPaths,
  simulatedWindowSchema,
} from '../../src/contracts/simulated-window-api.ts';
import { consentPageText } from '../../src/evidence/page-text.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { askedConsent, holder } from '../testing/asked-consent.ts';
import { type PlatformUnderTest, startPlatformUnderTest } from '../testing/platform-under-test.ts';
import { signedInPhone } from '../testing/signed-in-phone.ts';

let bench: PlatformUnderTest;
beforeEach(async () => {
  bench = await startPlatformUnderTest({ admission: 'enrolled-only' });
});
afterEach(() => bench.stop());

test('the window says where it is and what each item needs', async () => {
  const { body } = await bench.call('GET', simulatedWindowPaths.window);
  const { window, items } = simulatedWindowSchema.parse(body);
  expect(window).toBe('综合窗口 A07');
  const item = items.find(({ code }) => code === elderCardItem.code);
  expect(item?.licences.map(({ name }) => name)).toContain('居民户口簿');
});

test('what a phone has agreed to is opened with the registered fields, and nothing before', async () => {
  const request = askedConsent();
  const { consentId } = request;
  await bench.call('POST', simulatedWindowPaths.consents, request);
  const open = () => bench.call('POST', simulatedWindowPaths.opening(consentId));
  expect(await open()).toEqual({ status: 409, body: { code: 'consent-not-given' } });
  const answer = {
    pageDigest: hash('sha256', consentPageText(request.page)),
    decisions: ['agreed'],
    chosenSingly: [],
  };
  const phone = await signedInPhone(bench, holder);
  await bench.call('POST', consentPaths.phoneAnswer(consentId), answer, phone);
  expect(await bench.call('GET', simulatedWindowPaths.consent(consentId))).toMatchObject({
    body: { state: 'given' },
  });
  const { licences } = openingAnswerSchema.parse((await open()).body);
  expect(licences).toMatchObject([{ licenceCode: holder.licenceCode, name: '居民户口簿' }]);
  expect(Object.keys(licences[0]?.fields ?? {}).sort()).toEqual(request.licences[0]?.fields);
  await bench.call('POST', consentPaths.phoneWithdraw(consentId), undefined, phone);
  expect(openingAnswerSchema.parse((await open()).body).licences).toMatchObject([
    { problem: 'licence-not-consented', fields: {} },
  ]);
});
