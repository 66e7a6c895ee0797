import { listPorts, type PortList } from '../../hardware/transport/list-ports.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import type { Emit } from './report.ts';

/** `device list`: the ports of this machine, and what is known of the devices there. */
export async function list(emit: Emit): Promise<Outcome<null>> {
  const ports = await listPorts();
  if (!ports.ok) return ports;
  emit({ json: { ok: true, ...ports.value }, words: inWords(ports.value) });
  return ok(null);
}

const whyNot = {
  usable: '',
  'packing-unknown': '（报文格式未公开，请试读）',
  'needs-vendor-library': '（只能用厂商动态库）',
  'firmware-update': '（固件升级状态，请重新插拔）',
} as const;

/** @param ports as `listPorts` lists them */
function inWords({ serial, hid, usb }: PortList): string {
  const onBus = ({ address, product = '', known }: PortList['hid'][number]): string =>
    `  ${address}  ${known?.name ?? product}${whyNot[known?.usability ?? 'usable']}`.trimEnd();
  return [
    `串口（${serial.length}）：`,
    ...serial.map(({ path, manufacturer = '' }) => `  ${path}  ${manufacturer}`.trimEnd()),
    `HID 设备（${hid.length}）：`,
    ...hid.map(onBus),
    `USB 读卡器（${usb.length}）：`,
    ...usb.map(onBus),
  ].join('\n');
}
