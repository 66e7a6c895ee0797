import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';
import { bundledFonts } from './bundled-fonts.ts';
import { checkEvaluatorWeight } from './page-weight.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = join(root, 'out', 'build-stamp');

/** Loaded at run time as they are: Electron itself, and packages that carry native code. */
const external = [
  'electron',
  'better-sqlite3',
  '@photostructure/sqlite',
  'serialport',
  'node-hid',
  ...builtinModules,
  ...builtinModules.map((name) => `node:${name}`),
];

/** A bundle for the main process or a preload: CommonJS, in the syntax of the oldest runtime. */
function nodeBundle(entry: string, outDir: string, name: string): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external },
    build: {
      ssr: join(root, entry),
      outDir: join(root, outDir),
      emptyOutDir: false,
      target: 'node18',
      minify: false,
      rollupOptions: {
        external,
        output: {
          format: 'cjs',
          entryFileNames: `${name}.cjs`,
          chunkFileNames: '[name].cjs',
          // Without it the entry loads the chunk that it only wants later.
          strictExecutionOrder: true,
        },
      },
    },
  };
}

/** A bundle for one window's page. */
function pageBundle(page: string): InlineConfig {
  return {
    root: join(root, 'renderer', page),
    configFile: false,
    logLevel: 'warn',
    base: './',
    plugins: [react(), bundledFonts()],
    build: {
      outDir: join(root, 'out', 'renderer', page),
      emptyOutDir: true,
      target: 'chrome114',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2500,
    },
  };
}

/** Builds what the application runs: main, three preloads, four pages. Does nothing when nothing has changed since. */
export async function buildApplication(): Promise<void> {
  const fingerprint = sourceFingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
  rmSync(join(root, 'out'), { recursive: true, force: true });
  process.stderr.write('正在构建工作台 Building the workstation …\n');
  const bundles = [
    nodeBundle('main/start.ts', 'out/main', 'start'),
    nodeBundle('main/preload/clerk.ts', 'out/preload', 'clerk'),
    nodeBundle('main/preload/evaluator.ts', 'out/preload', 'evaluator'),
    nodeBundle('main/preload/paper.ts', 'out/preload', 'paper'),
    pageBundle('clerk'),
    pageBundle('evaluator'),
    pageBundle('paper'),
    pageBundle('display-number'),
  ];
  for (const bundle of bundles) await build(bundle);
  checkEvaluatorWeight(join(root, 'out', 'renderer', 'evaluator'));
  writeFileSync(stamp, fingerprint);
}

/** A digest of every file that goes into the application. */
function sourceFingerprint(): string {
  const digest = createHash('sha256');
  const files = globSync(
    [
      '{src,hardware,main,renderer,resources}/**/*.{ts,tsx,css,html,json,sql}',
      'scripts/{build,bundled-fonts}.ts',
      'package-lock.json',
    ],
    { cwd: root },
  );
  for (const file of files.sort()) {
    digest
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
      .update('\0');
  }
  return digest.digest('hex');
}

if (import.meta.main) await buildApplication();
