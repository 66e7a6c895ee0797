import { connectReader, type ReaderEvent } from '../../hardware/id-card-reader/reader.ts';
import { exampleResident } from '../../hardware/simulators/card-reader/example-cards.ts';
import { launchSimulator } from '../../hardware/simulators/card-reader/launch-simulator.ts';
import { wireTimeMs } from '../../hardware/simulators/paced-line.ts';
import { transportFor } from '../../hardware/transport/transport-for.ts';
import { atMost, type BenchResult } from './bench-result.ts';
import { median } from './percentile.ts';

const baud = 115_200;
const reads = 21;
const limit = 1.1;
/** Requests and answers of find, select and read. */
const exchangedBytes = 10 + 15 + (10 + 19) + (10 + 1295);

/**
 * Card read: first byte of the successful find to the decoded card, through the real transport and a reader in another
 * process that keeps the pace of a 115,200 baud line; the peer is the time the same bytes take on that line.
 */
export async function cardReadBenchmark(): Promise<readonly BenchResult[]> {
  const simulator = await launchSimulator({ baud });
  const totals: number[] = [];
  const events: ReaderEvent[] = [];
  let wake: () => void = () => undefined;
  const next = async (): Promise<ReaderEvent> => {
    while (events.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return events.shift() as ReaderEvent;
  };
  const reader = await connectReader(transportFor(simulator.address, baud), (event) => {
    events.push(event);
    wake();
  });
  if (!reader.ok) throw new Error(`The simulated reader cannot be used: ${reader.problem.code}`);
  await simulator.placeCard(exampleResident);
  while (totals.length < reads) {
    const event = await next();
    if (event.kind === 'card-read') {
      totals.push(event.reading.ms.total);
      await simulator.liftCard();
    } else if (event.kind === 'card-removed') {
      await simulator.placeCard(exampleResident);
    } else if (event.kind !== 'card-present') {
      throw new Error(`A read failed: ${event.failure.code}`);
    }
  }
  await reader.value.close();
  await simulator.stop();

  return [
    atMost(limit, {
      id: 'H8',
      name: 'card-read',
      ours: { label: `median of ${reads} reads`, value: median(totals), unit: 'ms' },
      peer: {
        label: `wire time of ${exchangedBytes} bytes at ${baud} baud`,
        value: wireTimeMs(exchangedBytes, baud),
        unit: 'ms',
      },
    }),
  ];
}
