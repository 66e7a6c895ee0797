import type { TracedDevice } from '../../hardware/traces/trace-file.ts';
import type { PortList } from '../../hardware/transport/list-ports.ts';
import type { Failure, Outcome } from '../../src/failures/failure.ts';
import { failureText } from '../failure-text.ts';

/** What was found out about the devices of a machine, and nothing about the people in front of them. */
export interface DeviceFacts {
  /** `process.platform`. */
  readonly platform: string;
  readonly system: string;
  readonly ports: Outcome<PortList>;
  /** Whether each port could be opened; the failure where not. */
  readonly openings: readonly { readonly address: string; readonly problem: Failure | undefined }[];
  /** The device that was asked about. */
  readonly device: ReaderFacts | ScannerFacts | undefined;
}

/** How a reader behaved. */
export interface ReaderFacts {
  readonly kind: Extract<TracedDevice, 'id-card-reader'>;
  readonly address: string;
  /** Bits per second that were asked for. */
  readonly baud: number;
  /** Why it could not be used, if so. */
  readonly problem: Failure | undefined;
  /** Serial of its security module, if it said so. */
  readonly samId: string | undefined;
  /** Milliseconds of each status command that was answered. */
  readonly roundTripsMs: readonly number[];
  /** How many status commands failed, by failure. */
  readonly errors: ReadonlyMap<Failure['code'], number>;
}

/** How a scanner's line behaved while it was listened to. */
export interface ScannerFacts {
  readonly kind: Extract<TracedDevice, 'code-scanner'>;
  readonly address: string;
  readonly baud: number;
  readonly problem: Failure | undefined;
  readonly listenedMs: number;
  readonly bytes: number;
  readonly codes: number;
}

/** One row of a diagnosis. */
export interface Finding {
  readonly state: 'good' | 'note' | 'bad';
  readonly item: string;
  readonly value: string;
  /** What to do about it. */
  readonly advice?: string;
}

/** A status command takes a few milliseconds; this slow, something stands between. */
const slowMs = 200;

/** What the facts mean, and what to do, in the order a technician looks at them. */
export function diagnosis(facts: DeviceFacts): readonly Finding[] {
  const { platform, system, ports, openings, device } = facts;
  return [
    { state: 'note', item: '系统 system', value: `${platform} ${system}` },
    ...(ports.ok
      ? portFindings(ports.value, platform)
      : [problemFinding('端口 ports', ports.problem, platform)]),
    ...openings.map(({ address, problem }) =>
      problem === undefined
        ? good(`打开 open ${address}`, '可以打开 can be opened')
        : problemFinding(`打开 open ${address}`, problem, platform),
    ),
    ...(device === undefined
      ? []
      : device.kind === 'id-card-reader'
        ? readerFindings(device, platform)
        : scannerFindings(device, platform)),
  ];
}

function portFindings({ serial, hid, usb }: PortList, platform: string): Finding[] {
  const onBus = [...hid, ...usb].flatMap(({ address, product = '', known }): Finding[] => {
    if (known === undefined) return [];
    const item = `设备 device ${address}`;
    const name = known.name ?? product;
    if (known.usability === 'usable') return [good(item, name)];
    const advice =
      known.usability === 'firmware-update'
        ? '设备停在固件升级状态，请重新插拔；不行就请厂商重刷固件。 Plug it in again; if that does not help, its maker has to restore its firmware.'
        : '这个型号只能用厂商的动态库，请换成支持标准协议的读卡器。 It speaks only to its maker’s library; use a reader with the standard protocol.';
    return [{ state: 'bad', item, value: name, advice }];
  });
  const found = [
    ...serial.map(({ path, manufacturer = '' }) => good(`串口 serial ${path}`, manufacturer)),
    ...onBus,
  ];
  return found.length > 0
    ? found
    : [
        {
          state: 'bad',
          item: '端口 ports',
          value: '没有找到任何设备 none found',
          advice:
            platform === 'win32'
              ? '请检查连线和供电；在设备管理器中看有没有带感叹号的设备，有就装厂商的串口驱动。虚拟机要先把 USB 设备接入。 Check cable and power; in the device manager look for a device with a warning sign and install its serial driver. A virtual machine needs the USB device passed through.'
              : '请检查连线和供电；用 lsusb 和 dmesg 看系统是否认到设备。虚拟机要先把 USB 设备接入。 Check cable and power; see with lsusb and dmesg whether the system knows the device. A virtual machine needs the USB device passed through.',
        },
      ];
}

function readerFindings(
  { address, baud, problem, samId, roundTripsMs, errors }: ReaderFacts,
  platform: string,
): Finding[] {
  const item = `读卡器 reader ${address}`;
  const failed = [...errors.values()].reduce((sum, count) => sum + count, 0);
  const asked = roundTripsMs.length + failed;
  return [
    problem === undefined
      ? good(item, `${baud} bps`)
      : { ...problemFinding(item, problem, platform), ...silentAdvice(problem) },
    ...(samId === undefined ? [] : [good('安全模块号 SAM ID', samId)]),
    ...(roundTripsMs.length === 0 ? [] : [roundTripFinding(roundTripsMs)]),
    ...(asked === 0
      ? []
      : failed === 0
        ? [good('错误 errors', `0/${asked}`)]
        : [
            {
              state: 'bad' as const,
              item: '错误 errors',
              value: `${failed}/${asked}：${[...errors].map(([code, count]) => `${code} × ${count}`).join('，')}`,
              advice:
                '线路不稳：请换数据线、换 USB 口，串口服务器查网络，线长或干扰大就降低波特率。 The line is unsteady: try another cable and USB port, check the network of a serial server, or use a lower speed.',
            },
          ]),
  ];
}

function roundTripFinding(timesMs: readonly number[]): Finding {
  const sorted = [...timesMs].sort((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const text = [sorted[0] ?? 0, median, sorted.at(-1) ?? 0].map((ms) => ms.toFixed(1)).join(' / ');
  const value = `${text} ms（最小/中位/最大 min/median/max，${sorted.length} 次）`;
  const item = '往返时间 round trip';
  return median <= slowMs
    ? good(item, value)
    : {
        state: 'bad',
        item,
        value,
        advice:
          '回答太慢：请查波特率，串口服务器查网络延迟，USB 转串口线查驱动的延迟设置。 Answers are slow: check the speed, the network of a serial server, the latency setting of the USB adapter’s driver.',
      };
}

function scannerFindings(
  { address, baud, problem, listenedMs, bytes, codes }: ScannerFacts,
  platform: string,
): Finding[] {
  const item = `扫码器 scanner ${address}`;
  if (problem !== undefined) return [problemFinding(item, problem, platform)];
  const line = good(item, `${baud} bps`);
  const value = `${Math.round(listenedMs / 1000)} s：${bytes} 字节 bytes，${codes} 个码 codes`;
  if (codes > 0) return [line, good('收到 heard', value)];
  return [
    line,
    {
      state: 'note',
      item: '收到 heard',
      value,
      advice:
        bytes > 0
          ? '有字节但不成码：请查波特率和扫码器的串口设置。 Bytes came that make no code: check the speed and the scanner’s settings.'
          : '没有收到码。请在诊断时扫一个码；仍没有就查扫码器是否设成串口（USB-COM）模式、波特率是否一致。 No code came. Scan one while this runs; if none comes, see that the scanner is in serial (USB-COM) mode and at this speed.',
    },
  ];
}

function good(item: string, value: string): Finding {
  return { state: 'good', item, value };
}

function problemFinding(item: string, problem: Failure, platform: string): Finding {
  const more = platform === 'win32' ? windowsAdvice : linuxAdvice;
  const advice = [failureText(problem), more[problem.code] ?? ''].filter(Boolean).join(' ');
  return { state: 'bad', item, value: problem.code, advice };
}

const linuxAdvice: Partial<Record<Failure['code'], string>> = {
  'port.no-permission':
    '执行 sudo usermod -aG dialout 用户名 后重新登录；HID 和 USB 设备要装 udev 规则。 Run sudo usermod -aG dialout USER and log in again; HID and USB devices need the udev rules.',
  'port.held-by-another-program':
    '用 sudo lsof 设备路径 看是哪个程序占用（常见 ModemManager、brltty）。 See with sudo lsof PATH which program holds it (often ModemManager or brltty).',
};

const windowsAdvice: Partial<Record<Failure['code'], string>> = {
  'port.held-by-another-program':
    '请关闭厂商的演示程序、其他业务系统和本产品的另一个窗口。 Close the maker’s demonstration, other systems and other copies of this product.',
  'port.no-driver':
    'USB 读卡器要装 WinUSB 驱动，或在厂商驱动里改成串口。 A USB reader needs the WinUSB driver, or its maker’s serial driver.',
};

function silentAdvice({ code }: Failure): Pick<Finding, 'advice'> {
  return code === 'reader.no-answer' || code === 'reader.damaged-answer'
    ? {
        advice:
          '端口能打开，但读卡器没有正确回答：请查波特率（115200、57600、38400、19200、9600）、端口是否选错、供电是否足够。 The port opens and no right answer comes: check the speed (115200, 57600, 38400, 19200, 9600), whether it is the right port, and the power.',
      }
    : {};
}

const marks = { good: '✓', note: '·', bad: '✗' } as const;

/** A diagnosis as a table for a mail: a mark, what it is about, what was found, and below it what to do. */
export function diagnosisText(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map(({ item }) => columns(item)));
  return findings
    .flatMap(({ state, item, value, advice }) => [
      `${marks[state]} ${item}${' '.repeat(width - columns(item))}  ${value}`.trimEnd(),
      ...(advice === undefined ? [] : [`    → ${advice}`]),
    ])
    .join('\n');
}

/** Chinese characters are two columns wide. */
function columns(text: string): number {
  return [...text].reduce((sum, each) => sum + (/[\u1100-\uffdc]/.test(each) ? 2 : 1), 0);
}
