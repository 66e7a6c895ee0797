import { randomUUID } from 'node:crypto';
import type { AskConsentRequest, ConsentAnswer } from '../../src/contracts/consent-api.ts';
import { licencePageSizeLimit } from '../../src/contracts/licence-api.ts';
import type { Opening, SimulatedWindow } from '../../src/contracts/simulated-window-api.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { ConsentStore } from '../consents/consent-store.ts';
import type { Database } from '../database/open-database.ts';
import type { LicenceLibrary } from '../licence-library/licence-library.ts';
import { clerks, licenceAccountOrganisation, windows } from '../seed/accounts.ts';
import type { ServiceItemStore } from '../service-items/service-item-store.ts';
import type { Session } from '../sessions/session-store.ts';

const [window] = windows;
const { clerk } = clerks;

/** The window speaks for no workstation that could ever enrol: this one's number is its own. */
const session: Session = {
  id: 'simulated-window',
  account: clerk.account,
  role: 'clerk',
  orgName: licenceAccountOrganisation.org_name,
  windowId: window.id,
  workstationId: '0193a000-0000-7000-8000-00000000a07f',
};

interface SimulatedWindowOptions {
  readonly db: Database;
  readonly items: ServiceItemStore;
  readonly consents: ConsentStore;
  readonly library: LicenceLibrary;
}

/** A window without a workstation: it asks for consents, and opens what was agreed to. */
export class WindowSimulation {
  readonly #items: ServiceItemStore;
  readonly #consents: ConsentStore;
  readonly #library: LicenceLibrary;
  readonly #db: Database;

  constructor({ db, items, consents, library }: SimulatedWindowOptions) {
    this.#db = db;
    this.#items = items;
    this.#consents = consents;
    this.#library = library;
  }

  /** Where the window is and what it may ask for. */
  async describe(): Promise<SimulatedWindow> {
    const items = await this.#items.all();
    return {
      hall: window.hall,
      window: window.name,
      orgName: window.org_name,
      clerkNumber: clerk.number,
      items: items.map((item) => ({
        code: item.code,
        name: item.name,
        department: item.department,
        variant: item.variants[0]?.code ?? '',
        licences: item.licences.map(({ typeCode, name, purpose, isSensitive, fields }) => ({
          typeCode,
          name,
          purpose,
          isSensitive,
          fields: fields.map(({ key, name }) => ({ key, name })),
        })),
      })),
    };
  }

  ask(request: AskConsentRequest): ReturnType<ConsentStore['ask']> {
    return this.#consents.ask(session, request);
  }

  find(consentId: string): Promise<Result<ConsentAnswer, 'consent-unknown'>> {
    return this.#consents.find(session.workstationId, consentId);
  }

  /** Asks the library for every licence that was agreed to, as a workstation does after a consent. */
  async open(consentId: string): Promise<Result<Opening, 'consent-unknown' | 'consent-not-given'>> {
    const consent = await this.find(consentId);
    if (!consent.ok) return consent;
    const agreed = consent.value.choices?.filter(({ decision }) => decision === 'agreed') ?? [];
    if (agreed.length === 0) return err('consent-not-given');
    const { request } = await this.#db
      .selectFrom('consents')
      .select('request')
      .where('consent_id', '=', consentId)
      .executeTakeFirstOrThrow();
    const { caseId, itemCode, holder }: AskConsentRequest = JSON.parse(request);
    const item = await this.#items.find(itemCode);
    const offered = await this.#library.authorise(
      { account: clerk.account, ...licenceAccountOrganisation },
      {
        identity_number: holder.number,
        service_item_code: itemCode,
        service_item_name: item?.name ?? itemCode,
        biz_num: caseId,
        page_index: 1,
        page_size: licencePageSizeLimit,
        request_id: randomUUID(),
        operator: {
          account: clerk.account,
          name: clerk.name,
          identity_num: clerk.idNumber,
          role: clerk.role,
          division: window.division,
          division_code: window.division_code,
          service_org: window.org_name,
          service_org_code: window.org_code,
        },
      },
    );
    if (!offered.ok) {
      const { problem } = offered;
      return ok({
        licences: agreed.map(({ licenceCode }) => ({
          licenceCode,
          name: licenceCode,
          problem,
          fields: {},
        })),
      });
    }
    const licences: Opening['licences'] = [];
    for (const [index, record] of offered.value.records.entries()) {
      const { license_code, name } = record;
      if (!agreed.some(({ licenceCode }) => licenceCode === license_code)) continue;
      const fetched = await this.#library.fetch(offered.value.codes[index] ?? '');
      licences.push(
        fetched.ok
          ? { licenceCode: license_code, name, fields: { ...fetched.value.fields } }
          : { licenceCode: license_code, name, problem: fetched.problem, fields: {} },
      );
    }
    return ok({ licences });
  }
}
