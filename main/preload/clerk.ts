import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { ClerkBridge } from '../../src/contracts/bridges.ts';
import { clerkChannels, deskChangedEvent } from '../../src/contracts/channels.ts';

const channels = new Set<string>(clerkChannels);

const bridge: ClerkBridge = {
  call: (channel, request) =>
    channels.has(channel)
      ? ipcRenderer.invoke(channel, request)
      : Promise.resolve({ ok: false, problem: { code: 'ipc.unknown-channel' } }),
  onDeskChanged: (listener) => {
    const forward = (_event: IpcRendererEvent, snapshot: string) => listener(snapshot);
    ipcRenderer.on(deskChangedEvent, forward);
    return () => ipcRenderer.removeListener(deskChangedEvent, forward);
  },
};

contextBridge.exposeInMainWorld('desk', bridge);
