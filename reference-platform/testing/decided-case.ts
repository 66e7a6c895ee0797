import { randomUUID } from 'node:crypto';
import { type CaseMove, casePaths } from '../../src/contracts/case-api.ts';
import {
  type BatchAnswer,
  batchAnswerSchema,
  type PlatformEvent,
  platformPaths,
  type Role,
} from '../../src/contracts/platform-api.ts';
import type { PlatformUnderTest } from './platform-under-test.ts';
import { receivedCase } from './received-case.ts';

/** A window at which somebody with a role is logged in; without an id, one nobody else uses. */
export async function windowOf(
  bench: PlatformUnderTest,
  role: Role = 'clerk',
  workstationId: string = randomUUID(),
) {
  const { token } = await bench.logIn(workstationId, role);
  const ownEpoch = randomUUID();
  const sendIn = async (epoch: string, events: readonly PlatformEvent[]): Promise<BatchAnswer> => {
    const batch = { workstationId, epoch, events };
    const { body } = await bench.call('POST', platformPaths.batches, batch, token);
    return batchAnswerSchema.parse(body);
  };
  return {
    workstationId,
    token,
    get: (path: string) => bench.call('GET', path, undefined, token),
    sendIn,
    /** Sends a batch of the epoch that the window began with. */
    send: (...events: readonly PlatformEvent[]) => sendIn(ownEpoch, events),
    /** Moves a case. */
    move: (caseId: string, move: CaseMove, requestId: string = randomUUID()) =>
      bench.call('POST', casePaths.caseMoves(caseId), { requestId, move }, token),
  };
}

/** A case that a window has handed over, as its first event. @returns its id and number */
export async function handOver(
  window: Awaited<ReturnType<typeof windowOf>>,
  change: Parameters<typeof receivedCase>[1] = {},
): Promise<{ readonly caseId: string; readonly caseNumber: string }> {
  const { received } = await window.send(receivedCase(1, change));
  return { caseId: received[0]?.caseId ?? '', caseNumber: received[0]?.caseNumber ?? '' };
}

/** A `case:supplemented` event. */
export function supplementedCase(
  seq: number,
  payload: Extract<PlatformEvent, { kind: 'case:supplemented' }>['payload'],
): PlatformEvent {
  return {
    seq,
    id: randomUUID(),
    kind: 'case:supplemented',
    at: '2026-11-24T01:10:00.000Z',
    payload,
  };
}
