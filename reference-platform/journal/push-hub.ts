import type { ServerResponse } from 'node:http';
import { pushHintEvent } from '../../src/contracts/changes.ts';
import type { Audience } from './journal.ts';

/** Streams at once; a workstation has one, so this is ten large halls. */
const streamLimit = 3000;
/** A reader that leaves this much unread is gone or stuck; it comes back with a new stream. */
const unreadLimitBytes = 16 * 1024;

/**
 * Carries what is to be sent to a stream. A port, so that hints can be lost, doubled, late or cut off with their stream;
 * workstations and phones have to live with all of that.
 */
export type Courier = (
  sign: { readonly kind: 'hint' | 'heartbeat'; readonly path: string },
  stream: { readonly send: () => void; readonly cut: () => void },
) => void;

const reliable: Courier = (_sign, { send }) => send();

/** Somebody who listens. */
interface Listener {
  /** Of the stream, e.g. `/api/v1/push`. */
  readonly path: string;
  readonly audience: Audience;
  /** Who listens; a new stream of the same listener ends the one before. */
  readonly id: string;
  /** Whether the session still holds that the stream was opened with; the stream does not outlive it. */
  readonly isOpen: () => Promise<boolean>;
}

interface Stream {
  readonly listener: Listener;
  readonly response: ServerResponse;
}

/**
 * The server-sent event streams of all workstations and phones. An event is only a hint to ask for changes, so none is
 * kept for those who are away.
 */
export class PushHub {
  readonly #streams = new Map<string, Stream>();
  readonly #heartbeat: NodeJS.Timeout;
  readonly #courier: Courier;

  /** @param heartbeatMs time between two signs of life on each stream */
  constructor(heartbeatMs: number, courier: Courier = reliable) {
    this.#courier = courier;
    this.#heartbeat = setInterval(() => {
      // Sessions cannot be checked any more, so no stream may go on.
      this.#beat().catch(() => this.close());
    }, heartbeatMs);
  }

  /** Whether one more listener would be too many. */
  get isFull(): boolean {
    return this.#streams.size >= streamLimit;
  }

  /**
   * Starts a stream on an answer not begun yet, and ends the one its listener had before.
   * @returns hints on this stream alone
   */
  open(listener: Listener, response: ServerResponse): (cursor: string) => void {
    const previous = this.#streams.get(listener.id);
    if (previous !== undefined) this.#end(previous);
    const stream = { listener, response };
    this.#streams.set(listener.id, stream);
    response.on('close', () => this.#end(stream));
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.flushHeaders();
    return (cursor) => this.#hint(stream, cursor);
  }

  /** Tells an audience that there are changes up to `cursor`. */
  hint(audience: Audience, cursor: string): void {
    for (const stream of this.#streams.values()) {
      if (stream.listener.audience === audience) this.#hint(stream, cursor);
    }
  }

  /** Ends the streams of an audience. */
  end(audience: Audience): void {
    for (const stream of this.#streams.values()) {
      if (stream.listener.audience === audience) this.#end(stream);
    }
  }

  /** Ends every stream and the heartbeat. */
  close(): void {
    clearInterval(this.#heartbeat);
    for (const stream of this.#streams.values()) this.#end(stream);
  }

  async #beat(): Promise<void> {
    for (const stream of this.#streams.values()) {
      if (await stream.listener.isOpen()) this.#carry('heartbeat', stream, ': heartbeat\n\n');
      else this.#end(stream);
    }
  }

  #hint(stream: Stream, cursor: string): void {
    this.#carry('hint', stream, `event: ${pushHintEvent}\ndata: ${cursor}\n\n`);
  }

  #carry(kind: 'hint' | 'heartbeat', stream: Stream, text: string): void {
    this.#courier(
      { kind, path: stream.listener.path },
      { send: () => this.#write(stream, text), cut: () => stream.response.destroy() },
    );
  }

  #write(stream: Stream, text: string): void {
    const { response } = stream;
    // Ended or cut off while something was awaited: writing would be an error nobody catches.
    if (response.writableEnded || response.destroyed) {
      this.#end(stream);
      return;
    }
    response.write(text);
    if (response.writableLength > unreadLimitBytes) response.destroy();
  }

  #end(stream: Stream): void {
    const { id } = stream.listener;
    if (this.#streams.get(id) === stream) this.#streams.delete(id);
    stream.response.end();
  }
}
