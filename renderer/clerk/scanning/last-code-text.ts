import type { DeviceSnapshot } from '../../../src/contracts/device-snapshot.ts';
import { hallTime } from '../../../src/support/clock.ts';
import type { useTexts } from '../locale/texts.ts';

/** In words how the last code came, and when; undefined while none has. */
export function lastCodeText(
  { lastCode }: DeviceSnapshot['scanner'],
  { t }: ReturnType<typeof useTexts>,
): string | undefined {
  return (
    lastCode &&
    t('scanner.last-code', {
      way: t(`scanner.way.${lastCode.source}`),
      bytes: lastCode.bytes,
      time: hallTime(lastCode.at),
    })
  );
}
