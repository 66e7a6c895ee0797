import { join } from 'node:path';
import { app, session as electronSession, type Session } from 'electron';
import type { Log } from '../diagnostics/log.ts';
import { serveAppScheme } from './app-scheme.ts';
import type { PageHost } from './content-security-policy.ts';
import { lockDownSession } from './lock-down.ts';

/** What a window needs to show its page. */
export interface WindowPage {
  /** The page's own, locked down, which serves nothing but that page's bundle. */
  readonly session: Session;
  readonly preload: string;
}

const opened = new Map<PageHost, WindowPage>();

/** The page of a window; opened on the first call, since that takes time that another window may be waiting for. */
export function openPage(host: PageHost, log: Log): WindowPage {
  const known = opened.get(host);
  if (known !== undefined) return known;
  const out = join(app.getAppPath(), 'out');
  const session = electronSession.fromPartition(host);
  lockDownSession(session, host, log);
  serveAppScheme(session, host, join(out, 'renderer'));
  const page = { session, preload: join(out, 'preload', `${host}.cjs`) };
  opened.set(host, page);
  return page;
}
