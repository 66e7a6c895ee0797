import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/support/clock.ts';
import { fuzzedFrames } from '../../tests/campaign-size.ts';
import { memoryInUse } from '../../tests/memory-in-use.ts';
import { exampleFrame } from '../simulators/card-reader/example-cards.ts';
import { randomNumbers } from '../simulators/random-numbers.ts';
import { createMemoryLine } from '../transport/memory.ts';
import { decodeAppendedAddresses } from './layouts/appended-addresses.ts';
import { decodeCardAnswer } from './layouts/card-answer.ts';
import { commands } from './protocol/commands.ts';
import { type Exchange, openExchange } from './protocol/exchange.ts';

const seed = 20_261_124;
const frames = [
  '3001_A_resident',
  '3001_J_hkmt',
  '3001_I_foreigner2017',
  '3001_Y_foreigner2023',
  '3003_one_address',
  '3010_A_no_fp',
  '3010_A_with_fp',
].map(exampleFrame);
const asked = [commands.read, commands.readWithFingerprint, commands.appendedAddresses] as const;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A damaged answer: cut off, too long, changed with or without a checksum that fits, or no answer at all. */
function fuzzed(random: () => number): Uint8Array {
  const good = frames[random() % frames.length] as Uint8Array;
  const kind = random() % 6;
  if (kind === 0) return good.slice(0, random() % good.length);
  if (kind === 1) {
    return Uint8Array.from({ length: random() % 6000 }, (_, index) =>
      index % 7 === 0 ? 0xaa : random(),
    );
  }
  const changed = good.slice();
  if (kind === 2) new DataView(changed.buffer).setUint16(5, random());
  else {
    // Half of them where the status and the lengths of the parts stand.
    const reach = random() % 2 === 0 ? 16 : changed.length;
    for (let left = 1 + (random() % 4); left > 0; left -= 1) {
      changed[7 + (random() % (reach - 7))] = random();
    }
  }
  if (kind >= 4) changed[changed.length - 1] = changed.subarray(5, -1).reduce((x, y) => x ^ y, 0);
  return changed;
}

/** What the product makes of an answer: the code of its failure, or `read`. */
async function heard(exchange: Exchange, random: () => number): Promise<string> {
  const command = asked[random() % asked.length] ?? commands.read;
  const settled = exchange.send(command);
  await vi.advanceTimersByTimeAsync(5000);
  const answer = await settled;
  if (!answer.ok) return answer.problem.code;
  const { status, data } = answer.value;
  if (status !== command.success) return 'status';
  if (command === commands.appendedAddresses) {
    expect(decodeAppendedAddresses(data).length).toBeLessThanOrEqual(4);
    return 'read';
  }
  const isLong = command === commands.readWithFingerprint;
  const card = decodeCardAnswer(data, isLong ? 'with-fingerprint' : 'without-fingerprint');
  return card.ok ? 'read' : card.problem.code;
}

it(`${fuzzedFrames} damaged answers throw nothing, end in time and leave nothing behind`, {
  timeout: fuzzedFrames * 5,
}, async () => {
  const random = randomNumbers(seed);
  const line = createMemoryLine(() => line.send(fuzzed(random)));
  const opened = await openExchange(line.transport, systemClock, () => undefined);
  if (!opened.ok) throw new Error(opened.problem.code);
  const made = new Map<string, number>();
  const inUse: number[] = [];
  for (let frame = 0; frame < fuzzedFrames; frame += 1) {
    const word = await heard(opened.value, random);
    made.set(word, (made.get(word) ?? 0) + 1);
    if (frame % (fuzzedFrames / 10) === 0) inUse.push(memoryInUse());
  }
  // A campaign that missed one of the ways in which an answer can end would prove less than it says.
  expect([...made.keys()]).toEqual(
    expect.arrayContaining([
      'read',
      'status',
      'card.malformed-data',
      'card.wrong-check-digit',
      'reader.damaged-answer',
      'reader.truncated-answer',
      'reader.no-answer',
    ]),
  );
  const grown = inUse.slice(2).map((bytes, index) => bytes - (inUse[index + 1] ?? 0));
  // Every tenth of them would leave something; what earlier tests of this process do late does not come each time.
  expect(Math.min(...grown)).toBeLessThan(400_000);
});
