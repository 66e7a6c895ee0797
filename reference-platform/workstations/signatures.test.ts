import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { batchLimits, platformPaths } from '../../src/contracts/platform-api.ts';
import { writeSignature } from '../../src/contracts/signed-messages.ts';
import { timeAnswerSchema, workstationPaths } from '../../src/contracts/workstation-api.ts';
import { openDatabase } from '../database/open-database.ts';
import { people } from '../seed/people.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../testing/platform-under-test.ts';
import {
  enrolledWorkstation,
  type Message,
  type ScriptedWorkstation,
} from '../testing/scripted-workstation.ts';
import { contentDigest } from './ed25519.ts';
import { readPlatformKey } from './platform-key.ts';

const seed = 20_261_124;
const clock = new StoppedClock();
let bench: PlatformUnderTest;
let workstation: ScriptedWorkstation;
let token: string;
beforeAll(async () => {
  bench = await startPlatformUnderTest({ clock });
  workstation = await enrolledWorkstation(bench, clock);
  ({ token } = await workstation.logIn());
});
afterAll(() => bench.stop());

const { name, idNumber } = people.allGood.card;
const match = () => workstation.sign('POST', platformPaths.matchPerson, { name, idNumber }, token);
const getTime = () => workstation.sign('GET', workstationPaths.time);

/** What an answer refuses with, and whether the platform has signed that. */
async function refusalOf(message: Message) {
  const { status, body, platformTime } = await workstation.send(message);
  return [status, body, platformTime === undefined ? 'unsigned' : 'signed'];
}

function without(message: Message, ...names: readonly string[]): Message {
  const headers = Object.entries(message.headers).filter(([header]) => !names.includes(header));
  return { ...message, headers: Object.fromEntries(headers) };
}

function withHeaders(message: Message, headers: Readonly<Record<string, string>>): Message {
  return { ...message, headers: { ...message.headers, ...headers } };
}

describe('a signed request', () => {
  test('is answered as any other, with the platform’s time under its signature', async () => {
    expect(await workstation.send(match())).toEqual({
      status: 200,
      body: { match: 'matched' },
      platformTime: clock.now(),
    });
    expect(
      await workstation.call('GET', `${platformPaths.changes}?since=x`, undefined, token),
    ).toEqual({ status: 200, body: expect.anything(), platformTime: clock.now() });
  });

  test.each([
    ['its signature left out', () => without(match(), 'signature')],
    ['its signature input left out', () => without(match(), 'signature-input')],
    ['a malformed signature', () => withHeaders(match(), { signature: 'sig1=:AAAA:' })],
    ['a malformed signature input', () => withHeaders(match(), { 'signature-input': 'sig1=()' })],
    [
      'the signature of another request',
      () => withHeaders(match(), { signature: match().headers['signature'] ?? '' }),
    ],
    [
      'a signature of zeros',
      () => withHeaders(match(), { signature: writeSignature('A'.repeat(86).concat('==')) }),
    ],
    ['no digest', () => without(match(), 'content-digest')],
    [
      'the digest of another body',
      () => withHeaders(match(), { 'content-digest': contentDigest('') }),
    ],
    [
      'another method',
      () => ({ ...workstation.sign('PUT', platformPaths.batches, {}, token), method: 'POST' }),
    ],
    ['another path', () => ({ ...getTime(), target: workstationPaths.settings })],
    ['another query', () => ({ ...getTime(), target: `${workstationPaths.time}?now` })],
    [
      'a body that is not covered',
      () => ({ ...workstation.sign('POST', platformPaths.batches, undefined, token), body: '{}' }),
    ],
  ])('with %s is invalid', async (_what, message) => {
    const { status, body } = await workstation.send(message());
    expect([status, body]).toEqual([401, { code: 'signature-invalid' }]);
  });

  test('with another body is invalid before anything is made of it', async () => {
    expect(await refusalOf({ ...match(), body: '{' })).toEqual([
      401,
      { code: 'signature-invalid' },
      'signed',
    ]);
  });

  test('of a key that was never enrolled is of nobody', async () => {
    const elsewhere = await startPlatformUnderTest({ clock });
    const stranger = await enrolledWorkstation(elsewhere, clock);
    await elsewhere.stop();
    expect(await refusalOf(stranger.sign('GET', workstationPaths.time))).toEqual([
      401,
      { code: 'workstation-unknown' },
      'unsigned',
    ]);
  });

  test('counts once', async () => {
    const message = match();
    expect((await workstation.send(message)).status).toBe(200);
    expect(await refusalOf(message)).toEqual([401, { code: 'signature-replayed' }, 'signed']);
  });

  test('counts for two minutes, before and after; then the answer says what time it is', async () => {
    const early = [match(), match()] as const;
    clock.pass(120_000);
    expect((await workstation.send(early[0])).status).toBe(200);
    const late = [match(), match()] as const;
    clock.pass(1000);
    expect(await workstation.send(early[1])).toEqual({
      status: 401,
      body: { code: 'signature-stale' },
      platformTime: clock.now(),
    });
    clock.pass(-121_000);
    expect((await workstation.send(late[0])).status).toBe(200);
    clock.pass(-1000);
    expect(await refusalOf(late[1])).toEqual([401, { code: 'signature-stale' }, 'signed']);
    clock.pass(1000);
  });

  test('is read no further than its route takes', async () => {
    const message = workstation.sign('POST', platformPaths.batches, {}, token);
    const tooLarge = { ...message, body: 'x'.repeat(batchLimits.bytes + 1) };
    expect(await refusalOf(tooLarge)).toEqual([413, { code: 'request-too-large' }, 'signed']);
  });

  test('that is cut off is nobody’s error', async () => {
    const errors: string[] = [];
    const other = await startPlatformUnderTest({
      clock,
      onUnexpectedError: (error) => errors.push(error.message),
    });
    const there = await enrolledWorkstation(other, clock);
    const { headers } = there.sign('POST', platformPaths.sessions, {});
    const { port } = new URL(other.url);
    const socket = connect(Number(port), '127.0.0.1');
    const lines = Object.entries({ ...headers, host: 'x', 'content-length': '100' });
    socket.write(`POST ${platformPaths.sessions} HTTP/1.1\r\n`);
    socket.end(`${lines.map((line) => line.join(': ')).join('\r\n')}\r\n\r\n{`);
    await new Promise((resolve) => socket.once('close', resolve).resume());
    await other.stop();
    expect(errors).toEqual([]);
  });

  test('is refused with any one byte of its query, body or signature altered', async () => {
    const printable = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
    const places = ['target', 'body', 'content-digest', 'signature-input', 'signature'] as const;
    const target = `${platformPaths.matchPerson}?trace=abcdefgh`;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...places), fc.nat(), printable, async (place, n, other) => {
        const message = workstation.sign('POST', target, { name, idNumber }, token);
        const alter = (text: string, from = 0) => {
          const at = from + (n % (text.length - from));
          fc.pre(text.charAt(at) !== other);
          return text.slice(0, at) + other + text.slice(at + 1);
        };
        const altered =
          place === 'target'
            ? { ...message, target: alter(target, target.indexOf('?') + 1) }
            : place === 'body'
              ? { ...message, body: alter(message.body ?? '') }
              : withHeaders(message, { [place]: alter(message.headers[place] ?? '') });
        const { status, body } = await workstation.send(altered);
        expect(status).toBe(401);
        // One altered byte of a key’s id names another key.
        expect(['signature-invalid', 'workstation-unknown']).toContain(
          (body as { readonly code: string }).code,
        );
        expect((await workstation.send(message)).status).toBe(place === 'body' ? 401 : 200);
      }),
      { seed, numRuns: 200 },
    );
  });
});

describe('a signed answer', () => {
  test('is of no use as the answer to another request', async () => {
    const [one, other] = [getTime(), getTime()];
    const answer = await fetch(bench.url + one.target, { headers: one.headers });
    const text = await answer.text();
    expect(workstation.isGenuine(one, answer, text)).toBe(true);
    expect(workstation.isGenuine(other, answer, text)).toBe(false);
  });

  test('covers no content as well', async () => {
    const { token: second } = await workstation.logIn();
    expect(
      await workstation.call('DELETE', platformPaths.currentSession, undefined, second),
    ).toEqual({ status: 204, body: undefined, platformTime: clock.now() });
  });
});

test('who does not sign is told the time without a signature', async () => {
  const { status, body } = await bench.call('GET', workstationPaths.time);
  expect([status, timeAnswerSchema.parse(body)]).toEqual([200, { at: clock.now() }]);
  const response = await fetch(bench.url + workstationPaths.time);
  expect(response.headers.has('signature')).toBe(false);
});

test('the platform keeps its key over a restart; another platform has another', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'reference-platform-'));
  const other = await startPlatformUnderTest({ clock, dataDir });
  const { platformKey } = (await enrolledWorkstation(other, clock)).enrolled;
  expect(platformKey).not.toEqual(workstation.enrolled.platformKey);
  await other.platform.close();
  const db = await openDatabase(other.dataDir);
  const { keyId, publicKey } = await readPlatformKey(db);
  expect({ keyId, publicKey }).toEqual(platformKey);
  await db.destroy();
  await rm(other.dataDir, { recursive: true });
});
