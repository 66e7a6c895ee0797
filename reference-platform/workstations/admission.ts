import type { FastifyRequest, onRequestAsyncHookHandler } from 'fastify';
import { sessionOf } from '../sessions/session-guard.ts';
import { signerOf } from './signatures.ts';
import type { WorkstationStore } from './workstation-store.ts';

/** Why a request is not let in, and the HTTP status that goes with it. */
type AdmissionRefusal =
  | { readonly status: 401; readonly code: 'signature-required' | 'workstation-revoked' }
  | { readonly status: 403; readonly code: 'another-workstation' | 'window-not-served' };

/** Whether a request comes from the workstation whose session it is about. */
export class Admission {
  readonly #workstations: WorkstationStore;

  constructor(workstations: WorkstationStore) {
    this.#workstations = workstations;
  }

  /**
   * Why a request is not taken as one of a workstation; `undefined` when it is. A workstation that has enrolled signs its
   * requests; one that never has is taken at its word.
   */
  async refusalOf(
    request: FastifyRequest,
    workstationId: string,
  ): Promise<AdmissionRefusal | undefined> {
    const signer = signerOf(request);
    if (signer !== null) {
      return signer.workstationId === workstationId
        ? undefined
        : { status: 403, code: 'another-workstation' };
    }
    const key = await this.#workstations.keyOf(workstationId);
    if (key === undefined) return undefined;
    return {
      status: 401,
      code: key.revokedAt === undefined ? 'signature-required' : 'workstation-revoked',
    };
  }

  /** Likewise of one to open a session, which an enrolled workstation does at its own windows only. */
  async refusalAtWindow(
    request: FastifyRequest,
    workstationId: string,
    windowId: string,
  ): Promise<AdmissionRefusal | undefined> {
    const refusal = await this.refusalOf(request, workstationId);
    if (refusal !== undefined || signerOf(request) === null) return refusal;
    const { windows } = await this.#workstations.settings(workstationId);
    return windows.includes(windowId) ? undefined : { status: 403, code: 'window-not-served' };
  }
}

/** Of the requests that `requireSession` has let through, lets on those of the session's own workstation. */
export function requireAdmission(admission: Admission): onRequestAsyncHookHandler {
  return async (request, reply) => {
    const refusal = await admission.refusalOf(request, sessionOf(request).workstationId);
    if (refusal !== undefined) return reply.code(refusal.status).send({ code: refusal.code });
  };
}
