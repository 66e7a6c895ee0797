import type { FailureCode } from './catalogue.ts';
import type { Failure } from './failure.ts';

/** What says that the key of the workstation's data is not there, and perhaps never comes back. */
const codes: ReadonlySet<FailureCode> = new Set([
  'storage.secret-store-changed',
  'storage.key-file-lost',
]);

/**
 * Whether work can only go on with what was there put aside, should the key not come back. A secret store that is locked or
 * missing has lost nothing.
 */
export function isKeyLost({ code }: Failure): boolean {
  return codes.has(code);
}
