import { platformPaths } from '../../src/contracts/platform-api.ts';
import { platformTimeHeader } from '../../src/contracts/signed-messages.ts';
import { workstationPaths } from '../../src/contracts/workstation-api.ts';
import { failure } from '../../src/failures/failure.ts';
import type { Clock } from '../../src/support/clock.ts';
import type { RandomBytes } from '../../src/support/ids.ts';
import { CallRefused, type Fetch, refusalIn, tooLargeOnTheWay } from './http.ts';
import { isGenuineAnswer, type MessageIdentity, signRequest } from './message-signing.ts';
import type { PlatformTime } from './platform-time.ts';

/** What signs the calls of an enrolled workstation. */
export interface SignedFetchOptions {
  readonly fetch: Fetch;
  /** Who signs; `revoked`: whoever did must not any more; undefined: this workstation has not enrolled. */
  readonly identity: () => MessageIdentity | 'revoked' | undefined;
  readonly time: PlatformTime;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly randomBytes: RandomBytes;
  /** The pinned platform, and nobody else, has said that the key which has signed counts no more. */
  readonly onRevoked: (keyId: string) => void;
}

/**
 * Signs what an enrolled workstation asks the platform, and takes no answer that the pinned platform has not signed for
 * that very request (`platform.not-genuine`). A revoked workstation asks nothing (`enrolment.revoked`). One that has not
 * enrolled asks as it is. Not signed either way: what the platform's routes sign for nobody.
 */
export function signedFetch(options: SignedFetchOptions): Fetch {
  const { time, clock, randomBytes } = options;

  async function exchange(
    url: URL,
    init: RequestInit,
    identity: MessageIdentity,
  ): Promise<{ readonly response: Response; readonly refusal: string | undefined }> {
    const target = url.pathname + url.search;
    const request = { method: init.method ?? 'GET', target, body: bodyOf(init) };
    const created = Math.floor(Date.parse(time.now()) / 1000);
    const { signature, headers } = signRequest(request, identity, created, randomBytes);
    const asked = clock.monotonic();
    const response = await options.fetch(url.href, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), ...headers },
    });
    const took = clock.monotonic() - asked;
    // A stream is signed by nobody; what it says is a hint to ask.
    const isStream = url.pathname === platformPaths.push && response.ok;
    // A gateway's error is nobody's answer, and says no more than silence.
    if (isStream || response.status >= 500) return { response, refusal: undefined };
    const body = new Uint8Array(await response.arrayBuffer());
    if (!isGenuineAnswer(response, body, signature, identity)) {
      // Whoever stands between takes less than the platform: no more than a hint to send less.
      const info = response.status === 413 ? { reason: tooLargeOnTheWay } : undefined;
      throw new CallRefused(failure('platform.not-genuine', info));
    }
    time.heard(response.headers.get(platformTimeHeader) ?? '', took, true);
    const { status, headers: answered } = response;
    const refusal = status === 401 ? refusalIn(new TextDecoder().decode(body)) : undefined;
    return {
      response: new Response(body.length === 0 ? null : body, { status, headers: answered }),
      refusal,
    };
  }

  return async (address, init) => {
    const url = new URL(address);
    const identity = isSigned(url.pathname) ? options.identity() : undefined;
    if (identity === undefined) return options.fetch(address, init);
    if (identity === 'revoked') throw new CallRefused(failure('enrolment.revoked'));
    const first = await exchange(url, init, identity);
    // The refusal has told what time it is.
    const last = first.refusal === 'signature-stale' ? await exchange(url, init, identity) : first;
    if (last.refusal === 'workstation-revoked') options.onRevoked(identity.keyId);
    return last.response;
  };
}

/** Whether the platform reads and makes signatures at a path. */
function isSigned(path: string): boolean {
  return path.startsWith('/api/v1/') && !unsigned.has(path);
}

const unsigned: ReadonlySet<string> = new Set([platformPaths.health, workstationPaths.enrolments]);

function bodyOf({ body }: RequestInit): string | Uint8Array | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string' || body instanceof Uint8Array) return body;
  throw new TypeError('A body is signed as it is sent: a text, or bytes.');
}
