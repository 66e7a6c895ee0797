/**
 * How a workstation signs its requests and the platform its answers to them: HTTP Message Signatures (RFC 9421) with
 * Ed25519; content is covered by its digest (`Content-Digest`, RFC 9530, SHA-256). Label, components, parameters and their
 * order are fixed: there is one way to write a signature, and a reader accepts no other. The authority is not covered,
 * since a proxy may change it.
 */

/** A signature counts for this long, before and after the platform's time. */
export const signatureSeconds = 120;

/** Header of a signed answer: the platform's time as an ISO 8601 instant with milliseconds. */
export const platformTimeHeader = 'platform-time';

/** The parts of a request that its signature covers. */
interface SignedRequest {
  readonly method: string;
  /** Path with query, exactly as it is sent. */
  readonly target: string;
  /** The `Content-Digest` header; absent when the request has no body. */
  readonly contentDigest?: string | undefined;
}

/** What a workstation says about its signature. */
interface RequestSignatureParameters {
  /** Seconds since 1970. */
  readonly created: number;
  /** Base64url, at least 128 random bits; never used twice. */
  readonly nonce: string;
  /** Of the key, as the platform has named it. */
  readonly keyId: string;
}

/** A text to sign (the signature base), and the `Signature-Input` header that goes with its signature. */
interface TextToSign {
  readonly input: string;
  readonly base: string;
}

/** One line of a signature base: the component's identifier as it is serialized, and its value. */
type Component = readonly [identifier: string, value: string];

const label = 'sig1';

/** RFC 9421, 2.5. @param parameters serialized, each with its `;` in front */
export function signatureText(components: readonly Component[], parameters: string): TextToSign {
  const covered = components.map(([identifier]) => identifier).join(' ');
  const params = `(${covered})${parameters}`;
  const lines = [...components, ['"@signature-params"', params] as const];
  return {
    input: `${label}=${params}`,
    base: lines.map(([identifier, value]) => `${identifier}: ${value}`).join('\n'),
  };
}

/** What a workstation signs of a request. */
export function requestSignatureText(
  { method, target, contentDigest }: SignedRequest,
  { created, nonce, keyId }: RequestSignatureParameters,
): TextToSign {
  const [path = ''] = target.split('?', 1);
  const components: readonly Component[] = [
    ['"@method"', method],
    ['"@path"', path],
    // An absent query counts as an empty one (2.2.7).
    ['"@query"', target.slice(path.length) || '?'],
    ...(contentDigest === undefined ? [] : [['"content-digest"', contentDigest] as const]),
  ];
  return signatureText(
    components,
    `;created=${created};nonce="${nonce}";keyid="${keyId}";alg="ed25519"`,
  );
}

const requestParameters =
  /;created=(\d{1,12});nonce="([\w-]{22,64})";keyid="([\w-]{43})";alg="ed25519"$/;

/**
 * What a request's `Signature-Input` says.
 * @returns `undefined` for anything that `requestSignatureText` would not have written for this request
 */
export function readRequestSignature(
  request: SignedRequest,
  input: string,
): (RequestSignatureParameters & { readonly base: string }) | undefined {
  const [, created, nonce, keyId] = requestParameters.exec(input) ?? [];
  if (created === undefined || nonce === undefined || keyId === undefined) return undefined;
  const parameters = { created: Number(created), nonce, keyId };
  const text = requestSignatureText(request, parameters);
  return text.input === input ? { ...parameters, base: text.base } : undefined;
}

/** The parts of an answer that its signature covers. */
interface SignedAnswer {
  readonly status: number;
  /** The `Content-Digest` header; of no bytes when the answer has no body. */
  readonly contentDigest: string;
  readonly platformTime: string;
  /** Of the request, in base64: a signed answer is of no use as the answer to another request. */
  readonly requestSignature: string;
}

/** What the platform signs of an answer; `created` is the second of its time. */
export function answerSignatureText(
  { status, contentDigest, platformTime, requestSignature }: SignedAnswer,
  keyId: string,
): TextToSign {
  const created = Math.floor(Date.parse(platformTime) / 1000);
  return signatureText(
    [
      ['"@status"', String(status)],
      ['"content-digest"', contentDigest],
      [`"${platformTimeHeader}"`, platformTime],
      [`"signature";req;key="${label}"`, `:${requestSignature}:`],
    ],
    `;created=${created};keyid="${keyId}";alg="ed25519"`,
  );
}

/** A `Signature` header. @param signature in base64 */
export function writeSignature(signature: string): string {
  return `${label}=:${signature}:`;
}

// 64 bytes; the four characters are those that leave no bit of the last byte over.
const signatureHeader = /^sig1=:([A-Za-z0-9+/]{85}[AQgw]==):$/;

/** The signature (base64) of a `Signature` header; `undefined` when there is not exactly this one, exactly so. */
export function readSignature(header: string): string | undefined {
  return signatureHeader.exec(header)?.[1];
}
