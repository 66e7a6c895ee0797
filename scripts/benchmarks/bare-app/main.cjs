// The peer of the benchmarks: as little as an Electron application can be and still be locked down as ours is.
// `--windows=N` opens N windows, one on each display.
const { app, BrowserWindow, MessageChannelMain, ipcMain, screen } = require('electron');
const { join } = require('node:path');

app.enableSandbox();
if (process.platform === 'linux') app.commandLine.appendSwitch('ozone-platform', 'x11');

app.whenReady().then(() => {
  const count = Number(app.commandLine.getSwitchValue('windows') || 1);
  const displays = screen.getAllDisplays();
  for (let number = 0; number < count; number += 1) {
    const window = new BrowserWindow({
      ...displays[number % displays.length].workArea,
      webPreferences: {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        preload: join(__dirname, 'preload.cjs'),
      },
    });
    window.removeMenu();
    window.loadFile(join(__dirname, 'page.html'));
  }
});
app.on('window-all-closed', () => app.quit());

/** Gives a page a port whose other end sends everything back. */
ipcMain.on('port', (event) => {
  const { port1, port2 } = new MessageChannelMain();
  port1.on('message', ({ data }) => port1.postMessage(data));
  port1.start();
  event.sender.postMessage('port', null, [port2]);
});
