/**
 * 目录编码 of the licence types in the seed: nine digits of the base catalogue, nine characters of the responsible
 * organisation, six of its division. Synthetic: the division does not exist.
 */
export const licenceTypes = {
  /** 居民户口簿. */
  householdRegister: '100000201MB9X00031440699',
  /** 居住证. */
  residencePermit: '100001301MB9X00031440699',
  /** 机动车驾驶证. */
  driversLicence: '100001001MB9X00031440699',
} as const;
