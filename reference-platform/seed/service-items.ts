import type { ServiceItem } from '../../src/domain/service-item.ts';
import { driversLicenceItem } from './drivers-licence-item.ts';
import { elderCardItem } from './elder-card-item.ts';
import { flexibleInsuranceItem } from './flexible-insurance-item.ts';

/** The service items (事项) of the seed. */
export const serviceItems: readonly ServiceItem[] = [
  elderCardItem,
  flexibleInsuranceItem,
  driversLicenceItem,
];
