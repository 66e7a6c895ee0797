import { extname, join, normalize, sep } from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** A file that a page may load. */
export interface PageFile {
  readonly path: string;
  readonly contentType: string;
}

/**
 * The file behind a page's address, or undefined when there is none to give: another method than GET, a path that
 * leads out of the page's own folder, or a kind of file that pages do not load.
 * @param root the folder of this page's bundle
 */
export function pageFile(root: string, method: string, address: string): PageFile | undefined {
  if (method !== 'GET') return undefined;
  let pathname: string;
  try {
    pathname = decodeURIComponent(new URL(address).pathname);
  } catch {
    return undefined;
  }
  if (pathname.includes('\0') || pathname.includes('\\')) return undefined;
  const path = normalize(join(root, pathname === '/' ? 'index.html' : pathname));
  if (!path.startsWith(normalize(root) + sep)) return undefined;
  const contentType = contentTypes[extname(path)];
  return contentType === undefined ? undefined : { path, contentType };
}
