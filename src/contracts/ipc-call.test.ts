import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fail } from '../failures/failure.ts';
import { ok } from '../support/result.ts';
import { ipcReplySchema } from './ipc-call.ts';

const schema = ipcReplySchema(z.strictObject({ count: z.number() }));

describe('a reply over IPC', () => {
  test.each([
    ok({ count: 1 }),
    fail('card.not-presented'),
    fail('platform.server-error', { status: 503, retryAfterSeconds: 2 }),
  ])('can be %j', (reply) => {
    expect(schema.parse(reply)).toEqual(reply);
  });

  test.each<[string, unknown]>([
    ['the value of another channel', ok('1')],
    ['a value with a key nobody knows', ok({ count: 1, secret: 'x' })],
    [
      'a value together with a problem',
      { ...ok({ count: 1 }), problem: { code: 'card.not-presented' } },
    ],
    ['a problem together with a value', { ...fail('card.not-presented'), value: { count: 1 } }],
    ['a problem that is not in the catalogue', { ok: false, problem: { code: 'card.eaten' } }],
    [
      'a problem with a key nobody knows',
      { ok: false, problem: { code: 'card.not-presented', stack: '' } },
    ],
    [
      'a problem whose details are not texts or numbers',
      { ok: false, problem: { code: 'card.not-presented', info: { card: {} } } },
    ],
    ['neither', { ok: true }],
    ['undecided', { ok: 'yes', value: { count: 1 } }],
    ['nothing', null],
  ])('cannot be %s', (_, reply) => {
    expect(schema.safeParse(reply).success).toBe(false);
  });

  test('has null as its value where a channel answers nothing', () => {
    expect(ipcReplySchema(z.null()).parse(ok(null))).toEqual(ok(null));
    expect(ipcReplySchema(z.null()).safeParse({ ok: true }).success).toBe(false);
  });
});
