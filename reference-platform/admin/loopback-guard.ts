import type { FastifyReply, FastifyRequest } from 'fastify';

/** Path prefix of the platform's own administration (管理): `${adminPath}/<matter>`, every route behind the guard. */
export const adminPath = '/admin';

const loopbackAddress = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/;
const loopbackHost = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/**
 * Lets nobody in but programs of this machine, and in its browsers only the platform's own pages. As `onRequest`.
 *
 * 403 `loopback-only` from another machine · `host-not-allowed` where the address does not name this machine: a foreign
 * name that was made to point here (DNS rebinding) · `cross-site` for another site's page, also of another port.
 */
export async function requireLoopback(
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  if (!loopbackAddress.test(request.ip)) return reply.code(403).send({ code: 'loopback-only' });
  if (!loopbackHost.test(request.host)) return reply.code(403).send({ code: 'host-not-allowed' });
  if (isCrossSite(request)) return reply.code(403).send({ code: 'cross-site' });
}

/** A browser says where a request comes from; a program says nothing. */
function isCrossSite({ headers, host, protocol }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'] ?? 'none';
  if (site !== 'same-origin' && site !== 'none') return true;
  return headers.origin !== undefined && headers.origin !== `${protocol}://${host}`;
}
