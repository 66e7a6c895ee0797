type Handler = (event: object, request: unknown) => Promise<unknown>;

/**
 * What listens on each channel of the Electron that tests have in the place of the real one. One for all test files: they
 * share the modules that have been loaded with it.
 */
export const listeners = new Map<string, Handler>();

/** That Electron, as far as calls need one. */
export const electronOfTests = {
  ipcMain: { handle: (channel: string, handler: Handler) => listeners.set(channel, handler) },
  protocol: {},
};
