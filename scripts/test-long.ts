/** `npm run test:long`: what takes too long for every change. Campaigns at full size, then the HID guest. */
import { fileURLToPath } from 'node:url';
import { runInForeground } from './run-command.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const steps: readonly { readonly name: string; readonly args: readonly string[] }[] = [
  {
    name: '全量故障测试 campaigns at full size',
    args: ['node_modules/vitest/vitest.mjs', 'run', '--configLoader', 'runner', 'hardware'],
  },
  { name: '虚拟 HID 设备 virtual HID devices', args: ['scripts/test-hid.ts'] },
];

let failed = 0;
for (const { name, args } of steps) {
  process.stdout.write(`── ${name}\n`);
  const env = { ...process.env, CAMPAIGN: 'long' };
  const code = await runInForeground(process.execPath, args, { cwd: root, env });
  if (code !== 0) failed += 1;
}
process.exitCode = failed === 0 ? 0 : 1;
