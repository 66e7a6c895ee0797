import { describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../src/support/clock.ts';
import { type ListSerialDevices, movedPorts } from './moved-port.ts';

const bridge = { vendorId: '1a86', productId: '7523' };
const other = { vendorId: '0403', productId: '6001', serialNumber: 'A1' };

/** Ports that change while the test runs. */
function machine(...ports: Awaited<ReturnType<ListSerialDevices>>) {
  const now: { ports: typeof ports } = { ports };
  let ms = 0;
  const list = vi.fn(async () => now.ports);
  const moved = movedPorts({ monotonic: () => ms }, list);
  const wait = (passing: number): void => {
    ms += passing;
  };
  return { now, moved, list, wait };
}

describe('a port that has moved', () => {
  it('is found by the device behind it', async () => {
    const { now, moved } = machine({ path: 'COM3', ...bridge }, { path: 'COM4', ...other });
    await moved.remember('COM3');
    now.ports = [
      { path: 'COM4', ...other },
      { path: 'COM7', ...bridge },
    ];
    expect(await moved.find('COM3')).toBe('COM7');
  });

  it('is not looked for again at once, and is found when it comes later', async () => {
    const { now, moved, list, wait } = machine({ path: 'COM3', ...bridge });
    await moved.remember('COM3');
    now.ports = [];
    list.mockClear();
    for (let looks = 0; looks < 4; looks += 1) {
      expect(await moved.find('COM3')).toBeUndefined();
      wait(499);
    }
    expect(list).toHaveBeenCalledTimes(1);
    now.ports = [{ path: 'COM7', ...bridge }];
    wait(4);
    expect(await moved.find('COM3')).toBe('COM7');
  });

  it('is not guessed among several that could be it', async () => {
    const { now, moved } = machine({ path: 'COM3', ...bridge });
    await moved.remember('COM3');
    now.ports = [
      { path: 'COM7', ...bridge },
      { path: 'COM8', ...bridge },
    ];
    expect(await moved.find('COM3')).toBeUndefined();
  });

  it('is not another of the same make', async () => {
    const { now, moved } = machine({ path: 'COM4', ...other });
    await moved.remember('COM4');
    now.ports = [{ path: 'COM5', ...other, serialNumber: 'B2' }];
    expect(await moved.find('COM4')).toBeUndefined();
  });

  it('is not looked for where nothing is known of the device', async () => {
    const { now, moved } = machine({ path: '/dev/ttyS0' });
    await moved.remember('/dev/ttyS0');
    now.ports = [{ path: '/dev/ttyS1' }];
    expect(await moved.find('/dev/ttyS0')).toBeUndefined();
    expect(await moved.find('COM9')).toBeUndefined();
  });

  it('is nowhere for a system that does not tell its ports', async () => {
    const moved = movedPorts(systemClock, () => Promise.reject(new Error('no udev')));
    await moved.remember('COM3');
    expect(await moved.find('COM3')).toBeUndefined();
  });
});
