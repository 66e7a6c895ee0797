import type { TextOf } from '../locale/text-key.ts';

const kilobyte = 1024;
const megabyte = kilobyte * kilobyte;

/** How large a file is, as a person says it. */
export function sizeText(t: TextOf, bytes: number): string {
  return bytes < megabyte
    ? t('size.kilobytes', { number: Math.max(1, Math.round(bytes / kilobyte)) })
    : t('size.megabytes', { number: (bytes / megabyte).toFixed(1) });
}
