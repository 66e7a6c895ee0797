import { generateKeyPairSync, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import { readEnrolmentCode } from '../../src/contracts/enrolment-code.ts';
import {
  type OpenSessionAnswer,
  openSessionAnswerSchema,
  platformPaths,
  type Role,
} from '../../src/contracts/platform-api.ts';
import {
  answerSignatureText,
  platformTimeHeader,
  readSignature,
  requestSignatureText,
  writeSignature,
} from '../../src/contracts/signed-messages.ts';
import {
  type EnrolAnswer,
  type EnrolmentCodeRequest,
  type EnrolRequest,
  enrolAnswerSchema,
  enrolmentCodeAnswerSchema,
  enrolmentProofText,
  workstationPaths,
} from '../../src/contracts/workstation-api.ts';
import type { Clock } from '../../src/support/clock.ts';
import { clerks } from '../seed/accounts.ts';
import { contentDigest, isSignedBy, publicKeyOf, signText } from '../workstations/ed25519.ts';
import type { AdmissionMode } from '../workstations/signatures.ts';
import { expectDescribed } from './described-answers.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from './platform-under-test.ts';

/** A request as it goes over the wire. */
export interface Message {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The platform's answer to a workstation. */
interface PlatformAnswer {
  readonly status: number;
  readonly body: unknown;
  /** When the platform says it is; only of an answer that it has signed for this very request. */
  readonly platformTime?: string;
}

/** A workstation that has enrolled and signs what it sends, driven by a test. */
export interface ScriptedWorkstation {
  readonly workstationId: string;
  readonly enrolled: EnrolAnswer;
  /** Signs a request at the time of its clock, with a nonce of its own. */
  sign(method: string, target: string, body?: unknown, token?: string): Message;
  /** Sends a request as it is. */
  send(message: Message): Promise<PlatformAnswer>;
  /** Whether the platform has signed an answer, with this text as its body, to this very request. */
  isGenuine(request: Message, answer: Pick<Response, 'status' | 'headers'>, text: string): boolean;
  /** Signs and sends a request. */
  call(method: string, target: string, body?: unknown, token?: string): Promise<PlatformAnswer>;
  /** Opens a session, of the seed's clerk unless of another role. */
  logIn(role?: Role): Promise<OpenSessionAnswer>;
}

/** A new key pair. */
export function newKey(): KeyObject {
  return generateKeyPairSync('ed25519').privateKey;
}

/** An enrolment code, for a new workstation at the seed's window unless told. */
export async function newEnrolmentCode(
  bench: PlatformUnderTest,
  request: EnrolmentCodeRequest = { windowId: 'A07', name: '综合窗口 A07 左' },
): Promise<string> {
  const made = await bench.call('POST', workstationPaths.administeredEnrolmentCodes, request);
  return enrolmentCodeAnswerSchema.parse(made.body).code;
}

/** What a workstation sends to enrol a key. */
export function enrolRequest(
  code: string,
  workstationId: string,
  privateKey: KeyObject,
): EnrolRequest {
  const publicKey = publicKeyOf(privateKey);
  const text = enrolmentProofText(readEnrolmentCode(code) ?? '', workstationId, publicKey);
  return { code, workstationId, publicKey, proof: signText(privateKey, text) };
}

/** Enrols a workstation with a new key; one that is known, with a code of its own and in place of its key. */
export async function enrolledWorkstation(
  bench: PlatformUnderTest,
  clock: Clock,
  { workstationId, isKnown }: { readonly workstationId: string; readonly isKnown: boolean } = {
    workstationId: randomUUID(),
    isKnown: false,
  },
): Promise<ScriptedWorkstation> {
  const privateKey = newKey();
  const code = await newEnrolmentCode(bench, isKnown ? { workstationId } : undefined);
  const request = enrolRequest(code, workstationId, privateKey);
  const answer = await bench.call('POST', workstationPaths.enrolments, request);
  const enrolled = enrolAnswerSchema.parse(answer.body);

  const sign: ScriptedWorkstation['sign'] = (method, target, json, token) => {
    const body = json === undefined ? undefined : JSON.stringify(json);
    const digest = body === undefined ? undefined : contentDigest(body);
    const { input, base } = requestSignatureText(
      { method, target, contentDigest: digest },
      {
        created: Math.floor(Date.parse(clock.now()) / 1000),
        nonce: randomBytes(16).toString('base64url'),
        keyId: enrolled.keyId,
      },
    );
    return {
      method,
      target,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(digest === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-digest': digest }),
        'signature-input': input,
        signature: writeSignature(signText(privateKey, base)),
      },
      ...(body === undefined ? {} : { body }),
    };
  };

  const isGenuine: ScriptedWorkstation['isGenuine'] = (request, { status, headers }, text) => {
    const digest = contentDigest(text);
    const { input, base } = answerSignatureText(
      {
        status,
        contentDigest: digest,
        platformTime: headers.get(platformTimeHeader) ?? '',
        requestSignature: readSignature(request.headers['signature'] ?? '') ?? '',
      },
      enrolled.platformKey.keyId,
    );
    const signature = readSignature(headers.get('signature') ?? '') ?? '';
    return (
      headers.get('signature-input') === input &&
      headers.get('content-digest') === digest &&
      isSignedBy(enrolled.platformKey.publicKey, base, signature)
    );
  };

  const send: ScriptedWorkstation['send'] = async (request) => {
    const { method, target, headers, body = null } = request;
    const response = await fetch(bench.url + target, { method, headers, body });
    const text = await response.text();
    const platformTime = response.headers.get(platformTimeHeader);
    const answer = {
      status: response.status,
      body: text === '' ? undefined : JSON.parse(text),
    };
    expectDescribed(method, target, answer);
    return {
      ...answer,
      ...(platformTime !== null && isGenuine(request, response, text) ? { platformTime } : {}),
    };
  };

  const call: ScriptedWorkstation['call'] = (...request) => send(sign(...request));

  return {
    workstationId,
    enrolled,
    sign,
    send,
    isGenuine,
    call,
    logIn: async (role = 'clerk') => {
      const { account, password } = clerks[role];
      const credentials = { account, password, windowId: 'A07', workstationId };
      return openSessionAnswerSchema.parse(
        (await call('POST', platformPaths.sessions, credentials)).body,
      );
    },
  };
}

/** A platform and an enrolled workstation of it, at which a clerk has logged in. */
export async function startWithWorkstation(admission: AdmissionMode = 'enrolled-only') {
  const clock = new StoppedClock();
  const bench = await startPlatformUnderTest({ clock, admission });
  const workstation = await enrolledWorkstation(bench, clock);
  const { token } = await workstation.logIn();
  return { clock, bench, workstation, token };
}
