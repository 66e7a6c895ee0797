import { expect, test } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';

test('the clerk’s page runs its own scripts, and styles that carry the nonce of this load', () => {
  expect(contentSecurityPolicy('clerk', 'bm9uY2U=')).toBe(
    "default-src 'none'; script-src 'self'; img-src 'self' data:; font-src 'self'; " +
      "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
      "object-src 'none'; style-src 'self' 'nonce-bm9uY2U='",
  );
});

test.each(['evaluator', 'paper', 'display-number'] as const)(
  'the page %s has its own files only, and no nonce',
  (host) => {
    expect(contentSecurityPolicy(host, 'bm9uY2U=')).toBe(
      "default-src 'none'; script-src 'self'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
        "object-src 'none'; style-src 'self'",
    );
  },
);
