import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  delegationPaths,
  phoneDelegationsAnswerSchema,
} from '../../src/contracts/delegation-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { readPdf } from '../licence-files/testing/read-pdf.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { people, peopleElsewhere } from '../seed/people.ts';
import {
  accepted,
  type DelegationPhone,
  delegationPhone,
  elderCardScope,
  offered,
} from '../testing/delegation-callers.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';

const clock = new StoppedClock();
let bench: PlatformUnderTest;
let principal: DelegationPhone;
let agent: DelegationPhone;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock });
  principal = await delegationPhone(bench, people.allGood.card);
  agent = await delegationPhone(bench, peopleElsewhere.luJianhua);
});
afterAll(() => bench.stop());

/** The letter of a delegation as a phone or a window reads it. */
async function letter(
  id: string,
  token: string,
  pathOf: (id: string) => string = delegationPaths.phoneDelegationLetter,
) {
  const response = await fetch(bench.url + pathOf(id), {
    headers: { authorization: `Bearer ${token}` },
  });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(response.headers.get('cache-control')).toBe('no-store');
  return new Uint8Array(await response.arrayBuffer());
}

test('a letter says who lets whom do what, where and until when, and who agreed; it is a simulation', async () => {
  const scope = elderCardScope({ windowIds: ['A07'] });
  const id = await accepted(principal, agent, { scope });
  const file = await letter(id, principal.token);
  const lines = readPdf(file).text.split('\n');
  for (const line of [
    '授权委托书',
    '电子委托书（仿真） · 已生效',
    '仿真样例·无效',
    principal.person.name,
    principal.person.idNumber,
    agent.person.name,
    agent.person.idNumber,
    '单次委托',
    elderCardItem.name,
    '居民户口簿',
    '综合窗口 A07',
    '2026年11月24日 08:00',
    '2026年12月24日 08:00',
    '委托人 发起委托并同意（待确认）',
    '代办人 同意（已生效）',
    '委托编号',
  ]) {
    expect(lines).toContain(line);
  }
  expect(lines.join('')).toContain(id);
  expect(readPdf(file).squares.length).toBeGreaterThan(100);
  expect(Buffer.compare(await letter(id, agent.token), file)).toBe(0);
});

test('it says when the delegation has ended', async () => {
  const id = await accepted(principal, agent);
  await principal.act(id, 'withdraw');
  const { text } = readPdf(await letter(id, agent.token));
  expect(text).toContain('电子委托书（仿真） · 已撤回');
  expect(text).toContain('委托人 撤回委托（已撤回）');
  expect(text).toContain('本大厅任一窗口');
});

test('an offer without an agent has a letter too, with nobody in it', async () => {
  const { text } = readPdf(await letter(await offered(principal), principal.token));
  expect(text).toContain('代办人\n—');
});

test('a window reads the letter of what was shown to it, and not before', async () => {
  const { token } = await bench.logIn();
  const id = await accepted(principal, agent);
  const path = delegationPaths.delegationLetter(id);
  const unknown = { status: 404, body: { code: 'delegation-unknown' } };
  expect(await bench.call('GET', path, undefined, token)).toEqual(unknown);
  const { code } = (await agent.code(id)).body as { code: string };
  const scanned = { code, purpose: 'mianzhengban' };
  await bench.call('POST', platformPaths.resolveCode, scanned, token);
  const file = await letter(id, token, delegationPaths.delegationLetter);
  expect(readPdf(file).text).toContain('授权委托书');
});

test('a letter is nobody else’s to read', async () => {
  const id = await accepted(principal, agent);
  const stranger = await delegationPhone(bench, peopleElsewhere.tanYaqin);
  const path = delegationPaths.phoneDelegationLetter(id);
  expect(await bench.call('GET', path, undefined, stranger.token)).toEqual({
    status: 404,
    body: { code: 'delegation-unknown' },
  });
});

test('what the seed has is there on the phones of both, with its letter', {
  timeout: 30_000,
}, async () => {
  const { delegations } = phoneDelegationsAnswerSchema.parse(
    (await (await delegationPhone(bench, peopleElsewhere.jianHaotian)).list()).body,
  );
  expect(delegations.map(({ state }) => state).sort()).toEqual(['accepted', 'part-accepted']);
  const { token } = await delegationPhone(bench, peopleElsewhere.jianHaotian);
  for (const { delegationId, principal } of delegations) {
    expect(readPdf(await letter(delegationId, token)).text).toContain(principal.name);
  }
});
