import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  answerSignatureText,
  platformTimeHeader,
  readRequestSignature,
  readSignature,
  writeSignature,
} from '../../src/contracts/signed-messages.ts';
import type { Clock } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import { contentDigest, isSignedBy, signText } from './ed25519.ts';
import type { PlatformKey } from './platform-key.ts';
import type { SeenNonces } from './seen-nonces.ts';
import type { WorkstationStore } from './workstation-store.ts';

/** Who signed a request. */
export interface Signer {
  readonly workstationId: string;
  /** The request's signature, in base64. */
  readonly signature: string;
}

/**
 * Who is let in. `open`: also a workstation that has not enrolled, which is taken at its word. `enrolled-only`: nobody
 * unsigned. Whatever is signed is checked in either case, and whoever has enrolled signs in either case.
 */
export type AdmissionMode = 'open' | 'enrolled-only';

/** Whether a text names one. */
export function isAdmissionMode(text: string): text is AdmissionMode {
  return text === 'open' || text === 'enrolled-only';
}

/** What signatures are checked and made with. */
export interface SignatureOptions {
  readonly admission: AdmissionMode;
  readonly workstations: WorkstationStore;
  readonly nonces: SeenNonces;
  readonly platformKey: PlatformKey;
  readonly clock: Clock;
}

/** Name of the request decorator that carries the signer; the server declares it. */
export const signerDecorator = 'signer';

/** Who signed a request; null for one that is not signed. */
export function signerOf(request: FastifyRequest): Signer | null {
  return request.getDecorator<Signer | null>(signerDecorator);
}

/**
 * Checks the signatures of all requests to the routes of a server's scope, and signs the answers. A refusal is signed as
 * soon as the request is known to be genuine, so that a workstation whose clock is wrong learns the time, and one that is
 * revoked need not take a stranger's word for it. Call before any other hook of the scope is added.
 */
export function checkSignatures(
  app: FastifyInstance,
  { admission, workstations, nonces, platformKey, clock }: SignatureOptions,
): void {
  app.addHook('onRequest', async (request, reply) => {
    const refuse = (code: string) => reply.code(401).send({ code });
    const claimed = readClaim(request);
    if (!claimed.ok) return refuse('signature-invalid');
    const claim = claimed.value;
    if (claim === null) {
      return admission === 'enrolled-only' ? refuse('signature-required') : undefined;
    }
    const key = await workstations.keyOf(claim.keyId);
    if (key === undefined) return refuse('workstation-unknown');
    const { signature } = claim;
    if (!isSignedBy(key.publicKey, claim.base, signature)) return refuse('signature-invalid');
    const { workstationId } = key;
    request.setDecorator<Signer>(signerDecorator, { workstationId, signature });
    if (key.revokedAt !== undefined) return refuse('workstation-revoked');
    const taken = nonces.take(claim);
    if (!taken.ok) {
      if (taken.problem !== 'too-many-requests') return refuse(taken.problem);
      reply.header('retry-after', 60);
      return reply.code(429).send({ code: taken.problem });
    }
    await workstations.seen(workstationId);
  });

  // Before anything is made of the body: whatever reaches a parser has been signed.
  app.addHook('preParsing', async (request, reply, payload) => {
    if (signerOf(request) === null) return payload;
    const body = await readWhole(payload, request.routeOptions.bodyLimit);
    if (!body.ok) {
      const { problem: code } = body;
      return reply.code(code === 'request-too-large' ? 413 : 400).send({ code });
    }
    const digest = request.headers['content-digest'];
    const isSigned =
      digest === undefined ? body.value.length === 0 : digest === contentDigest(body.value);
    return isSigned
      ? Readable.from([body.value])
      : reply.code(401).send({ code: 'signature-invalid' });
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const signer = signerOf(request);
    const body = payload ?? '';
    if (signer === null || !(typeof body === 'string' || Buffer.isBuffer(body))) return payload;
    const digest = contentDigest(body);
    const platformTime = clock.now();
    const { input, base } = answerSignatureText(
      {
        status: reply.statusCode,
        contentDigest: digest,
        platformTime,
        requestSignature: signer.signature,
      },
      platformKey.keyId,
    );
    reply.headers({
      'content-digest': digest,
      [platformTimeHeader]: platformTime,
      'signature-input': input,
      signature: writeSignature(signText(platformKey.privateKey, base)),
    });
    return payload;
  });
}

/** What a request claims of its signature; null when it is not signed. */
function readClaim({ method, raw, headers }: FastifyRequest) {
  const { signature: header, 'signature-input': input, 'content-digest': digest } = headers;
  if (header === undefined && input === undefined) return ok(null);
  const signed = { method, target: raw.url ?? '', contentDigest: digest?.toString() };
  const claim = readRequestSignature(signed, String(input));
  const signature = readSignature(String(header));
  return claim === undefined || signature === undefined
    ? err('signature-invalid')
    : ok({ ...claim, signature });
}

async function readWhole(
  payload: Readable,
  limit: number,
): Promise<Result<Buffer, 'request-too-large' | 'request-invalid'>> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of payload) {
      chunks.push(chunk);
      length += chunk.length;
      if (length > limit) return err('request-too-large');
    }
  } catch {
    // Cut off: nobody is there to be told.
    return err('request-invalid');
  }
  return ok(Buffer.concat(chunks));
}
