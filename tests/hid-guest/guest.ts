/** Runs inside the guest: the product's own lines against virtual devices. Tells what came of it on standard output. */
import { guestLine } from '../../scripts/guest-report.ts';
import type { Check } from './check.ts';
import { hidChecks } from './hid-checks.ts';
import { noRightsCheck } from './no-rights-check.ts';
import { usbChecks } from './usb-checks.ts';

const limitMs = 30_000;

/** @returns what came of a check; one that has not ended in time has failed */
async function outcomeOf({ run }: Check): Promise<{ ok: boolean; words: string }> {
  let limit: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    limit = setTimeout(() => reject(new Error(`nothing within ${limitMs} ms`)), limitMs);
  });
  try {
    return { ok: true, words: await Promise.race([run(), late]) };
  } catch (problem) {
    return { ok: false, words: problem instanceof Error ? problem.message : String(problem) };
  } finally {
    clearTimeout(limit);
  }
}

for (const check of [...hidChecks, ...usbChecks, noRightsCheck]) {
  const outcome = await outcomeOf(check);
  process.stdout.write(guestLine({ kind: 'result', check: check.name, ...outcome }));
}
process.stdout.write(guestLine({ kind: 'end' }));
// A check that was given up leaves a thread that waits for its device, and an exit would wait for the thread.
process.kill(process.pid, 'SIGKILL');
