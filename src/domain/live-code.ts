import { fromBase64, toBase64Url } from '../support/base64.ts';
import type { Instant } from '../support/clock.ts';
import type { CodeApp } from './applicant.ts';
import { maskName } from './masking.ts';
import { type SubjectKind, subjectKinds } from './service-item.ts';

/**
 * 办事码 of persons and legal persons, as a workstation opens it that cannot ask the platform. Layout, signature and binding
 * are those of `docs/code-format.md`; cryptography is the caller's.
 */

/** The kinds of code that can be opened without the platform: 政务码 and 粤商码. */
export const liveCodeKinds = ['zhengwu', 'yueshang'] as const;
/** The app that shows a code of each kind. */
export const appShowing = {
  zhengwu: 'foshantong',
  yueshang: 'yueshangtong',
} as const satisfies Record<(typeof liveCodeKinds)[number], CodeApp>;

/** What a code is claimed for: 免证办事, or anything else. */
export const liveCodePurposes = ['mianzhengban', 'other'] as const;

/** What the platform vouches for with a code, without saying whose it is to whoever only looks at it. */
export interface LiveCode {
  readonly kind: (typeof liveCodeKinds)[number];
  readonly subjectType: SubjectKind;
  readonly purpose: (typeof liveCodePurposes)[number];
  /** Whole seconds. */
  readonly issuedAt: Instant;
  /** For how long it is good, in seconds; at most 65,535. */
  readonly seconds: number;
  /** 15 bytes, never used twice. */
  readonly nonce: Uint8Array;
  /** Of the key that has signed it, 8 digits in hex. */
  readonly keyId: string;
  /** 16 bytes that only the number and name of its subject give, see `bindingMessage`. */
  readonly binding: Uint8Array;
  /** The name of its subject as anybody opposite may see it, see `shownName`. */
  readonly nameMasked: string;
}

/** As whom somebody names themselves: a person with their identity number, a legal person with its USCC. */
export interface NamedSubject {
  readonly number: string;
  readonly name: string;
}

/** A code as it was read, before anybody has looked at its signature. */
export interface ReadLiveCode {
  readonly code: LiveCode;
  /** The bytes that were signed. */
  readonly message: Uint8Array;
  /** Ed25519 (RFC 8032), 64 bytes. */
  readonly signature: Uint8Array;
}

/** A key of the platform's by which codes are opened here. */
export interface CodeKey {
  /** The first 4 bytes of the SHA-256 of the public key (SPKI, DER), in hex. */
  readonly id: string;
  /** Ed25519; SPKI, DER in base64. */
  readonly publicKey: string;
  /** 32 bytes in base64, known to platform and workstations only: who photographs a code cannot try out numbers. */
  readonly bindingKey: string;
  /** Codes that were issued from then on, and before then, are signed with it. */
  readonly validFrom: Instant;
  readonly validTo: Instant;
}

/**
 * scrypt (RFC 7914) of the binding: should a workstation's keys be stolen, each number that is tried for a code costs 16 MiB
 * and some tens of milliseconds.
 */
export const bindingCost = { N: 16_384, r: 8, p: 1 } as const;

/** By so many seconds the clocks of workstation and platform may disagree about when a code was good. */
export const codeToleranceSeconds = 120;

/** What begins every code of this layout; a later layout begins with another byte. */
const prefix = 5;
/** What a text begins with that only the platform can open, see `isForPlatformOnly`. */
const opaquePrefix = 1;

const nonceLength = 15;
const keyIdLength = 4;
export const bindingLength = 16;
const nameLength = 26;
const signatureLength = 64;
const at = { kind: 1, subject: 2, purpose: 3, issued: 4, seconds: 8, nonce: 10 } as const;
const keyIdAt = at.nonce + nonceLength;
const bindingAt = keyIdAt + keyIdLength;
const nameAt = bindingAt + bindingLength;
const bodyLength = nameAt + nameLength;

/** Characters of every code's text: 180. */
export const liveCodeLength = (4 * (bodyLength + signatureLength)) / 3;

const utf8 = new TextEncoder();
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** So that no signature of the platform's for something else is one of a code. */
const context = utf8.encode('mianzhengban live code 1\0');

/** The bytes of a code that are signed come after the context that says what they are. */
function messageOf(body: Uint8Array): Uint8Array {
  return Uint8Array.of(...context, ...body);
}

/**
 * The text of a code.
 * @param sign gives the Ed25519 signature of a message
 */
export function writeLiveCode(code: LiveCode, sign: (message: Uint8Array) => Uint8Array): string {
  const body = new Uint8Array(bodyLength);
  const view = new DataView(body.buffer);
  body[0] = prefix;
  body[at.kind] = liveCodeKinds.indexOf(code.kind) + 1;
  body[at.subject] = subjectKinds.indexOf(code.subjectType) + 1;
  body[at.purpose] = liveCodePurposes.indexOf(code.purpose) + 1;
  view.setUint32(at.issued, Date.parse(code.issuedAt) / 1000);
  view.setUint16(at.seconds, code.seconds);
  body.set(code.nonce, at.nonce);
  view.setUint32(keyIdAt, Number.parseInt(code.keyId, 16));
  body.set(code.binding, bindingAt);
  body.set(utf8.encode(code.nameMasked), nameAt);
  return toBase64Url(Uint8Array.of(...body, ...sign(messageOf(body))));
}

/**
 * What a text says that has the layout of a code.
 * @returns undefined for every text that `writeLiveCode` cannot have written
 */
export function readLiveCode(text: string): ReadLiveCode | undefined {
  // 135 bytes are 180 characters without a bit to spare: no other text gives the same bytes.
  const bytes = fromBase64Url(text, liveCodeLength);
  if (bytes?.[0] !== prefix) return undefined;
  const body = bytes.slice(0, bodyLength);
  const view = new DataView(body.buffer);
  const kind = liveCodeKinds[view.getUint8(at.kind) - 1];
  const subjectType = subjectKinds[view.getUint8(at.subject) - 1];
  const purpose = liveCodePurposes[view.getUint8(at.purpose) - 1];
  const nameMasked = readName(body.subarray(nameAt));
  if (!kind || !subjectType || !purpose || !nameMasked) return undefined;
  return {
    code: {
      kind,
      subjectType,
      purpose,
      issuedAt: new Date(view.getUint32(at.issued) * 1000).toISOString(),
      seconds: view.getUint16(at.seconds),
      nonce: body.slice(at.nonce, keyIdAt),
      keyId: view
        .getUint32(keyIdAt)
        .toString(16)
        .padStart(2 * keyIdLength, '0'),
      binding: body.slice(bindingAt, nameAt),
      nameMasked,
    },
    message: messageOf(body),
    signature: bytes.slice(bodyLength),
  };
}

/** Whether a text looks like a code that only the platform can open: of a delegation (委托码), or one not activated yet. */
export function isForPlatformOnly(text: string): boolean {
  return fromBase64Url(text, 64)?.[0] === opaquePrefix;
}

/** The name as a code shows it: masked for a person, public for a legal person, cut where the code has no room for it. */
export function shownName(subjectType: SubjectKind, name: string): string {
  const whole = subjectType === 'person' ? maskName(name) : name;
  if (utf8.encode(whole).length <= nameLength) return whole;
  let cut = '';
  for (const character of whole) {
    if (utf8.encode(`${cut}${character}…`).length > nameLength) break;
    cut += character;
  }
  return `${cut}…`;
}

/**
 * What a binding is made of: scrypt with `bindingCost` and the code's nonce as salt takes the HMAC-SHA-256 of these bytes
 * under the key's `bindingKey` for a password, and gives the 16 bytes.
 */
export function bindingMessage({ number, name }: NamedSubject): Uint8Array {
  return utf8.encode(`${number.trim().toUpperCase()}\n${registeredForm(name).toUpperCase()}`);
}

/**
 * A name as registers write it, however it was typed: full-width brackets, one kind of dot between the parts of a name, and
 * no spaces between characters of Chinese.
 */
export function registeredForm(name: string): string {
  const composed = name
    .normalize('NFKC')
    .trim()
    .replaceAll('(', '（')
    .replaceAll(')', '）')
    .replace(/[•‧∙⋅・･]/gu, '·')
    .replace(/\s+/gu, ' ');
  return /\p{Script=Han}/u.test(composed) ? composed.replaceAll(' ', '') : composed;
}

/** A period of which it can be told whether a moment is in it. */
interface Validity {
  /** From when, and until before when, in milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

/** When a code is good. */
export function validityOf({ issuedAt, seconds }: LiveCode): Validity {
  const from = Date.parse(issuedAt);
  return { from, to: from + seconds * 1000 };
}

/** How a code stands at a moment of the platform's time, as far as that is known here. */
export function standingAt(code: LiveCode, now: Instant): 'good' | 'not-yet' | 'expired' {
  const { from, to } = validityOf(code);
  const tolerance = codeToleranceSeconds * 1000;
  if (Date.parse(now) < from - tolerance) return 'not-yet';
  return Date.parse(now) < to + tolerance ? 'good' : 'expired';
}

/** The key that has signed a code, as far as it was in force when the code was issued. */
export function keyOf(code: LiveCode, keys: readonly CodeKey[]): CodeKey | undefined {
  return keys.find(
    ({ id, validFrom, validTo }) =>
      id === code.keyId && validFrom <= code.issuedAt && code.issuedAt < validTo,
  );
}

/** A name field: the bytes of its text, zeros after it. */
function readName(field: Uint8Array): string | undefined {
  const end = field.indexOf(0);
  const used = end === -1 ? field : field.subarray(0, end);
  if (!field.subarray(used.length).every((byte) => byte === 0)) return undefined;
  try {
    return strictUtf8.decode(used);
  } catch {
    // The only way a decoder says that bytes are not UTF-8.
    return undefined;
  }
}

/** The bytes of a text of so many characters, a multiple of 4; undefined where it is not one of base64url. */
function fromBase64Url(text: string, length: number): Uint8Array | undefined {
  if (text.length !== length || !/^[\w-]*$/.test(text)) return undefined;
  return fromBase64(text.replaceAll('-', '+').replaceAll('_', '/'));
}
