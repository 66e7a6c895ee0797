import type { Scheduler } from 'fast-check';
import { consentPaths } from '../../../src/contracts/consent-api.ts';
import type { Fetch } from '../../platform-client/http.ts';

/** What a network does to a call: the request or its answer is lost, or nothing. */
export type Loss = 'none' | 'request' | 'answer';

/** A network on which calls about consents overtake other happenings, and are lost now and then. */
export interface RacedNetwork {
  readonly fetch: Fetch;
  /** From now on the scheduler says when such a call arrives, and when its answer does. */
  race(scheduler: Scheduler, losses: readonly Loss[]): void;
  /** From now on every call goes through. */
  calm(): void;
  /** Resolves when no call has been under way for a turn of the event loop. */
  quiet(): Promise<void>;
}

/** A network that is calm. Of two tries of one call it loses one at most. */
export function racedNetwork(): RacedNetwork {
  let scheduler: Scheduler | undefined;
  let losses: Loss[] = [];
  let lastLost: string | undefined;
  let underWay = 0;
  let waiting: (() => void)[] = [];

  function look(): void {
    if (underWay > 0) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  }

  async function whole(address: string, init: RequestInit): Promise<Response> {
    const response = await fetch(address, init);
    const { status, headers } = response;
    const body = await response.arrayBuffer();
    return new Response(status === 204 ? null : body, { status, headers });
  }

  async function raced(order: Scheduler, address: string, init: RequestInit): Promise<Response> {
    const call = `${init.method} ${address}`;
    const loss = call === lastLost ? 'none' : (losses.shift() ?? 'none');
    lastLost = loss === 'none' ? undefined : call;
    await order.schedule(Promise.resolve(), `${call} arrives`);
    if (loss === 'request') throw new Error('the request was lost');
    const response = await whole(address, init);
    await order.schedule(Promise.resolve(), `${call} is answered`);
    if (loss === 'answer') throw new Error('the answer was lost');
    return response;
  }

  return {
    fetch: async (address, init) => {
      underWay += 1;
      try {
        return scheduler !== undefined && address.includes(consentPaths.consents)
          ? await raced(scheduler, address, init)
          : await whole(address, init);
      } finally {
        underWay -= 1;
        setImmediate(look);
      }
    },
    race: (order, lost) => {
      scheduler = order;
      losses = [...lost];
    },
    calm: () => {
      scheduler = undefined;
    },
    quiet: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        setImmediate(look);
      }),
  };
}
