import type { RequiredLicence } from '../../../src/domain/service-item.ts';
import { catalogue, licenceTypes } from '../licence-types.ts';

/** A type of the catalogue by its key in the seed. */
export type LicenceTypeKey = keyof typeof licenceTypes;

/** Of a licence that the item renews: that it ends soon is why somebody comes, and it may have ended. */
export const beingRenewed: NonNullable<RequiredLicence['verdicts']> = {
  'near-expiry': 'accept',
  expired: 'warn',
};

/** Of a title to premises: whoever has several has to say which is meant. */
export const oneOfSeveral: NonNullable<RequiredLicence['verdicts']> = { several: 'warn' };

/**
 * A need for a licence, in the words of the catalogue: the applicant's, with consent, unless it is marked otherwise.
 * @param keys the fields that the form uses, and no others
 * @param purpose why, as the citizen reads it
 */
export function licenceNeed(
  key: LicenceTypeKey,
  keys: readonly string[],
  purpose: string,
  marks: Partial<Pick<RequiredLicence, 'holder' | 'basis' | 'verdicts' | 'nearExpiryDays'>> = {},
): RequiredLicence {
  const type = catalogue.find(({ code }) => code === licenceTypes[key]);
  if (type === undefined) throw new Error(`the catalogue has no ${key}`);
  return {
    typeCode: type.code,
    holder: 'applicant',
    basis: 'consent',
    isSensitive: type.isSensitive,
    name: type.name,
    fields: keys.map((wanted) => {
      const field = type.fields.find((known) => known.key === wanted);
      if (field === undefined) throw new Error(`${type.name} has no ${wanted}`);
      return { key: field.key, name: field.name };
    }),
    purpose,
    minimumTrust: 'B',
    ...marks,
  };
}
