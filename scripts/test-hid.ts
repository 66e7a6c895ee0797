/** `npm run test:hid`: the product's HID transport on virtual devices, in a guest that can have some. */
import { fileURLToPath } from 'node:url';
import { runInGuest } from './hid-guest.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
let verdict: string | undefined;
await runInGuest(root, 'tests/hid-guest/guest.ts', (line) => {
  const said = /HID (ok|FAIL|END) (.*)/.exec(line);
  if (said === null) {
    if (process.env['HID_GUEST_LOG'] !== undefined) console.log(line);
    return;
  }
  const [, kind, words = ''] = said;
  console.log(kind === 'END' ? words : `${kind === 'ok' ? '✓' : '✗'} ${words}`);
  if (kind === 'END') verdict = words;
});
if (verdict === undefined) {
  console.error(
    '虚拟机没有跑完 · the guest did not come to its end (HID_GUEST_LOG=1 shows what it says)',
  );
}
process.exitCode = verdict?.endsWith(' 0 failed') ? 0 : 1;
