import type { ServiceItem } from './service-item.ts';

/**
 * Whether the workstation can receive an item. Every licence is asked for on one page and of one person, which is not enough
 * consent for a sensitive licence, nor where each adult has to consent.
 */
export function canServe({ materials, licences }: ServiceItem): boolean {
  return (
    materials.every(({ heldBy }) => heldBy !== 'each-adult') &&
    licences.every(({ holder, isSensitive }) => holder !== 'each-adult' && !isSensitive)
  );
}
