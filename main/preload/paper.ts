import { contextBridge, ipcRenderer } from 'electron';
import type { PaperBridge } from '../../src/contracts/bridges.ts';
import { paperChannels } from '../../src/contracts/channels.ts';

const channels = new Set<string>(paperChannels);

const bridge: PaperBridge = {
  call: (channel, request) =>
    channels.has(channel)
      ? ipcRenderer.invoke(channel, request)
      : Promise.resolve({ ok: false, problem: { code: 'ipc.unknown-channel' } }),
};

contextBridge.exposeInMainWorld('paper', bridge);
