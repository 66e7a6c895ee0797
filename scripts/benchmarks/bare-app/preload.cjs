const { ipcRenderer } = require('electron');

// A port cannot pass through contextBridge: the page asks for it by a message and receives it in one.
window.addEventListener('message', ({ source, data }) => {
  if (source === window && data === 'port-wanted') ipcRenderer.send('port');
});
ipcRenderer.on('port', ({ ports }) => window.postMessage('port', '*', ports));
