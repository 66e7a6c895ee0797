import { existsSync, globSync } from 'node:fs';
import { extname, join, sep } from 'node:path';

/** A file of a page. */
export interface PageFile {
  readonly path: string;
  readonly type: string;
  /** Whether it is a page itself: it is never kept by a browser, and what it loads carries a digest in its name. */
  readonly isPage: boolean;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
};

/**
 * The files of all pages in a folder by their addresses, `admin/` for `admin/index.html`; none where nothing was built.
 * Only these are ever served: an address is looked up here and never becomes a path.
 */
export function pageFilesIn(folder: string): ReadonlyMap<string, PageFile> {
  if (!existsSync(folder)) return new Map();
  return new Map(
    globSync('*/**/*.*', { cwd: folder }).flatMap((name) => {
      const type = types[extname(name)];
      if (type === undefined) return [];
      const address = name.replaceAll(sep, '/').replace(/\/index\.html$/, '/');
      const isPage = type === types['.html'];
      return [[address, { path: join(folder, name), type, isPage }] as const];
    }),
  );
}
