import { type Failure, fail, failure, type Outcome } from '../../../src/failures/failure.ts';
import type { Clock } from '../../../src/support/clock.ts';
import { err, ok } from '../../../src/support/result.ts';
import type { Transport } from '../../transport/transport.ts';
import { FrameParser } from '../framing/frame-parser.ts';
import type { Command } from './commands.ts';
import { type AnswerStatus, failureOfStatus, isVendorNotice, status } from './status.ts';

/** A silence this long inside an answer means that its rest will not come. */
const byteGapMs = 800;

/** An answer that arrived whole. */
export interface Answer extends AnswerStatus {
  readonly data: Uint8Array;
  /** Moment of the request's first byte, on the clock's monotonic scale. */
  readonly startedAt: number;
  /** Milliseconds from the request's first byte to here. */
  readonly ms: number;
}

/** One command at a time over one line: answers do not say what they answer. */
export interface Exchange {
  /**
   * Sends a command and waits for its answer, whatever its status. A request that arrived damaged is sent once more.
   * @returns the answer, or `reader.no-answer`, `reader.truncated-answer`, `reader.damaged-answer`,
   * `reader.received-damaged-request`, `reader.busy`, `reader.gone`
   */
  send(command: Command): Promise<Outcome<Answer>>;
  /** Changes the speed of the line, not of the module; missing where a line has none. Bits per second. */
  readonly changeBaud?: (baud: number) => Promise<void>;
  close(): Promise<void>;
}

interface Outstanding {
  receive(bytes: Uint8Array): void;
  frame(content: Uint8Array): void;
  end(outcome: Outcome<Answer>): void;
}

/**
 * Opens the line.
 * @param onGone called once if the line is lost while it is open
 */
export async function openExchange(
  transport: Transport,
  clock: Clock,
  onGone: (failure: Failure) => void,
): Promise<Outcome<Exchange>> {
  const gone = failure('reader.gone', { address: transport.address });
  let lost: Failure | undefined;
  let busy = false;
  let outstanding: Outstanding | undefined;
  const parser = new FrameParser((content) => outstanding?.frame(content));

  const opened = await transport.open({
    // Bytes that nobody asked for belong to an answer that was given up.
    onBytes: (bytes) => outstanding?.receive(bytes),
    onGone: () => {
      lost = gone;
      outstanding?.end(err(gone));
      onGone(gone);
    },
  });
  if (!opened.ok) return opened;
  const port = opened.value;

  const once = (command: Command): Promise<Outcome<Answer>> =>
    new Promise((resolve) => {
      const startedAt = clock.monotonic();
      let sawSomething = false;
      let gap: ReturnType<typeof setTimeout> | undefined;
      const request: Outstanding = {
        receive(bytes) {
          awaitSilence();
          parser.push(bytes);
        },
        frame(content) {
          const [sw1, sw2, sw3] = content as unknown as [number, number, number];
          const answered = { sw1, sw2, status: sw3 };
          if (isVendorNotice(answered)) return;
          const data = content.slice(3);
          if (!canAnswer(command, sw3, data)) {
            sawSomething = true;
            return;
          }
          request.end(ok({ ...answered, data, startedAt, ms: clock.monotonic() - startedAt }));
        },
        end(outcome) {
          if (outstanding !== request) return;
          outstanding = undefined;
          clearTimeout(gap);
          clearTimeout(limit);
          resolve(outcome);
        },
      };
      const awaitSilence = (): void => {
        clearTimeout(gap);
        const since = clock.monotonic();
        gap = setTimeout(() => {
          // A timer that comes late says that the program was held up, not that the line was silent.
          if (clock.monotonic() - since > 1.5 * byteGapMs) awaitSilence();
          else settle(false);
        }, byteGapMs);
      };
      const settle = (isLast: boolean): void => {
        const remainder = parser.settle();
        sawSomething ||= remainder === 'noise' || remainder === 'damaged';
        if (remainder === 'cut-off') request.end(fail('reader.truncated-answer'));
        else if (remainder === 'damaged' || (isLast && sawSomething)) {
          request.end(fail('reader.damaged-answer'));
        } else if (isLast) request.end(fail('reader.no-answer'));
      };
      const limit = setTimeout(() => settle(true), command.limitMs);
      parser.reset();
      outstanding = request;
      void port.write(command.request).then((written) => {
        if (!written.ok) request.end(err(gone));
      });
    });

  return ok({
    async send(command) {
      if (lost !== undefined) return err(lost);
      if (busy) return fail('reader.busy');
      busy = true;
      const first = await once(command);
      const outcome = arrivedDamaged(first) ? await once(command) : first;
      busy = false;
      return outcome.ok && arrivedDamaged(outcome) ? err(failureOfStatus(outcome.value)) : outcome;
    },
    ...(port.changeBaud && { changeBaud: port.changeBaud }),
    close() {
      lost ??= gone;
      outstanding?.end(err(lost));
      return port.close();
    },
  });
}

function arrivedDamaged(outcome: Outcome<Answer>): boolean {
  return (
    outcome.ok &&
    (outcome.value.status === status.badRequestChecksum ||
      outcome.value.status === status.badRequestLength)
  );
}

/** Whether this can be the answer to `command`, and not a late one to another. */
function canAnswer(command: Command, sw3: number, data: Uint8Array): boolean {
  if (sw3 === command.success) return command.fits(data);
  return sw3 !== status.success && sw3 !== status.found;
}
