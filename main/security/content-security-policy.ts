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

/** The Content-Security-Policy header of one load of a page. */
export function contentSecurityPolicy(host: PageHost, nonce: string): string {
  return [...base, styles[host](nonce)].join('; ');
}
