import { expect, test } from 'vitest';
import { pageFile } from './page-file.ts';

const root = '/opt/mianzhengban/out/renderer/clerk';
const ask = (path: string, method = 'GET') => pageFile(root, method, `app://clerk${path}`);

test.each([
  ['/', 'index.html', 'text/html; charset=utf-8'],
  ['/?x=1#y', 'index.html', 'text/html; charset=utf-8'],
  ['/index.html', 'index.html', 'text/html; charset=utf-8'],
  ['/assets/main-a1.js', 'assets/main-a1.js', 'text/javascript; charset=utf-8'],
  ['/assets/main.css', 'assets/main.css', 'text/css; charset=utf-8'],
  ['/texts.json', 'texts.json', 'application/json; charset=utf-8'],
  ['/icon.svg', 'icon.svg', 'image/svg+xml'],
  ['/icon.png', 'icon.png', 'image/png'],
  ['/fonts/noto%20sans.woff2', 'fonts/noto sans.woff2', 'font/woff2'],
  ['/assets/reader-a1.wasm', 'assets/reader-a1.wasm', 'application/wasm'],
  ['/a/../b.js', 'b.js', 'text/javascript; charset=utf-8'],
])('%s is the file %s of the page, as %s', (path, file, contentType) => {
  expect(ask(path)).toEqual({ path: `${root}/${file}`, contentType });
});

test.each([
  ['out of the folder, encoded', '/..%2fevaluator/index.html'],
  ['out of the folder, encoded twice over', '/%2e%2e%2f%2e%2e%2fmain/start.js'],
  ['into a folder that begins alike', '/..%2fclerk-other/index.html'],
  ['out of the folder from inside', '/assets/..%2f..%2f..%2fpackage.json'],
  ['to the folder itself', '/.%2f'],
  ['out and back to the folder itself', '/..%2fclerk'],
  ['past a NUL', '/index.html%00.js'],
  ['by a backslash', '/..%5cevaluator%5cindex.html'],
  ['by a bare backslash', '/..\\evaluator\\index.html'],
  ['with a broken escape', '/%E0%A4%A.js'],
  ['to a source map', '/assets/main.js.map'],
  ['to a program', '/start.cjs'],
  ['to a file without an ending', '/LICENSE'],
  ['to an ending in capitals', '/INDEX.HTML'],
  ['to a hidden file', '/.html'],
  ['to a folder', '/assets/'],
])('a path that leads %s gives nothing', (_where, path) => {
  expect(ask(path)).toBeUndefined();
});

test('dots in an address are resolved inside the page, never above it', () => {
  expect(ask('/../../../etc/x.json')).toEqual(ask('/etc/x.json'));
  expect(ask('/%2e%2e/%2E%2E/x.json')).toEqual(ask('/x.json'));
  expect(ask('/%252e%252e%252fx.json')?.path).toBe(`${root}/%2e%2e%2fx.json`);
});

test.each(['HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'get'])('%s gives nothing', (method) => {
  expect(ask('/index.html', method)).toBeUndefined();
});

test.each(['', 'index.html', 'app://'])('the address %j is none', (address) => {
  expect(pageFile(root, 'GET', address)).toBeUndefined();
});
