import type { FailureCode } from '../src/failures/catalogue.ts';
import { type Failure, fail, type Outcome } from '../src/failures/failure.ts';
import { err, ok } from '../src/support/result.ts';
import type { Wish } from './wish.ts';

const firstRetryMs = 250;
const lastRetryMs = 4000;
/** So often a port that is not there is looked for: whoever plugs a device in should not have to wait for it. */
const lookMs = 500;
/** So long a device that was pulled out is expected back. */
export const graceMs = 5000;

/** Where a device is attached: an address as in the settings, and its speed in bits per second. */
export interface Attachment {
  readonly address: string;
  readonly baud: number;
}

/**
 * How a place stands. `empty` nothing is to be here · `connecting` the device is looked for or tried again ·
 * `reconnecting` it was here a moment ago and is expected back · `connected`.
 */
export type PlaceStanding = 'empty' | 'connecting' | 'reconnecting' | 'connected';

/** What a connected device tells. */
interface DeviceListener<Event> {
  heard(event: Event): void;
  /** The device is gone; nothing follows. */
  gone(failure: Failure): void;
}

/** How one kind of device is connected, and who hears of it. */
interface DeviceLife<Device, Event> {
  connect(at: Attachment, listener: DeviceListener<Event>): Promise<Outcome<Device>>;
  /** What tells a device from others of its kind: two with the same are one that has come back. */
  identityOf(device: Device): string;
  onEvent(event: Event): void;
  /** The standing of the place has changed; the failure says why a device that should be there is not. */
  onChange(failure?: Failure): void;
}

/** Why whoever waits for a device does not get it, by the device's own codes. */
interface AwaitFailures {
  /** Nothing is here, and nothing is expected back. */
  readonly absent: FailureCode;
  readonly cancelled: FailureCode;
  /** It was not back in time. */
  readonly late: FailureCode;
}

/** A device that was lost, while it is expected back. */
interface Lost {
  readonly identity: string;
  readonly reason: Failure;
  readonly graceEnds: ReturnType<typeof setTimeout>;
}

/**
 * The place of one device: empty, or a device at an address that is connected again whenever it was lost. A port that is
 * not there is looked for twice a second; any other trouble is given 0.25 s, doubling to 4 s. A device that comes back
 * within 5 s is the same one, and whoever waits for it goes on waiting. Nothing is heard from a device that was taken
 * away.
 */
export class KeptDevice<Device extends { close(): Promise<void> }, Event> {
  readonly #life: DeviceLife<Device, Event>;
  #at: Attachment | undefined;
  #device: Device | undefined;
  #lost: Lost | undefined;
  #attempt: Promise<void> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retryMs = firstRetryMs;
  /** Counts the attachments; what belongs to an earlier one is not listened to. */
  #turn = 0;
  readonly #waiting = new Set<(back: Outcome<Device>) => void>();

  constructor(life: DeviceLife<Device, Event>) {
    this.#life = life;
  }

  /** What this place is for now; undefined for nothing. */
  get at(): Attachment | undefined {
    return this.#at;
  }

  /** The device, while it is connected. */
  get device(): Device | undefined {
    return this.#device;
  }

  get standing(): PlaceStanding {
    if (this.#at === undefined) return 'empty';
    if (this.#device !== undefined) return 'connected';
    return this.#lost === undefined ? 'connecting' : 'reconnecting';
  }

  /** Resolves when no attempt to connect is under way. */
  async settled(): Promise<void> {
    await this.#attempt;
  }

  /**
   * The device, now or as soon as it is back.
   * @returns the device; `absent` at once where none is expected back; the reason of the loss once the time for it is
   * over or another device has come in its place; `late` or `cancelled` where the wish ends before
   */
  present(failures: AwaitFailures, { signal, timeoutMs }: Wish): Promise<Outcome<Device>> {
    if (this.#device !== undefined) return Promise.resolve(ok(this.#device));
    if (this.#lost === undefined) return Promise.resolve(fail(failures.absent));
    if (signal?.aborted) return Promise.resolve(fail(failures.cancelled));
    return new Promise((resolve) => {
      const end = (back: Outcome<Device>): void => {
        this.#waiting.delete(end);
        clearTimeout(limit);
        signal?.removeEventListener('abort', cancel);
        resolve(back);
      };
      const cancel = (): void => end(fail(failures.cancelled));
      const late = (): void => end(fail(failures.late));
      const limit = timeoutMs === undefined ? undefined : setTimeout(late, timeoutMs);
      signal?.addEventListener('abort', cancel);
      this.#waiting.add(end);
    });
  }

  /**
   * Says what is to be here, and lets go of what was. To be followed by `connect` when it has resolved: another place
   * may have held the port until now.
   */
  async assign(at: Attachment | undefined): Promise<void> {
    const device = this.#device;
    this.#turn += 1;
    this.#at = at;
    this.#device = undefined;
    this.#retryMs = firstRetryMs;
    clearTimeout(this.#retry);
    this.#endGrace();
    this.#life.onChange();
    await this.#attempt;
    await device?.close();
  }

  /** Connects what is to be here now and not at the next retry, unless it is connected or just being tried. */
  connect(): void {
    if (this.#at === undefined || this.#device !== undefined || this.#attempt !== undefined) return;
    clearTimeout(this.#retry);
    this.#attempt = this.#connect(this.#at, this.#turn).then(() => {
      this.#attempt = undefined;
    });
  }

  /** Lets go of what is here; nothing is heard of it any more. */
  close(): Promise<void> {
    return this.assign(this.#at);
  }

  async #connect(at: Attachment, turn: number): Promise<void> {
    let goneAlready: Failure | undefined;
    const outcome = await this.#life.connect(at, {
      heard: (event) => {
        if (turn === this.#turn) this.#life.onEvent(event);
      },
      gone: (failure) => {
        goneAlready = failure;
        if (turn === this.#turn && this.#device !== undefined) this.#lose(this.#device, failure);
      },
    });
    if (turn !== this.#turn) {
      if (outcome.ok) await outcome.value.close();
    } else if (!outcome.ok) {
      this.#connectLater(outcome.problem);
    } else if (goneAlready !== undefined) {
      this.#connectLater(goneAlready);
    } else {
      this.#take(outcome.value);
    }
  }

  #take(device: Device): void {
    this.#device = device;
    this.#retryMs = firstRetryMs;
    if (this.#lost?.identity === this.#life.identityOf(device)) this.#endGrace(ok(device));
    else this.#endGrace();
    this.#life.onChange();
  }

  #lose(device: Device, reason: Failure): void {
    this.#device = undefined;
    this.#lost = {
      identity: this.#life.identityOf(device),
      reason,
      graceEnds: setTimeout(() => {
        this.#endGrace();
        this.#life.onChange(reason);
      }, graceMs),
    };
    this.#connectLater(reason);
  }

  /** @param back the device, if it is the one that was lost */
  #endGrace(back?: Outcome<Device>): void {
    const lost = this.#lost;
    if (lost === undefined) return;
    this.#lost = undefined;
    clearTimeout(lost.graceEnds);
    for (const end of [...this.#waiting]) end(back ?? err(lost.reason));
  }

  #connectLater(reason: Failure): void {
    const isAbsent = reason.code === 'port.not-found';
    this.#retry = setTimeout(() => this.connect(), isAbsent ? lookMs : this.#retryMs);
    if (!isAbsent) this.#retryMs = Math.min(this.#retryMs * 2, lastRetryMs);
    this.#life.onChange(reason);
  }
}
