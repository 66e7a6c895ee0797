/** Says one line to the person waiting. Standard output is left to results. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Runs a step that takes long enough to be announced, with a sign of life every quarter of a minute. */
export async function longStep<T>(title: string, step: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  say(title);
  const ticking = setInterval(() => say(`… ${seconds()} s`), 15_000);
  try {
    const result = await step();
    say(`  完成 done (${seconds()} s)`);
    return result;
  } finally {
    clearInterval(ticking);
  }
}
