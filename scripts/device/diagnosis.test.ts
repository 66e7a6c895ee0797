import { describe, expect, it } from 'vitest';
import type { PortList } from '../../hardware/transport/list-ports.ts';
import { failure } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import {
  type DeviceFacts,
  diagnosis,
  diagnosisText,
  type ReaderFacts,
  type ScannerFacts,
} from './diagnosis.ts';

const noPorts: PortList = { serial: [], hid: [], usb: [] };

function facts(more: Partial<DeviceFacts> = {}): DeviceFacts {
  return {
    platform: 'linux',
    system: '6.1',
    ports: ok(noPorts),
    openings: [],
    device: undefined,
    ...more,
  };
}

function reader(more: Partial<ReaderFacts> = {}): DeviceFacts {
  const device: ReaderFacts = {
    kind: 'id-card-reader',
    address: 'COM3',
    baud: 115_200,
    problem: undefined,
    samId: '05.03-20140101-0001234567-1234567890',
    roundTripsMs: [3, 1, 2],
    errors: new Map(),
    ...more,
  };
  return facts({ device });
}

function scanner(more: Partial<ScannerFacts> = {}): DeviceFacts {
  const device: ScannerFacts = {
    kind: 'code-scanner',
    address: 'COM4',
    baud: 9600,
    problem: undefined,
    listenedMs: 10_004,
    bytes: 20,
    codes: 1,
    ...more,
  };
  return facts({ device });
}

const about = (which: DeviceFacts, item: string) =>
  diagnosis(which).find((finding) => finding.item.includes(item));

describe('a diagnosis', () => {
  it.each([
    ['linux', 'lsusb'],
    ['win32', '设备管理器'],
  ])('says on %s where to look when nothing is attached', (platform, hint) => {
    const finding = about(facts({ platform }), '端口');
    expect(finding).toMatchObject({ state: 'bad', advice: expect.stringContaining(hint) });
  });

  it('names the devices that can be used, and why others cannot', () => {
    const device = (
      address: string,
      usability: 'usable' | 'firmware-update' | 'needs-vendor-library',
    ) => ({
      address,
      vendorId: '0400',
      productId: 'c35a',
      known: { kind: 'id-card-reader' as const, name: '阅读器', usability },
    });
    const ports: PortList = {
      serial: [{ path: 'COM3', manufacturer: 'FTDI' }],
      hid: [
        device('hid:0400:c35a', 'usable'),
        { address: 'hid:1:2', vendorId: '1', productId: '2' },
      ],
      usb: [device('usb:1', 'firmware-update'), device('usb:2', 'needs-vendor-library')],
    };
    const findings = diagnosis(facts({ ports: ok(ports) }));
    expect(findings.map(({ state, item }) => `${state} ${item}`)).toEqual([
      'note 系统 system',
      'good 串口 serial COM3',
      'good 设备 device hid:0400:c35a',
      'bad 设备 device usb:1',
      'bad 设备 device usb:2',
    ]);
    expect(findings[3]?.advice).toContain('重新插拔');
    expect(findings[4]?.advice).toContain('动态库');
  });

  it.each([
    ['linux', 'port.no-permission', 'dialout'],
    ['linux', 'port.held-by-another-program', 'lsof'],
    ['win32', 'port.held-by-another-program', '演示程序'],
    ['win32', 'port.no-driver', 'WinUSB'],
  ] as const)('says on %s what helps against %s', (platform, code, hint) => {
    const openings = [{ address: 'COM3', problem: failure(code, { address: 'COM3' }) }];
    expect(about(facts({ platform, openings }), '打开')).toMatchObject({
      state: 'bad',
      value: code,
      advice: expect.stringContaining(hint),
    });
  });

  it('has the round trips of a reader as least, middle and most', () => {
    expect(about(reader(), '往返')).toMatchObject({
      state: 'good',
      value: '1.0 / 2.0 / 3.0 ms（最小/中位/最大 min/median/max，3 次）',
    });
    expect(about(reader(), '错误')).toMatchObject({ state: 'good', value: '0/3' });
  });

  it('finds answers that are slow or fail', () => {
    expect(about(reader({ roundTripsMs: [201] }), '往返')).toMatchObject({ state: 'bad' });
    const errors = new Map([['reader.damaged-answer' as const, 2]]);
    expect(about(reader({ errors }), '错误')).toMatchObject({
      state: 'bad',
      value: '2/5：reader.damaged-answer × 2',
      advice: expect.stringContaining('数据线'),
    });
  });

  it('says what a reader that does not answer may lack', () => {
    const silent = reader({
      problem: failure('reader.no-answer'),
      samId: undefined,
      roundTripsMs: [],
    });
    expect(diagnosis(silent).slice(2)).toMatchObject([
      { state: 'bad', value: 'reader.no-answer', advice: expect.stringContaining('57600') },
    ]);
  });

  it.each([
    [{ bytes: 0, codes: 0 }, 'note', '扫一个码'],
    [{ bytes: 9, codes: 0 }, 'note', '波特率'],
  ])('tells a scanner that says nothing from one at another speed: %o', (more, state, hint) => {
    expect(about(scanner(more), '收到')).toMatchObject({
      state,
      advice: expect.stringContaining(hint),
    });
  });

  it('is a table in which Chinese and Latin text line up', () => {
    const [system, ports, advice, line, heard, ...rest] = diagnosisText(diagnosis(scanner())).split(
      '\n',
    );
    expect(advice).toMatch(/^ {4}→ 请检查连线/);
    expect([system, ports, line, heard]).toEqual([
      '· 系统 system          linux 6.1',
      '✗ 端口 ports           没有找到任何设备 none found',
      '✓ 扫码器 scanner COM4  9600 bps',
      '✓ 收到 heard           10 s：20 字节 bytes，1 个码 codes',
    ]);
    expect(rest).toEqual([]);
  });
});
