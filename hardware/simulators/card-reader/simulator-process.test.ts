import { execFileSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDeviceDesk } from '../../device-desk.ts';
import { connectReader, type IdCardReader, type ReaderEvent } from '../../id-card-reader/reader.ts';
import { transportFor } from '../../transport/transport-for.ts';
import type { SimulatorWay } from '../simulator-way.ts';
import { examplePermanentResident2023, exampleResident, otherResident } from './example-cards.ts';
import { launchSimulator, type RunningSimulator } from './launch-simulator.ts';
import type { ReaderFault } from './reader-fault.ts';

const baud = 115_200;
const ways: readonly SimulatorWay[] = process.platform === 'linux' ? ['pty', 'tcp'] : ['tcp'];

describe.each(ways)('a reader in another process, attached by %s', (way) => {
  let simulator: RunningSimulator;
  let reader: IdCardReader | undefined;
  let events: ReaderEvent[];

  beforeAll(async () => {
    simulator = await launchSimulator({ way, baud });
  });
  afterAll(() => simulator.stop());
  beforeEach(() => {
    reader = undefined;
    events = [];
  });
  afterEach(async () => {
    await reader?.close();
    await simulator.setFault(undefined);
    await simulator.liftCard();
  });

  async function connect(): Promise<IdCardReader> {
    const outcome = await connectReader(transportFor(simulator.address, baud), (event) =>
      events.push(event),
    );
    if (!outcome.ok) throw new Error(outcome.problem.code);
    reader = outcome.value;
    return reader;
  }

  it('reads one card after the other', async () => {
    const { readCard } = bound(await connect());
    await simulator.placeCard(exampleResident);
    expect(await readCard()).toMatchObject({ ok: true, value: { card: exampleResident } });
    await simulator.placeCard(otherResident);
    expect(await readCard()).toMatchObject({ ok: true, value: { card: otherResident } });
  });

  const faults: readonly (readonly [ReaderFault, string])[] = [
    [{ kind: 'lift-during-read', bytes: 700, answer: 'stops' }, 'card.removed-during-read'],
    [{ kind: 'lift-during-read', bytes: 0, answer: 'says-41' }, 'card.removed-during-read'],
    [{ kind: 'wrong-checksum', on: 'read' }, 'reader.damaged-answer'],
    [{ kind: 'truncated-answer', on: 'read', bytes: 700 }, 'reader.truncated-answer'],
  ];
  it.each(faults)('names %o', async (fault, code) => {
    const { readCard } = bound(await connect());
    await simulator.setFault(fault);
    await simulator.placeCard(exampleResident);
    expect(await readCard()).toMatchObject({ ok: false, problem: { code } });
  });

  it('names the cable when it is pulled during a read', async () => {
    const { readCard } = bound(await connect());
    await simulator.setFault({ kind: 'unplug', on: 'read', bytes: 700 });
    await simulator.placeCard(exampleResident);
    expect(await readCard()).toMatchObject({ ok: false, problem: { code: 'reader.gone' } });
    await simulator.unplug();
    await simulator.plugIn();
  });

  it('reads through noise', async () => {
    await simulator.setFault({ kind: 'noise-before-answer', bytes: 50 });
    await simulator.placeCard(exampleResident);
    const { readCard } = bound(await connect());
    expect(await readCard()).toMatchObject({ ok: true, value: { card: exampleResident } });
  });

  it('reads all that a card of another kind has', async () => {
    const reader = await connect();
    const addresses = ['广东省佛山市顺德区新址路9号'];
    await simulator.placeCard(examplePermanentResident2023, { hasFingerprint: true, addresses });
    const reading = await reader.readCard({
      fingerprint: true,
      addresses: true,
      bodyNumber: true,
    });
    expect(reading).toMatchObject({
      value: { card: examplePermanentResident2023, addresses, fingerprint: { length: 1024 } },
    });
  });

  it('tells when no card comes', async () => {
    const { readCard } = bound(await connect());
    expect(await readCard(400)).toMatchObject({ problem: { code: 'card.not-presented' } });
  });

  it('tells when the reader says nothing', async () => {
    await simulator.setFault({ kind: 'silent' });
    const outcome = await connectReader(transportFor(simulator.address, baud), () => undefined);
    expect(outcome).toMatchObject({ problem: { code: 'reader.no-answer' } });
  });

  it('is found again by the desk after it was unplugged', async () => {
    const desk = createDeviceDesk({ devices: { reader: { address: simulator.address, baud } } });
    const state = (wanted: string) =>
      new Promise<void>((resolve) => {
        if (desk.snapshot().reader.state === wanted) resolve();
        desk.subscribe(() => {
          if (desk.snapshot().reader.state === wanted) resolve();
        });
      });
    await state('ready');
    const lost = state('connecting');
    await simulator.unplug();
    await lost;
    await simulator.plugIn();
    await state('ready');
    await simulator.placeCard(exampleResident);
    expect(await desk.readCard()).toMatchObject({ ok: true, value: { card: exampleResident } });
    await desk.close();
  });
});

describe.runIf(process.platform === 'linux')('a port that stands open', () => {
  it('has its speed changed', async () => {
    const simulator = await launchSimulator({ way: 'pty', baud });
    const listener = { onBytes: () => undefined, onGone: () => undefined };
    const opened = await transportFor(simulator.address, baud).open(listener);
    if (!opened.ok) throw new Error(opened.problem.code);
    const speed = () =>
      Number(execFileSync('stty', ['-F', simulator.address, 'speed'], { encoding: 'utf8' }));
    expect(speed()).toBe(115_200);
    await opened.value.changeBaud?.(19_200);
    expect(speed()).toBe(19_200);
    await opened.value.close();
    await simulator.stop();
  });
});

function bound(reader: IdCardReader) {
  return { readCard: (timeoutMs = 5000) => reader.readCard({ timeoutMs }) };
}
