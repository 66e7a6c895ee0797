import { describe, expect, it } from 'vitest';
import { transportFor } from '../transport/transport-for.ts';
import { plugLine } from './plugged-line.ts';
import { bestWay } from './simulator-way.ts';

const ways = bestWay() === 'pty' ? (['pty', 'tcp'] as const) : (['tcp'] as const);

/** A promise and what settles it. */
function signal<Value>() {
  let give: (value: Value) => void = () => undefined;
  const given = new Promise<Value>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

describe.each(ways)('a line for a device in this process, by %s', (way) => {
  it('carries bytes both ways, hangs up, and comes back under the same address', async () => {
    const heard: string[] = [];
    let asked = signal<void>();
    const line = await plugLine((bytes) => {
      heard.push(Buffer.from(bytes).toString());
      asked.give();
    }, way);
    const open = async () => {
      const answered = signal<string>();
      const gone = signal<void>();
      const opened = await transportFor(line.address, 115_200).open({
        onBytes: (bytes) => answered.give(Buffer.from(bytes).toString()),
        onGone: () => gone.give(),
      });
      if (!opened.ok) throw new Error(opened.problem.code);
      return { port: opened.value, answered: answered.given, gone: gone.given };
    };
    try {
      for (const word of ['first', 'second']) {
        asked = signal<void>();
        const { port, answered, gone } = await open();
        await port.write(Buffer.from(word));
        await asked.given;
        line.write(Buffer.from(`${word} answer`));
        expect(await answered).toBe(`${word} answer`);
        await line.unplug();
        // A driver that is held up may hear of a hang-up only when it writes, as every reader's poll does.
        void port.write(Buffer.from('anybody there?'));
        await gone;
        line.write(Buffer.from('lost'));
        expect(await transportFor(line.address, 115_200).open(deaf)).toMatchObject({
          problem: { code: 'port.not-found' },
        });
        await line.plugIn();
      }
      expect(heard).toEqual(['first', 'second']);
    } finally {
      await line.close();
    }
  });
});

const deaf = { onBytes: () => undefined, onGone: () => undefined };
