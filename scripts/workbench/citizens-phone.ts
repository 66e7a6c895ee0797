import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import {
  accepted,
  delegationPhone,
  elderCardScope,
  type NamedPerson,
} from '../../reference-platform/testing/delegation-callers.ts';
import type { PlatformUnderTest } from '../../reference-platform/testing/platform-under-test.ts';
import { signedInPhone } from '../../reference-platform/testing/signed-in-phone.ts';
import {
  consentPaths,
  type phoneConsentAnswerRequestSchema,
  phoneConsentPageSchema,
  phoneConsentsAnswerSchema,
} from '../../src/contracts/consent-api.ts';
import {
  type FaceResultRequest,
  facePaths,
  scannedFaceSessionSchema,
} from '../../src/contracts/face-api.ts';
import {
  issueCodeAnswerSchema,
  type OwnCodeChoice,
  type PhoneApp,
} from '../../src/contracts/phone-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { scanPaths } from '../../src/contracts/scan-api.ts';
import type { LicenceDecision } from '../../src/domain/consent.ts';
import { consentPageText } from '../../src/evidence/page-text.ts';
import { readCode } from '../../src/scanning/code-reading.ts';
import { startWasmReader } from '../../src/scanning/wasm-code-reader.ts';
import type { Workstation } from './workstation.ts';

/** The platform's API, as a citizen's phone calls it. */
type PhoneCalls = Pick<PlatformUnderTest, 'call'>;

/** Calls a platform at an address. */
export function platformAt(url: string): PhoneCalls {
  return {
    call: async (method, path, body, token) => {
      const response = await fetch(url + path, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: body === undefined ? null : JSON.stringify(body),
      });
      return { status: response.status, body: await response.json() };
    },
  };
}

/** A code that somebody's phone shows, in 佛山通 and activated on the spot unless told otherwise. */
export async function shownCode(
  platform: PhoneCalls,
  owner: Pick<NamedPerson, 'idNumber'>,
  choice: OwnCodeChoice,
  how: { readonly app?: PhoneApp; readonly isActivated?: boolean } = {},
): Promise<string> {
  const { app = 'foshantong', isActivated = true } = how;
  const token = await signedInPhone(platform, owner, app);
  if (isActivated) await platform.call('POST', platformPaths.codeActivations, choice, token);
  const { body } = await platform.call('POST', platformPaths.issueCode, choice, token);
  return issueCodeAnswerSchema.parse(body).code;
}

/** The code of a delegation for 老年人优待证申领 that its agent has accepted, for today. */
export async function delegatedCode(
  platform: PhoneCalls,
  principal: NamedPerson,
  agent: NamedPerson,
): Promise<string> {
  const day = 24 * 3_600_000;
  const scope = elderCardScope({
    validFrom: new Date(Date.now() - day).toISOString(),
    validUntil: new Date(Date.now() + day).toISOString(),
  });
  const phone = await delegationPhone(platform, agent);
  const id = await accepted(await delegationPhone(platform, principal), phone, { scope });
  return issueCodeAnswerSchema.parse((await phone.code(id)).body).code;
}

/**
 * Somebody's phone scans the QR code of a face check, and the check ends there.
 * @param rows of the code, without its quiet zone: `1` is dark
 */
export async function passFaceCheck(
  platform: PhoneCalls,
  owner: Pick<NamedPerson, 'idNumber'>,
  rows: readonly string[],
  outcome: FaceResultRequest['outcome'] = 'passed',
): Promise<void> {
  const token = await signedInPhone(platform, owner);
  const scan = { code: await textOf(rows) };
  const { body } = await platform.call('POST', scanPaths.scan, scan, token);
  const { faceSessionId } = scannedFaceSessionSchema.parse(body);
  await platform.call('POST', facePaths.faceResults, { faceSessionId, outcome }, token);
}

/** Somebody's phone answers what a window asks it now, with one decision for every licence. */
export async function answerByPhone(
  platform: PhoneCalls,
  owner: Pick<NamedPerson, 'idNumber'>,
  decision: LicenceDecision,
): Promise<void> {
  const token = await signedInPhone(platform, owner);
  const read = async (path: string) => (await platform.call('GET', path, undefined, token)).body;
  const { consents } = phoneConsentsAnswerSchema.parse(await read(consentPaths.phoneConsents));
  const asked = consents.find(({ state, isAsked }) => isAsked && state === 'pending');
  if (asked === undefined) throw new Error('No window asks this phone');
  const { consentId } = asked;
  const { page } = phoneConsentPageSchema.parse(await read(consentPaths.phoneConsent(consentId)));
  const answer: z.input<typeof phoneConsentAnswerRequestSchema> = {
    pageDigest: hash('sha256', consentPageText(page)),
    decisions: page.licences.map(() => decision),
    chosenSingly: page.licences.map((_, position) => position),
  };
  const path = consentPaths.phoneAnswer(consentId);
  const { status, body } = await platform.call('POST', path, answer, token);
  if (status !== 200) throw new Error(`The answer was refused: ${JSON.stringify(body)}`);
}

/** A code comes to the workstation as one that a camera has seen. */
export async function scanByCamera({ clerk }: Workstation, code: string): Promise<void> {
  const bytesBase64 = Buffer.from(code).toString('base64');
  await clerk.evaluate(
    `window.desk.call('code:scanned', { bytesBase64: '${bytesBase64}', symbology: 'qr', source: 'camera' })`,
  );
}

/** The QR code on the citizen's screen, as the clerk's mirror has it. */
export async function shownRows({ clerk }: Workstation): Promise<readonly string[]> {
  const rows = await clerk.evaluate(
    `window.desk.call('desk:current', null).then(({ value }) => value.mirror.page.rows)`,
  );
  return z.array(z.string()).parse(rows);
}

/** What a camera reads off a QR code. */
async function textOf(rows: readonly string[]): Promise<string> {
  const [quietZone, scale] = [4, 4];
  const side = (rows.length + 2 * quietZone) * scale;
  const pixels = Uint8Array.from({ length: side * side }, (_, at) => {
    const row = rows[Math.floor(at / side / scale) - quietZone];
    return row?.[Math.floor((at % side) / scale) - quietZone] === '1' ? 0 : 255;
  });
  const wasm = fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm'));
  const read = await startWasmReader(new Uint8Array(await readFile(wasm)).buffer);
  if (read === undefined) throw new Error('WebAssembly is refused in this process');
  const reading = await readCode({ width: side, height: side, pixels }, read);
  if (reading.kind !== 'code') throw new Error('The code cannot be read');
  return new TextDecoder().decode(reading.bytes);
}
