import type { LicenceHolder, ServiceItem } from '../../src/domain/service-item.ts';
import { driversLicenceItem } from './drivers-licence-item.ts';
import { elderCardItem } from './elder-card-item.ts';
import { enterprises, type SeedEnterprise } from './enterprises.ts';
import { familyMembers } from './families.ts';
import { flexibleInsuranceItem } from './flexible-insurance-item.ts';
import { birthItem } from './items/birth-item.ts';
import { companyChangeItem } from './items/company-change-item.ts';
import { disabilityAllowanceItem } from './items/disability-allowance-item.ts';
import { foodLicenceItem } from './items/food-licence-item.ts';
import { hygieneLicenceItem } from './items/hygiene-licence-item.ts';
import { individualBusinessItem } from './items/individual-business-item.ts';
import type { LicenceTypeKey } from './items/licence-need.ts';
import { outdoorAdvertisingItem } from './items/outdoor-advertising-item.ts';
import { propertyRecordsItem } from './items/property-records-item.ts';
import { rentalHousingItem } from './items/rental-housing-item.ts';
import { residencePermitItem } from './items/residence-permit-item.ts';
import { retailFilingItem } from './items/retail-filing-item.ts';
import { socialSecurityCardItem } from './items/social-security-card-item.ts';
import { transportQualificationItem } from './items/transport-qualification-item.ts';
import type { Holder } from './make-licence.ts';
import { people, peopleElsewhere } from './people.ts';

/** Who has a good licence of each of these types. */
interface Holding {
  readonly holder: Holder;
  readonly licences: readonly [LicenceTypeKey, ...LicenceTypeKey[]];
}

/** For whom an item goes without a hitch: whoever applies, and whoever has to add a licence of theirs. */
interface ReadyApplicant extends Holding {
  readonly item: ServiceItem;
  readonly others?: readonly OtherHolding[];
}

/** Somebody else who has to add a licence, and as whom. */
interface OtherHolding extends Holding {
  readonly heldBy: Exclude<LicenceHolder, 'applicant'>;
}

const { huoJunwei, zhongMinyi, huoZixuan, liangJiahao, heSimin } = familyMembers;
const { luJianhua, tanYaqin, moZhiming, ouyangYun, chengRuoxi, jianHaotian } = peopleElsewhere;

/** For each of the sixteen items, somebody for whom everything is in order. */
export const applicants = {
  /** 食品经营许可: a canteen; its representative is the food safety manager. */
  foodLicence: ofEnterprise(
    foodLicenceItem,
    enterprises.textiles,
    ['businessLicence', 'propertyCertificate'],
    [
      {
        holder: moZhiming,
        heldBy: 'representative',
        licences: ['identityCard', 'vocationalCertificate'],
      },
    ],
  ),
  /** 个体工商户登记: set up by a family. */
  individualBusiness: {
    item: individualBusinessItem,
    holder: huoJunwei,
    licences: ['identityCard', 'propertyCertificate', 'householdRegister', 'marriageCertificate'],
  },
  /** 户外广告设施设置审批. */
  outdoorAdvertising: ofEnterprise(
    outdoorAdvertisingItem,
    enterprises.machinery,
    ['businessLicence', 'propertyCertificate'],
    [{ holder: ouyangYun, heldBy: 'agent', licences: ['identityCard'] }],
  ),
  /** 老年人优待证申领: of the city's households. */
  elderCard: { item: elderCardItem, holder: people.allGood.card, licences: ['householdRegister'] },
  /** 居住证签注: on account of employment. */
  residencePermit: {
    item: residencePermitItem,
    holder: chengRuoxi,
    licences: ['identityCard', 'residencePermit'],
  },
  /** 社会保障卡申领: a minor, whose father comes. */
  socialSecurityCard: {
    item: socialSecurityCardItem,
    holder: huoZixuan,
    licences: ['identityCard', 'birthCertificate', 'householdRegister'],
    others: [{ holder: huoJunwei, heldBy: 'guardian', licences: ['identityCard'] }],
  },
  /** 不动产登记资料查询: one of two owners. */
  propertyRecords: {
    item: propertyRecordsItem,
    holder: zhongMinyi,
    licences: ['identityCard', 'propertyCertificate'],
  },
  /** 公共场所卫生许可: renewed. */
  hygieneLicence: ofEnterprise(
    hygieneLicenceItem,
    enterprises.furniture,
    ['businessLicence', 'hygieneLicence'],
    [{ holder: tanYaqin, heldBy: 'representative', licences: ['identityCard'] }],
  ),
  /** 残疾人两项补贴. */
  disabilityAllowance: {
    item: disabilityAllowanceItem,
    holder: familyMembers.maiYi,
    licences: [
      'identityCard',
      'householdRegister',
      'disabilityCertificate',
      'subsistenceCertificate',
    ],
  },
  /** 道路运输从业资格证换证: freight. */
  transportQualification: {
    item: transportQualificationItem,
    holder: familyMembers.luoYongqiang,
    licences: ['identityCard', 'driversLicence', 'transportQualification'],
  },
  /** 出生一件事: the mother comes for a newborn of the marriage. */
  birth: {
    item: birthItem,
    holder: heSimin,
    licences: ['identityCard', 'birthCertificate', 'marriageCertificate', 'householdRegister'],
    others: [{ holder: liangJiahao, heldBy: 'each-adult', licences: ['identityCard'] }],
  },
  /** 灵活就业人员参保登记: from another province. */
  flexibleInsurance: {
    item: flexibleInsuranceItem,
    holder: people.settledWorker.card,
    licences: ['residencePermit'],
  },
  /** 公司变更登记: its licence names the new representative already. */
  companyChange: ofEnterprise(
    companyChangeItem,
    enterprises.aluminium,
    ['businessLicence', 'propertyCertificate'],
    [{ holder: luJianhua, heldBy: 'representative', licences: ['identityCard'] }],
  ),
  /** 机动车驾驶证换证: over 70. */
  driversLicence: {
    item: driversLicenceItem,
    holder: people.longName.card,
    licences: ['driversLicence'],
  },
  /** 公租房申请: a family without a flat of its own. */
  rentalHousing: {
    item: rentalHousingItem,
    holder: liangJiahao,
    licences: ['identityCard', 'householdRegister', 'marriageCertificate'],
    others: [{ holder: heSimin, heldBy: 'each-adult', licences: ['identityCard'] }],
  },
  /** 单用途预付卡备案. */
  retailFiling: ofEnterprise(
    retailFilingItem,
    enterprises.software,
    ['businessLicence'],
    [{ holder: jianHaotian, heldBy: 'agent', licences: ['identityCard'] }],
  ),
} as const satisfies Readonly<Record<string, ReadyApplicant>>;

function ofEnterprise(
  item: ServiceItem,
  { name, uscc }: SeedEnterprise,
  licences: Holding['licences'],
  others: readonly OtherHolding[],
): ReadyApplicant {
  return { item, holder: { name, idNumber: uscc }, licences, others };
}
