/** Two counters and a platform, killed and answered badly: `npm run chaos -- [--seconds N] [--writes N] [--kills N] [--seed N] [--json]`. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runChaos } from './campaigns/chaos-run.ts';

const usage = `用法 / usage:
  chaos [--seconds N] [--writes N] [--kills N] [--seed N] [--json]

  到全部达到为止：至少 N 秒（默认 60）、N 次已确认写入、N 次强杀。
  全部案件在平台上各有且只有一份、恢复后 60 秒内送完、坏应答不少于三成时返回 0，否则返回 1。
`;

const figure = (name: string, value: string | undefined, byDefault: number): number => {
  const number = value === undefined ? byDefault : Number(value);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  process.stderr.write(`--${name} 须是非负整数 must be a number, not ${value}\n${usage}`);
  process.exit(2);
};
const string = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    seconds: string,
    writes: string,
    kills: string,
    seed: string,
    json: { type: 'boolean', default: false },
  },
});
const seed = figure('seed', values.seed, randomInt(2 ** 31));
const found = await runChaos(
  {
    seconds: figure('seconds', values.seconds, 60),
    writes: figure('writes', values.writes, 0),
    kills: figure('kills', values.kills, 0),
  },
  seed,
);
const { kills, drainMs } = found;
const isSound =
  found.acknowledged > 0 &&
  found.lost === 0 &&
  found.duplicated === 0 &&
  found.faulty >= 0.3 &&
  drainMs !== undefined;
if (values.json) process.stdout.write(`${JSON.stringify({ ...found, seed, isSound })}\n`);
else {
  const lines = [
    `已确认写入 acknowledged   ${found.acknowledged.toLocaleString('en')}`,
    `丢失 lost                 ${found.lost}`,
    `重复 duplicated           ${found.duplicated}`,
    `强杀 kills                ${kills.counters + kills.platform}（工作台 counters ${kills.counters}，平台 platform ${kills.platform}）`,
    `坏应答或无 faulty or none  ${(found.faulty * 100).toFixed(1)} %，共 of ${found.tries.toLocaleString('en')} 次 tries`,
    `恢复后送完 drained after  ${drainMs === undefined ? '> 60 s' : `${(drainMs / 1000).toFixed(1)} s`}`,
    `强杀后再开 open again     ${(found.slowestOpenMs / 1000).toFixed(1)} s（最慢 slowest）`,
    `用时 took                 ${found.seconds.toFixed(0)} s，--seed ${seed}`,
    isSound ? '通过 passed' : '未通过 FAILED',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
process.exitCode = isSound ? 0 : 1;
