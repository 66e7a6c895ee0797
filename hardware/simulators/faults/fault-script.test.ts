import { describe, expect, it } from 'vitest';
import { FaultPlan, type Noise } from './fault-plan.ts';
import {
  type FaultScript,
  type FaultVocabulary,
  lineEffects,
  parseFaultScript,
  scriptProblemText,
} from './fault-script.ts';

const vocabulary: FaultVocabulary = {
  events: ['find', 'read'],
  effects: [...lineEffects, 'status', 'lift', 'swap'],
};

function scriptOf(text: string): FaultScript {
  const parsed = parseFaultScript(text, vocabulary);
  if (!parsed.ok) throw new Error(scriptProblemText(parsed.problem));
  return parsed.value;
}

const noise: Noise = (bytes, random) => Uint8Array.from({ length: bytes }, () => random());
const answer = Uint8Array.of(1, 2, 3, 4, 5, 6);

/** What comes of `answer`: each burst's bytes, or for noise their number, and the pause before it. */
function wire(effects: string): unknown[] {
  const plan = new FaultPlan(scriptOf(`on read: ${effects}`), noise);
  return plan
    .onWire(answer, plan.next('read'))
    .map(({ bytes, pauseMs, unplugs }) => [
      bytes.length > answer.length ? bytes.length : [...bytes],
      pauseMs,
      ...(unplugs ? ['unplugs'] : []),
    ]);
}

describe('a fault script', () => {
  it('has rules, comments, blank lines and a seed', () => {
    const script =
      '# all at once\n\nseed 7\non find or read 2..4: wait 20ms, cut 3 # too short\r\n';
    expect(scriptOf(script)).toEqual({
      seed: 7,
      rules: [
        {
          events: ['find', 'read'],
          from: 2,
          to: 4,
          effects: [
            { do: 'wait', ms: 20 },
            { do: 'cut', bytes: 3 },
          ],
        },
      ],
    });
  });

  it.each([
    ['when read: cut 3', 1, 1, 'rule', 'when'],
    ['\n  on reed: cut 3', 2, 6, 'event', 'reed'],
    ['on read cut 3', 1, 9, 'colon', 'cut'],
    ['on read: cutt 3', 1, 10, 'effect', 'cutt'],
    ['on read:', 1, 9, 'effect', ''],
    ['on read: cut', 1, 13, 'bytes', ''],
    ['on read: cut 3ms', 1, 14, 'bytes', '3ms'],
    ['on read: flood 10000001', 1, 16, 'bytes', '10000001'],
    ['on read: wait 3', 1, 15, 'time', '3'],
    ['on read: pause 3ms 5', 1, 20, 'at', '5'],
    ['on read: pieces 0 every 3ms', 1, 17, 'bytes', '0'],
    ['on read: pieces 3 3ms', 1, 19, 'every', '3ms'],
    ['on read: slow 0B/s', 1, 15, 'rate', '0B/s'],
    ['on read: status 41', 1, 17, 'byte', '41'],
    ['on read: swap "', 1, 15, 'card', '"'],
    ['on read 0: cut 3', 1, 9, 'range', '0'],
    ['on read 4..2: cut 3', 1, 9, 'range', '4..2'],
    ['on read: cut 3 4', 1, 16, 'end', '4'],
    ['seed', 1, 5, 'seed', ''],
  ])(
    'says where it is wrong and what belongs there: %j',
    (script, line, column, expected, found) => {
      const parsed = parseFaultScript(script, vocabulary);
      expect(parsed).toMatchObject({ problem: { line, column, expected, found } });
    },
  );

  it('says it in words, with the words to choose from', () => {
    const parsed = parseFaultScript('on reed: cut 3', vocabulary);
    expect(!parsed.ok && scriptProblemText(parsed.problem)).toBe(
      '第 1 行第 4 列：这里应是事件 (find, read, any)，却是“reed”。' +
        ' Line 1, column 4: expected an event, found "reed".',
    );
  });
});

describe('what goes on the wire', () => {
  it.each([
    [
      'noise 20',
      [
        [20, 0],
        [[1, 2, 3, 4, 5, 6], 0],
      ],
    ],
    [
      'flood 20',
      [
        [[1, 2, 3, 4, 5, 6], 0],
        [20, 0],
      ],
    ],
    ['silence', []],
    ['silence, flood 20', [[20, 0]]],
    ['cut 4', [[[1, 2, 3, 4], 0]]],
    ['cut 40', [[[1, 2, 3, 4, 5, 6], 0]]],
    ['drop 1', [[[1, 2, 3, 4, 5], 0]]],
    ['drop 7', []],
    [
      'checksum 0x0f',
      [
        [[1, 2, 3, 4, 5], 0],
        [[9], 0],
      ],
    ],
    ['wait 50ms', [[[1, 2, 3, 4, 5, 6], 50]]],
    [
      'pause 50ms at 2',
      [
        [[1, 2], 0],
        [[3, 4, 5, 6], 50],
      ],
    ],
    [
      'pieces 4 every 9ms',
      [
        [[1, 2, 3, 4], 0],
        [[5, 6], 9],
      ],
    ],
    [
      'slow 100B/s',
      [
        [[1, 2], 20],
        [[3, 4], 20],
        [[5, 6], 20],
      ],
    ],
    ['slow 2B/s', [1, 2, 3, 4, 5, 6].map((byte) => [[byte], 500])],
    [
      'unplug at 3',
      [
        [[1, 2, 3], 0],
        [[], 0, 'unplugs'],
      ],
    ],
    ['unplug at 0', [[[], 0, 'unplugs']]],
    ['lift at 3', [[[1, 2, 3], 0]]],
    ['lift, status 0x41, swap "other"', [[[1, 2, 3, 4, 5, 6], 0]]],
    [
      'cut 4, pause 5ms at 2, drop 1',
      [
        [[1, 2], 0],
        [[3], 5],
      ],
    ],
    [
      'wait 5ms, noise 20',
      [
        [20, 0],
        [[1, 2, 3, 4, 5, 6], 5],
      ],
    ],
  ])('with %s', (effects, expected) => {
    expect(wire(effects)).toEqual(expected);
  });

  it('changes only for the events that are meant, counted from when the script was set', () => {
    const plan = new FaultPlan(scriptOf('on read 2..3: cut 1\non any 4..: silence'), noise);
    const events = ['read', 'find', 'read', 'read', 'read'];
    expect(events.map((event) => plan.next(event).map((effect) => effect.do))).toEqual([
      [],
      [],
      ['cut'],
      ['cut', 'silence'],
      ['silence'],
    ]);
  });

  it('has the same noise for the same seed, and other noise for another', () => {
    const noiseOf = (seed: number) => {
      const plan = new FaultPlan(scriptOf(`seed ${seed}\non read: silence, flood 50`), noise);
      return plan.onWire(answer, plan.next('read'));
    };
    expect(noiseOf(5)).toEqual(noiseOf(5));
    expect(noiseOf(5)).not.toEqual(noiseOf(6));
  });
});
