import type { ServerResponse } from 'node:http';
import { pushHintEvent } from '../../src/contracts/platform-api.ts';
import type { Session } from '../sessions/session-store.ts';

/** Streams at once; a workstation has one, so this is ten large halls. */
const streamLimit = 3000;
/** A reader that leaves this much unread is gone or stuck; it comes back with a new stream. */
const unreadLimitBytes = 16 * 1024;

interface Stream {
  readonly session: Session;
  readonly response: ServerResponse;
}

interface PushHubOptions {
  readonly heartbeatMs: number;
  /** Whether a session still holds; a stream does not outlive its session. */
  readonly isOpen: (session: Session) => Promise<boolean>;
}

/**
 * The server-sent event streams of all workstations. An event is only a hint to ask for changes, so none is kept for
 * those who are away.
 */
export class PushHub {
  readonly #streams = new Map<string, Stream>();
  readonly #isOpen: PushHubOptions['isOpen'];
  readonly #heartbeat: NodeJS.Timeout;

  constructor({ heartbeatMs, isOpen }: PushHubOptions) {
    this.#isOpen = isOpen;
    this.#heartbeat = setInterval(() => {
      // Sessions cannot be checked any more, so no stream may go on.
      this.#beat().catch(() => this.close());
    }, heartbeatMs);
  }

  /** Whether one more workstation would be too many. */
  get isFull(): boolean {
    return this.#streams.size >= streamLimit;
  }

  /** Starts a workstation's stream on an answer not begun yet, and ends the one it had before. */
  open(session: Session, response: ServerResponse): void {
    const { workstationId } = session;
    const previous = this.#streams.get(workstationId);
    if (previous !== undefined) this.#end(previous);
    const stream = { session, response };
    this.#streams.set(workstationId, stream);
    response.on('close', () => this.#end(stream));
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.flushHeaders();
  }

  /** Tells a workstation that there are changes up to `cursor`. */
  hint(workstationId: string, cursor: string): void {
    const stream = this.#streams.get(workstationId);
    if (stream !== undefined) this.#write(stream, `event: ${pushHintEvent}\ndata: ${cursor}\n\n`);
  }

  /** Ends every stream and the heartbeat. */
  close(): void {
    clearInterval(this.#heartbeat);
    for (const stream of this.#streams.values()) this.#end(stream);
  }

  async #beat(): Promise<void> {
    for (const stream of this.#streams.values()) {
      if (await this.#isOpen(stream.session)) this.#write(stream, ': heartbeat\n\n');
      else this.#end(stream);
    }
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
    const { workstationId } = stream.session;
    if (this.#streams.get(workstationId) === stream) this.#streams.delete(workstationId);
    stream.response.end();
  }
}
