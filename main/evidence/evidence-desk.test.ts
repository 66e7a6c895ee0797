import { expect, test } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import { StoppedClock } from '../../reference-platform/testing/platform-under-test.ts';
import { evidencePaths } from '../../src/evidence/evidence-api.ts';
import { chainStart, commitmentTo, recordHash } from '../../src/evidence/evidence-record.ts';
import { profileOf, signatureAlgorithms } from '../../src/evidence/profiles/evidence-profile.ts';
import { signingKey } from '../../src/evidence/signed-statement.ts';
import { readTrustedKeys } from '../../src/evidence/trusted-keys.ts';
import { type Disclosure, judgeEvidence } from '../../src/evidence/verdict.ts';
import { ok } from '../../src/support/result.ts';
import {
  type Counter,
  counterAt,
  platformOfTests,
  toForm,
  toReview,
} from '../case-desk/testing/counter-under-test.ts';
import { DatabaseError } from '../storage/database-error.ts';
import { random } from '../storage/testing/storage-under-test.ts';

const platformClock = new StoppedClock();
const bench = platformOfTests({ clock: platformClock });
const { card } = people.allGood;

function kept({ storage }: Counter, evidenceId = '') {
  const found = storage.evidence.find(evidenceId);
  if (found?.ok !== true) throw new Error('nothing was kept');
  return found.value;
}

/** The answer to the page of the open case that was answered last. */
function lastAnswer(at: Counter) {
  const evidence = kept(at, at.desk.cases.current()?.subject.consents.at(-1)?.pageId);
  if (evidence.record.kind !== 'answer') throw new Error('it is no answer');
  return { ...evidence, record: evidence.record };
}

/** What a stranger makes of a record, with no more than the platform's trust file and, perhaps, a receipt. */
async function judged(evidenceId: string, disclosure?: Disclosure) {
  const { token } = await bench().logIn(undefined, 'approver');
  const answer = await fetch(bench().url + evidencePaths.package(evidenceId), {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const trust = readTrustedKeys(await (await fetch(bench().url + evidencePaths.trust)).text());
  if (!trust.ok) throw new Error(trust.problem.code);
  const [judgement] = judgeEvidence([bytes], trust.value, { disclosure });
  return judgement;
}

const countersigned = (at: Counter, evidenceId: string) =>
  at.desk.until(() => kept(at, evidenceId).outcome !== undefined);

test.each(signatureAlgorithms)(
  'what was agreed to is proved to anybody, with keys of %s',
  async (alg) => {
    const key = signingKey(alg, profileOf(alg).generatePrivateKey(random));
    const at = await counterAt(bench(), { key });
    await toForm(at);
    const { record, opening } = lastAnswer(at);
    await countersigned(at, record.evidence_id);
    expect(await judged(record.evidence_id)).toMatchObject({ verdict: 'authentic', findings: [] });
    const disclosed = await judged(record.evidence_id, { opening, number: card.idNumber });
    expect(disclosed?.concern).toMatchObject({ isOpening: true, isHolder: true });
  },
);

test('a record names what was decided, by whom and how, and nobody by name or number', async () => {
  const at = await counterAt(bench());
  await toForm(at);
  const { record, opening } = lastAnswer(at);
  const subject = at.desk.cases.current()?.subject;
  expect(record).toMatchObject({
    cases: [{ biz_num: subject?.id, item_code: subject?.item?.code, variant: subject?.variant }],
    handler: { window: 'A07', clerk_no: '9012' },
    actor: { kind: 'same' },
    identified_by: 'card',
    input_kind: 'touch',
    page: { locale: 'zh-CN', scrolled_to_end: true },
    choices: [{ biz_num: subject?.id, decision: 'agreed', basis: 'consent' }],
    retention: expect.stringMatching(/^保存多久/),
    recipients: [expect.stringMatching(/^提供给谁/)],
    withdrawal_info: expect.stringMatching(/撤回/),
    device: { clock_source: 'system', evaluator_id: 'display-2' },
    seq: 1,
    prev_hash: chainStart,
  });
  const text = JSON.stringify(record);
  for (const secret of [card.name, card.idNumber, card.address, opening]) {
    expect(text).not.toContain(secret);
  }
  const profile = profileOf(record.signature.alg);
  expect(record.holder.id_commitment).toBe(commitmentTo(profile, opening, card.idNumber));
});

test('who declines is proved too, and who is asked again takes the place of what they said before', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  for (const decision of ['decline', 'agree'] as const) {
    expect(at.desk.cases.pushConsent(at.desk.caseId())).toEqual(ok(null));
    expect(at.desk.answer(decision)).toEqual(ok(null));
    await at.desk.until(() => at.desk.cases.current()?.subject.asking === undefined);
  }
  await at.desk.stage('filling-form');
  const [first, second] = at.desk.cases.current()?.subject.consents ?? [];
  const declined = kept(at, first?.pageId).record;
  const agreed = kept(at, second?.pageId).record;
  expect(declined).toMatchObject({ kind: 'answer', choices: [{ decision: 'declined' }], seq: 1 });
  expect(agreed).toMatchObject({
    kind: 'answer',
    choices: [{ decision: 'agreed' }],
    seq: 2,
    prev_hash: recordHash(declined),
    supersedes: first?.pageId,
  });
});

test('a page that nobody answered leaves no record', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  at.desk.cases.pushConsent(at.desk.caseId());
  at.desk.show();
  at.desk.cases.send(at.desk.caseId(), { type: 'page.withdrawn' });
  expect(at.storage.evidence.next().seq).toBe(1);
});

test('what the platform could not be told is handed over when a clerk logs in', async () => {
  const at = await counterAt(bench());
  await toReview(at);
  at.desk.cases.pushConsent(at.desk.caseId());
  await at.desk.until(() => at.desk.cases.onPhone()?.state === 'waiting');
  bench().platform.misbehave({ path: '/api/v1/consents', fault: 'status503' });
  bench().platform.misbehave({ path: evidencePaths.records, fault: 'status503' });
  at.desk.answer('agree');
  await at.desk.until(() => at.desk.cases.current()?.subject.failure !== undefined);
  const { record } = lastAnswer(at);
  expect(kept(at, record.evidence_id).outcome).toBeUndefined();
  await at.desk.cases.leave();
  bench().platform.behave();
  at.desk.cases.begin();
  await countersigned(at, record.evidence_id);
  expect(await judged(record.evidence_id)).toMatchObject({ verdict: 'authentic' });
});

test('an answer whose record cannot be stored has not been given', async () => {
  let isFull = false;
  const at = await counterAt(bench(), {
    wrap: (storage) => ({
      ...storage,
      evidence: {
        ...storage.evidence,
        append: (evidence) => {
          if (isFull) throw new DatabaseError('SQLITE_FULL', 'the disk is full');
          storage.evidence.append(evidence);
        },
      },
    }),
  });
  await toReview(at);
  at.desk.cases.pushConsent(at.desk.caseId());
  isFull = true;
  at.desk.answer('agree');
  await at.desk.until(() => at.desk.cases.current()?.subject.failure !== undefined);
  expect(at.desk.cases.current()?.subject).toMatchObject({
    failure: { code: 'storage.disk-full' },
    consents: [],
  });
  expect((await at.stored()).consents).toEqual([]);
  expect(at.storage.evidence.next().seq).toBe(1);
});
