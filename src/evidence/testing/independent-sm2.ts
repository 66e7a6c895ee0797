import { createHash } from 'node:crypto';

/**
 * SM2 verification written from GB/T 32918 alone, slowly, to hold the product's against: affine points, OpenSSL's SM3,
 * user id 1234567812345678.
 */

type Point = readonly [bigint, bigint] | undefined;

const p = BigInt('0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff');
const n = BigInt('0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123');
const a = p - 3n;
const b = BigInt('0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93');
const generator: readonly [bigint, bigint] = [
  BigInt('0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7'),
  BigInt('0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0'),
];

/** @param publicKey x ‖ y @param signature r ‖ s */
export function independentSm2Check(
  publicKey: Uint8Array,
  message: Uint8Array,
  signature: Uint8Array,
): boolean {
  const [x, y, r, s] = [publicKey, signature].flatMap((pair) => [
    numberIn(pair.subarray(0, 32)),
    numberIn(pair.subarray(32, 64)),
  ]) as [bigint, bigint, bigint, bigint];
  if (r < 1n || r >= n || s < 1n || s >= n) return false;
  const id = Buffer.from('1234567812345678');
  const z = sm3(Uint8Array.of(0, id.length * 8), id, ...[a, b, ...generator, x, y].map(bytesOf));
  const e = numberIn(sm3(z, message));
  const t = (r + s) % n;
  if (t === 0n) return false;
  const sum = add(times(s, generator), times(t, [x, y]));
  return sum !== undefined && (e + sum[0]) % n === r;
}

function add(one: Point, other: Point): Point {
  if (one === undefined) return other;
  if (other === undefined) return one;
  const [x1, y1] = one;
  const [x2, y2] = other;
  if (x1 === x2 && (y1 + y2) % p === 0n) return undefined;
  const slope =
    x1 === x2 ? (3n * x1 * x1 + a) * inverse(2n * y1) : (y2 - y1) * inverse(positive(x2 - x1));
  const x3 = positive(slope * slope - x1 - x2);
  return [x3, positive(slope * (x1 - x3) - y1)];
}

function times(factor: bigint, point: Point): Point {
  let sum: Point;
  for (const bit of factor.toString(2)) {
    sum = add(sum, sum);
    if (bit === '1') sum = add(sum, point);
  }
  return sum;
}

/** By Fermat: the power p − 2. */
function inverse(number: bigint): bigint {
  let power = 1n;
  for (const bit of (p - 2n).toString(2)) {
    power = (power * power) % p;
    if (bit === '1') power = (power * number) % p;
  }
  return power;
}

function positive(number: bigint): bigint {
  return ((number % p) + p) % p;
}

function sm3(...parts: Uint8Array[]): Uint8Array {
  return createHash('sm3').update(Buffer.concat(parts)).digest();
}

function numberIn(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}

function bytesOf(number: bigint): Uint8Array {
  return Buffer.from(number.toString(16).padStart(64, '0'), 'hex');
}
