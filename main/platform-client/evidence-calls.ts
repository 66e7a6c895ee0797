import {
  evidenceKeyProofText,
  evidencePaths,
  type GivenEvidence,
  type GiveRecordsAnswer,
  giveRecordsAnswerSchema,
  registerEvidenceKeyAnswerSchema,
} from '../../src/evidence/evidence-api.ts';
import { profileOf } from '../../src/evidence/profiles/evidence-profile.ts';
import type { SigningKey } from '../../src/evidence/signed-statement.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { SessionCall } from './consent-requests.ts';

/** Milliseconds that each of these calls may take. */
const timeLimit = 8_000;

/** What the platform is told of evidence; each call may be repeated. */
export interface EvidenceCalls {
  /** Makes the key known that this workstation signs with. */
  register(workstationId: string, key: SigningKey): Promise<Outcome<null>>;
  /** Hands records over, oldest first. @returns what became of each */
  give(records: readonly GivenEvidence[]): Promise<Outcome<GiveRecordsAnswer['outcomes']>>;
}

/** The evidence of a workstation at the platform. */
export function evidenceCalls(call: SessionCall): EvidenceCalls {
  return {
    register: async (workstationId, { alg, publicKey, privateKey }) => {
      const text = new TextEncoder().encode(evidenceKeyProofText(workstationId, publicKey));
      const proof = Buffer.from(profileOf(alg).sign(privateKey, text)).toString('base64');
      const answer = await call(evidencePaths.keys, {
        method: 'POST',
        body: { alg, publicKey, proof },
        answer: registerEvidenceKeyAnswerSchema,
        timeLimit,
      });
      return answer.ok ? ok(null) : answer;
    },
    give: async (records) => {
      const answer = await call(evidencePaths.records, {
        method: 'POST',
        body: { records },
        answer: giveRecordsAnswerSchema,
        timeLimit,
      });
      return answer.ok ? ok(answer.value.outcomes) : answer;
    },
  };
}
