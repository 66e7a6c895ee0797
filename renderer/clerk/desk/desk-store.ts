import type { z } from 'zod';
import type { ClerkBridge } from '../../../src/contracts/bridges.ts';
import type { ClerkCalls, DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { type Failure, fail, type Outcome } from '../../../src/failures/failure.ts';
import type { Clock } from '../../../src/support/clock.ts';
import { keepUnchanged } from './keep-unchanged.ts';

/** What the window shows: main's newest snapshot, and how the last call ended. */
export interface DeskView {
  readonly snapshot?: DeskSnapshot;
  /** Monotonic moment at which the snapshot came; remaining seconds count down from it. */
  readonly arrivedAt: number;
  /** Why the last call was refused; gone with the next call, or when the case has moved on. */
  readonly refusal?: Failure;
}

/** The one store of the clerk's window. It only mirrors main and decides nothing. */
export interface DeskStore {
  readonly view: () => DeskView;
  readonly subscribe: (listener: () => void) => () => void;
  /** Asks for the current snapshot and follows every change from then on. */
  readonly start: () => Promise<void>;
  /** Makes a call; a refusal goes into the view. Says whether the call was granted. */
  readonly call: <Channel extends keyof ClerkCalls>(
    channel: Channel,
    request: z.input<ClerkCalls[Channel]['request']>,
  ) => Promise<boolean>;
  /** Makes a call whose answer, good or bad, belongs to whoever makes it. */
  readonly ask: <Channel extends keyof ClerkCalls>(
    channel: Channel,
    request: z.input<ClerkCalls[Channel]['request']>,
  ) => Promise<Outcome<z.output<ClerkCalls[Channel]['reply']>>>;
  /** Asks for the current snapshot, for whoever cannot wait until main sends it. */
  readonly renew: () => Promise<DeskSnapshot | undefined>;
  /** Resolves when main has answered every call made so far. */
  readonly settled: () => Promise<void>;
}

/** Builds the store over the bridge that the preload provides. */
export function createDeskStore(bridge: ClerkBridge, clock: Clock): DeskStore {
  let view: DeskView = { arrivedAt: 0 };
  const listeners = new Set<() => void>();
  const underWay = new Set<Promise<unknown>>();

  function show(next: DeskView): void {
    view = next;
    for (const listener of listeners) listener();
  }

  function refuse(refusal: Failure): void {
    show({ ...view, refusal });
  }

  function accept(snapshot: DeskSnapshot): void {
    const { snapshot: shown, refusal } = view;
    if (shown !== undefined && snapshot.revision <= shown.revision) return;
    const isKept = refusal !== undefined && isSameStep(shown, snapshot);
    show({
      snapshot: keepUnchanged(shown, snapshot),
      arrivedAt: clock.monotonic(),
      ...(isKept ? { refusal } : {}),
    });
  }

  const ask: DeskStore['ask'] = async (channel, request) => {
    const answer = bridge.call(channel, request).catch(() => fail('internal.unexpected'));
    underWay.add(answer);
    const outcome = await answer;
    underWay.delete(answer);
    return outcome;
  };

  async function renew(): Promise<DeskSnapshot | undefined> {
    const outcome = await ask('desk:current', null);
    if (outcome.ok) accept(outcome.value);
    else refuse(outcome.problem);
    return view.snapshot;
  }

  return {
    view: () => view,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async start() {
      bridge.onDeskChanged((text) => accept(JSON.parse(text)));
      await renew();
    },
    async call(channel, request) {
      const { refusal, ...unrefused } = view;
      if (refusal !== undefined) show(unrefused);
      const outcome = await ask(channel, request);
      if (!outcome.ok) refuse(outcome.problem);
      return outcome.ok;
    },
    ask,
    renew,
    async settled() {
      await Promise.all(underWay);
    },
  };
}

function isSameStep(before: DeskSnapshot | undefined, after: DeskSnapshot): boolean {
  return (
    before?.session?.account === after.session?.account &&
    before?.lockedSince === after.lockedSince &&
    before?.case?.id === after.case?.id &&
    before?.case?.stage === after.case?.stage
  );
}
