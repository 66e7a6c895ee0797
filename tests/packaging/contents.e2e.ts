import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { expect, test } from 'vitest';
import { clerks } from '../../reference-platform/seed/accounts.ts';
import { packagedApplication } from '../../scripts/packaging/packaged-application.ts';

const { asar, folder, resources } = packagedApplication('release');
const packed = listPackage(asar, { isPack: false }).map((path) => path.replace(/^[/\\]/, ''));
const preloads = readdirSync(join('main', 'preload')).map((file) => basename(file, '.ts'));
const pages = readdirSync('renderer').filter((name) =>
  existsSync(join('renderer', name, 'index.html')),
);

/** Names directly below a folder of the archive. */
function below(parent: string): string[] {
  const prefix = parent === '' ? '' : `${parent}/`;
  const inside = packed.filter((path) => path.startsWith(prefix) && path !== parent);
  return [...new Set(inside.map((path) => path.slice(prefix.length).split('/')[0] ?? ''))].sort();
}

function bundles(): string[] {
  return packed.filter((path) => /^out\/.*\.(c?js|css|html)$/.test(path));
}

test('the archive holds the bundles, the production packages, and nothing beside', () => {
  expect(below('')).toEqual(['node_modules', 'out', 'package.json']);
  expect(below('out')).toEqual(['main', 'preload', 'renderer']);
  expect(below('out/main')).toContain('start.cjs');
  expect(below('out/main')).toContain('counter.cjs');
  expect(below('out/preload')).toEqual(preloads.map((name) => `${name}.cjs`).sort());
  expect(below('out/renderer')).toEqual([...pages].sort());
  for (const name of pages) {
    expect(below(`out/renderer/${name}`)).toEqual(['assets', 'index.html']);
  }
  expect(below('node_modules')).toEqual([
    '@koromix',
    '@node-usb',
    '@photostructure',
    '@serialport',
    'better-sqlite3',
    'debug',
    'koffi',
    'ms',
    'node-gyp-build',
    'node-hid',
    'pkg-prebuilds',
    'serialport',
    'usb',
  ]);
});

test('no sources, no maps, no headers: neither ours nor a package’s', () => {
  expect(
    packed.filter((path) => /\.([cm]?tsx?|map|c|cc|cpp|h|hpp|gypi?|sql|e2e)$/.test(path)),
  ).toEqual([]);
  expect(bundles().length).toBeGreaterThan(2 * pages.length);
  for (const file of bundles()) {
    expect(extractFile(asar, file).includes('sourceMappingURL'), file).toBe(false);
  }
});

test('no simulator and no reference platform inside the bundles', () => {
  // The bundler heads each module of main with its path.
  const paths = below('out/main').flatMap((name) =>
    [
      ...extractFile(asar, `out/main/${name}`)
        .toString()
        .matchAll(/^\/\/ (\S+\.ts)$/gm),
    ].flatMap(([, path]) => path ?? []),
  );
  expect(paths).toContain('main/case-desk/case-desk.ts');
  const foreign =
    /^(reference-platform|scripts|tests|renderer)\/|\/simulators\/|\.(test|fixture)\.ts$/;
  expect(paths.filter((path) => foreign.test(path))).toEqual([]);
  for (const file of bundles()) {
    const content = extractFile(asar, file);
    for (const { password, idNumber } of Object.values(clerks)) {
      expect(content.includes(password) || content.includes(idNumber), file).toBe(false);
    }
  }
});

test('package.json says what starts and what is needed, and no command', () => {
  const manifest: unknown = JSON.parse(extractFile(asar, 'package.json').toString());
  expect(manifest).toMatchObject({ name: 'mianzhengban-workstation', main: 'out/main/start.cjs' });
  expect(manifest).not.toHaveProperty('devDependencies');
  expect(manifest).not.toHaveProperty('scripts');
});

test('beside the archive lie native files, the verifier and licences only, and no start page of Electron’s', () => {
  expect(readdirSync(resources).sort()).toEqual([
    'app.asar',
    'app.asar.unpacked',
    'licences',
    'verifier',
  ]);
  expect(readdirSync(join(resources, 'verifier'))).toEqual(['mianzhengban-verifier.html']);
  expect(readdirSync(join(resources, 'licences')).sort()).toEqual([
    'LICENSE.txt',
    'noto-sans-sc.txt',
    'source-han-sans-sc.txt',
  ]);
  expect(readdirSync(folder)).toContain('LICENSE.electron.txt');
});

test('both variants hold the same archive', () => {
  const forTests = packagedApplication('for-tests');
  expect(readFileSync(forTests.asar).equals(readFileSync(asar))).toBe(true);
  expect(readdirSync(forTests.resources).sort()).toEqual(
    [...readdirSync(resources), 'test-runtime.json'].sort(),
  );
});

/** Newest glibc a native file may ask for, as its package has it today; a newer one shuts older systems out. */
const glibcFloors: Readonly<Record<string, string>> = {
  'better-sqlite3': '2.34',
  '@koromix/koffi-linux-x64': '2.25',
  '@node-usb/usb-linux-x64-gnu': '2.14',
  '@photostructure/sqlite': '2.29',
  '@serialport/bindings-cpp': '2.28',
  'node-hid': '2.17',
};

test('native files are those of this system, unpacked, and ask for no newer glibc than known', () => {
  const unpacked = join(resources, 'app.asar.unpacked');
  const files = readdirSync(unpacked, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  const inArchive = packed.filter((path) => path.endsWith('.node'));
  expect(files.map((file) => file.slice(unpacked.length + 1)).sort()).toEqual(inArchive.sort());

  const newest = new Map<string, string>();
  for (const file of files) {
    const binary = readFileSync(file).toString('latin1');
    expect(binary.slice(0, 4), `${file} is no ELF file`).toBe('\x7fELF');
    const owner =
      /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?:prebuilds\/|linux_\w+\/|usb\.)/.exec(file)?.[1] ??
      file;
    for (const [, version] of binary.matchAll(/GLIBC_(\d+\.\d+)/g)) {
      newest.set(owner, later(version ?? '0', newest.get(owner) ?? '0'));
    }
  }
  expect(Object.fromEntries(newest)).toEqual(glibcFloors);
});

function later(one: string, other: string): string {
  return one.localeCompare(other, 'en', { numeric: true }) > 0 ? one : other;
}
