import { beforeEach, describe, expect, it, vi } from 'vitest';
import { ok } from '../../src/support/result.ts';
import { exclusivePorts } from './exclusive-ports.ts';
import { createMemoryLine } from './memory.ts';

const listener = { onBytes: vi.fn(), onGone: vi.fn() };
const refused = {
  ok: false,
  problem: { code: 'port.held-by-this-program', info: { address: 'COM3' } },
};

beforeEach(() => {
  vi.clearAllMocks();
});

function onePort() {
  const line = createMemoryLine(vi.fn(), 'COM3');
  const ports = exclusivePorts(() => line.transport);
  const open = async () => {
    const opened = await ports('COM3', 9600).open(listener);
    if (!opened.ok) throw new Error(opened.problem.code);
    return opened.value;
  };
  return { ...line, ports, open };
}

describe('a port of this program', () => {
  it('is had by one at a time, and the second disturbs nothing', async () => {
    const { ports, open, send } = onePort();
    const line = await open();
    expect(await ports('COM3', 115_200).open(listener)).toEqual(refused);
    send(Uint8Array.of(1));
    expect(listener.onBytes).toHaveBeenCalledExactlyOnceWith(Uint8Array.of(1));
    await line.close();
    await (await open()).close();
  });

  it('has its speed changed as by whoever has it alone', async () => {
    const changeBaud = vi.fn(async () => undefined);
    const { transport } = createMemoryLine(vi.fn(), 'COM3');
    const ports = exclusivePorts(() => ({
      ...transport,
      open: async (listening) => {
        const opened = await transport.open(listening);
        return opened.ok ? ok({ ...opened.value, changeBaud }) : opened;
      },
    }));
    const line = await ports('COM3', 9600).open(listener);
    if (line.ok) await line.value.changeBaud?.(19_200);
    expect(changeBaud).toHaveBeenCalledWith(19_200);
  });

  it('is free again when opening it failed, and when the device is gone', async () => {
    const { ports, open, unplug, plugIn } = onePort();
    await open();
    unplug();
    expect(listener.onGone).toHaveBeenCalledTimes(1);
    expect(await ports('COM3', 9600).open(listener)).toMatchObject({
      problem: { code: 'port.not-found' },
    });
    plugIn();
    await open();
  });

  it('stays with its second holder when the first, long gone, closes', async () => {
    const { ports, open, unplug, plugIn } = onePort();
    const first = await open();
    unplug();
    plugIn();
    await open();
    await first.close();
    expect(await ports('COM3', 9600).open(listener)).toEqual(refused);
  });

  it('is refused while it is still being opened', async () => {
    const { ports } = onePort();
    const [first, second] = await Promise.all([
      ports('COM3', 9600).open(listener),
      ports('COM3', 9600).open(listener),
    ]);
    expect(first.ok).toBe(true);
    expect(second).toEqual(refused);
  });
});
