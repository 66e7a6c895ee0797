import { describe, expect, it, vi } from 'vitest';
import { codeSize, openCamera, pageSize } from './camera.ts';

const [built, plugged] = ['Integrated Camera', 'C920'] as const;

/** A system with two cameras and a microphone. */
function systemWith(getUserMedia: (terms: MediaStreamConstraints) => Promise<MediaStream>) {
  const device = (kind: string, label: string, deviceId: string) => ({ kind, label, deviceId });
  return {
    enumerateDevices: async () =>
      [
        device('audioinput', plugged, 'm'),
        device('videoinput', built, 'a'),
        device('videoinput', plugged, 'b'),
      ] as MediaDeviceInfo[],
    getUserMedia: vi.fn(getUserMedia),
  };
}

function streamOf(stop: () => void): MediaStream {
  return { getTracks: () => [{ stop }] } as unknown as MediaStream;
}

const unended = new AbortController().signal;
const any = { name: '', size: codeSize };

describe('a camera', () => {
  it('is the system’s first, or the one that is named, and never with sound', async () => {
    const stream = streamOf(() => undefined);
    const system = systemWith(async () => stream);
    expect(await openCamera(any, system, unended)).toBe(stream);
    expect(await openCamera({ name: plugged, size: pageSize }, system, unended)).toBe(stream);
    const asked = system.getUserMedia.mock.calls.map(([terms]) => terms);
    expect(asked).toMatchObject([
      { audio: false, video: { width: { ideal: 1280 }, resizeMode: 'none' } },
      { audio: false, video: { width: { ideal: 3264 }, resizeMode: 'none' } },
    ]);
    expect(asked[0]?.video).not.toHaveProperty('deviceId');
    expect(asked[1]?.video).toMatchObject({ deviceId: { exact: 'b' } });
  });

  it('that is named and not there is none, whatever others there are', async () => {
    const system = systemWith(async () => streamOf(() => undefined));
    expect(await openCamera({ name: 'HD Pro', size: codeSize }, system, unended)).toBe('none');
    expect(system.getUserMedia).not.toHaveBeenCalled();
  });

  it.each([
    ['NotFoundError', 'none'],
    ['OverconstrainedError', 'none'],
    ['NotAllowedError', 'refused'],
    ['SecurityError', 'refused'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
    ['InvalidStateError', 'busy'],
  ] as const)('that the browser refuses by %s is %s', async (name, trouble) => {
    const system = systemWith(async () => {
      throw new DOMException('', name);
    });
    expect(await openCamera(any, system, unended)).toBe(trouble);
  });

  it('is off as soon as nobody looks any more', async () => {
    const stop = vi.fn();
    const ending = new AbortController();
    await openCamera(
      any,
      systemWith(async () => streamOf(stop)),
      ending.signal,
    );
    expect(stop).not.toHaveBeenCalled();
    ending.abort();
    expect(stop).toHaveBeenCalledOnce();
  });

  it('is off at once when it comes after that', async () => {
    const stop = vi.fn();
    await openCamera(
      any,
      systemWith(async () => streamOf(stop)),
      AbortSignal.abort(),
    );
    expect(stop).toHaveBeenCalledOnce();
  });
});
