import type { PhoneApp } from '../../src/contracts/phone-api.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { EnterpriseStore } from '../enterprises/enterprise-store.ts';
import type { Phone, PhoneStore } from '../phones/phone-store.ts';
import type { LibraryProblem } from './library-problem.ts';

/** The identity providers (`cas_no`) whose credentials the library takes, and their apps. */
export const providers = { '001': 'foshantong', '002': 'yueshangtong' } as const satisfies Readonly<
  Record<string, PhoneApp>
>;

/** What a holder shows: the token of a signed-in phone, and who gave it. */
export interface Credential {
  readonly credential: string;
  readonly cas_no?: keyof typeof providers;
}

/** Finds the holders of licences by what they show (持证人用证). */
export class HolderCredentials {
  readonly #phones: PhoneStore;
  readonly #enterprises: EnterpriseStore;

  constructor(phones: PhoneStore, enterprises: EnterpriseStore) {
    this.#phones = phones;
    this.#enterprises = enterprises;
  }

  /**
   * The numbers under which the one who shows a credential holds licences: their own, and in 粤商通 those of the
   * enterprises that they represent.
   */
  async holders(shown: Credential): Promise<Result<readonly string[], LibraryProblem>> {
    const phone = await this.phone(shown);
    if (!phone.ok) return phone;
    const { app, idNumber } = phone.value;
    if (app === 'foshantong') return ok([idNumber]);
    const represented = await this.#enterprises.representedBy(idNumber);
    return ok([idNumber, ...represented.map(({ uscc }) => uscc)]);
  }

  /** The phone behind a credential, and so the person who shows it. */
  async phone({ credential, cas_no }: Credential): Promise<Result<Phone, LibraryProblem>> {
    const phone = await this.#phones.find(credential);
    if (!phone.ok) return err('credential-invalid');
    const isOfApp = cas_no === undefined || providers[cas_no] === phone.value.app;
    return isOfApp ? phone : err('credential-invalid');
  }
}
