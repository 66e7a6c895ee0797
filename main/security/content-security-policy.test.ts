import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';

test('the clerk’s page runs its own scripts, and styles that carry the nonce of this load', () => {
  expect(contentSecurityPolicy('clerk', '/', 'bm9uY2U=')).toBe(
    "default-src 'none'; script-src 'self'; img-src 'self' data:; font-src 'self'; " +
      "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
      "object-src 'none'; style-src 'self' 'nonce-bm9uY2U='",
  );
});

test.each(['evaluator', 'paper', 'display-number'] as const)(
  'the page %s has its own files only, and no nonce',
  (host) => {
    expect(contentSecurityPolicy(host, '/', 'bm9uY2U=')).toBe(
      "default-src 'none'; script-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "object-src 'none'; style-src 'self'",
    );
  },
);

test('the worker that reads codes may compile WebAssembly, and no other script may', () => {
  const worker = '/assets/code-worker-Dk3_a-9.js';
  expect(contentSecurityPolicy('clerk', worker, '')).toBe(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
  );
  for (const path of ['/', '/assets/index-a1.js', `${worker}/x`, `/x${worker}`]) {
    expect(contentSecurityPolicy('clerk', path, '')).not.toContain('wasm');
  }
  expect(contentSecurityPolicy('evaluator', worker, '')).not.toContain('wasm');
});
