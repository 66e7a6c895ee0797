import { scrypt as nodeScrypt, randomBytes, sign } from 'node:crypto';
import type { CodeKey } from '../../src/domain/live-code.ts';
import {
  bindingCost,
  bindingLength,
  type LiveCode,
  type NamedSubject,
  readLiveCode,
  shownName,
  writeLiveCode,
} from '../../src/domain/live-code.ts';
import {
  bindingOf,
  isBoundTo,
  judgeSignature,
  type Scrypt,
} from '../../src/domain/live-code-check.ts';
import type { SubjectKind } from '../../src/domain/service-item.ts';
import type { Instant } from '../../src/support/clock.ts';
import type { LiveCodeKey } from './live-code-keys.ts';

/** Whose a code is, and what the platform says with it. */
interface CodeToSign extends Pick<LiveCode, 'kind' | 'purpose' | 'seconds'> {
  readonly subject: NamedSubject & { readonly type: SubjectKind };
  readonly issuedAt: Instant;
}

/** The text of a new code. */
export async function newLiveCode(
  { subject, ...said }: CodeToSign,
  key: LiveCodeKey,
): Promise<string> {
  const nonce = randomBytes(15);
  const code: LiveCode = {
    ...said,
    subjectType: subject.type,
    nonce,
    keyId: key.id,
    binding: await bindingOf(subject, nonce, key, scrypt),
    nameMasked: shownName(subject.type, subject.name),
  };
  return writeLiveCode(code, (message) => sign(null, message, key.privateKey));
}

/** A code that one of the keys has signed; undefined for any other text. */
export function genuineCode(text: string, keys: readonly CodeKey[]): GenuineCode | undefined {
  const read = readLiveCode(text);
  if (read === undefined) return undefined;
  const key = judgeSignature(read, keys);
  return typeof key === 'string' ? undefined : { code: read.code, key };
}

/** A code of this platform, and the key that has signed it. */
export interface GenuineCode {
  readonly code: LiveCode;
  readonly key: CodeKey;
}

/** Whether a code stands for whoever has this number and this name. */
export function standsFor({ code, key }: GenuineCode, subject: NamedSubject): Promise<boolean> {
  return isBoundTo(code, subject, key, scrypt);
}

const scrypt: Scrypt = (password, salt) =>
  new Promise((resolve, reject) => {
    nodeScrypt(password, salt, bindingLength, bindingCost, (cause, derived) =>
      cause === null ? resolve(derived) : reject(cause),
    );
  });
