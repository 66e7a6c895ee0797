import { join } from 'node:path';

/** The folder of the application that is as bare as Electron allows; the peer of ours. */
export const bareApp = join(import.meta.dirname, 'bare-app');
