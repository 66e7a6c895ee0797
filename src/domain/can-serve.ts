import type { ServiceItem } from './service-item.ts';

/**
 * Whether the workstation can receive an item. Every licence is asked for of one person, which is not enough consent where
 * each adult has to consent.
 */
export function canServe({ materials, licences }: ServiceItem): boolean {
  return (
    materials.every(({ heldBy }) => heldBy !== 'each-adult') &&
    licences.every(({ holder }) => holder !== 'each-adult')
  );
}
