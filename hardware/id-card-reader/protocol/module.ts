import type { Outcome } from '../../../src/failures/failure.ts';
import { err } from '../../../src/support/result.ts';
import { commands } from './commands.ts';
import type { Answer, Exchange } from './exchange.ts';
import { failureOfStatus, status } from './status.ts';

/** Takes an answer with any status but success for what it means to the person at the counter. */
export function expectSuccess(answer: Outcome<Answer>): Outcome<Answer> {
  return answer.ok && answer.value.status !== status.success
    ? err(failureOfStatus(answer.value))
    : answer;
}

/** Sees to it that the module works. One whose self-test has failed accepts nothing but a restart, and gets one. */
export async function checkModule(exchange: Exchange): Promise<Outcome<Answer>> {
  const health = await exchange.send(commands.status);
  return health.ok && health.value.status === status.selfTestFailed
    ? restartModule(exchange)
    : expectSuccess(health);
}

/** Restarts the module; it forgets the card. */
export async function restartModule(exchange: Exchange): Promise<Outcome<Answer>> {
  const restarted = await exchange.send(commands.reset);
  return restarted.ok ? expectSuccess(await exchange.send(commands.status)) : restarted;
}
