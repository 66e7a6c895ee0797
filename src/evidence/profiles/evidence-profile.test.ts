import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  sign,
  verify,
} from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { numberToBytesBE, numberToBytesLE } from '@noble/curves/utils.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { independentSm2Check } from '../testing/independent-sm2.ts';
import { type EvidenceProfile, profileOf, signatureAlgorithms } from './evidence-profile.ts';

const seed = 20_261_124;
const bytes = (text: string) => new TextEncoder().encode(text);
const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const toHex = (some: Uint8Array) => Buffer.from(some).toString('hex');

/** Bytes that differ at every call and are the same in every run. */
function countedBytes(): (length: number) => Uint8Array {
  let count = 0;
  return (length) => {
    count += 1;
    const made = createHash('sha512').update(String(count)).digest();
    return new Uint8Array(made.subarray(0, length));
  };
}

function keyOf(profile: EvidenceProfile) {
  const privateKey = profile.generatePrivateKey(countedBytes());
  const publicKey = profile.publicKeyOf(privateKey);
  const check = profile.checkFor(publicKey);
  if (check === undefined) throw new Error('a key that was just made is one');
  return { privateKey, publicKey, check };
}

describe.each(signatureAlgorithms)('%s', (alg) => {
  const profile = profileOf(alg);
  const { privateKey, publicKey, check } = keyOf(profile);
  const openSslHash = alg === 'SM2' ? 'sm3' : 'sha256';
  const openSslKey = createPublicKey({
    key: Buffer.from(publicKey),
    format: 'der',
    type: 'spki',
  });

  test('digests and HMACs are those of another implementation', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.uint8Array({ maxLength: 80 }), (m, key) => {
        expect(toHex(profile.digest(m))).toBe(createHash(openSslHash).update(m).digest('hex'));
        expect(toHex(profile.hmac(key, m))).toBe(
          createHmac(openSslHash, key).update(m).digest('hex'),
        );
      }),
      { seed },
    );
  });

  test('the public key is one that another implementation reads and writes alike', () => {
    expect(openSslKey.export({ format: 'der', type: 'spki' })).toEqual(Buffer.from(publicKey));
  });

  test('a message has one signature, and it is good for that message only', () => {
    const message = bytes('同意');
    const signature = profile.sign(privateKey, message);
    expect(profile.sign(privateKey, message)).toEqual(signature);
    expect(signature).toHaveLength(64);
    expect(check(message, signature)).toBe(true);
    expect(check(bytes('不同意'), signature)).toBe(false);
  });

  test('no bit of a signature can be altered, none added, none left out', () => {
    const message = bytes('同意');
    const signature = profile.sign(privateKey, message);
    for (let bit = 0; bit < 512; bit += 1) {
      const altered = Uint8Array.from(signature);
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(check(message, altered)).toBe(false);
    }
    expect(check(message, signature.subarray(0, 63))).toBe(false);
    expect(check(message, Uint8Array.of(...signature, 0))).toBe(false);
  });

  test('no bytes of anybody are a signature, zeros neither', () => {
    const half = fc.oneof(
      fc.uint8Array({ minLength: 32, maxLength: 32 }),
      fc.constantFrom(new Uint8Array(32), new Uint8Array(32).fill(0xff)),
    );
    fc.assert(
      fc.property(half, half, (one, other) => {
        expect(check(bytes('同意'), Uint8Array.of(...one, ...other))).toBe(false);
      }),
      { seed },
    );
  });

  test('a key in another form, cut off or off the curve is none', () => {
    const last = publicKey.length - 1;
    expect(profile.checkFor(publicKey.subarray(0, last))).toBeUndefined();
    expect(profile.checkFor(Uint8Array.of(...publicKey, 0))).toBeUndefined();
    for (let byte = 0; byte < 12; byte += 1) {
      const altered = Uint8Array.from(publicKey);
      altered[byte] = (altered[byte] ?? 0) ^ 1;
      expect(profile.checkFor(altered)).toBeUndefined();
    }
    expect(profile.checkFor(publicKey.map((byte, at) => (at > last - 32 ? 0xff : byte)))).toBe(
      undefined,
    );
  });

  test('another key’s signature is none of this one', () => {
    const random = countedBytes();
    random(32);
    const other = profile.generatePrivateKey(random);
    const message = bytes('同意');
    expect(check(message, profile.sign(other, message))).toBe(false);
  });
});

describe('profile A', () => {
  const profile = profileOf('Ed25519');
  const { privateKey, publicKey, check } = keyOf(profile);

  test('signs and checks as another implementation does', () => {
    const pkcs8 = Buffer.concat([hex('302e020100300506032b657004220420'), privateKey]);
    const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
    const spki = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (message) => {
        const signature = profile.sign(privateKey, message);
        expect(Buffer.from(signature)).toEqual(sign(null, message, key));
        expect(check(message, signature)).toBe(verify(null, message, spki, signature));
      }),
      { seed, numRuns: 20 },
    );
  });

  test('a signature whose S was raised by the order is refused', () => {
    const message = bytes('同意');
    const signature = profile.sign(privateKey, message);
    const s = BigInt(`0x${toHex(signature.slice(32).reverse())}`);
    const raised = numberToBytesLE(s + ed25519.Point.Fn.ORDER, 32);
    expect(check(message, Uint8Array.of(...signature.subarray(0, 32), ...raised))).toBe(false);
  });

  test.each([
    ['the neutral element', '01'.padEnd(64, '0')],
    ['a point of order 2', `ec${'ff'.repeat(30)}7f`],
    ['a point of order 4', '00'.repeat(32)],
    ['the neutral element, written as y = p + 1', `ee${'ff'.repeat(30)}7f`],
  ])('%s is no key', (_what, point) => {
    const spki = Uint8Array.of(...publicKey.subarray(0, 12), ...hex(point));
    expect(profile.checkFor(spki)).toBeUndefined();
  });
});

describe('profile B', () => {
  const profile = profileOf('SM2');
  const order = BigInt('0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123');
  const example = {
    privateKey: hex('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8'),
    signature: hex(
      'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3' +
        'b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
    ),
  };

  test('the digest of GB/T 32905, A.1', () => {
    expect(toHex(profile.digest(bytes('abc')))).toBe(
      '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0',
    );
  });

  test('the signature of GB/T 32918.5, A.2', () => {
    const publicKey = profile.publicKeyOf(example.privateKey);
    expect(toHex(publicKey.subarray(27))).toBe(
      '09f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020' +
        'ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
    );
    expect(profile.checkFor(publicKey)?.(bytes('message digest'), example.signature)).toBe(true);
  });

  test('signs and checks as an implementation written from the standard does', () => {
    const { privateKey, signature } = example;
    const spki = profile.publicKeyOf(privateKey);
    const check = profile.checkFor(spki);
    const point = spki.subarray(27);
    expect(independentSm2Check(point, bytes('message digest'), signature)).toBe(true);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(511), (message, bit) => {
        const own = profile.sign(privateKey, message);
        expect(check?.(message, own)).toBe(true);
        expect(independentSm2Check(point, message, own)).toBe(true);
        own[bit >> 3] = (own[bit >> 3] ?? 0) ^ (1 << (bit & 7));
        expect(independentSm2Check(point, message, own)).toBe(false);
      }),
      { seed, numRuns: 5 },
    );
  });

  test.each([
    ['r of 0', 0n, 1n],
    ['s of 0', 1n, 0n],
    ['r of the order', order, 1n],
    ['s of the order', 1n, order],
    ['s above the order', 1n, order + 1n],
  ])('a signature with %s is refused', (_what, r, s) => {
    const check = profile.checkFor(profile.publicKeyOf(example.privateKey));
    const signature = Uint8Array.of(...numberToBytesBE(r, 32), ...numberToBytesBE(s, 32));
    expect(check?.(bytes('message digest'), signature)).toBe(false);
  });

  test('a private key is drawn again until it is one', () => {
    const draws = [0n, order, order - 1n, order - 2n].map((d) => numberToBytesBE(d, 32));
    const made = profile.generatePrivateKey(() => draws.shift() ?? new Uint8Array(32));
    expect(BigInt(`0x${toHex(made)}`)).toBe(order - 2n);
  });
});
