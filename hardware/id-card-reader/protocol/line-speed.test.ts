import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ok } from '../../../src/support/result.ts';
import { SimulatedReader } from '../../simulators/card-reader/simulated-reader.ts';
import { createMemoryLine } from '../../transport/memory.ts';
import type { Transport } from '../../transport/transport.ts';
import { connectReader } from '../reader.ts';
import { bauds, setBaud } from './commands.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A module on a serial line, which hears nothing of what is sent at another speed than its own. */
function moduleAt(baud: (typeof bauds)[number], lineBaud: number) {
  const device = new SimulatedReader();
  device.receive(setBaud(baud).request);
  let line = lineBaud;
  const memory = createMemoryLine((request) => {
    if (line !== device.baud) return;
    for (const answer of device.receive(request)) memory.send(answer.bytes);
  });
  const transport: Transport = {
    address: memory.transport.address,
    async open(listener) {
      const opened = await memory.transport.open(listener);
      const changeBaud = async (changed: number): Promise<void> => {
        line = changed;
      };
      return opened.ok ? ok({ ...opened.value, changeBaud }) : opened;
    },
  };
  return { device, transport, lineBaud: () => line };
}

async function connect(transport: Transport, baud: number) {
  const connecting = connectReader(transport, vi.fn(), { baud });
  await vi.advanceTimersByTimeAsync(3000);
  const reader = await connecting;
  if (reader.ok) await reader.value.close();
  return reader;
}

it.each(bauds)(
  'a module that is set to %i is found and set to the speed of the line',
  async (baud) => {
    const { device, transport, lineBaud } = moduleAt(baud, 115_200);
    expect(await connect(transport, 115_200)).toMatchObject({ ok: true });
    expect([device.baud, lineBaud()]).toEqual([115_200, 115_200]);
  },
);

it('a module that does not let itself be set is spoken to at its own speed', async () => {
  const { device, transport, lineBaud } = moduleAt(19_200, 115_200);
  device.setScript('on set-baud: status 0x21');
  expect(await connect(transport, 115_200)).toMatchObject({ ok: true });
  expect([device.baud, lineBaud()]).toEqual([19_200, 19_200]);
});

it('a module is found on a line whose speed no module can be set to', async () => {
  const { device, transport, lineBaud } = moduleAt(38_400, 230_400);
  expect(await connect(transport, 230_400)).toMatchObject({ ok: true });
  expect([device.baud, lineBaud()]).toEqual([38_400, 38_400]);
});

it('a module that says nothing at any speed is told as that, and the line is as before', async () => {
  const { device, transport, lineBaud } = moduleAt(9600, 115_200);
  device.setScript('on any: silence');
  expect(await connect(transport, 115_200)).toMatchObject({
    problem: { code: 'reader.no-answer' },
  });
  expect(lineBaud()).toBe(115_200);
});

it('what a module answers at the speed of the line stands', async () => {
  const { device, transport, lineBaud } = moduleAt(115_200, 115_200);
  device.setScript('on status: status 0x66');
  expect(await connect(transport, 115_200)).toMatchObject({
    problem: { code: 'reader.not-authorised' },
  });
  expect(lineBaud()).toBe(115_200);
});

it('a module that is found and fails its self-test is restarted and told as that', async () => {
  const { device, transport } = moduleAt(57_600, 115_200);
  device.setScript('on status: status 0x60');
  expect(await connect(transport, 115_200)).toMatchObject({
    problem: { code: 'reader.self-test-failed' },
  });
});
