import { expect, test } from 'vitest';
import type { AtWindow } from '../../src/contracts/platform-api.ts';
import type { ConsentRecord } from '../../src/domain/consent.ts';
import { householdRegister } from '../../src/domain/elderly-card-item.fixture.ts';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { citizenWords } from '../evaluator-pages/words.ts';
import { createReceiptDesk, type ReceiptDeskOptions } from './receipt-desk.ts';
import { receivedCase } from './received-case.fixture.ts';

const opened = {
  window: { hall: '佛山市行政服务大厅', name: '综合窗口 A07' },
  clerk: { number: '9012' },
} as AtWindow;

function desk(changes: Partial<ReceiptDeskOptions> = {}) {
  const done: string[] = [];
  const logged: unknown[] = [];
  const note = (event: string, facts: object) => logged.push([event, facts]);
  const receipts = createReceiptDesk({
    find: () => ok(Object.freeze(receivedCase)),
    session: () => opened,
    language: () => 'zh-CN',
    words: citizenWords,
    proofOf: () => undefined,
    printer: () => 'counter',
    paper: {
      print: async (_receipt, printer) => {
        done.push(`printed on ${printer}`);
        return ok({ printer });
      },
      pdf: async () => ok(new Uint8Array([37])),
    },
    save: async (name, content) => {
      done.push(`saved ${content.length} byte as ${name}`);
      return ok(true);
    },
    log: { info: note, warn: note },
    ...changes,
  });
  return { receipts, done, logged };
}

test('a receipt is printed on the printer that is set, and saved under the case’s number', async () => {
  const { receipts, done } = desk();
  expect(receipts.preview({ caseId: receivedCase.id })).toMatchObject({ ok: true });
  expect(await receipts.print({ caseId: receivedCase.id })).toEqual(ok({ printer: 'counter' }));
  expect(await receipts.savePdf({ caseId: receivedCase.id })).toEqual(ok({ saved: true }));
  expect(done).toEqual(['printed on counter', 'saved 1 byte as 440699202611250000042.pdf']);
});

test('a paper of a drill says that nothing of it is real, and no other does', () => {
  const { receipts } = desk({ find: () => ok({ ...receivedCase, isDrill: true }) });
  const wish = { caseId: receivedCase.id };
  expect(receipts.preview(wish)).toMatchObject({ value: { drill: '演练 DRILL，不作数' } });
  const real = desk().receipts.preview(wish);
  expect(real.ok && real.value.drill).toBeUndefined();
});

test('what is previewed is what is printed', async () => {
  const papers: unknown[] = [];
  const { receipts } = desk({
    paper: {
      print: async (receipt) => {
        papers.push(receipt);
        return ok({ printer: '' });
      },
      pdf: async (receipt) => {
        papers.push(receipt);
        return ok(new Uint8Array());
      },
    },
  });
  await receipts.print({ caseId: receivedCase.id });
  await receipts.savePdf({ caseId: receivedCase.id });
  const preview = receipts.preview({ caseId: receivedCase.id });
  expect(papers.map((paper) => ok(paper))).toEqual([preview, preview]);
});

test.each([
  ['no printer', 'printer.none'],
  ['a printer that fails', 'printer.failed'],
  ['a printer that hangs', 'printer.timed-out'],
] as const)('%s is told with its own code, and changes nothing', async (_what, code) => {
  const before = JSON.stringify(receivedCase);
  const problem = code === 'printer.failed' ? fail(code, { reason: 'jam' }) : fail(code);
  const { receipts, done, logged } = desk({
    paper: { print: async () => problem, pdf: async () => problem },
  });
  expect(await receipts.print({ caseId: receivedCase.id })).toEqual(problem);
  expect(await receipts.savePdf({ caseId: receivedCase.id })).toEqual(problem);
  expect(done).toEqual([]);
  expect(logged).toContainEqual(['receipt.not-printed', { code }]);
  expect(JSON.stringify(receivedCase)).toBe(before);
});

test('a clerk who thinks better of saving has not failed; a file that cannot be written has', async () => {
  expect(
    await desk({ save: async () => ok(false) }).receipts.savePdf({ caseId: receivedCase.id }),
  ).toEqual(ok({ saved: false }));
  const full = fail('receipt.not-saved');
  expect(
    await desk({ save: async () => full }).receipts.savePdf({ caseId: receivedCase.id }),
  ).toEqual(full);
});

test('what the platform has not confirmed is not printed, nor anybody else’s case, nor without a login', async () => {
  const { caseNumber: _none, ...waiting } = receivedCase;
  for (const [changes, code] of [
    [{ find: () => ok(waiting) }, 'receipt.not-received'],
    [{ find: () => fail('case.unknown') }, 'case.unknown'],
    [{ session: () => undefined }, 'session.required'],
  ] as const) {
    const { receipts, done } = desk(changes);
    expect(receipts.preview({ caseId: receivedCase.id })).toEqual(fail(code));
    expect(await receipts.print({ caseId: receivedCase.id })).toEqual(fail(code));
    expect(await receipts.savePdf({ caseId: receivedCase.id })).toEqual(fail(code));
    expect(done).toEqual([]);
  }
});

test('what was decided on a page has a receipt of its own, with what proves it', async () => {
  const pageId = '019ab000-0000-7000-8000-00000000000a';
  const record: ConsentRecord = {
    pageId,
    style: { language: 'en', largeType: true },
    pageDigest: 'a'.repeat(64),
    licenceTypes: [householdRegister.typeCode],
    outcome: 'declined',
    answeredOn: 'evaluator',
    endedAt: '2026-11-24T17:01:30.000Z',
  };
  const asked: string[] = [];
  const { receipts, done } = desk({
    find: () => ok({ ...receivedCase, stage: 'filling-form', consents: [record] }),
    proofOf: (id) => {
      asked.push(id);
      return { evidenceId: id, recordHash: '0'.repeat(64), keyId: '1', opening: '2'.repeat(64) };
    },
  });
  const wish = { caseId: receivedCase.id, pageId };
  const preview = receipts.preview(wish);
  expect(preview).toMatchObject({ ok: true, value: { language: 'en', largeType: true } });
  expect(asked).toEqual([pageId]);
  expect(await receipts.savePdf(wish)).toEqual(ok({ saved: true }));
  expect(done).toEqual(['saved 1 byte as Consent receipt-0000000a.pdf']);
  const other = { ...wish, pageId: receivedCase.id };
  expect(receipts.preview(other)).toEqual(fail('receipt.not-answered'));
});
