import type { Burst } from '../burst.ts';
import { randomNumbers } from '../random-numbers.ts';
import type { Effect, FaultScript } from './fault-script.ts';

/** Below this a slow line is not cut finer: no timer is more exact. */
const pieceMs = 20;

/** Makes bytes that look random, as they would on this kind of line. */
export type Noise = (bytes: number, random: () => number) => Uint8Array;

/** A script as it is carried out: it knows how often everything has happened since it began. */
export class FaultPlan {
  readonly #script: FaultScript;
  readonly #counts: number[];
  readonly #random: () => number;
  readonly #noise: Noise;

  constructor(script: FaultScript, noise: Noise) {
    this.#script = script;
    this.#counts = script.rules.map(() => 0);
    this.#random = randomNumbers(script.seed);
    this.#noise = noise;
  }

  /** What happens to the event that comes now, in the order of the script; counts it. */
  next(event: string): readonly Effect[] {
    return this.#script.rules.flatMap(({ events, from, to, effects }, index) => {
      if (events !== undefined && !events.includes(event)) return [];
      const count = (this.#counts[index] ?? 0) + 1;
      this.#counts[index] = count;
      return count >= from && count <= to ? effects : [];
    });
  }

  /** What goes on the wire in place of `answer`. */
  onWire(answer: Uint8Array, effects: readonly Effect[]): Burst[] {
    const noise = (bytes: number): Uint8Array => this.#noise(bytes, this.#random);
    return effects.reduce<Burst[]>(
      (bursts, effect) => changed(bursts, effect, noise),
      answer.length === 0 ? [] : [{ bytes: answer, pauseMs: 0 }],
    );
  }
}

function changed(bursts: Burst[], effect: Effect, noise: (bytes: number) => Uint8Array): Burst[] {
  switch (effect.do) {
    case 'noise':
      return [{ bytes: noise(effect.bytes), pauseMs: 0 }, ...bursts];
    case 'flood':
      return [...bursts, { bytes: noise(effect.bytes), pauseMs: 0 }];
    case 'silence':
      return [];
    case 'cut':
      return split(bursts, effect.bytes)[0];
    case 'drop':
      return split(bursts, Math.max(0, lengthOf(bursts) - effect.bytes))[0];
    case 'checksum': {
      const [first, last] = split(bursts, Math.max(0, lengthOf(bursts) - 1));
      return [...first, ...last.map((burst) => ({ ...burst, bytes: xored(burst, effect.xor) }))];
    }
    case 'wait':
      return delayed(bursts, effect.ms);
    case 'pause': {
      const [first, rest] = split(bursts, effect.at);
      return [...first, ...delayed(rest, effect.ms)];
    }
    case 'pieces':
      return bursts.flatMap((burst, index) => pieces(burst, effect.bytes, effect.ms, index === 0));
    case 'slow': {
      const bytes = Math.max(1, Math.floor((effect.bytesPerSecond * pieceMs) / 1000));
      const ms = (bytes * 1000) / effect.bytesPerSecond;
      return bursts.flatMap((burst) => pieces(burst, bytes, ms, false));
    }
    case 'unplug':
      return [
        ...split(bursts, effect.at)[0],
        { bytes: new Uint8Array(), pauseMs: 0, unplugs: true },
      ];
    case 'lift':
      return effect.at === undefined ? bursts : split(bursts, effect.at)[0];
    // These happen to the module and its card.
    case 'status':
    case 'swap':
      return bursts;
  }
}

function lengthOf(bursts: readonly Burst[]): number {
  return bursts.reduce((length, { bytes }) => length + bytes.length, 0);
}

/** What comes before the byte at `at`, and what comes from there on. */
function split(bursts: readonly Burst[], at: number): [Burst[], Burst[]] {
  const before: Burst[] = [];
  const after: Burst[] = [];
  let start = 0;
  for (const burst of bursts) {
    const here = at - start;
    start += burst.bytes.length;
    if (here >= burst.bytes.length) before.push(burst);
    else if (here <= 0) after.push(burst);
    else {
      before.push({ bytes: burst.bytes.subarray(0, here), pauseMs: burst.pauseMs });
      after.push({ ...burst, bytes: burst.bytes.subarray(here), pauseMs: 0 });
    }
  }
  return [before, after];
}

function delayed([first, ...rest]: readonly Burst[], ms: number): Burst[] {
  return first === undefined ? [] : [{ ...first, pauseMs: first.pauseMs + ms }, ...rest];
}

/** @param startsAtOnce whether no pause comes before the first piece */
function pieces(
  { bytes, pauseMs }: Burst,
  size: number,
  ms: number,
  startsAtOnce: boolean,
): Burst[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) => ({
    bytes: bytes.subarray(index * size, (index + 1) * size),
    pauseMs: index > 0 ? ms : startsAtOnce ? pauseMs : pauseMs + ms,
  }));
}

function xored({ bytes }: Burst, xor: number): Uint8Array {
  return bytes.map((byte) => byte ^ xor);
}
