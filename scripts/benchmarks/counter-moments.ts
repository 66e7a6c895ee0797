import { z } from 'zod';
import type { Workstation } from '../workbench/workstation.ts';

/** Watches the citizen's page. What it returns tells when a finger left it. */
export async function fingerLifted(workstation: Workstation): Promise<() => Promise<number>> {
  const evaluator = await workstation.evaluator();
  const tapped = await evaluator.evaluateHandle<{ readonly at: Promise<number> }>(`({
    at: new Promise((resolve) => {
      addEventListener('pointerup', () => resolve(performance.timeOrigin + performance.now()), { once: true, capture: true });
    }),
  })`);
  return async () => tapped.evaluate(({ at }) => at);
}

const logLineSchema = z.object({ at: z.iso.datetime(), event: z.string() });

/** When main heard of something the last time, by its own log. */
export function lastOf(event: string, log: string): number {
  const line = log
    .split('\n')
    .filter((text) => text.includes(`"${event}"`))
    .at(-1);
  return Date.parse(logLineSchema.parse(JSON.parse(line ?? '{}')).at);
}
