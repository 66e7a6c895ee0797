import { readFileSync } from 'node:fs';

/** Events that go to the server at once, as the workstation's own. */
export const batchSize = 200;

/** Folder for the files, the server's address, how many events, and a file with the text of each. */
const [folder, url, count, sample] = process.argv.slice(2);
const body = readFileSync(sample, 'utf8');

/** Sends a batch. Rejects unless the server has it on its disk. */
export async function send(events) {
  const response = await fetch(`${url}/inbox`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ events }),
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  await response.json();
}

/** Measures a queue: `enqueue` one event after the other, each awaited, then `drain` all of them. */
export async function measure({ open, enqueue, drain, close }) {
  const queue = await open(folder);
  const events = Array.from({ length: Number(count) }, () => ({ id: crypto.randomUUID(), body }));
  let began = performance.now();
  for (const event of events) await enqueue(queue, event);
  process.stdout.write(`enqueue ${performance.now() - began}\n`);
  began = performance.now();
  await drain(queue);
  process.stdout.write(`drain ${performance.now() - began}\n`);
  await close(queue);
}
