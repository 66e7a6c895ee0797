import fc from 'fast-check';
import { expect } from 'vitest';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import { clerkCalls } from '../../src/contracts/clerk-ipc.ts';
import { evaluatorCalls } from '../../src/contracts/evaluator-ipc.ts';
import { paperCalls } from '../../src/contracts/paper-ipc.ts';
import { roleSchema } from '../../src/contracts/platform-api.ts';
import type { FailureCode } from '../../src/failures/catalogue.ts';
import { test } from './at-a-counter.ts';

type Host = 'clerk' | 'evaluator' | 'paper';

const channelsOf: Readonly<Record<Host, readonly string[]>> = {
  clerk: Object.keys(clerkCalls),
  evaluator: Object.keys(evaluatorCalls),
  paper: Object.keys(paperCalls),
};
const everyChannel = Object.values(channelsOf).flat();

interface Call {
  readonly from: 'clerk' | 'evaluator' | 'nowhere';
  readonly frame: 'main' | 'inner' | 'foreign' | 'gone';
  readonly channel: string;
  readonly request: unknown;
}

/**
 * Makes calls in main itself, past the preloads: what a page that had broken out of its sandbox could send. They go there
 * as one text, because the debugging protocol never answers to some of these values.
 */
async function send(
  { application }: Workstation,
  calls: readonly Call[],
): Promise<readonly (FailureCode | 'let through')[]> {
  return application.evaluate(
    async ({ ipcMain, webContents }, { made, answerWithin }) => {
      const calls = JSON.parse(made) as readonly Call[];
      const handlers = Reflect.get(ipcMain, '_invokeHandlers') as Map<
        string,
        (event: object, request: unknown) => Promise<{ ok: boolean; problem?: { code: string } }>
      >;
      const addressOf = (host: string) => `app://${host}/`;
      const outcomes: string[] = [];
      for (const { from, frame, channel, request } of calls) {
        const sender = webContents
          .getAllWebContents()
          .find((contents) => contents.getURL() === addressOf(from)) ?? { id: -1 };
        const url = frame === 'foreign' ? 'https://example.com/' : addressOf(from);
        const senderFrame =
          frame === 'gone' ? null : { parent: frame === 'inner' ? {} : null, url };
        const handler = handlers.get(channel);
        const reply = await Promise.race([
          handler?.({ sender, senderFrame }, request),
          new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), answerWithin)),
        ]);
        outcomes.push(
          reply === undefined ? `no answer on ${channel}` : (reply.problem?.code ?? 'let through'),
        );
      }
      return outcomes;
    },
    { made: JSON.stringify(calls), answerWithin: 5_000 },
  ) as Promise<readonly (FailureCode | 'let through')[]>;
}

/** Requests of every shape, some of them near to what the channels expect. */
const anyRequest = fc.oneof(
  fc.constant(null),
  fc.jsonValue(),
  fc.record(
    {
      caseId: fc.oneof(fc.uuid(), fc.string()),
      pageId: fc.uuid(),
      itemCode: fc.string(),
      variant: fc.string(),
      account: fc.string(),
      password: fc.string(),
      key: fc.string(),
      value: fc.string(),
      digest: fc.stringMatching(/^[0-9a-f]{64}$/),
      act: fc.constant({ kind: 'answer', agreed: [0], chosenSingly: [], isReadToEnd: true }),
      input: fc.constantFrom('touch', 'mouse'),
    },
    { requiredKeys: [] },
  ),
);

test('every channel refuses whoever it is not for, whatever the request', async ({
  workstation,
  intake: _loggedIn,
}) => {
  await workstation.evaluator();
  const strangers = (channel: string): readonly Omit<Call, 'request'>[] => {
    const owner = (Object.keys(channelsOf) as Host[]).find((host) =>
      channelsOf[host].includes(channel),
    );
    return [
      ...(['clerk', 'evaluator', 'nowhere'] as const)
        .filter((from) => from !== owner)
        .map((from) => ({ from, frame: 'main', channel }) as const),
      ...(owner === 'clerk' || owner === 'evaluator'
        ? (['inner', 'foreign', 'gone'] as const).map((frame) => ({ from: owner, frame, channel }))
        : []),
    ];
  };
  const requests = fc.sample(anyRequest, { seed: 20_261_124, numRuns: 12 });
  const calls = everyChannel.flatMap((channel) =>
    strangers(channel).flatMap((origin) => requests.map((request) => ({ ...origin, request }))),
  );
  const outcomes = await send(workstation, calls);
  expect(new Set(outcomes)).toEqual(new Set(['ipc.wrong-window', 'ipc.wrong-frame']));
  expect(outcomes).toHaveLength(calls.length);
  process.stdout.write(`${calls.length} calls from the wrong place, all refused\n`);
});

test('every channel refuses a request out of shape, and no request of any shape makes it fail', async ({
  workstation,
  intake: _loggedIn,
}) => {
  await workstation.evaluator();
  const requests = fc.sample(anyRequest, { seed: 20_261_125, numRuns: 100 });
  const leaving = new Set(['session:log-out', 'session:lock', 'settings:test-scanner']);
  const calls = (['clerk', 'evaluator'] as const).flatMap((from) =>
    channelsOf[from]
      .filter((channel) => !leaving.has(channel))
      .flatMap((channel) =>
        requests.map((request) => ({ from, frame: 'main', channel, request }) as const),
      ),
  );
  const outcomes = await send(workstation, calls);
  expect(new Set(outcomes)).not.toContain('internal.unexpected');
  expect(outcomes.filter((outcome) => outcome.startsWith('no answer'))).toEqual([]);
  const misshapen = { anything: [1, { at: 'all' }] };
  const refused = await send(
    workstation,
    calls
      .filter(({ request }) => request === requests[0])
      .map((call) => ({ ...call, request: misshapen })),
  );
  // Whoever may not make a call is told that, before anybody looks at what was asked.
  expect(new Set(refused)).toEqual(new Set(['ipc.invalid-request', 'ipc.wrong-role']));
  expect(workstation.log()).not.toContain('"stage":"fetching-values"');
});

test.for(roleSchema.options)(
  'the role %s is let through to its own channels alone',
  async (role, { workstation }) => {
    const person = Object.values(clerks).find((known) => known.role === role);
    const login = { account: person?.account ?? '', password: person?.password ?? '' };
    const fromClerk = { from: 'clerk', frame: 'main' } as const;
    expect(
      await send(workstation, [{ ...fromClerk, channel: 'session:log-in', request: login }]),
    ).toEqual(['let through']);
    const misshapen = 'no channel takes a bare text';
    const guarded = Object.entries(clerkCalls).filter(([, call]) => call.allowed !== 'anybody');
    const outcomes = await send(
      workstation,
      guarded.map(([channel]) => ({ ...fromClerk, channel, request: misshapen })),
    );
    const expected = guarded.map(([, { allowed }]) =>
      (allowed as readonly string[]).includes(role) ? 'ipc.invalid-request' : 'ipc.wrong-role',
    );
    expect(outcomes).toEqual(expected);
  },
);
