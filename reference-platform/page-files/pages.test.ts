import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PlatformUnderTest, startPlatformUnderTest } from '../testing/platform-under-test.ts';

let folder: string;
let bench: PlatformUnderTest;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reference-platform-pages-'));
  await mkdir(join(folder, 'admin', 'assets'), { recursive: true });
  await writeFile(join(folder, 'build-stamp'), 'secret');
  await writeFile(join(folder, 'admin', 'index.html'), '<meta nonce="__CSP_NONCE__">');
  await writeFile(join(folder, 'admin', 'assets', 'main-1.js'), 'export {};');
  bench = await startPlatformUnderTest({ pagesDir: folder });
});
afterAll(async () => {
  await bench.stop();
  await rm(folder, { recursive: true });
});

const get = (path: string) => fetch(bench.url + path, { redirect: 'manual' });

test('a page lets in its own scripts and the styles that carry the nonce of this load', async () => {
  const [one, other] = [await get('/pages/admin/'), await get('/pages/admin/')];
  expect(one.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(one.headers.get('cache-control')).toBe('no-store');
  const policy = one.headers.get('content-security-policy') ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  expect(policy).toContain("script-src 'self';");
  expect(await one.text()).toBe(`<meta nonce="${nonce}">`);
  expect(other.headers.get('content-security-policy')).not.toBe(policy);
});

test('what a page loads is kept by the browser', async () => {
  const script = await get('/pages/admin/assets/main-1.js');
  expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(script.headers.get('cache-control')).toContain('immutable');
  expect(await script.text()).toBe('export {};');
});

test('the address of a page may lack its last slash', async () => {
  const answer = await get('/pages/admin');
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/pages/admin/']);
});

test('nothing else in the folder or outside it is served', async () => {
  for (const path of [
    '/pages/build-stamp',
    '/pages/admin/index.html',
    '/pages/..%2f..%2fetc%2fpasswd',
    '/pages/admin/assets/',
    '/pages/',
    '/pages/phone/',
  ]) {
    const answer = await get(path);
    expect([path, answer.status, await answer.json()]).toEqual([path, 404, { code: 'not-found' }]);
  }
});

test('a platform without built pages serves none', async () => {
  const bare = await startPlatformUnderTest({ pagesDir: join(folder, 'nowhere') });
  expect((await fetch(`${bare.url}/pages/admin/`)).status).toBe(404);
  await bare.stop();
});
