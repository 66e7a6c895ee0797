import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CardReading } from '../../src/domain/identity-card.ts';
import { ok } from '../../src/support/result.ts';
import { cardContent, fingerprintPattern } from '../simulators/card-reader/card-frames.ts';
import {
  exampleContent,
  exampleFrame,
  exampleHkmtPermit,
  examplePermanentResident2017,
  examplePermanentResident2023,
  exampleResident,
  otherResident,
} from '../simulators/card-reader/example-cards.ts';
import { createMemoryReader } from '../simulators/card-reader/memory-reader.ts';
import type { CardContent } from '../simulators/card-reader/simulated-reader.ts';
import { createMemoryLine } from '../transport/memory.ts';
import type { OpenTransport, Transport } from '../transport/transport.ts';
import { connectReader, type IdCardReader, type ReaderEvent } from './reader.ts';

const resident = exampleContent('text_A_resident');
/** Longer than one poll, shorter than two. */
const onePollMs = 350;

const everything = { fingerprint: true, addresses: true, bodyNumber: true } as const;
const address = '广东省佛山市顺德区新址路9号';

function contentOf(...card: Parameters<typeof cardContent>): CardContent {
  const content = cardContent(...card);
  if (!content.ok) throw new Error(content.problem.code);
  return content.value;
}

/** Somebody else, of whom nothing is as on the example card. */
function other(): CardContent {
  return {
    ...contentOf(otherResident, { addresses: ['广东省佛山市高明区别处街1号'] }),
    photo: new Uint8Array(1024).fill(1),
    fingerprint: new Uint8Array(1024).fill(2),
    bodyNumber: new Uint8Array(28).fill(3),
  };
}

/** An event as a word, with the code of what failed. */
function word(event: ReaderEvent): string {
  return 'failure' in event ? `${event.kind} ${event.failure.code}` : event.kind;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function connected(unplugAfterBytes?: number) {
  const simulator = createMemoryReader(unplugAfterBytes);
  const events: ReaderEvent[] = [];
  const outcome = await connectReader(simulator.transport, (event) => events.push(event));
  if (!outcome.ok) throw new Error(outcome.problem.code);
  await vi.advanceTimersByTimeAsync(0);
  return { ...simulator, reader: outcome.value, events, words: () => events.map(word) };
}

/** A transport that tells of every request just before it goes out. */
function beforeEachRequest(transport: Transport, tell: (request: Uint8Array) => void): Transport {
  return {
    ...transport,
    async open(listener) {
      const opened = await transport.open(listener);
      if (!opened.ok) return opened;
      const write: OpenTransport['write'] = (bytes) => {
        tell(bytes);
        return opened.value.write(bytes);
      };
      return ok({ ...opened.value, write });
    },
  };
}

const settle = () => vi.advanceTimersByTimeAsync(onePollMs);

describe('connecting', () => {
  it('tells who the module is', async () => {
    const { reader } = await connected();
    expect(reader.samId).toBe('05.03-20140101-0001234567-1234567890');
  });

  it.each([
    [0x60, 'reader.self-test-failed'],
    [0x66, 'reader.not-authorised'],
  ])('fails for a module that answers %i', async (sw3, code) => {
    const { transport, device } = createMemoryReader();
    device.setScript(`on status: status 0x${sw3.toString(16)}`);
    expect(await connectReader(transport, vi.fn())).toMatchObject({ problem: { code } });
  });

  it('restarts a module whose self-test failed, once', async () => {
    const frame = (sw3: number) => Uint8Array.of(0xaa, 0xaa, 0x96, 0x69, 0, 4, 0, 0, sw3, 4 ^ sw3);
    const answers = [frame(0x60), frame(0x90), frame(0x60)];
    const line = createMemoryLine(() => line.send(answers.shift() ?? new Uint8Array()));
    expect(await connectReader(line.transport, vi.fn())).toMatchObject({
      problem: { code: 'reader.self-test-failed' },
    });
    expect(answers).toEqual([]);
  });

  it('limits what goes over the air at once where the reader wants it', async () => {
    const { transport } = createMemoryReader();
    const asked: string[] = [];
    const listening = beforeEachRequest(transport, (request) =>
      asked.push(Buffer.from(request.subarray(7)).toString('hex')),
    );
    expect(await connectReader(listening, vi.fn(), { maxRfBytes: 0x50 })).toMatchObject({
      ok: true,
    });
    expect(asked.slice(0, 3)).toEqual(['11ffed', '12ffee', '61ff50ca']);
  });

  it('fails for a reader that says nothing', async () => {
    const { transport, device } = createMemoryReader();
    device.setScript('on any: silence');
    const outcome = connectReader(transport, vi.fn());
    await vi.advanceTimersByTimeAsync(1000);
    expect(await outcome).toMatchObject({ problem: { code: 'reader.no-answer' } });
  });
});

describe('a card', () => {
  it('is read when it is put down, and missed when it is lifted', async () => {
    const { device, events, words } = await connected();
    device.placeCard(resident);
    await vi.advanceTimersByTimeAsync(10 * onePollMs);
    expect(words()).toEqual(['card-present', 'card-read']);
    expect(events[1]).toMatchObject({ reading: { card: exampleResident, photo: resident.photo } });
    device.liftCard();
    await settle();
    device.placeCard(other());
    await settle();
    expect(words()).toEqual([
      'card-present',
      'card-read',
      'card-removed',
      'card-present',
      'card-read',
    ]);
    expect(events[4]).toMatchObject({ reading: { card: otherResident } });
  });

  it.each([
    exampleResident,
    exampleHkmtPermit,
    examplePermanentResident2017,
    examplePermanentResident2023,
  ])('is read whatever its kind: $kind', async (card) => {
    const { device, events } = await connected();
    device.placeCard(contentOf(card));
    await settle();
    expect(events[1]).toMatchObject({ reading: { card } });
  });

  it.each([
    [
      'is selected only at the second try',
      'select',
      '0x81',
      ['2001', '2002', '2001', '2002', '3001'],
    ],
    [
      'is read only at the second try',
      'read',
      '0x24',
      ['2001', '2002', '3001', '2001', '2002', '3001'],
    ],
    [
      'is read after a restart of the module',
      'read',
      '0x60',
      ['2001', '2002', '3001', '10ff', '11ff', '2001', '2002', '3001'],
    ],
  ] as const)('that %s makes one event', async (_what, on, sw3, requests) => {
    const { device, transport } = createMemoryReader();
    const asked: string[] = [];
    const words: string[] = [];
    device.placeCard(resident);
    const failing = on === 'read' ? '3001' : '2002';
    const listening = beforeEachRequest(transport, (request) => {
      const command = Buffer.from(request.subarray(7, 9)).toString('hex');
      const isFirst = command === failing && !asked.includes(failing);
      device.setScript(isFirst ? `on ${on}: status ${sw3}` : '');
      asked.push(command);
    });
    await connectReader(listening, (event) => words.push(word(event)));
    await vi.advanceTimersByTimeAsync(0);
    expect(asked.slice(2)).toEqual(requests);
    expect(words).toEqual(['card-present', 'card-read']);
  });

  it('that a broken module cannot read takes the module out of service', async () => {
    const { device, reader, words } = await connected();
    const wish = reader.readCard();
    device.placeCard(resident);
    device.setScript('on read: status 0x66');
    await settle();
    expect(await wish).toMatchObject({
      problem: { code: 'reader.not-authorised', info: { status: '66', sw1sw2: '0000' } },
    });
    expect(words()).toEqual([
      'card-present',
      'card-read-failed reader.not-authorised',
      'reader-gone reader.not-authorised',
    ]);
  });

  it.each(['on read 1: lift', 'on read 1: lift at 700'])(
    'lifted during the read (%s) is named so',
    async (script) => {
      const { device, words } = await connected();
      device.placeCard(resident);
      device.setScript(script);
      await vi.advanceTimersByTimeAsync(1500);
      expect(words()).toEqual(['card-present', 'card-read-failed card.removed-during-read']);
      device.placeCard(resident);
      await settle();
      expect(words().slice(2)).toEqual(['card-present', 'card-read']);
    },
  );

  it.each([
    ['on read: status 0x41', 'card.read-failed'],
    ['on read: status 0x33', 'card.read-failed'],
    ['on read: status 0x24', 'reader.unrecognised-error'],
    ['on find: status 0x32', 'card.rejected-by-reader'],
    ['on select: status 0x81', 'card.select-failed'],
    ['on select: status 0x31', 'card.rejected-reader'],
    ['on select: status 0x40', 'card.unknown-type'],
    ['on read: checksum 0x01', 'reader.damaged-answer'],
    ['on read: cut 600', 'reader.truncated-answer'],
    ['on read: silence', 'reader.no-answer'],
  ] as const)(
    'that fails to be read (%o) is tried again only when it was lifted',
    async (fault, code) => {
      const { device, words } = await connected();
      device.placeCard(resident);
      device.setScript(fault);
      await vi.advanceTimersByTimeAsync(5000);
      device.setScript('');
      await vi.advanceTimersByTimeAsync(5000);
      expect(words()).toEqual(['card-present', `card-read-failed ${code}`]);
      device.liftCard();
      await settle();
      device.placeCard(resident);
      await settle();
      expect(words().slice(2)).toEqual(['card-removed', 'card-present', 'card-read']);
    },
  );

  it.each([
    ['find', [0x20, 0x01]],
    ['select', [0x20, 0x02]],
    ['read', [0x30, 0x10]],
    ['addresses', [0x30, 0x03]],
    ['body number', [0x30, 0x05]],
  ] as const)('swapped just before %s never mixes two people', async (_what, command) => {
    const { device, transport } = createMemoryReader();
    const readings: CardReading[] = [];
    const note = (event: ReaderEvent): void => {
      if (event.kind === 'card-read') readings.push(event.reading);
    };
    const first = contentOf(exampleResident, { hasFingerprint: true, addresses: [address] });
    device.placeCard(first);
    let swaps = 0;
    const swapping = beforeEachRequest(transport, (request) => {
      if (swaps > 0 || request[7] !== command[0] || request[8] !== command[1]) return;
      swaps += 1;
      device.placeCard(other());
    });
    const connected = await connectReader(swapping, note);
    if (!connected.ok) throw new Error(connected.problem.code);
    for (let turn = 0; turn < 2; turn += 1) {
      const wish = connected.value.readCard(everything);
      await vi.advanceTimersByTimeAsync(10_000);
      const outcome = await wish;
      if (outcome.ok) readings.push(outcome.value);
      device.liftCard();
      await settle();
      device.placeCard(other());
    }
    expect(swaps).toBe(1);
    expect(readings.map(({ card }) => card)).toContainEqual(otherResident);
    for (const { card, text, photo, fingerprint, addresses, bodyNumber } of readings) {
      const isFirst = card.idNumber === exampleResident.idNumber;
      const whole = isFirst ? first : other();
      expect(card).toEqual(isFirst ? exampleResident : otherResident);
      expect(text).toEqual(whole.text);
      expect(photo).toEqual(whole.photo);
      if (fingerprint !== undefined) expect(fingerprint).toEqual(whole.fingerprint);
      if (addresses !== undefined) expect(addresses[0] === address).toBe(isFirst);
      if (bodyNumber !== undefined) expect(bodyNumber?.[0]).toBe(isFirst ? 1 : 3);
    }
  });

  it('is read through noise in front of the answers', async () => {
    const { device, words } = await connected();
    device.setScript('on any: noise 40');
    device.placeCard(resident);
    await settle();
    expect(words()).toEqual(['card-present', 'card-read']);
  });
});

describe('a wish for a card', () => {
  it('waits for the next card', async () => {
    const { device, reader } = await connected();
    const wish = reader.readCard();
    await settle();
    device.placeCard(resident);
    await settle();
    expect(await wish).toMatchObject({ ok: true, value: { card: exampleResident } });
  });

  it('reads the card that still lies there at once, without a second event', async () => {
    const { device, reader, words } = await connected();
    device.placeCard(resident);
    await settle();
    const wish = reader.readCard();
    await vi.advanceTimersByTimeAsync(0);
    expect(await wish).toMatchObject({ value: { card: exampleResident, ms: { find: 0 } } });
    expect(words()).toEqual(['card-present', 'card-read']);
  });

  it('has all it asked for, and nothing else is read', async () => {
    const { device, reader, events } = await connected();
    device.placeCard(contentOf(exampleResident, { hasFingerprint: true, addresses: [address] }));
    const wish = reader.readCard(everything);
    await settle();
    const text = exampleFrame('text_A_resident');
    expect(await wish).toMatchObject({
      value: {
        card: exampleResident,
        text,
        fingerprint: fingerprintPattern(),
        addresses: [address],
        bodyNumber: Uint8Array.from({ length: 28 }, (_, index) => index + 1),
      },
    });
    const again = reader.readCard();
    await vi.advanceTimersByTimeAsync(0);
    const reading = await again;
    for (const part of ['fingerprint', 'addresses', 'bodyNumber']) {
      expect(reading.ok && reading.value).not.toHaveProperty(part);
    }
    expect(events.map(word)).toEqual(['card-present', 'card-read']);
  });

  it('learns what a card does not have', async () => {
    const { device, reader } = await connected();
    device.placeCard(contentOf(exampleHkmtPermit));
    device.setScript('on body-number: status 0x91');
    const wish = reader.readCard(everything);
    await settle();
    expect(await wish).toMatchObject({
      value: {
        card: exampleHkmtPermit,
        warnings: ['sex-differs-from-number'],
        fingerprint: null,
        addresses: [],
        bodyNumber: null,
      },
    });
  });

  it('that comes while the card is being read without it has the card read again', async () => {
    const { device, transport } = createMemoryReader();
    const words: string[] = [];
    let wish: ReturnType<IdCardReader['readCard']> | undefined;
    const connecting = await connectReader(
      beforeEachRequest(transport, (request) => {
        if (request[7] === 0x30 && connecting?.ok) wish ??= connecting.value.readCard(everything);
      }),
      (event) => words.push(word(event)),
    );
    await settle();
    device.placeCard(resident);
    await settle();
    expect(await wish).toMatchObject({ value: { card: exampleResident, addresses: [] } });
    expect(words).toEqual(['card-present', 'card-read']);
  });

  it.each([
    ['on addresses: status 0x41', 'card.removed-during-read'],
    ['on body-number: status 0x21', 'reader.refused-command'],
  ] as const)('fails whole where a part of it does (%o)', async (fault, code) => {
    const { device, reader } = await connected();
    device.placeCard(resident);
    device.setScript(fault);
    const wish = reader.readCard(everything);
    await settle();
    expect(await wish).toMatchObject({ problem: { code } });
  });

  it('is told when the card that still lies there cannot be read again', async () => {
    const { device, reader, words } = await connected();
    device.placeCard(resident);
    await settle();
    device.setScript('on read: status 0x33');
    const wish = reader.readCard();
    await vi.advanceTimersByTimeAsync(0);
    expect(await wish).toMatchObject({ problem: { code: 'card.read-failed' } });
    device.setScript('');
    const again = reader.readCard();
    await vi.advanceTimersByTimeAsync(0);
    expect(await again).toMatchObject({ ok: true });
    expect(words()).toEqual(['card-present', 'card-read']);
  });

  it('reads a card that was read before this service began', async () => {
    const first = await connected();
    first.device.placeCard(resident);
    await settle();
    await first.reader.close();
    const again = await connectReader(first.transport, vi.fn());
    const wish = again.ok && again.value.readCard();
    await settle();
    expect(await wish).toMatchObject({ ok: true, value: { card: exampleResident } });
  });

  it('waits for another card if the one that lay there has just left', async () => {
    const { device, reader, words } = await connected();
    device.placeCard(resident);
    await settle();
    device.liftCard();
    const wish = reader.readCard();
    await vi.advanceTimersByTimeAsync(0);
    device.placeCard(other());
    await settle();
    expect(await wish).toMatchObject({ value: { card: otherResident } });
    expect(words().slice(2)).toEqual(['card-removed', 'card-present', 'card-read']);
  });

  it('fails with what went wrong with the card', async () => {
    const { device, reader } = await connected();
    const wish = reader.readCard();
    device.placeCard({ ...resident, text: new Uint8Array(256) });
    await settle();
    expect(await wish).toMatchObject({ problem: { code: 'card.malformed-data' } });
  });

  it.each(['', 'on find: silence'])(
    'ends exactly in time when no card comes (the reader meanwhile: %o)',
    async (fault) => {
      const { device, reader } = await connected();
      device.setScript(fault);
      const settled = vi.fn();
      void reader.readCard({ timeoutMs: 700 }).then(settled);
      await vi.advanceTimersByTimeAsync(699);
      expect(settled).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(1);
      expect(settled).toHaveBeenCalledWith({ ok: false, problem: { code: 'card.not-presented' } });
    },
  );

  it('can be given up, and another made at once', async () => {
    const { reader } = await connected();
    const giveUp = new AbortController();
    const wish = reader.readCard({ signal: giveUp.signal });
    expect(await reader.readCard()).toEqual({ ok: false, problem: { code: 'reader.busy' } });
    giveUp.abort();
    expect(await wish).toEqual({ ok: false, problem: { code: 'card.read-cancelled' } });
    expect(await reader.readCard({ signal: giveUp.signal })).toMatchObject({ ok: false });
    const next = reader.readCard({ timeoutMs: 100 });
    await vi.advanceTimersByTimeAsync(100);
    expect(await next).toMatchObject({ problem: { code: 'card.not-presented' } });
  });

  it('is refused when the reader is gone', async () => {
    const { reader, unplug } = await connected();
    unplug();
    expect(await reader.readCard()).toEqual({
      ok: false,
      problem: { code: 'reader.not-connected' },
    });
  });
});

describe('losing the reader', () => {
  it('tells a reader that has fallen silent, and the wish that waits', async () => {
    const { device, reader, words } = await connected();
    const wish = reader.readCard();
    device.setScript('on any: silence');
    await vi.advanceTimersByTimeAsync(2500);
    expect(await wish).toMatchObject({ problem: { code: 'reader.no-answer' } });
    expect(words()).toEqual(['reader-gone reader.no-answer']);
  });

  it('says nothing when it was closed', async () => {
    const { reader, words, unplug } = await connected();
    const wish = reader.readCard();
    await reader.close();
    unplug();
    expect(await wish).toMatchObject({ problem: { code: 'reader.not-connected' } });
    expect(words()).toEqual([]);
  });

  // Status, SAM ID, find, select, then what the wish wants.
  const beforeTheCard = 11 + 27 + 15 + 19;
  it.each([
    ['text and photo', {}, beforeTheCard + 1295],
    ['all that is on the card', everything, beforeTheCard + 2321 + 81 + 39],
  ])(
    'names the cable at every byte the reader sends for %s, and reads the next card',
    async (_what, wants, bytesOfARead) => {
      const first = contentOf(exampleResident, { hasFingerprint: true, addresses: [address] });
      for (let bytes = 0; bytes < bytesOfARead; bytes += 1) {
        const { transport, device, plugIn } = createMemoryReader(bytes);
        device.placeCard(first);
        const events: ReaderEvent[] = [];
        const listen = (event: ReaderEvent): void => {
          events.push(event);
        };
        const outcome = await connectReader(transport, listen);
        const wish = outcome.ok ? outcome.value.readCard(wants) : outcome;
        await vi.advanceTimersByTimeAsync(1000);
        expect(await wish).toMatchObject({ ok: false });
        if (outcome.ok) expect(events.at(-1)).toMatchObject({ failure: { code: 'reader.gone' } });
        else expect(outcome.problem.code).toBe('reader.gone');
        expect(events.some((event) => event.kind === 'card-read')).toBe(false);

        plugIn();
        device.placeCard(other());
        const again = (await connectReader(transport, listen)) as { value: IdCardReader };
        const read = again.value.readCard(wants);
        await vi.advanceTimersByTimeAsync(1);
        expect(await read).toMatchObject({ ok: true, value: { card: otherResident } });
        await again.value.close();
      }
    },
  );
});
