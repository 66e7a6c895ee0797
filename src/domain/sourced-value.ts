import type { Instant } from '../support/clock.ts';
import type {
  AccountField,
  CardField,
  EnterpriseField,
  LicenceHolder,
  PersonField,
} from './service-item.ts';

/** When a value was taken, and since when its source has it (`YYYY-MM-DD`) where the source says so. */
interface Taken {
  readonly at: Instant;
  readonly recordedOn?: string;
}

/** Whose it is; absent means the applicant's. */
interface Held {
  readonly heldBy?: LicenceHolder;
}

/** Where a form value comes from: the source, its field, when it was taken, and for a licence which one and whose. */
export type Provenance =
  | ({ readonly kind: 'card'; readonly field: CardField } & Held & Taken)
  | ({
      readonly kind: 'licence';
      readonly licenceName: string;
      /** 电子证照唯一标识码; of a value that several people's licences make up together, each, divided by `、`. */
      readonly licenceCode: string;
      readonly field: string;
    } & Held &
      Taken)
  /** 自然人库. */
  | ({ readonly kind: 'person'; readonly field: PersonField } & Taken)
  /** 法人库. */
  | ({ readonly kind: 'enterprise'; readonly field: EnterpriseField } & Taken)
  /** The account behind the code that was shown. */
  | ({ readonly kind: 'account'; readonly field: AccountField } & Held & Taken)
  | { readonly kind: 'typed'; readonly at: Instant };

/** A value together with where it comes from. */
export interface SourcedValue {
  readonly value: string;
  readonly provenance: Provenance;
}

/** Divides what several people's licences say together in one field. */
export const listDivider = '、';
