import { type Check, insist, refusalCode } from './check.ts';
import { addressOf, attachHidReader, rawReader } from './hid-checks.ts';
import { attachUsbReader, usbAddress } from './usb-checks.ts';

/** Nobody's account. */
const nobody = 65_534;

/** To be run last: there is no way back from an account without rights. */
export const noRightsCheck: Check = {
  name: 'readers that this account may not open',
  async run() {
    const hid = await attachHidReader(rawReader);
    const usb = await attachUsbReader('two pipes');
    process.setuid?.(nobody);
    const codes: string[] = [];
    for (const address of [addressOf(rawReader), usbAddress]) {
      codes.push(`${address}: ${await refusalCode(address)}`);
    }
    await usb.detach();
    await hid.detach();
    insist(
      codes.every((code) => code.endsWith('port.no-permission')),
      codes.join(', '),
    );
    return codes.join(', ');
  },
};
