import { describe, expect, it } from 'vitest';
import { deviceTable } from './device-table.ts';
import { listPorts, type PortSources } from './list-ports.ts';

const nothing: PortSources = { serial: async () => [], hid: async () => [], usb: async () => [] };

const listed = async (sources: Partial<PortSources>, table = deviceTable) => {
  const ports = await listPorts(table, { ...nothing, ...sources });
  if (!ports.ok) throw new Error(ports.problem.code);
  return ports.value;
};

describe('the ports of a machine', () => {
  it('are listed with what is known of the devices there', async () => {
    const { serial, hid, usb } = await listed({
      serial: async () => [
        { path: 'COM3', vendorId: '1A86', productId: '7523', manufacturer: 'wch.cn' },
      ],
      hid: async () => [
        { vendorId: 0x2b8b, productId: 0x2721, product: 'IDR', path: '/dev/hidraw0' },
      ],
      usb: async () => [{ vendorId: 0x0400, productId: 0xc35a, place: '1-2' }],
    });
    expect(serial).toEqual([
      { path: 'COM3', vendorId: '1a86', productId: '7523', manufacturer: 'wch.cn' },
    ]);
    expect(hid).toMatchObject([
      {
        address: 'hid:2b8b:2721',
        product: 'IDR',
        known: { kind: 'id-card-reader', usability: 'usable' },
      },
    ]);
    expect(usb).toMatchObject([{ address: 'usb:0400:c35a', known: { kind: 'id-card-reader' } }]);
  });

  it('name the place of a device only where several are alike', async () => {
    const reader = { vendorId: 0x2b8b, productId: 0x2721 };
    const { hid } = await listed({
      hid: async () => [
        { ...reader, path: '/dev/hidraw0' },
        { ...reader, path: '/dev/hidraw1' },
      ],
    });
    expect(hid.map(({ address }) => address)).toEqual([
      'hid:2b8b:2721@/dev/hidraw0',
      'hid:2b8b:2721@/dev/hidraw1',
    ]);
  });

  it('list a device of several collections once, as the one that a line is opened to', async () => {
    const ids = { vendorId: 0x0c2e, productId: 0x0b61 };
    const { hid } = await listed({
      hid: async () => [
        { ...ids, path: '/dev/hidraw0', usagePage: 1, usage: 6 },
        { ...ids, path: '/dev/hidraw1', usagePage: 0x8c, usage: 2 },
        { ...ids, path: '/dev/hidraw1', usagePage: 0xff45, usage: 1 },
      ],
    });
    expect(hid).toMatchObject([{ address: 'hid:0c2e:0b61', known: { kind: 'code-scanner' } }]);
  });

  it('say why a reader that is known cannot be used', async () => {
    const { usb } = await listed({
      usb: async () => [
        { vendorId: 0x10c4, productId: 0x8a1b },
        { vendorId: 0x0483, productId: 0xdf11 },
      ],
    });
    expect(usb.map(({ known }) => known?.usability)).toEqual([
      'needs-vendor-library',
      'firmware-update',
    ]);
  });

  it('say of a reader whose packing nobody has published that it may be tried', async () => {
    const { hid } = await listed({ hid: async () => [{ vendorId: 0x0425, productId: 0x8159 }] });
    expect(hid[0]?.known?.usability).toBe('packing-unknown');
  });

  it('leave out what is on the bus and none of ours', async () => {
    const camera = { vendorId: 0x046d, productId: 0x0825 };
    const { hid, usb } = await listed({ hid: async () => [camera], usb: async () => [camera] });
    expect(usb).toEqual([]);
    expect(hid).toEqual([{ address: 'hid:046d:0825', vendorId: '046d', productId: '0825' }]);
  });

  it('know a scanner by what it reports, and by its maker', async () => {
    const { hid } = await listed({
      hid: async () => [
        { vendorId: 0x1234, productId: 1, usagePage: 0x8c, usage: 2 },
        { vendorId: 0x0c2e, productId: 0x0b61 },
      ],
    });
    expect(hid.map(({ known }) => known?.kind)).toEqual(['code-scanner', 'code-scanner']);
  });

  it('know what a counter’s settings add to the table', async () => {
    const added = {
      vendorId: '1234',
      productId: '5678',
      kind: 'id-card-reader',
      transport: 'hid',
      name: '新机型',
    } as const;
    const { hid } = await listed({ hid: async () => [{ vendorId: 0x1234, productId: 0x5678 }] }, [
      added,
    ]);
    expect(hid[0]?.known?.name).toBe('新机型');
  });

  it('that cannot be listed are a failure', async () => {
    const outcome = await listPorts(deviceTable, {
      ...nothing,
      hid: () => Promise.reject(new Error('libudev')),
    });
    expect(outcome).toEqual({
      ok: false,
      problem: { code: 'port.list-failed', info: { reason: 'libudev' } },
    });
  });
});
