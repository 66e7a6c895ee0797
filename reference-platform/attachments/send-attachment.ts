import type { FastifyReply } from 'fastify';
import type { KeptAttachment } from './attachment-store.ts';

/** Answers with a file. It is somebody else's: nothing in it may run in a page of the department, nothing keeps it. */
export function sendAttachment(reply: FastifyReply, kept: KeptAttachment): FastifyReply {
  return reply
    .headers({
      'content-length': kept.bytes,
      'cache-control': 'no-store',
      'content-disposition': 'attachment',
      'content-security-policy': 'sandbox',
      'content-type': kept.mediaType,
      'x-content-type-options': 'nosniff',
    })
    .send(kept.read());
}
