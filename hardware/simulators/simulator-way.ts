import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** How a simulator can be attached: `pty` behind a real terminal device, `tcp` as a device server would be. */
export type SimulatorWay = 'pty' | 'tcp';

/**
 * The closest thing to a serial port that a machine offers.
 * @param platform `process.platform`
 * @param hasSocat whether the program that makes the pseudo-terminal is installed
 */
export function simulatorWay(platform: string, hasSocat: boolean): SimulatorWay {
  return platform === 'linux' && hasSocat ? 'pty' : 'tcp';
}

/** The closest thing that this machine offers. */
export function bestWay(): SimulatorWay {
  const { PATH = '' } = process.env;
  const hasSocat = PATH.split(delimiter).some((folder) => existsSync(join(folder, 'socat')));
  return simulatorWay(process.platform, hasSocat);
}
