import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron';
import type { EvaluatorBridge } from '../../src/contracts/bridges.ts';
import { evaluatorChannels, pageShowEvent } from '../../src/contracts/channels.ts';
import type { EvaluatorPage } from '../../src/contracts/evaluator-page.ts';

const channels = new Set<string>(evaluatorChannels);

const bridge: EvaluatorBridge = {
  call: (channel, request) =>
    channels.has(channel)
      ? ipcRenderer.invoke(channel, request)
      : Promise.resolve({ ok: false, problem: { code: 'ipc.unknown-channel' } }),
  onPageShow: (listener) => {
    const forward = (_event: IpcRendererEvent, page: EvaluatorPage) => listener(page);
    ipcRenderer.on(pageShowEvent, forward);
    return () => ipcRenderer.removeListener(pageShowEvent, forward);
  },
};

contextBridge.exposeInMainWorld('evaluator', bridge);
