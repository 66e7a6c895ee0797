import { expect } from 'vitest';
import { ok } from '../../../src/support/result.ts';
import { random } from '../../storage/testing/storage-under-test.ts';
import { createSupervisorDesk, type SupervisorDesk } from '../clerk/supervisor-desk.ts';
import type { Counter } from './counter-under-test.ts';

/** Somebody else comes to the counter; whoever was there leaves. */
export async function logIn(
  { desk }: Counter,
  who: { readonly account: string; readonly password: string },
): Promise<void> {
  await desk.cases.leave();
  await desk.session.logOut();
  expect(await desk.session.logIn(who.account, who.password)).toEqual(ok(null));
  desk.cases.begin();
}

/** What a supervisor has at a counter. */
export function supervisorAt({ desk, storage, clock }: Counter): SupervisorDesk {
  return createSupervisorDesk({
    clock,
    randomBytes: random,
    storage,
    calls: desk.platform.fourEyes,
    openCaseId: () => desk.cases.current()?.subject.id,
    onReassigned: desk.cases.noteReassigned,
    log: { info: () => undefined, warn: () => undefined },
  });
}
