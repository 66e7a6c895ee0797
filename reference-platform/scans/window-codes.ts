import type { ScannedWindow, WindowCodeAnswer } from '../../src/contracts/scan-api.ts';
import { type Clock, hallDay } from '../../src/support/clock.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import { readCodeKey } from '../codes/code-key.ts';
import { lastingCodeText } from '../codes/code-text.ts';
import type { Database } from '../database/open-database.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** The QR codes that stand at windows, a new one each day. They are made from the day, so that none has to be kept. */
export class WindowCodes {
  readonly #db: Database;
  readonly #clock: Clock;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Today's code of a window. */
  async today(windowId: string): Promise<WindowCodeAnswer> {
    const day = this.#day(0);
    return {
      code: textOf(await readCodeKey(this.#db), windowId, day),
      expiresAt: new Date(Date.parse(`${day}T00:00:00+08:00`) + dayMs).toISOString(),
    };
  }

  /** The window at which a genuine text stands. */
  async read(code: string): Promise<Result<ScannedWindow, 'code-unknown' | 'window-code-expired'>> {
    const key = await readCodeKey(this.#db);
    const windows = await this.#db.selectFrom('windows').select(['id', 'hall', 'name']).execute();
    const standsOn = (day: string) => windows.find(({ id }) => textOf(key, id, day) === code);
    const here = standsOn(this.#day(0));
    if (here !== undefined) return ok({ kind: 'window', hall: here.hall, window: here.name });
    return err(standsOn(this.#day(-1)) === undefined ? 'code-unknown' : 'window-code-expired');
  }

  /** Today in the hall, or so many days from it. */
  #day(offset: number): string {
    return hallDay(new Date(Date.parse(this.#clock.now()) + offset * dayMs).toISOString());
  }
}

function textOf(key: Buffer, windowId: string, day: string): string {
  return lastingCodeText(key, 'window', `${day} ${windowId}`);
}
