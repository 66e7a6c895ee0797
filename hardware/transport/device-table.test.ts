import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { deviceTable, knownDevice } from './device-table.ts';

it('every device stands in the table once', () => {
  const numbers = deviceTable.map(({ vendorId, productId }) => `${vendorId}:${productId}`);
  expect(new Set(numbers).size).toBe(numbers.length);
});

it('a product’s own row comes before its vendor’s', () => {
  const vendor = { vendorId: '0c2e', kind: 'code-scanner', transport: 'hid', name: 'any' } as const;
  const product = { ...vendor, productId: '0b61', name: 'one' };
  const table = [vendor, product];
  expect(knownDevice(table, { vendorId: '0c2e', productId: '0b61' })).toBe(product);
  expect(knownDevice(table, { vendorId: '0c2e', productId: '0001' })).toBe(vendor);
  expect(knownDevice(table, { vendorId: 'ffff', productId: '0b61' })).toBeUndefined();
});

it('the device rule of Linux opens the devices of the table that this program can talk to, and no others', () => {
  const rules = readFileSync('resources/linux/60-mianzhengban.rules', 'utf8')
    .split('\n')
    .filter((line) => line.includes('idVendor'));
  const expected = deviceTable.flatMap(({ vendorId, productId, transport }) => {
    const product = productId === undefined ? '' : `, ATTRS{idProduct}=="${productId}"`;
    if (transport === 'hid') {
      return `SUBSYSTEM=="hidraw", ATTRS{idVendor}=="${vendorId}"${product}, TAG+="uaccess"`;
    }
    return transport === 'usb'
      ? `SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{idVendor}=="${vendorId}", ATTR{idProduct}=="${productId}", TAG+="uaccess"`
      : [];
  });
  expect(rules).toEqual(expected);
});
