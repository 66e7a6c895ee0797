import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answerSignatureText,
  readRequestSignature,
  readSignature,
  requestSignatureText,
  signatureText,
  writeSignature,
} from './signed-messages.ts';

const seed = 20_261_124;

/** `test-key-ed25519` of RFC 9421, B.1.4. */
const privateKey = createPrivateKey(`-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
-----END PRIVATE KEY-----`);
const publicKey = createPublicKey(privateKey);
const signed = (text: string) => sign(null, Buffer.from(text), privateKey).toString('base64');

const parameters = { created: 1_764_032_400, nonce: 'N'.repeat(22), keyId: 'K'.repeat(43) };
const digest = 'sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:';

test('a signature base is that of RFC 9421, B.2.6, and so is its signature', () => {
  const { input, base } = signatureText(
    [
      ['"date"', 'Tue, 20 Apr 2021 02:07:55 GMT'],
      ['"@method"', 'POST'],
      ['"@path"', '/foo'],
      ['"@authority"', 'example.com'],
      ['"content-type"', 'application/json'],
      ['"content-length"', '18'],
    ],
    ';created=1618884473;keyid="test-key-ed25519"',
  );
  expect(input).toBe(
    'sig1=("date" "@method" "@path" "@authority" "content-type" "content-length")' +
      ';created=1618884473;keyid="test-key-ed25519"',
  );
  expect(signed(base)).toBe(
    'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==',
  );
});

test('of a request method, path, query and content are signed', () => {
  const request = { method: 'POST', target: '/api/v1/batches?a=1?2', contentDigest: digest };
  expect(requestSignatureText(request, parameters).base).toBe(
    [
      '"@method": POST',
      '"@path": /api/v1/batches',
      '"@query": ?a=1?2',
      `"content-digest": ${digest}`,
      '"@signature-params": ("@method" "@path" "@query" "content-digest");created=1764032400' +
        `;nonce="${parameters.nonce}";keyid="${parameters.keyId}";alg="ed25519"`,
    ].join('\n'),
  );
});

test('a request without query or body has an empty query and no digest', () => {
  expect(requestSignatureText({ method: 'GET', target: '/' }, parameters).base).toMatch(
    /^"@method": GET\n"@path": \/\n"@query": \?\n"@signature-params": \("@method" "@path" "@query"\);/,
  );
});

test('of an answer status, content, time and the request’s signature are signed', () => {
  const answer = {
    status: 401,
    contentDigest: digest,
    platformTime: '2026-11-24T01:00:00.999Z',
    requestSignature: 'cmVx',
  };
  expect(answerSignatureText(answer, parameters.keyId).base).toBe(
    [
      '"@status": 401',
      `"content-digest": ${digest}`,
      '"platform-time": 2026-11-24T01:00:00.999Z',
      '"signature";req;key="sig1": :cmVx:',
      '"@signature-params": ("@status" "content-digest" "platform-time" "signature";req;key="sig1")' +
        `;created=1795482000;keyid="${parameters.keyId}";alg="ed25519"`,
    ].join('\n'),
  );
});

describe('reading', () => {
  const request = { method: 'POST', target: '/api/v1/batches?a=1', contentDigest: digest };
  const { input, base } = requestSignatureText(request, parameters);

  test('gives back what was written', () => {
    expect(readRequestSignature(request, input)).toEqual({ ...parameters, base });
    const signature = signed(base);
    expect(readSignature(writeSignature(signature))).toBe(signature);
  });

  test.each([
    ['another label', input.replace('sig1', 'sig2')],
    ['a second signature', `${input}, sig2=("@method")`],
    ['fewer components', input.replace(' "@query"', '')],
    ['components in another order', input.replace('"@method" "@path"', '"@path" "@method"')],
    ['no nonce', input.replace(/;nonce="N+"/, '')],
    ['a short nonce', input.replace(/N+/, 'N'.repeat(21))],
    ['parameters in another order', input.replace(/(;created=\d+)(;nonce="N+")/, '$2$1')],
    ['an expiry', `${input};expires=1764032500`],
    ['another algorithm', input.replace('ed25519', 'hmac-sha256')],
    ['a number written otherwise', input.replace('created=', 'created=0')],
    ['nothing', ''],
  ])('refuses %s', (_what, altered) => {
    expect(altered).not.toBe(input);
    expect(readRequestSignature(request, altered)).toBeUndefined();
  });

  test('refuses a signature that decodes to the same bytes', () => {
    // Four bits of the last symbol are of no byte.
    for (const [last, alike] of ['AB', 'QR', 'gh', 'wx']) {
      const bytes = 'A'.repeat(85);
      expect(readSignature(`sig1=:${bytes}${last}==:`)).toBe(`${bytes}${last}==`);
      expect(readSignature(`sig1=:${bytes}${alike}==:`)).toBeUndefined();
    }
  });

  test('refuses a signature that does not cover the digest that is sent, or covers one that is not', () => {
    const { contentDigest: _, ...without } = request;
    expect(readRequestSignature(without, input)).toBeUndefined();
    const uncovered = requestSignatureText(without, parameters).input;
    expect(readRequestSignature(request, uncovered)).toBeUndefined();
  });

  test('refuses any one altered byte of method, target, digest, parameters and signature', () => {
    const parts = { ...request, input, signature: writeSignature(signed(base)) };
    type Parts = typeof parts;
    const names = Object.keys(parts) as (keyof Parts)[];
    const isAccepted = ({ input, signature, ...sent }: Parts) => {
      const read = readRequestSignature(sent, input);
      const bytes = readSignature(signature);
      if (read === undefined || bytes === undefined) return false;
      return verify(null, Buffer.from(read.base), publicKey, Buffer.from(bytes, 'base64'));
    };
    expect(isAccepted(parts)).toBe(true);
    const printable = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.nat(), printable, (name, position, other) => {
        const text = parts[name];
        const at = position % text.length;
        fc.pre(text.charAt(at) !== other);
        const altered = text.slice(0, at) + other + text.slice(at + 1);
        expect(isAccepted({ ...parts, [name]: altered })).toBe(false);
      }),
      { seed, numRuns: 3000 },
    );
  });
});
