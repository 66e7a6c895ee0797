import type { RequiredLicence, ServiceItem } from '../../src/domain/service-item.ts';

/** What an item needs of licences of one type, whoever holds them. */
export interface LicenceNeed {
  readonly name: string;
  readonly fieldKeys: readonly string[];
  readonly basis: RequiredLicence['basis'];
  readonly isSensitive: boolean;
}

/**
 * What an item has registered for licences of a type. Where it needs them of several holders, the fields are those of
 * all, and what protects the holder more is taken for each.
 */
export function needOf(item: ServiceItem, typeCode: string): LicenceNeed | undefined {
  const registered = item.licences.filter((licence) => licence.typeCode === typeCode);
  const [first] = registered;
  if (first === undefined) return undefined;
  return {
    name: first.name,
    fieldKeys: registered.flatMap(({ fields }) => fields.map(({ key }) => key)),
    basis: registered.every(({ basis }) => basis === 'duty') ? 'duty' : 'consent',
    isSensitive: registered.some(({ isSensitive }) => isSensitive),
  };
}
