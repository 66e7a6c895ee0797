import { createHash, createHmac, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

/**
 * A verifier of profile A that was written from docs/evidence-format.md, with Node alone and nothing of this product: what
 * the document says is enough, and says the same as the code.
 */

const folder = join(import.meta.dirname, '..', '..', 'tests', 'fixtures', 'evidence', 'profile-a');
const read = (name: string) => readFileSync(join(folder, name));

/** Of the members, those that are looked at. */
interface Signed {
  readonly signature: { readonly key_id: string; readonly value: string };
}
interface ReadRecord extends Signed {
  readonly kind: 'answer' | 'withdrawal';
  readonly page: { readonly rendered_text_sha256: string };
  readonly device: { readonly workstation_id: string; readonly clock_skew: number };
  readonly signed_at: string;
  readonly seq: number;
  readonly prev_hash: string;
}
interface ReadPackage {
  readonly record: ReadRecord;
  readonly page_text: string;
  readonly key: Signed & {
    readonly key_id: string;
    readonly public_key: string;
    readonly workstation_id: string;
    readonly revoked_at: string | null;
  };
  readonly envelope: (Signed & { readonly record_hash: string }) | null;
}

const packageIn = (bytes: Buffer): ReadPackage => JSON.parse(bytes.toString());

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest();

/** Section 2: RFC 8785, for what packages hold. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, own]) => `${JSON.stringify(key)}:${canonical(own)}`).join(',')}}`;
}

/** Section 4: whether a statement is signed by a key. */
function isSigned({ signature, ...statement }: Signed, publicKey: string): boolean {
  const { value, ...named } = signature;
  const key = { key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' } as const;
  const text = canonical({ ...statement, signature: named });
  return verify(null, Buffer.from(text), createPublicKey(key), Buffer.from(value, 'base64'));
}

const keyId = (publicKey: string) => sha256(Buffer.from(publicKey, 'base64')).toString('base64url');
const recordHash = (record: ReadRecord) => sha256(canonical(record)).toString('hex');

const trust: { readonly platform_keys: readonly { readonly public_key: string }[] } = JSON.parse(
  read('trust.json').toString(),
);
const trusted = new Map(
  trust.platform_keys.map(({ public_key }) => [keyId(public_key), public_key]),
);

/** Section 7: what speaks against a package, by itself. */
function judge(bytes: Buffer): readonly string[] {
  const found: string[] = [];
  const held = packageIn(bytes);
  if (canonical(held) !== bytes.toString()) return ['altered'];
  const { record, page_text, key, envelope } = held;
  if (keyId(key.public_key) !== key.key_id) return ['altered'];
  for (const statement of [key, ...(envelope === null ? [] : [envelope])]) {
    const publicKey = trusted.get(statement.signature.key_id);
    if (publicKey === undefined) found.push('key-unknown');
    else if (!isSigned(statement, publicKey)) return ['altered'];
  }
  const isOfKey =
    record.signature.key_id === key.key_id &&
    record.device.workstation_id === key.workstation_id &&
    isSigned(record, key.public_key);
  const isPage =
    record.kind === 'withdrawal'
      ? page_text === null
      : record.page.rendered_text_sha256 === sha256(page_text).toString('hex');
  const isEnvelope = envelope === null || envelope.record_hash === recordHash(record);
  if (!isOfKey || !isPage || !isEnvelope) return ['altered'];

  const signed = Date.parse(record.signed_at) - record.device.clock_skew;
  if (key.revoked_at !== null && signed >= Date.parse(key.revoked_at)) found.push('key-revoked');
  if (Math.abs(record.device.clock_skew) > 120_000) found.push('clock-suspicious');
  if (envelope === null) found.push('not-countersigned');
  return found;
}

/** Section 6: whether a record stands rightly in its chain, beside others of the same chain. */
function isInChain(record: ReadRecord, others: readonly ReadRecord[]): boolean {
  if ((record.seq === 1) !== (record.prev_hash === '0'.repeat(64))) return false;
  const isFork = others.some(
    (other) => other.seq === record.seq && recordHash(other) !== recordHash(record),
  );
  const before = others.filter((other) => other.seq < record.seq);
  const isLinked = before.some((other) => recordHash(other) === record.prev_hash);
  return !isFork && (before.length === 0 || isLinked);
}

const precedence = ['altered', 'key-unknown', 'key-revoked', 'chain-gap', 'clock-suspicious'];
const vectors: {
  readonly keys: Readonly<
    Record<'platform' | 'workstation', Record<'private_key' | 'public_key' | 'key_id', string>>
  >;
  readonly first_record: Readonly<
    Record<'opening' | 'number' | 'id_commitment' | 'opening_hash' | 'record_hash', string>
  >;
  readonly packages: readonly {
    readonly name: string;
    readonly verdict: string;
    readonly beside?: readonly string[];
  }[];
} = JSON.parse(read('vectors.json').toString());

describe('a verifier written from the document alone', () => {
  test.each(vectors.packages)('finds $name to be $verdict', ({ name, verdict, beside = [] }) => {
    const bytes = read(`${name}.evidence`);
    const found = [...judge(bytes)];
    if (!found.includes('altered')) {
      const others = beside.map((each) => packageIn(read(`${each}.evidence`)).record);
      if (!isInChain(packageIn(bytes).record, others)) found.push('chain-gap');
    }
    const main = [...precedence, ...found].find((one) => found.includes(one)) ?? 'authentic';
    expect(main).toBe(verdict);
  });

  test('makes the same keys, digests and commitments', () => {
    const { keys, first_record: first } = vectors;
    const secret = (words: string) =>
      sha256(`mianzhengban example Ed25519 ${words}`).toString('hex');
    for (const holder of ['platform', 'workstation'] as const) {
      expect(keys[holder].private_key).toBe(secret(holder));
      expect(keys[holder].key_id).toBe(keyId(keys[holder].public_key));
    }
    const opening = Buffer.from(secret('opening 1'), 'hex');
    expect(first.opening).toBe(opening.toString('hex'));
    expect(first.opening_hash).toBe(sha256(opening).toString('hex'));
    expect(first.id_commitment).toBe(
      createHmac('sha256', opening).update(first.number).digest('hex'),
    );
    expect(first.record_hash).toBe(recordHash(packageIn(read('authentic.evidence')).record));
  });
});
