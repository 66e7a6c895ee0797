import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The page that verifies evidence: one file that anybody can open, keep and pass on. */
export const verifierPageFile = join(root, 'dist', 'verifier', 'mianzhengban-verifier.html');

/** Most that it may weigh, in bytes. */
const limit = 300_000;

/** Builds the page: script and style stand inside, and its own policy allows these two and nothing else. */
export async function buildVerifierPage(): Promise<void> {
  const { script, style } = await bundled();
  const policy = [
    "default-src 'none'",
    `script-src ${sourceOf(script)}`,
    `style-src ${sourceOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const head = `<meta http-equiv="Content-Security-Policy" content="${policy}" /><style>${style}</style>`;
  // Functions, for a `$` in the code means nothing to them.
  const page = readFileSync(join(root, 'renderer', 'verifier', 'page.html'), 'utf8')
    .replace('<meta charset="utf-8" />', (charset) => `${charset}\n    ${head}`)
    .replace('</body>', (end) => `  <script type="module">${script}</script>\n  ${end}`);
  const weight = Buffer.byteLength(page);
  process.stderr.write(`核验网页 Verifier page: ${(weight / 1000).toFixed(1)} kB\n`);
  if (weight > limit) throw new Error(`The verifier page weighs more than ${limit / 1000} kB.`);
  mkdirSync(dirname(verifierPageFile), { recursive: true });
  writeFileSync(verifierPageFile, page);
}

/** A browser has its randomness without this module, which the library of SM2 asks for where there is none. */
const browserRandomness: Plugin = {
  name: 'browser-randomness',
  enforce: 'pre',
  resolveId: (name) => (name === 'crypto' ? '\0browser-randomness' : undefined),
  load: (name) =>
    name === '\0browser-randomness' ? 'export const webcrypto = globalThis.crypto;' : undefined,
};

/** The page's code and style, each as one text. */
async function bundled(): Promise<{ readonly script: string; readonly style: string }> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [browserRandomness],
    build: {
      write: false,
      target: 'es2022',
      cssTarget: 'chrome114',
      modulePreload: false,
      cssCodeSplit: false,
      rollupOptions: {
        input: join(root, 'renderer', 'verifier', 'main.ts'),
        output: { codeSplitting: false },
      },
    },
  });
  if (Array.isArray(built) || !('output' in built)) throw new Error('Vite built something else.');
  let script = '';
  let style = '';
  for (const part of built.output) {
    if (part.type === 'chunk') script += part.code;
    else if (part.fileName.endsWith('.css')) style += part.source;
  }
  // Neither may end the element that it stands in.
  return { script: script.replaceAll('</script', '<\\/script').trim(), style: style.trim() };
}

/** How a policy names a text that stands in the page. */
function sourceOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
