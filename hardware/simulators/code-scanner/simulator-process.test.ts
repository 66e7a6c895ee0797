import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type CodeScanner, connectScanner } from '../../code-scanner/scanner.ts';
import { createDeviceDesk } from '../../device-desk.ts';
import { transportFor } from '../../transport/transport-for.ts';
import type { SimulatorWay } from '../simulator-way.ts';
import { launchScanner, type RunningScanner } from './launch-scanner.ts';

const baud = 115_200;
const ways: readonly SimulatorWay[] = process.platform === 'linux' ? ['pty', 'tcp'] : ['tcp'];

describe.each(ways)('a scanner in another process, attached by %s', (way) => {
  let simulator: RunningScanner;
  let scanner: CodeScanner;

  beforeAll(async () => {
    simulator = await launchScanner({ way, baud });
  });
  afterAll(() => simulator.stop());
  beforeEach(async () => {
    const outcome = await connectScanner(transportFor(simulator.address, baud), () => undefined, {
      // Two busy cores may hold up the simulator longer than a scanner would ever pause.
      gapMs: 250,
    });
    if (!outcome.ok) throw new Error(outcome.problem.code);
    scanner = outcome.value;
  });
  afterEach(async () => {
    await scanner.close();
    await simulator.setScript('');
  });

  /** What comes of showing it a code. */
  async function scanned(code: string | Uint8Array) {
    const wish = scanner.takeCode({ timeoutMs: 5000 });
    await simulator.scan(code);
    return wish;
  }

  it('sends one code after the other', async () => {
    expect(await scanned('https://440699.example/佛山通')).toMatchObject({
      value: { text: 'https://440699.example/佛山通' },
    });
    expect(await scanned('x'.repeat(4096))).toMatchObject({ value: { text: 'x'.repeat(4096) } });
  });

  it.each([
    '<script>alert(1)</script>',
    "'; DROP TABLE cases; --",
    'javascript:alert(1)',
    '\u202e\u0000\u001b[2J',
  ])('brings a hostile code as it is: %j', async (code) => {
    expect(await scanned(code)).toMatchObject({ value: { text: code } });
  });

  it('brings bytes that are no text as they are', async () => {
    const bytes = Uint8Array.of(0xff, 0x00, 0xfe, 0x80, 0x11, 0x13, 0x03, 0x04, 0x7f);
    expect(await scanned(bytes)).toMatchObject({ value: { bytes } });
  });

  it.each(['on code: pieces 3 every 5ms', 'on code: drop 1'])(
    'is understood in spite of %j',
    async (script) => {
      await simulator.setScript(script);
      expect(await scanned(script)).toMatchObject({ value: { text: script } });
    },
  );

  it('refuses a code that is too long or a flood of noise, and takes the next one', async () => {
    const tooLong = { problem: { code: 'scanner.code-too-long' } };
    expect(await scanned('7'.repeat(7089))).toMatchObject(tooLong);
    await simulator.setScript('on code: wait 500ms, noise 10000');
    expect(await scanned('after noise')).toMatchObject(tooLong);
    expect(await scanner.takeCode()).toMatchObject({ value: { text: 'after noise' } });
  });

  it('unplugged inside a code gives no code, and is found again by the desk', async () => {
    await scanner.close();
    const desk = createDeviceDesk({ devices: { scanner: { address: simulator.address, baud } } });
    const codes: string[] = [];
    let changed: () => void = () => undefined;
    desk.subscribe((event) => {
      if (event.kind === 'code-scanned') codes.push(event.text);
      changed();
    });
    const until = async (isSo: () => boolean) => {
      while (!isSo()) {
        await new Promise<void>((resolve) => {
          changed = resolve;
        });
      }
    };
    const isReady = () => desk.snapshot().scanner.state === 'ready';
    await until(isReady);
    await simulator.scan('code-whole');
    await until(() => codes.length > 0);
    await simulator.setScript('on code: unplug at 7');
    await simulator.scan('code-before-the-cable-was-pulled');
    await until(() => !isReady());
    await simulator.unplug();
    await simulator.plugIn();
    await until(isReady);
    await simulator.scan('code-after');
    await until(() => codes.length > 1);
    expect(codes).toEqual(['code-whole', 'code-after']);
    await desk.close();
  });
});
