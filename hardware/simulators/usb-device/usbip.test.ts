import { expect, it, vi } from 'vitest';
import { playUsbDevice } from './usbip.ts';

/** A device with a pipe each way, and a system that has attached it and notes what comes back. */
function attached() {
  const onOut = vi.fn();
  const nature = { vendorId: 0x0400, productId: 0xc35a, endpoints: [0x82, 0x01] };
  const told: Uint8Array[] = [];
  const device = playUsbDevice({ ...nature, onOut }, (bytes) => told.push(bytes));
  const message = (
    kind: number,
    sequence: number,
    words: readonly number[],
    setUp = '',
  ): Buffer => {
    const head = Buffer.alloc(48);
    for (const [index, word] of [kind, sequence, 1, ...words].entries()) {
      head.writeUInt32BE(word, 4 * index);
    }
    head.write(setUp, 40, 'hex');
    return head;
  };
  /** What has come back: kind, sequence, status, length, data. */
  const back = () => {
    const bytes = Buffer.concat(told.splice(0));
    return [
      bytes.readUInt32BE(0),
      bytes.readUInt32BE(4),
      bytes.readInt32BE(20),
      bytes.readUInt32BE(24),
      bytes.toString('hex', 48),
    ];
  };
  return { device, onOut, message, back };
}

const inward = 1;
const outward = 0;

it('the device says what it is when it is asked for its descriptors', () => {
  const { device, message, back } = attached();
  device.heard(message(1, 7, [inward, 0, 0, 18], '8006000100001200'));
  expect(back()).toEqual([3, 7, 0, 18, '12010002000000400004' + '5ac3000100000001']);
  device.heard(message(1, 8, [inward, 0, 0, 255], '800600020000ff00'));
  expect(back()).toEqual([
    ...[3, 8, 0, 32],
    '0902200001010080320904000002ff000000' + '07058202400000' + '07050102400000',
  ]);
  device.heard(message(1, 9, [inward, 0, 0, 4], '8006000300000400'));
  expect(back()).toEqual([3, 9, -32, 0, '']);
});

it('the device can be used once its configuration is chosen', async () => {
  const { device, message, back } = attached();
  device.heard(message(1, 1, [outward, 0, 0, 0], '0009010000000000'));
  await device.configured;
  expect(back()).toEqual([3, 1, 0, 0, '']);
});

it('bytes go out however the connection cuts them', () => {
  const { device, onOut, message, back } = attached();
  const whole = Buffer.concat([message(1, 5, [outward, 1, 0, 3]), Buffer.from('aabbcc', 'hex')]);
  device.heard(whole.subarray(0, 20));
  device.heard(whole.subarray(20, 50));
  expect(onOut).not.toHaveBeenCalled();
  device.heard(whole.subarray(50));
  expect(onOut).toHaveBeenCalledWith(1, Uint8Array.of(0xaa, 0xbb, 0xcc));
  expect(back()).toEqual([3, 5, 0, 3, '']);
});

it('bytes come in when they are asked for, as many as are asked for', () => {
  const { device, message, back } = attached();
  device.send(0x82, Uint8Array.of(1, 2, 3));
  device.heard(message(1, 5, [inward, 2, 0, 2]));
  expect(back()).toEqual([3, 5, 0, 2, '0102']);
  device.heard(message(1, 6, [inward, 2, 0, 2]));
  expect(back()).toEqual([3, 6, 0, 1, '03']);
  device.heard(message(1, 7, [inward, 2, 0, 2]));
  device.send(0x82, Uint8Array.of(4));
  expect(back()).toEqual([3, 7, 0, 1, '04']);
});

it('a read that is taken back gets nothing of what comes later', () => {
  const { device, message, back } = attached();
  device.heard(message(1, 5, [inward, 2, 0, 2]));
  device.heard(message(2, 6, [0, 0, 5]));
  expect(back().slice(0, 3)).toEqual([4, 6, -104]);
  device.send(0x82, Uint8Array.of(9));
  device.heard(message(2, 7, [0, 0, 5]));
  expect(back().slice(0, 3)).toEqual([4, 7, 0]);
  device.heard(message(1, 8, [inward, 2, 0, 2]));
  expect(back()).toEqual([3, 8, 0, 1, '09']);
});
