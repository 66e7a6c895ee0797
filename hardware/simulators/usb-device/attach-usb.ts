import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { playUsbDevice, type VirtualUsb } from './usbip.ts';

/** A virtual device on the system's bus. */
interface AttachedUsb {
  /** Sends bytes on an endpoint, as one transfer, when the system asks for them. */
  send(endpoint: number, bytes: Uint8Array): void;
  /** Pulls the device out; resolves when the system has forgotten it. */
  detach(): Promise<void>;
}

const controller = '/sys/devices/platform/vhci_hcd.0';
/** As the controller's list of ports says that nothing is plugged in. */
const freePort = /^hs\s+(\d+)\s+004\b/m;
/** As the kernel numbers it; a fast bulk pipe is of no use to a card reader. */
const fullSpeed = 2;

/**
 * Puts a virtual device on the system's bus and resolves when it can be opened. Linux with the module `vhci-hcd` only, and
 * only for root; rejects elsewhere.
 */
export async function attachUsb(device: VirtualUsb): Promise<AttachedUsb> {
  const [port] = (freePort.exec(await readFile(`${controller}/status`, 'utf8')) ?? []).slice(1);
  if (port === undefined) throw new Error('Every port of the virtual USB controller is taken.');
  const { ours, theirs } = await socketPair();
  const { configured, heard, send } = playUsbDevice(device, (bytes) => ours.write(bytes));
  ours.on('data', heard);
  await handOver(theirs, `${Number(port)} 3 1 ${fullSpeed}`);
  await configured;
  return {
    send,
    async detach() {
      const forgotten = nodeVanishes(await busFolder());
      ours.destroy();
      await forgotten;
    },
  };
}

/** Where the devices of the controller have their files; its first bus is the one for all but the fastest. */
async function busFolder(): Promise<string> {
  const buses = (await readdir(controller)).filter((name) => /^usb\d+$/.test(name)).sort();
  return `/dev/bus/usb/${buses[0]?.slice('usb'.length).padStart(3, '0')}`;
}

function nodeVanishes(folder: string): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(folder, (_event, name) => {
      if (name === null || existsSync(join(folder, name))) return;
      watcher.close();
      resolve();
    });
  });
}

/** Two ends of one connection; nobody reads from the second. */
async function socketPair(): Promise<{ ours: Socket; theirs: Socket }> {
  const server = createServer({ noDelay: true });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const accepted = once(server, 'connection') as Promise<[Socket]>;
  const theirs = connect({
    port: (server.address() as AddressInfo).port,
    host: '127.0.0.1',
  }).pause();
  const [ours] = await accepted;
  server.close();
  ours.on('error', () => ours.destroy());
  return { ours, theirs };
}

/** Gives a connection to the kernel, which takes it by its number in the process that says so. */
async function handOver(connection: Socket, order: string): Promise<void> {
  const shell = spawn('/bin/sh', ['-c', 'echo "$1" > "$0"', `${controller}/attach`, order], {
    stdio: ['ignore', 'ignore', 'inherit', connection],
  });
  const [code] = await once(shell, 'close');
  connection.destroy();
  if (code !== 0) throw new Error(`The virtual USB controller refused: ${order}`);
}
