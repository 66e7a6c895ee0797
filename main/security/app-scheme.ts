import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { protocol, type Session } from 'electron';
import { contentSecurityPolicy, type PageHost } from './content-security-policy.ts';
import { pageFile } from './page-file.ts';

const scheme = 'app';
const noncePlaceholder = '__CSP_NONCE__';

/** The address of a window's page. */
export function pageAddress(host: PageHost): string {
  return `${scheme}://${host}/`;
}

/** Declares the scheme of our pages. Has to happen before the application is ready. */
export function declareAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/**
 * Serves one page's bundle to one session, and nothing else: every other host, method or path gets an empty 404.
 * @param bundles the folder that holds a folder per page
 */
export function serveAppScheme(session: Session, host: PageHost, bundles: string): void {
  const root = join(bundles, host);
  session.protocol.handle(scheme, async (request) => {
    const address = new URL(request.url);
    const file = address.host === host ? pageFile(root, request.method, request.url) : undefined;
    if (file === undefined) return new Response(null, { status: 404 });
    const nonce = randomBytes(16).toString('base64');
    const content = await readFile(file.path).catch(() => undefined);
    if (content === undefined) return new Response(null, { status: 404 });
    const isPage = file.contentType.startsWith('text/html');
    const body = isPage ? content.toString('utf8').replaceAll(noncePlaceholder, nonce) : content;
    return new Response(body, {
      headers: {
        'content-type': file.contentType,
        'content-security-policy': contentSecurityPolicy(host, address.pathname, nonce),
        'x-content-type-options': 'nosniff',
        'cache-control': isPage ? 'no-store' : 'no-cache',
      },
    });
  });
}
