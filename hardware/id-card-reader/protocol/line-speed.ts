import type { FailureCode } from '../../../src/failures/catalogue.ts';
import type { Outcome } from '../../../src/failures/failure.ts';
import { type Baud, bauds, commands, setBaud } from './commands.ts';
import type { Answer, Exchange } from './exchange.ts';
import { expectSuccess } from './module.ts';

/** Modules want this much between a change of speed and the next command. */
const pauseMs = 5;
/** At the right speed a module says its status in a few milliseconds. */
const probe = { ...commands.status, limitMs: 300 };

/** What is heard of a module that speaks at another speed. */
const unheard: ReadonlySet<FailureCode> = new Set([
  'reader.no-answer',
  'reader.truncated-answer',
  'reader.damaged-answer',
]);

/**
 * Meets a module that is set to another speed than its line: listens at each speed in turn, and sets the module to
 * the one that is wanted. A module that refuses is spoken to at its own.
 * @param wanted bits per second, at which the module was not heard
 * @param first what came of the first command at that speed
 * @returns the module's first answer, or `first` where it is heard at no speed or the line has none
 */
export async function meetModule(
  exchange: Exchange,
  wanted: number,
  first: Outcome<Answer>,
): Promise<Outcome<Answer>> {
  const { changeBaud } = exchange;
  if (first.ok || !unheard.has(first.problem.code) || changeBaud === undefined) return first;

  const probeAt = async (baud: number): Promise<Outcome<Answer>> => {
    await changeBaud(baud);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return exchange.send(probe);
  };
  for (const baud of bauds) {
    if (baud === wanted) continue;
    const answer = await probeAt(baud);
    if (!answer.ok) continue;
    if (!isBaud(wanted) || !expectSuccess(await exchange.send(setBaud(wanted))).ok) return answer;
    const changed = await probeAt(wanted);
    return changed.ok ? changed : probeAt(baud);
  }
  await changeBaud(wanted);
  return first;
}

function isBaud(baud: number): baud is Baud {
  return (bauds as readonly number[]).includes(baud);
}
