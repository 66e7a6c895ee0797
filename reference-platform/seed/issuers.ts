import { enterprises } from './enterprises.ts';
import { departments } from './items/departments.ts';
import type { LicenceTypeKey } from './items/licence-need.ts';

/** An organisation that issues licences (发证机构). */
interface Issuer {
  readonly name: string;
  readonly code: string;
}

const police: Issuer = { name: '佛山市公安局样例分局', code: '11440699MB9X00031H' };
const trafficPolice: Issuer = { name: '佛山市公安局交通警察支队', code: '11440699MB9X000589' };
const civilAffairs: Issuer = { name: '佛山市民政局', code: '11440699MB9X00015U' };
const humanResources: Issuer = {
  name: '佛山市人力资源和社会保障局',
  code: '11440699MB9X0004X9',
};
const { market } = departments;

/** Who issues the licences of each type. None of them exists under its code. */
export const issuers: Readonly<Record<LicenceTypeKey, Issuer>> = {
  identityCard: police,
  householdRegister: police,
  businessLicence: market,
  marriageCertificate: civilAffairs,
  propertyCertificate: departments.naturalResources,
  birthCertificate: { name: enterprises.hospital.name, code: enterprises.hospital.uscc },
  disabilityCertificate: departments.disabledPersons,
  foodLicence: market,
  vehicleLicence: trafficPolice,
  // The seed's driver's licences have come from the branch office from the first.
  driversLicence: police,
  transportQualification: departments.transport,
  socialSecurityCard: humanResources,
  residencePermit: police,
  educationCertificate: { name: '佛山市样例大学', code: '12440699MB9X001705' },
  hygieneLicence: departments.health,
  subsistenceCertificate: civilAffairs,
  premisesProof: { name: '佛山市样例区大罗㙍村村民委员会', code: '54440699MB9X00189P' },
  vocationalCertificate: humanResources,
};
