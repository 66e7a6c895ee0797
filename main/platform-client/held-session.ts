import type { z } from 'zod';
import type {
  OpenSessionAnswer,
  refreshSessionAnswerSchema,
} from '../../src/contracts/platform-api.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import type { Clock } from '../../src/support/clock.ts';
import { ok } from '../../src/support/result.ts';

/** The part of a token's life, at its end, in which it is renewed before it is used. */
const renewalShare = 1 / 5;

/** A session at the platform, its tokens renewed before and when they end. */
export interface HeldSession {
  /** The platform that opened it, and that alone gets its tokens. */
  readonly origin: string;
  /** What it was opened with, with the newest tokens. */
  opened(): OpenSessionAnswer;
  /**
   * A token to call with; renewed first when little of its time is left, by one request for all who wait for it.
   * `session.expired` when the platform will not renew it.
   */
  freshToken(): Promise<Outcome<string>>;
  /** Another token than one which the platform no longer takes. */
  tokenAfter(refused: string): Promise<Outcome<string>>;
  /** The token by which the platform knows the session, once no renewal is under way. */
  newestToken(): Promise<string>;
}

/** What a session is held with. */
export interface HeldSessionOptions {
  readonly origin: string;
  readonly opened: OpenSessionAnswer;
  /** When it was asked for, on the monotonic clock: the counter's date may be anything. */
  readonly askedAt: number;
  readonly clock: Pick<Clock, 'monotonic'>;
  readonly exchange: (
    refreshToken: string,
  ) => Promise<Outcome<z.output<typeof refreshSessionAnswerSchema>>>;
}

/** Holds a session that was opened just now. */
export function holdSession({
  origin,
  clock,
  exchange,
  ...begun
}: HeldSessionOptions): HeldSession {
  let { opened, askedAt } = begun;
  let renewing: Promise<Outcome<string>> | undefined;

  const lifetime = () => Date.parse(opened.expiresAt) - Date.parse(opened.issuedAt);
  const timeLeft = () => lifetime() - (clock.monotonic() - askedAt);
  const mayLastLonger = () => Date.parse(opened.expiresAt) < Date.parse(opened.refreshExpiresAt);
  const isDue = () => mayLastLonger() && timeLeft() < lifetime() * renewalShare;

  async function exchangeTokens(): Promise<Outcome<string>> {
    const asked = clock.monotonic();
    const answer = await exchange(opened.refreshToken);
    // A platform that knows no renewing ends the session with its token.
    if (!answer.ok) return answer.problem.code === 'platform.refused' ? expired : answer;
    opened = { ...opened, ...answer.value };
    askedAt = asked;
    return ok(opened.token);
  }

  function renew(): Promise<Outcome<string>> {
    renewing ??= exchangeTokens().finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  return {
    origin,
    opened: () => opened,
    freshToken: async () => {
      if (renewing === undefined && !isDue()) return ok(opened.token);
      const renewed = await renew();
      const isOver = !renewed.ok && renewed.problem.code === expired.problem.code;
      return renewed.ok || isOver || timeLeft() <= 0 ? renewed : ok(opened.token);
    },
    tokenAfter: async (refused) =>
      renewing === undefined && refused !== opened.token ? ok(opened.token) : renew(),
    newestToken: async () => {
      await renewing;
      return opened.token;
    },
  };
}

const expired = fail('session.expired');
