import type { Workstation } from '../../scripts/workbench/workstation.ts';
import type { FailureCode } from '../../src/failures/catalogue.ts';

/** A call of a page, as main is to believe that it came. */
export interface Call {
  readonly from: 'clerk' | 'evaluator' | 'nowhere';
  readonly frame: 'main' | 'inner' | 'foreign' | 'gone';
  readonly channel: string;
  readonly request: unknown;
}

/**
 * Makes calls in main itself, past the preloads: what a page that had broken out of its sandbox could send. They go there
 * as one text, because the debugging protocol never answers to some of these values.
 */
export async function send(
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
