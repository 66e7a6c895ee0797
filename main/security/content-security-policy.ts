/** The pages that windows show; each has its own host, partition and policy. */
export type PageHost = 'clerk' | 'evaluator' | 'paper' | 'display-number';

const base = [
  "default-src 'none'",
  "script-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
];

/** The whole table: what each page's style may come from, beside the base above. */
const styles: Readonly<Record<PageHost, (nonce: string) => string>> = {
  // Ant Design creates style elements at run time; they carry the nonce of this one load.
  clerk: (nonce) => `style-src 'self' 'nonce-${nonce}'`,
  evaluator: () => "style-src 'self'",
  paper: () => "style-src 'self'",
  'display-number': () => "style-src 'self'",
};

/** The one script that may compile WebAssembly: the clerk's worker that reads codes before a camera. */
const codeWorker = /^\/assets\/code-worker-[\w-]+\.js$/;

/**
 * The Content-Security-Policy header of a file of a page. A worker goes by the header of its own script: WebAssembly is
 * allowed in the one that needs it, and refused on the page itself.
 */
export function contentSecurityPolicy(host: PageHost, path: string, nonce: string): string {
  if (host === 'clerk' && codeWorker.test(path)) {
    return "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
  }
  return [...base, styles[host](nonce)].join('; ');
}
