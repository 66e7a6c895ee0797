import { randomBytes } from 'node:crypto';
import { type AskConsentRequest, consentPaths } from '../../src/contracts/consent-api.ts';
import type { LicenceDecision } from '../../src/domain/consent.ts';
import {
  evidenceKeyProofText,
  evidencePaths,
  type RegisterEvidenceKeyRequest,
  registerEvidenceKeyAnswerSchema,
} from '../../src/evidence/evidence-api.ts';
import {
  profileOf,
  type SignatureAlgorithm,
} from '../../src/evidence/profiles/evidence-profile.ts';
import { type SigningKey, signingKey } from '../../src/evidence/signed-statement.ts';
import { toBase64 } from '../../src/support/base64.ts';
import { evidenceOf, type SigningWorkstation } from './evidence-of.ts';

/** Calls the platform as one workstation, signed or not. */
type Call = (
  method: string,
  path: string,
  body: unknown,
  token: string,
) => Promise<{ readonly status: number; readonly body: unknown }>;

/** A new key to sign evidence with. */
export function newEvidenceKey(alg: SignatureAlgorithm): SigningKey {
  return signingKey(alg, profileOf(alg).generatePrivateKey(randomBytes));
}

/** What a workstation sends to register a key. */
export function registrationOf({
  workstationId,
  evidenceKey: { alg, publicKey, privateKey },
}: SigningWorkstation): RegisterEvidenceKeyRequest {
  const text = new TextEncoder().encode(evidenceKeyProofText(workstationId, publicKey));
  return { alg, publicKey, proof: toBase64(profileOf(alg).sign(privateKey, text)) };
}

/** Registers a new key in the session of a workstation. */
export async function registeredSigner(
  call: Call,
  workstationId: string,
  token: string,
  alg: SignatureAlgorithm = 'SM2',
): Promise<SigningWorkstation> {
  const signer = { workstationId, evidenceKey: newEvidenceKey(alg) };
  const answer = await call('POST', evidencePaths.keys, registrationOf(signer), token);
  registerEvidenceKeyAnswerSchema.parse(answer.body);
  return signer;
}

/** Answers a consent on the evaluator of a workstation, with a key that is new, and proves it. */
export async function proveConsent(
  call: Call,
  workstationId: string,
  token: string,
  request: AskConsentRequest,
  decisions?: readonly LicenceDecision[],
): ReturnType<Call> {
  const signer = await registeredSigner(call, workstationId, token);
  const evidence = evidenceOf(request, signer, {}, decisions);
  return call('POST', consentPaths.evidence(request.consentId), evidence, token);
}
