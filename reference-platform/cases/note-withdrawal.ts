import type { CaseStep } from '../../src/contracts/case-api.ts';
import type { CaseReceivedPayload } from '../../src/contracts/platform-api.ts';
import type { Instant } from '../../src/support/clock.ts';
import type { Database } from '../database/open-database.ts';
import { valuesIn } from '../database/values-in.ts';
import type { Teller } from '../journal/journal.ts';
import { takeStep } from './take-step.ts';

/** 撤回授权, as the cases that were received with the consent keep it. */
export type NotedWithdrawal = Omit<Extract<CaseStep['did'], { kind: 'withdraw-consent' }>, 'kind'>;

/**
 * Tells every case among some that was received with a consent that this has been taken back: it is used no further
 * (不再继续使用). Nothing that was done is undone. A case is told once. Part of a transaction.
 * @param at when the platform has heard of it
 */
export async function noteWithdrawal(
  db: Database,
  tell: Teller,
  caseIds: readonly string[],
  withdrawal: NotedWithdrawal,
  at: Instant,
): Promise<void> {
  const rows = await db
    .selectFrom('cases')
    .selectAll()
    .where('case_id', 'in', valuesIn(caseIds))
    .execute();
  for (const row of rows) {
    const { consents }: CaseReceivedPayload = JSON.parse(row.payload);
    if (!consents.some(({ pageId }) => pageId === withdrawal.consentId)) continue;
    const did = { kind: 'withdraw-consent', ...withdrawal } as const;
    if (await isNoted(db, row.case_id, withdrawal.consentId)) continue;
    const origin = { at, account: null, requestId: null };
    await takeStep(db, tell, row, { state: row.state, did }, origin);
  }
}

async function isNoted(db: Database, caseId: string, consentId: string): Promise<boolean> {
  const steps = await db
    .selectFrom('case_steps')
    .select('step')
    .where('case_id', '=', caseId)
    .execute();
  return steps.some(({ step }) => {
    const { did }: Pick<CaseStep, 'did'> = JSON.parse(step);
    return did.kind === 'withdraw-consent' && did.consentId === consentId;
  });
}
