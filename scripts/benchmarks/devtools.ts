import { z } from 'zod';

/** A connection to the developer tools of a Chromium that listens for them. */
export interface DevTools {
  /** The first page whose address begins so; waits until there is one. */
  page(address: string): Promise<DevToolsPage>;
  close(): void;
}

/** One page, driven through the developer tools. */
export interface DevToolsPage {
  /** The value of an expression, or what its promise comes to; asked again when the page is replaced meanwhile. */
  evaluate(expression: string): Promise<unknown>;
  /** Presses and releases the key of a letter. */
  pressKey(letter: string): Promise<void>;
}

const messageSchema = z.object({
  id: z.number().optional(),
  method: z.string().optional(),
  params: z.unknown().optional(),
  result: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional(),
});
type Message = z.infer<typeof messageSchema>;
const targetSchema = z.object({
  targetInfo: z.object({ targetId: z.string(), type: z.string(), url: z.string() }),
});
const attachedSchema = z.object({ sessionId: z.string() });
const evaluatedSchema = z.object({
  result: z.object({ value: z.unknown().optional() }),
  exceptionDetails: z.object({ text: z.string() }).optional(),
});

/**
 * Connects to the address that Chromium announces (`ws://…/devtools/browser/…`). Far lighter than a test driver: where
 * a start is measured, what looks on must not take part.
 */
export async function connectDevTools(address: string): Promise<DevTools> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, (message: Message) => void>();
  const pages = new Map<string, string>();
  let hearPages: () => void = () => undefined;
  let last = 0;

  socket.addEventListener('message', ({ data }) => {
    const message = messageSchema.parse(JSON.parse(String(data)));
    if (
      message.method?.startsWith('Target.target') &&
      message.method !== 'Target.targetDestroyed'
    ) {
      const { targetInfo } = targetSchema.parse(message.params);
      if (targetInfo.type === 'page') pages.set(targetInfo.targetId, targetInfo.url);
      hearPages();
    }
    if (message.id === undefined) return;
    waiting.get(message.id)?.(message);
    waiting.delete(message.id);
  });
  const send = (method: string, params: object, sessionId?: string): Promise<unknown> => {
    last += 1;
    const id = last;
    return new Promise((resolve, reject) => {
      waiting.set(id, ({ result, error }) => {
        if (error === undefined) resolve(result);
        else reject(new Error(error.message));
      });
      socket.send(JSON.stringify({ id, method, params, sessionId }));
    });
  };
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error(`No ${address}`)), { once: true });
  });
  await send('Target.setDiscoverTargets', { discover: true });

  return {
    page: async (prefix) => {
      for (;;) {
        const found = [...pages].find(([, url]) => url.startsWith(prefix));
        if (found !== undefined) {
          const attached = await send('Target.attachToTarget', {
            targetId: found[0],
            flatten: true,
          });
          const { sessionId } = attachedSchema.parse(attached);
          // A session without a window manager gives no window the focus, which keys go to.
          await send('Emulation.setFocusEmulationEnabled', { enabled: true }, sessionId);
          return pageOf(send, sessionId);
        }
        await new Promise<void>((resolve) => {
          hearPages = resolve;
        });
      }
    },
    close: () => socket.close(),
  };
}

function pageOf(
  send: (method: string, params: object, sessionId: string) => Promise<unknown>,
  sessionId: string,
): DevToolsPage {
  return {
    evaluate: async (expression) => {
      const options = { expression, awaitPromise: true, returnByValue: true };
      for (;;) {
        const answer = await send('Runtime.evaluate', options, sessionId).catch((cause: Error) => {
          // The window's first, empty document gives way to the page.
          if (/context was destroyed|navigated/.test(cause.message)) return undefined;
          throw cause;
        });
        if (answer === undefined) continue;
        const evaluated = evaluatedSchema.parse(answer);
        if (evaluated.exceptionDetails) throw new Error(evaluated.exceptionDetails.text);
        return evaluated.result.value;
      }
    },
    pressKey: async (letter) => {
      const key = {
        key: letter,
        text: letter,
        windowsVirtualKeyCode: letter.toUpperCase().charCodeAt(0),
      };
      await send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }, sessionId);
      await send('Input.dispatchKeyEvent', { type: 'keyUp', ...key, text: undefined }, sessionId);
    },
  };
}
