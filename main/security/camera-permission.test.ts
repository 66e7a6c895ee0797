import { expect, test } from 'vitest';
import { maySeeByCamera } from './camera-permission.ts';

const asked = {
  permission: 'media',
  media: ['video'],
  requestingUrl: 'app://clerk/',
  isMainFrame: true,
} as const;

test.each(['app://clerk', 'app://clerk/', 'app://clerk/index.html'])(
  'the clerk’s page may see by camera: %s',
  (requestingUrl) => {
    expect(maySeeByCamera('clerk', { ...asked, requestingUrl })).toBe(true);
  },
);

test.each([
  ['with sound', { media: ['video', 'audio'] }],
  ['to hear only', { media: ['audio'] }],
  ['for nothing named', { media: [] }],
  ['for another permission', { permission: 'display-capture' }],
  ['from a frame inside it', { isMainFrame: false }],
  ['from another page', { requestingUrl: 'app://evaluator/' }],
  ['from a page that begins alike', { requestingUrl: 'app://clerk.example/' }],
  ['from another scheme', { requestingUrl: 'https://clerk/' }],
  ['from nowhere', { requestingUrl: '' }],
])('it may not %s', (_what, change) => {
  expect(maySeeByCamera('clerk', { ...asked, ...change })).toBe(false);
});

test.each(['evaluator', 'paper', 'display-number'] as const)('the page %s may not', (host) => {
  expect(maySeeByCamera(host, { ...asked, requestingUrl: `app://${host}/` })).toBe(false);
});
