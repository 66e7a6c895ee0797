import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { batchRequestSchema } from '../src/contracts/platform-api.ts';
import { compiledBody } from './compiled-body.ts';
import { correctionAsked, disputedAddress } from './testing/disputed-address.ts';
import { receivedCase } from './testing/received-case.ts';

const validate = compiledBody({ schema: batchRequestSchema });
const isTaken = (body: unknown): boolean => 'value' in validate(body);

const at = '2026-11-24T01:00:00.000Z';

const caseId = randomUUID();

/** A batch with one event of each kind, as it comes off the wire. */
const batch = (): unknown =>
  JSON.parse(
    JSON.stringify({
      workstationId: randomUUID(),
      epoch: randomUUID(),
      events: [
        receivedCase(1, { caseId, form: [disputedAddress] }),
        correctionAsked(4, caseId),
        {
          seq: 2,
          id: randomUUID(),
          at,
          kind: 'service:rated',
          payload: { ticket: randomUUID(), itemCode: 'X', windowId: 'A07', level: 'satisfied', at },
        },
        {
          seq: 3,
          id: randomUUID(),
          at,
          kind: 'case:supplemented',
          payload: {
            caseId: randomUUID(),
            materials: [{ code: 'form', digests: ['a'.repeat(64)] }],
          },
        },
      ],
    }),
  );

/** Every place in some JSON, outermost first. */
function placesIn(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...path, key]))];
}

/** The same with one thing done to the object or list that holds a place. */
function changed(
  value: unknown,
  path: readonly string[],
  change: (holder: Record<string, unknown>, key: string) => void,
): unknown {
  const root = { root: structuredClone(value) };
  const keys = ['root', ...path];
  const last = keys.pop() ?? '';
  const holder = keys.reduce<unknown>((part, key) => (part as never)[key], root);
  change(holder as Record<string, unknown>, last);
  return root.root;
}

it('takes what the contract takes, in place', () => {
  const body = batch();
  expect(validate(body)).toEqual({ value: body });
  expect(batchRequestSchema.safeParse(body).success).toBe(true);
});

it('counts lengths as the contract does', () => {
  for (const characters of [2000, 2001]) {
    const body = batch() as { events: [{ payload: { form: unknown[] } }] };
    const value = '𠮷'.repeat(characters);
    const current = { value, provenance: { kind: 'card', field: 'name', at } };
    body.events[0].payload.form = [{ key: 'name', current }];
    expect(isTaken(body)).toBe(characters <= 2000);
    expect(batchRequestSchema.safeParse(body).success).toBe(characters <= 2000);
  }
});

it('judges whatever comes as the contract does', () => {
  const original = batch();
  const place = fc.constantFrom(...placesIn(original));
  const change = fc.oneof(
    fc.jsonValue().map((value) => (holder: Record<string, unknown>, key: string) => {
      holder[key] = value;
    }),
    fc
      .constantFrom('', 'x', -1, 0, 1.5, 2 ** 53, at, null, [], {}, 'card', 'case:received')
      .map((value) => (holder: Record<string, unknown>, key: string) => {
        holder[key] = value;
      }),
    fc.constant((holder: Record<string, unknown>, key: string) => {
      delete holder[key];
    }),
    fc
      .constantFrom('extra', 'kind', '__proto__')
      .map((name) => (holder: Record<string, unknown>, key: string) => {
        const into = holder[key];
        const target = typeof into === 'object' && into !== null ? into : holder;
        Object.defineProperty(target, name, { value: 1, enumerable: true, configurable: true });
      }),
  );
  let taken = 0;
  let refused = 0;
  fc.assert(
    fc.property(place, change, (path, doTo) => {
      const body = changed(original, path, doTo);
      const { success } = batchRequestSchema.safeParse(body);
      if (success) taken += 1;
      else refused += 1;
      expect(isTaken(body)).toBe(success);
    }),
    { seed: 20_261_127, numRuns: 4000 },
  );
  expect(Math.min(taken, refused)).toBeGreaterThan(150);
});
