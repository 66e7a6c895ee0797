import { describe, expect, it } from 'vitest';
import { deviceAddress } from './device-address.ts';

describe('a device’s address', () => {
  it.each(['/dev/ttyUSB0', 'COM3', '\\\\.\\COM12', '', 'hid:12:34', 'usb:0400'])(
    '"%s" is a serial port’s path',
    (address) => {
      expect(deviceAddress(address)).toEqual({ kind: 'serial', path: address });
    },
  );

  it('with trace: is a trace’s file', () => {
    expect(deviceAddress('trace:C:\\a b\\t.jsonl')).toEqual({
      kind: 'trace',
      file: 'C:\\a b\\t.jsonl',
    });
  });

  it('with tcp:// is a device server’s', () => {
    expect(deviceAddress('tcp://10.0.0.7:4001')).toEqual({ kind: 'tcp' });
  });

  const hid = { kind: 'hid', vendorId: '0425', productId: '8159' };
  it.each([
    ['hid:0425:8159', hid],
    ['HID:0425:8159:Envelope', { ...hid, packing: 'envelope' }],
    ['hid:0425:8159@/dev/hidraw3', { ...hid, path: '/dev/hidraw3' }],
    [
      'hid:0425:8159:raw@\\\\?\\hid#vid_0425&pid_8159#7&1',
      { ...hid, packing: 'raw', path: '\\\\?\\hid#vid_0425&pid_8159#7&1' },
    ],
  ])('%s is a HID device’s', (address, expected) => {
    expect(deviceAddress(address)).toEqual({ packing: undefined, path: undefined, ...expected });
  });

  it.each([
    ['usb:0400:C35A', undefined],
    ['usb:0400:c35a@1-2.4', '1-2.4'],
  ])('%s is a USB device’s', (address, port) => {
    expect(deviceAddress(address)).toEqual({
      kind: 'usb',
      vendorId: '0400',
      productId: 'c35a',
      port,
    });
  });
});
