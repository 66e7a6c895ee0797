import { expect, test } from 'vitest';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { platformOrigin } from './platform-address.ts';

const unreachable = fail('platform.unreachable');
const notLoopback = fail('platform.not-loopback');

test.each<[string, Outcome<string>, Outcome<string>]>([
  // address, in the product, in the test runtime
  ['https://platform.example', ok('https://platform.example'), notLoopback],
  ['https://platform.example:8443/a/b?c', ok('https://platform.example:8443'), notLoopback],
  ['http://platform.example', unreachable, notLoopback],
  ['http://127.0.0.1:8460', ok('http://127.0.0.1:8460'), ok('http://127.0.0.1:8460')],
  ['http://localhost:8460/', ok('http://localhost:8460'), ok('http://localhost:8460')],
  ['http://[::1]:8460', ok('http://[::1]:8460'), ok('http://[::1]:8460')],
  ['https://127.0.0.1', ok('https://127.0.0.1'), ok('https://127.0.0.1')],
  ['http://127.1:8460', ok('http://127.0.0.1:8460'), ok('http://127.0.0.1:8460')],
  ['http://127.0.0.1.platform.example', unreachable, notLoopback],
  ['http://localhost@platform.example', unreachable, notLoopback],
  ['http://platform.example#localhost', unreachable, notLoopback],
  ['https://localhost.platform.example', ok('https://localhost.platform.example'), notLoopback],
  ['ftp://127.0.0.1', unreachable, unreachable],
  ['file:///etc/passwd', unreachable, notLoopback],
  ['javascript:alert(1)', unreachable, notLoopback],
  ['platform.example', unreachable, unreachable],
  ['', unreachable, unreachable],
])(
  'the address %s is judged for the product and for the test runtime',
  (address, inProduct, inTestRuntime) => {
    expect(platformOrigin(address, false)).toEqual(inProduct);
    expect(platformOrigin(address, true)).toEqual(inTestRuntime);
  },
);
