import { execFileSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDeviceDesk } from '../../device-desk.ts';
import { connectReader, type IdCardReader, type ReaderEvent } from '../../id-card-reader/reader.ts';
import { transportFor } from '../../transport/transport-for.ts';
import type { SimulatorWay } from '../simulator-way.ts';
import { examplePermanentResident2023, exampleResident, otherResident } from './example-cards.ts';
import { launchSimulator, type RunningSimulator } from './launch-simulator.ts';

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
    await simulator.setScript('');
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

  const faults: readonly (readonly [string, string])[] = [
    ['on read 1: lift at 700', 'card.removed-during-read'],
    ['on read 1: lift', 'card.removed-during-read'],
    ['on read: checksum 0x01', 'reader.damaged-answer'],
    ['on read: cut 700', 'reader.truncated-answer'],
  ];
  it.each(faults)('names %o', async (fault, code) => {
    const { readCard } = bound(await connect());
    await simulator.setScript(fault);
    await simulator.placeCard(exampleResident);
    expect(await readCard()).toMatchObject({ ok: false, problem: { code } });
  });

  it('names the cable when it is pulled during a read', async () => {
    const { readCard } = bound(await connect());
    await simulator.setScript('on read: unplug at 700');
    await simulator.placeCard(exampleResident);
    expect(await readCard()).toMatchObject({ ok: false, problem: { code: 'reader.gone' } });
    await simulator.unplug();
    await simulator.plugIn();
  });

  it('reads through noise', async () => {
    await simulator.setScript('on any: noise 50');
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
    await simulator.setScript('on any: silence');
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
