/** `npm run test:hid`: the product's USB lines on virtual devices, in a guest that can have some. */
import { dirname } from 'node:path';
import { runInGuest } from './guest.ts';
import { guestLineIn } from './guest-report.ts';

let passed = 0;
let failed = 0;
let ended = false;
/** Shown only where nothing else explains what happened. */
const kernelWords: string[] = [];

try {
  await runInGuest(dirname(import.meta.dirname), 'tests/hid-guest/guest.ts', (line) => {
    const said = guestLineIn(line);
    if (said === undefined) kernelWords.push(line);
    else if (said.kind === 'end') ended = true;
    else {
      if (said.ok) passed += 1;
      else failed += 1;
      console.log(`${said.ok ? '✓' : '✗'} ${said.check.padEnd(40)} ${said.words}`);
    }
  });
} catch (problem) {
  console.error(problem instanceof Error ? problem.message : problem);
}
if (!ended) {
  console.error(kernelWords.slice(-40).join('\n'));
  console.error(
    '虚拟机没有跑完，上面是它最后的输出。 The guest did not come to its end; its last words are above.',
  );
}
console.log(`${passed} passed, ${failed + (ended ? 0 : 1)} failed`);
process.exitCode = ended && failed === 0 ? 0 : 1;
