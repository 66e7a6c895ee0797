import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { tcpTransport } from './tcp.ts';

const server = createServer();

afterEach(() => {
  server.close();
  server.removeAllListeners('connection');
});

async function openOne() {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const listener = { onBytes: vi.fn(), onGone: vi.fn() };
  const { port } = server.address() as AddressInfo;
  const opened = await tcpTransport(`tcp://127.0.0.1:${port}`).open(listener);
  if (!opened.ok) throw new Error(opened.problem.code);
  const [device] = await accepted;
  return { line: opened.value, device, listener };
}

describe('a device server over TCP', () => {
  it('carries bytes both ways', async () => {
    const { line, device, listener } = await openOne();
    const arrived = once(device, 'data');
    expect(await line.write(Uint8Array.of(1, 2))).toMatchObject({ ok: true });
    expect([...((await arrived)[0] as Buffer)]).toEqual([1, 2]);
    device.write(Uint8Array.of(3));
    await vi.waitFor(() => expect(listener.onBytes).toHaveBeenCalledTimes(1));
    await line.close();
    device.destroy();
  });

  it('tells once that the line was lost, and refuses to write from then on', async () => {
    const { line, device, listener } = await openOne();
    device.resetAndDestroy();
    await vi.waitFor(() => expect(listener.onGone).toHaveBeenCalled());
    expect(await line.write(Uint8Array.of(1))).toMatchObject({ problem: 'gone' });
    await line.close();
    expect(listener.onGone).toHaveBeenCalledTimes(1);
  });

  it('is silent after it was closed, however often', async () => {
    const { line, device, listener } = await openOne();
    await Promise.all([line.close(), line.close()]);
    await line.close();
    device.destroy();
    expect(listener.onGone).not.toHaveBeenCalled();
    expect(await line.write(Uint8Array.of(1))).toMatchObject({ ok: false });
  });

  it.each(['tcp://127.0.0.1:1', 'tcp://nowhere', 'tcp://host:99999', 'tcp://'])(
    'is not found at %s',
    async (address) => {
      const listener = { onBytes: vi.fn(), onGone: vi.fn() };
      expect(await tcpTransport(address).open(listener)).toEqual({
        ok: false,
        problem: { code: 'port.not-found', info: { address } },
      });
      expect(listener.onGone).not.toHaveBeenCalled();
    },
  );
});
