import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import {
  accepted,
  delegationPhone,
  elderCardScope,
  type NamedPerson,
} from '../../reference-platform/testing/delegation-callers.ts';
import type { PlatformUnderTest } from '../../reference-platform/testing/platform-under-test.ts';
import { signedInPhone } from '../../reference-platform/testing/signed-in-phone.ts';
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
import { readCode } from '../../src/scanning/code-reading.ts';
import { startWasmReader } from '../../src/scanning/wasm-code-reader.ts';

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

/** A code that somebody's phone shows, activated on the spot. */
export async function shownCode(
  platform: PhoneCalls,
  owner: Pick<NamedPerson, 'idNumber'>,
  choice: OwnCodeChoice,
  app: PhoneApp = 'foshantong',
): Promise<string> {
  const token = await signedInPhone(platform, owner, app);
  await platform.call('POST', platformPaths.codeActivations, choice, token);
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
