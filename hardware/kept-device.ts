import type { Failure, Outcome } from '../src/failures/failure.ts';

const firstRetryMs = 250;
const lastRetryMs = 4000;

/** Where a device is attached: a serial port's path or `tcp://host:port`, and its speed in bits per second. */
export interface Attachment {
  readonly address: string;
  readonly baud: number;
}

/** What a connected device tells. */
interface DeviceListener<Event> {
  heard(event: Event): void;
  /** The device is gone; nothing follows. */
  gone(failure: Failure): void;
}

/** How one kind of device is connected, and who hears of it. */
interface DeviceLife<Device, Event> {
  connect(at: Attachment, listener: DeviceListener<Event>): Promise<Outcome<Device>>;
  onEvent(event: Event): void;
  /** `at` or `device` of the place has changed; the failure says why a device that should be there is not. */
  onChange(failure?: Failure): void;
}

/**
 * The place of one device: empty, or a device at an address that is connected again whenever it was lost, after
 * 0.25 s, doubling to 4 s. Nothing is heard from a device that was taken away.
 */
export class KeptDevice<Device extends { close(): Promise<void> }, Event> {
  readonly #life: DeviceLife<Device, Event>;
  #at: Attachment | undefined;
  #device: Device | undefined;
  #attempt: Promise<void> | undefined;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #retryMs = firstRetryMs;
  /** Counts the attachments; what belongs to an earlier one is not listened to. */
  #turn = 0;

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

  /** Resolves when no attempt to connect is under way. */
  async settled(): Promise<void> {
    await this.#attempt;
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
    let lost: Failure | undefined;
    const outcome = await this.#life.connect(at, {
      heard: (event) => {
        if (turn === this.#turn) this.#life.onEvent(event);
      },
      gone: (failure) => {
        lost = failure;
        if (turn === this.#turn && this.#device !== undefined) this.#connectLater(failure);
      },
    });
    if (turn !== this.#turn) {
      if (outcome.ok) await outcome.value.close();
    } else if (!outcome.ok) {
      this.#connectLater(outcome.problem);
    } else if (lost !== undefined) {
      this.#connectLater(lost);
    } else {
      this.#device = outcome.value;
      this.#retryMs = firstRetryMs;
      this.#life.onChange();
    }
  }

  #connectLater(reason: Failure): void {
    this.#device = undefined;
    this.#retry = setTimeout(() => this.connect(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, lastRetryMs);
    this.#life.onChange(reason);
  }
}
