import { app, type Session, type WebContents } from 'electron';
import type { Log } from '../diagnostics/log.ts';
import { maySeeByCamera } from './camera-permission.ts';
import type { PageHost } from './content-security-policy.ts';

/** Nothing a page asks for is granted: no permission but the camera for the clerk's, no device, no download. */
export function lockDownSession(session: Session, host: PageHost, log: Log): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const isGranted = maySeeByCamera(host, { ...details, permission, media });
    if (!isGranted) log.warn('permission.refused', { permission });
    callback(isGranted);
  });
  session.setPermissionCheckHandler((_contents, permission, requestingUrl, details) => {
    const { mediaType, isMainFrame } = details;
    const media = mediaType === undefined ? [] : [mediaType];
    return maySeeByCamera(host, { permission, media, requestingUrl, isMainFrame });
  });
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => {
    log.warn('download.refused', {});
    event.preventDefault();
  });
}

/** No page of any window goes anywhere else, opens a window, or embeds one. */
export function lockDownNavigation(log: Log): void {
  app.on('web-contents-created', (_event, contents) => lockDownContents(contents, log));
  app.on('select-client-certificate', (event) => event.preventDefault());
  app.on('login', (event) => event.preventDefault());
}

function lockDownContents(contents: WebContents, log: Log): void {
  const refuse = (event: { preventDefault(): void }) => {
    log.warn('navigation.refused', {});
    event.preventDefault();
  };
  contents.on('will-navigate', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-attach-webview', refuse);
  contents.setWindowOpenHandler(() => {
    log.warn('window-open.refused', {});
    return { action: 'deny' };
  });
}
