import type { ServiceItem } from '../../src/domain/service-item.ts';
import { driversLicenceItem } from './drivers-licence-item.ts';
import { elderCardItem } from './elder-card-item.ts';
import { flexibleInsuranceItem } from './flexible-insurance-item.ts';
import { birthItem } from './items/birth-item.ts';
import { companyChangeItem } from './items/company-change-item.ts';
import { disabilityAllowanceItem } from './items/disability-allowance-item.ts';
import { foodLicenceItem } from './items/food-licence-item.ts';
import { hygieneLicenceItem } from './items/hygiene-licence-item.ts';
import { individualBusinessItem } from './items/individual-business-item.ts';
import { outdoorAdvertisingItem } from './items/outdoor-advertising-item.ts';
import { propertyRecordsItem } from './items/property-records-item.ts';
import { rentalHousingItem } from './items/rental-housing-item.ts';
import { residencePermitItem } from './items/residence-permit-item.ts';
import { retailFilingItem } from './items/retail-filing-item.ts';
import { socialSecurityCardItem } from './items/social-security-card-item.ts';
import { transportQualificationItem } from './items/transport-qualification-item.ts';

/**
 * The service items (事项) of the seed, by code. Materials follow general practice in Guangdong; they are no official
 * guide of Foshan.
 */
export const serviceItems: readonly ServiceItem[] = [
  elderCardItem,
  flexibleInsuranceItem,
  driversLicenceItem,
  transportQualificationItem,
  foodLicenceItem,
  individualBusinessItem,
  companyChangeItem,
  outdoorAdvertisingItem,
  residencePermitItem,
  propertyRecordsItem,
  hygieneLicenceItem,
  birthItem,
  rentalHousingItem,
  retailFilingItem,
  socialSecurityCardItem,
  disabilityAllowanceItem,
];
