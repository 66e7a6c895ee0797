import type { FailureCode } from '../../../src/failures/catalogue.ts';
import type { Failure } from '../../../src/failures/failure.ts';
import { type Baud, bauds, commands, setBaud } from './commands.ts';
import type { Exchange } from './exchange.ts';
import { expectSuccess } from './module.ts';

/** Modules want this much between a change of speed and the next command. */
const pauseMs = 5;
/** At the right speed a module says its status in a few milliseconds. */
const probe = { ...commands.status, limitMs: 300 };

const unheard: ReadonlySet<FailureCode> = new Set([
  'reader.no-answer',
  'reader.truncated-answer',
  'reader.damaged-answer',
]);

/** Whether a module may fail like this because its line has another speed. */
export function mayBeAtAnotherSpeed({ code }: Failure): boolean {
  return unheard.has(code);
}

/**
 * Looks for a module that is set to another speed than its line: listens at each speed in turn, and sets the module to
 * the one that is wanted. A module that refuses is spoken to at its own.
 * @param wanted bits per second, at which the module was not heard
 * @returns whether the module is heard now; if not, the line is as it was
 */
export async function meetAtAnotherSpeed(exchange: Exchange, wanted: number): Promise<boolean> {
  const { changeBaud } = exchange;
  if (changeBaud === undefined) return false;

  const isHeardAt = async (baud: number): Promise<boolean> => {
    await changeBaud(baud);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    return (await exchange.send(probe)).ok;
  };
  for (const baud of bauds) {
    if (baud === wanted || !(await isHeardAt(baud))) continue;
    const isSet = isBaud(wanted) && expectSuccess(await exchange.send(setBaud(wanted))).ok;
    return !isSet || (await isHeardAt(wanted)) || isHeardAt(baud);
  }
  await changeBaud(wanted);
  return false;
}

function isBaud(baud: number): baud is Baud {
  return (bauds as readonly number[]).includes(baud);
}
