import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { pageFilesIn } from './page-files.ts';

/** Path prefix of the pages. */
const pagesPath = '/pages/';

/** In a page's text, the place of the nonce that lets its style sheets in. */
const noncePlace = '__CSP_NONCE__';

/** What a page may load and do. The camera is for scanning codes on a phone. */
const policy = (nonce: string): Readonly<Record<string, string>> => ({
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "frame-ancestors 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; '),
  'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
});

/** The platform's pages for browsers, as they were built into a folder. */
export const pageRoutes: FastifyPluginAsync<{ readonly folder: string }> = async (
  app,
  { folder },
) => {
  const files = pageFilesIn(folder);

  app.get<{ Params: { '*': string } }>(
    `${pagesPath}*`,
    { schema: { hide: true } },
    async (request, reply) => {
      const address = request.params['*'];
      const file = files.get(address);
      if (file === undefined) {
        return files.has(`${address}/`)
          ? reply.redirect(`${pagesPath}${address}/`)
          : reply.callNotFound();
      }
      reply.type(file.type);
      return file.isPage ? sendPage(reply, file.path) : sendAsset(reply, file.path);
    },
  );
};

async function sendPage(reply: FastifyReply, path: string): Promise<FastifyReply> {
  const nonce = randomBytes(16).toString('base64');
  const text = await readFile(path, 'utf8');
  return reply
    .headers({ ...policy(nonce), 'cache-control': 'no-store' })
    .send(text.replaceAll(noncePlace, nonce));
}

function sendAsset(reply: FastifyReply, path: string): FastifyReply {
  return reply
    .headers({
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    })
    .send(createReadStream(path));
}
