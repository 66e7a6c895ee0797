import { join } from 'node:path';
import { z } from 'zod';
import { buildCampaigns, campaignDir } from '../build.ts';
import { runCommand } from '../run-command.ts';

const script = join(campaignDir, 'storage-campaign-process.cjs');

/** Acknowledged writes that are not in a log which a power cut has torn, and copies whose content is no prefix. */
const tornSchema = z.object({ copies: z.number(), lost: z.number(), notAPrefix: z.number() });

/** Runs in which something wrong was read, or something missing, without a word; of the sealed storage, and a plain one. */
const flipsSchema = z.object({ runs: z.number(), silent: z.number(), plainSilent: z.number() });

/** Commits in a second, and files in which something personal stands. */
const sealingSchema = z.object({
  sealed: z.number(),
  plain: z.number(),
  personalFound: z.number(),
});

/** Reads so many logs that a power cut has torn. */
export const tearLogs = (count: number, seed: number) => campaign('torn', count, seed, tornSchema);

/** Opens so many databases with one flipped bit. */
export const flipBits = (count: number, seed: number) =>
  campaign('flips', count, seed, flipsSchema);

/** Commits so many events, sealed and plain. */
export const compareSealing = (count: number) => campaign('sealing', count, 1, sealingSchema);

/**
 * How often the disk was waited for while so many writes were acknowledged, one after the other, beyond what opening and
 * closing take; as the system's own tracer sees it. `undefined` where there is none (`strace`, Linux).
 */
export async function countSyncs(writes: number): Promise<number | undefined> {
  await buildCampaigns();
  const some = await tracedSyncs(writes);
  const none = await tracedSyncs(0);
  return some === undefined || none === undefined ? undefined : some - none;
}

async function tracedSyncs(writes: number): Promise<number | undefined> {
  const { code, stderr } = await runCommand('strace', [
    ...['-f', '-e', 'trace=fsync,fdatasync'],
    ...[process.execPath, script, 'commits', '--count', String(writes)],
  ]);
  if (code !== 0) return undefined;
  return stderr.match(/\bf(?:data)?sync\(/g)?.length ?? 0;
}

async function campaign<Found>(
  task: string,
  count: number,
  seed: number,
  shape: z.ZodType<Found>,
): Promise<Found> {
  await buildCampaigns();
  const args = [script, task, '--count', String(count), '--seed', String(seed)];
  const { code, stdout, stderr } = await runCommand(process.execPath, args);
  if (code !== 0) throw new Error(`${task}: ${stderr.slice(0, 500)}`);
  return shape.parse(JSON.parse(stdout));
}
