import type { KeptLicence } from './insert-world.ts';
import { type LicenceOutline, makeLicence } from './make-licence.ts';

/** An owner's certificate of a flat, unless its fields say that it is something else. */
export function propertyCertificate(outline: LicenceOutline): KeptLicence {
  const { code, holders, fields } = outline;
  const year = code.slice(6, 10);
  const serial = code.slice(-5);
  return makeLicence('propertyCertificate', {
    ...outline,
    fields: {
      BDCQZH: `粤（${year}）佛样不动产权第00${serial}号`,
      QLR: holders.map(({ name }) => name).join('、'),
      BDCDYH: `440699 ${serial} GB00000 F00010001`,
      QLLX: '国有建设用地使用权/房屋所有权',
      QLXZ: '出让/市场化商品房',
      YT: '城镇住宅用地/住宅',
      ...fields,
    },
  });
}

/** A vehicle's licence; what it does not tell of the vehicle is made of the code. */
export function vehicleLicence(outline: LicenceOutline): KeptLicence {
  const serial = outline.code.slice(-5);
  return makeLicence('vehicleLicence', {
    ...outline,
    fields: {
      CLSBDH: `LXXXXXXX0X00${serial}`,
      FDJH: `YL${serial}`,
      ZCRQ: outline.begin,
      JYYXQZ: '2037-12-31',
      ...outline.fields,
    },
  });
}
