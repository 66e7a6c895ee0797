import type { ServiceItem } from './service-item.ts';

/**
 * Whether the workstation can receive an item. A sensitive licence takes a consent of its own, which its page does not ask
 * for.
 */
export function canServe({ licences }: ServiceItem): boolean {
  return licences.every(({ isSensitive }) => !isSensitive);
}
