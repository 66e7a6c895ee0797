import { platformPaths } from '../../src/contracts/platform-api.ts';
import { workstationPaths } from '../../src/contracts/workstation-api.ts';
import { evidencePaths } from '../../src/evidence/evidence-api.ts';
import { adminPath } from '../admin/loopback-guard.ts';

/** Ways to say who calls, as OpenAPI writes them. */
export const securitySchemes = {
  session: {
    type: 'http',
    scheme: 'bearer',
    description: 'The token of a session, for 15 minutes: `POST /api/v1/sessions`.',
  },
  phone: {
    type: 'http',
    scheme: 'bearer',
    description: 'The token of a signed-in phone, for ten minutes: `POST /api/v1/phone/sessions`.',
  },
  accessToken: {
    type: 'apiKey',
    in: 'query',
    name: 'access_token',
    description: 'The licence library’s token: `POST /license-app/v1/security/login`.',
  },
  signature: {
    type: 'apiKey',
    in: 'header',
    name: 'Signature',
    description:
      'HTTP message signature (RFC 9421) by the enrolled key, with `Signature-Input` and, of a body, `Content-Digest`. ' +
      'A workstation that has enrolled signs everything; every answer to it is signed too.',
  },
} as const;

/** Ways of which a request needs one; each is the schemes that belong together. */
type Security = readonly Readonly<
  Partial<Record<keyof typeof securitySchemes, readonly string[]>>
>[];

/** Who sends a request: what they show for it, and with which statuses they may be turned away before it is looked at. */
export interface Caller {
  readonly security: Security;
  readonly refusals: readonly number[];
}

const anybody: Caller = { security: [], refusals: [] };
/** A workstation at which nobody is logged in; unsigned where it has not enrolled. */
const anyWorkstation: Caller = { security: [{}, { signature: [] }], refusals: [401, 429] };
const enrolledWorkstation: Caller = { security: [{ signature: [] }], refusals: [401, 429] };
const window: Caller = {
  security: [{ session: [] }, { session: [], signature: [] }],
  refusals: [401, 403, 429],
};
const phone: Caller = { security: [{ phone: [] }], refusals: [401] };
const thisMachine: Caller = { security: [], refusals: [403] };
/** By HTTP status only where the library is `strict`. */
const librarySystem: Caller = {
  security: [{ accessToken: [] }],
  refusals: [400, 401, 403, 404, 409, 410],
};

const library = platformPaths.licenceLibrary;
const exceptions: Readonly<Record<string, Caller>> = {
  [`GET ${platformPaths.health}`]: anybody,
  [`GET ${evidencePaths.trust}`]: anybody,
  [`POST ${workstationPaths.enrolments}`]: anybody,
  [`POST ${platformPaths.phoneSessions}`]: anybody,
  [`GET ${workstationPaths.time}`]: anyWorkstation,
  [`POST ${platformPaths.sessions}`]: anyWorkstation,
  [`POST ${platformPaths.refreshSession}`]: anyWorkstation,
  [`GET ${workstationPaths.revocations}`]: enrolledWorkstation,
  [`GET ${workstationPaths.settings}`]: enrolledWorkstation,
  [`POST ${library}/security/login`]: { ...librarySystem, security: [] },
  // The page's own token opens it; a browser is told so by status in either library.
  [`GET ${library}/license/page`]: { security: [], refusals: [401, 404] },
};

/** Who sends a request with this method to this path. */
export function callerOf(method: string, path: string): Caller {
  const exception = exceptions[`${method.toUpperCase()} ${path}`];
  if (exception !== undefined) return exception;
  if (path.startsWith(`${adminPath}/`)) return thisMachine;
  if (path.startsWith(`${library}/`)) return librarySystem;
  return path.startsWith('/api/v1/phone/') ? phone : window;
}

/** Whether a path is one of the licence library's, which has an envelope of its own. */
export function isOfLibrary(path: string): boolean {
  return path.startsWith(`${library}/`);
}
