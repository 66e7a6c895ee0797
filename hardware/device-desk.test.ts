import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDeviceDesk, type DeviceEvent } from './device-desk.ts';
import { exampleContent, exampleResident } from './simulators/card-reader/example-cards.ts';
import { createMemoryReader } from './simulators/card-reader/memory-reader.ts';

const address = 'memory';
const samId = '05.03-20140101-0001234567-1234567890';
const card = exampleContent('text_A_resident');
const gone = { code: 'reader.gone', info: { address } };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function deskWithReader() {
  const simulator = createMemoryReader();
  const open = vi.fn(() => simulator.transport);
  const desk = createDeviceDesk({ reader: { address }, transportFor: open });
  const events: DeviceEvent[] = [];
  desk.subscribe((event) => events.push(event));
  return { ...simulator, desk, events, open };
}

describe('the device desk', () => {
  it('without a reader in the settings says so', async () => {
    const desk = createDeviceDesk({});
    expect(desk.snapshot()).toEqual({ reader: { state: 'not-configured' } });
    expect(await desk.readCard()).toEqual({
      ok: false,
      problem: { code: 'reader.not-configured' },
    });
    await desk.close();
  });

  it('tells the whole story of a card', async () => {
    const { desk, device, events } = deskWithReader();
    expect(desk.snapshot()).toEqual({ reader: { state: 'connecting', address } });
    await vi.advanceTimersByTimeAsync(1);
    device.placeCard(card);
    await vi.advanceTimersByTimeAsync(350);
    device.liftCard();
    await vi.advanceTimersByTimeAsync(350);
    expect(
      events.map((event) => (event.kind === 'snapshot' ? event.snapshot.reader.state : event.kind)),
    ).toEqual([
      'ready',
      'card-present',
      'reading',
      'card-read',
      'card-lies',
      'card-removed',
      'ready',
    ]);
    expect(desk.snapshot()).toEqual({ reader: { state: 'ready', address, samId } });
    await desk.close();
  });

  it('shows what went wrong with a card until the next one', async () => {
    const { desk, device } = deskWithReader();
    const failure = { code: 'card.unsupported-kind' };
    device.placeCard(exampleContent('text_I_foreigner2017'));
    await vi.advanceTimersByTimeAsync(350);
    expect(desk.snapshot().reader).toMatchObject({ state: 'card-lies', failure });
    device.liftCard();
    await vi.advanceTimersByTimeAsync(350);
    expect(desk.snapshot().reader).toMatchObject({ state: 'ready', failure });
    device.placeCard(card);
    await vi.advanceTimersByTimeAsync(700);
    expect(desk.snapshot().reader.failure).toBeUndefined();
    await desk.close();
  });

  it('keeps the reader through a replug', async () => {
    const { desk, device, unplug, plugIn } = deskWithReader();
    await vi.advanceTimersByTimeAsync(1);
    unplug();
    expect(desk.snapshot()).toEqual({ reader: { state: 'connecting', address, failure: gone } });
    expect(await desk.readCard()).toEqual({
      ok: false,
      problem: { code: 'reader.not-connected' },
    });
    plugIn();
    await vi.advanceTimersByTimeAsync(250);
    expect(desk.snapshot()).toEqual({ reader: { state: 'ready', address, samId } });
    device.placeCard(card);
    const wish = desk.readCard();
    await vi.advanceTimersByTimeAsync(350);
    expect(await wish).toMatchObject({ value: { card: exampleResident } });
    await desk.close();
  });

  it('tries again after 250 ms, then ever more slowly, at least every 4 s', async () => {
    const { desk, unplug, plugIn, open } = deskWithReader();
    unplug();
    const attempts: number[] = [];
    const startedAt = performance.now();
    open.mockClear();
    for (let known = 0; attempts.length < 7; ) {
      await vi.advanceTimersByTimeAsync(50);
      if (open.mock.calls.length > known) attempts.push(performance.now() - startedAt);
      known = open.mock.calls.length;
    }
    expect(attempts).toEqual([250, 750, 1750, 3750, 7750, 11_750, 15_750]);
    expect(desk.snapshot().reader).toMatchObject({ failure: { code: 'port.not-found' } });
    plugIn();
    await vi.advanceTimersByTimeAsync(4000);
    expect(desk.snapshot().reader.state).toBe('ready');
    unplug();
    plugIn();
    await vi.advanceTimersByTimeAsync(250);
    expect(desk.snapshot().reader.state).toBe('ready');
    await desk.close();
  });

  it('never tells a new listener about an old card', async () => {
    const { desk, device } = deskWithReader();
    device.placeCard(card);
    await vi.advanceTimersByTimeAsync(1);
    expect(desk.snapshot().reader.state).toBe('card-lies');
    const late = vi.fn();
    const unsubscribe = desk.subscribe(late);
    await vi.advanceTimersByTimeAsync(2000);
    expect(late).not.toHaveBeenCalled();
    unsubscribe();
    device.liftCard();
    await vi.advanceTimersByTimeAsync(350);
    expect(late).not.toHaveBeenCalled();
    await desk.close();
  });

  it('is silent and lets go of everything once closed', async () => {
    const { desk, events, unplug, open } = deskWithReader();
    await vi.advanceTimersByTimeAsync(1);
    const told = events.length;
    const wish = desk.readCard();
    await desk.close();
    unplug();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(await wish).toMatchObject({ ok: false });
    expect(events).toHaveLength(told);
    expect(open).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});
