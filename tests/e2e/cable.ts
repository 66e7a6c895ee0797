import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The network between a workstation and a platform: a TCP connection that can be pulled. */
export interface Cable {
  /** Where the workstation finds the platform while the cable is in. */
  readonly url: string;
  /** Ends at this platform from now on. */
  lead(url: string): void;
  /** Everything on its way is cut, and nobody is there any more. */
  pull(): void;
  plug(): void;
  /** All that the platform has said through it so far. */
  said(): Buffer;
  close(): Promise<void>;
}

/** A cable that is in and leads nowhere yet. */
export async function layCable(): Promise<Cable> {
  let port: number | undefined;
  let isIn = true;
  const sockets = new Set<Socket>();
  const said: Buffer[] = [];
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Whichever end breaks, both are gone.
    socket.on('error', () => socket.destroy());
  };
  const server = createServer((here) => {
    keep(here);
    if (!isIn || port === undefined) {
      here.destroy();
      return;
    }
    const there = connect(port, '127.0.0.1');
    keep(there);
    there.on('data', (bytes: Buffer) => said.push(bytes));
    here.pipe(there).pipe(here);
    here.on('close', () => there.destroy());
    there.on('close', () => here.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port: own } = server.address() as AddressInfo;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${own}`,
    lead: (url) => {
      port = Number(new URL(url).port);
    },
    pull: () => {
      isIn = false;
      cut();
    },
    plug: () => {
      isIn = true;
    },
    said: () => Buffer.concat(said),
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
