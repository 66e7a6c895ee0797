import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';

const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * The platform's origin from the settings, if this runtime may talk to it: over TLS, or on this machine. The test
 * runtime is out of date by design and may only talk to this machine.
 */
export function platformOrigin(address: string, isTestRuntime: boolean): Outcome<string> {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return fail('platform.unreachable');
  }
  const isLocal = loopback.has(url.hostname);
  if (isTestRuntime && !isLocal) return fail('platform.not-loopback');
  if (url.protocol !== 'https:' && !(isLocal && url.protocol === 'http:')) {
    return fail('platform.unreachable');
  }
  return ok(url.origin);
}
