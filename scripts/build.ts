import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';
import { bundledFonts } from './bundled-fonts.ts';
import { checkEvaluatorWeight } from './page-weight.ts';
import { buildVerifierPage, verifierPageFile } from './verifier-page.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Where the pages of the reference platform are built: apart from `out`, whose contents are shipped. */
export const platformPagesDir = join(root, '.cache', 'platform-pages');

/** Loaded at run time as they are: Electron itself, and packages that carry native code. */
const external = [
  'electron',
  'better-sqlite3',
  '@photostructure/sqlite',
  'serialport',
  'koffi',
  'node-hid',
  'usb',
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

/** A bundle for one page. */
function pageBundle(source: string, outDir: string): InlineConfig {
  return {
    root: join(root, source),
    configFile: false,
    logLevel: 'warn',
    base: './',
    plugins: [react(), bundledFonts()],
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'chrome114',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 2500,
    },
  };
}

/** What is built together, and from what. */
interface Product {
  /** As it is told while it is built. */
  readonly name: string;
  readonly outDir: string;
  /** Patterns of every file that goes into it. */
  readonly sources: readonly string[];
  readonly bundles: readonly InlineConfig[];
}

const application: Product = {
  name: '工作台 the workstation',
  outDir: join(root, 'out'),
  sources: ['{src,hardware,main,renderer,resources}/**/*.{ts,tsx,css,html,json,sql}'],
  bundles: [
    nodeBundle('main/start.ts', 'out/main', 'start'),
    nodeBundle('hardware/photo-decoder/library-host.ts', 'out/main', 'library-host'),
    nodeBundle('main/preload/clerk.ts', 'out/preload', 'clerk'),
    nodeBundle('main/preload/evaluator.ts', 'out/preload', 'evaluator'),
    nodeBundle('main/preload/paper.ts', 'out/preload', 'paper'),
    ...['clerk', 'evaluator', 'paper', 'display-number'].map((page) =>
      pageBundle(join('renderer', page), join(root, 'out', 'renderer', page)),
    ),
  ],
};

const platformPages: Product = {
  name: '参考平台网页 the pages of the reference platform',
  outDir: platformPagesDir,
  sources: ['src/**/*.ts', 'reference-platform/pages/**/*.{ts,tsx,css,html,json}'],
  bundles: ['admin', 'phone', 'phones'].map((page) =>
    pageBundle(join('reference-platform', 'pages', page), join(platformPagesDir, page)),
  ),
};

/** Where the counters of the campaigns are built: they run under plain Node. */
export const campaignDir = join(root, '.cache', 'campaigns');

const campaigns: Product = {
  name: '压力与故障试验 the campaigns',
  outDir: campaignDir,
  sources: ['{src,main,reference-platform}/**/*.{ts,sql,json}'],
  bundles: [
    nodeBundle('main/sync/testing/counter-process.ts', '.cache/campaigns', 'counter-process'),
    nodeBundle('main/sync/testing/herd-process.ts', '.cache/campaigns', 'herd-process'),
  ],
};

const verifier: Product = {
  name: '核验网页 the verifier',
  outDir: dirname(verifierPageFile),
  sources: [
    'src/**/*.ts',
    'renderer/{verifier,shared}/**/*.{ts,css,html}',
    'resources/locales/*/verifier.json',
  ],
  bundles: [],
};

/** Builds what the application runs: main and its library host, three preloads, four pages. Does nothing when nothing has changed since. */
export async function buildApplication(): Promise<void> {
  await buildStale(application, () =>
    checkEvaluatorWeight(join(root, 'out', 'renderer', 'evaluator')),
  );
}

/** Builds the pages of the reference platform. Does nothing when nothing has changed since. */
export async function buildPlatformPages(): Promise<void> {
  await buildStale(platformPages);
}

/** Builds what the campaigns run in processes of their own. Does nothing when nothing has changed since. */
export async function buildCampaigns(): Promise<void> {
  await buildStale(campaigns);
}

/** Builds the page that verifies evidence. Does nothing when nothing has changed since. */
export async function buildVerifier(): Promise<void> {
  await buildStale(verifier, buildVerifierPage);
}

async function buildStale(
  { name, outDir, sources, bundles }: Product,
  finish?: () => void | Promise<void>,
) {
  const stamp = join(outDir, 'build-stamp');
  const fingerprint = fingerprintOf(sources);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;
  rmSync(outDir, { recursive: true, force: true });
  process.stderr.write(`正在构建 Building ${name} …\n`);
  for (const bundle of bundles) await build(bundle);
  await finish?.();
  writeFileSync(stamp, fingerprint);
}

/** A digest of every file that goes into a product. */
function fingerprintOf(sources: readonly string[]): string {
  const digest = createHash('sha256');
  const files = globSync(
    [...sources, 'scripts/{build,bundled-fonts,verifier-page}.ts', 'package-lock.json'],
    {
      cwd: root,
    },
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

if (import.meta.main) {
  await buildApplication();
  await buildPlatformPages();
  await buildVerifier();
}
