import type { z } from 'zod';
import {
  getLicenceAnswerSchema,
  type LicenceOperator,
  type LicenceRecord,
  licenceApiPaths,
  licenceAuthAnswerSchema,
  licenceLoginAnswerSchema,
  licencePageSizeLimit,
} from '../../src/contracts/licence-api.ts';
import {
  type LicenceAccount,
  type OpenSessionAnswer,
  platformPaths,
} from '../../src/contracts/platform-api.ts';
import {
  type LicenceSummary,
  type LicenceValues,
  type OfferedLicence,
  trustLevels,
} from '../../src/domain/licence.ts';
import { shownParty } from '../../src/domain/masking.ts';
import { registeredNeed, type ServiceItem } from '../../src/domain/service-item.ts';
import { listDivider } from '../../src/domain/sourced-value.ts';
import { type Failure, fail, failure, type Outcome } from '../../src/failures/failure.ts';
import type { RandomBytes } from '../../src/support/ids.ts';
import { uuidV7 } from '../../src/support/ids.ts';
import { err, ok } from '../../src/support/result.ts';
import { type Fetch, requestJson } from './http.ts';
import { readDataFields, readLibraryDay } from './licence-fields.ts';
import type { PlatformSession } from './platform-client.ts';

const timeLimit = 8_000;

/** Whose licences are asked for, in which matter. */
export interface LicenceQuestion extends Pick<LicenceSummary, 'heldBy' | 'ofPerson'> {
  readonly item: ServiceItem;
  readonly idNumber: string;
  readonly name: string;
  /** The case's id, which binds every handle the library gives out. */
  readonly caseId: string;
}

/** The licence library (电子证照库) behind `license-app/v1`. */
export interface LicenceLibrary {
  /**
   * 依职能用证: metadata of the licences the item has registered a need for of such a holder (`heldBy`), in whatever state
   * they are.
   */
  list(question: LicenceQuestion): Promise<Outcome<readonly OfferedLicence[]>>;
  /**
   * The values of one licence, reduced to the fields that the item has registered. A handle works once and for a short
   * time, so one that has ended is replaced, once, by asking for the list again.
   */
  fetch(question: LicenceQuestion, licence: OfferedLicence): Promise<Outcome<LicenceValues>>;
  /** Asks for nothing but whether the library is there (again); `onReached` is told. */
  probe(): Promise<void>;
}

/** What the client needs. */
export interface LicenceLibraryOptions {
  readonly fetch: Fetch;
  readonly session: () => Pick<PlatformSession, 'origin' | 'granted'> | undefined;
  readonly randomBytes: RandomBytes;
  /** Told after each question whether the library did its part; that it refuses something is its part. */
  readonly onReached?: (reached: boolean) => void;
}

/** A client of the licence library. It logs in by itself when it has to and once more when its token has ended. */
export function createLicenceLibrary(options: LicenceLibraryOptions): LicenceLibrary {
  let login: { readonly account: LicenceAccount; readonly accessToken: string } | undefined;
  let loggingIn: Promise<Outcome<string>> | undefined;

  /** Whoever has logged in without the platform has nothing to ask the library with. */
  const withoutGrant = () =>
    fail(options.session() === undefined ? 'session.required' : 'platform.unreachable');

  async function accessToken(): Promise<Outcome<string>> {
    const session = options.session();
    if (session?.granted === undefined) return withoutGrant();
    const { licenceAccount } = session.granted;
    if (licenceAccount === undefined) return fail('session.required');
    // A session that renews its tokens keeps its account; another login brings another one.
    if (login?.account === licenceAccount) return ok(login.accessToken);
    // Licences are fetched side by side: whoever needs a token meanwhile waits for the same one.
    loggingIn ??= logIn(session.origin, licenceAccount).finally(() => {
      loggingIn = undefined;
    });
    return loggingIn;
  }

  async function logIn(origin: string, licenceAccount: LicenceAccount): Promise<Outcome<string>> {
    const answer = await ask(`${origin}${platformPaths.licenceLibrary}${licenceApiPaths.login}`, {
      method: 'POST',
      answer: licenceLoginAnswerSchema,
      body: {
        app_key: licenceAccount.appKey,
        app_secret: licenceAccount.appSecret,
        account: licenceAccount.account,
        password: licenceAccount.password,
      },
    });
    if (!answer.ok) return answer;
    const access = answer.value.access_token;
    if (access === null || access === undefined) return fail('licence-library.wrong-shape');
    login = { account: licenceAccount, accessToken: access };
    return ok(access);
  }

  async function ask<Answer extends z.ZodType<Envelope>>(
    address: string,
    request: { readonly method: 'GET' | 'POST'; readonly body?: unknown; readonly answer: Answer },
  ): Promise<Outcome<z.output<Answer>>> {
    const answer = await requestJson(options.fetch, {
      ...request,
      address,
      timeLimit,
      answersRefusals: true,
    });
    options.onReached?.(answer.ok || !notReached.has(answer.problem.code));
    if (!answer.ok) {
      return answer.problem.code === 'platform.wrong-shape'
        ? fail('licence-library.wrong-shape')
        : answer;
    }
    if (answer.value.ack_code === 'SUCCESS') return answer;
    return err(
      failure('licence-library.refused', { reason: answer.value.errors?.[0]?.code ?? 'FAILURE' }),
    );
  }

  /** Asks with an access token; a token that has ended is replaced once. */
  async function askWithToken<Answer extends z.ZodType<Envelope>>(
    path: string,
    query: Readonly<Record<string, string>>,
    request: { readonly method: 'GET' | 'POST'; readonly body?: unknown; readonly answer: Answer },
  ): Promise<Outcome<z.output<Answer>>> {
    let used: string | undefined;
    const attempt = async () => {
      const token = await accessToken();
      if (!token.ok) return token;
      used = token.value;
      const origin = options.session()?.origin ?? '';
      const search = new URLSearchParams({ ...query, access_token: token.value });
      return ask(`${origin}${platformPaths.licenceLibrary}${path}?${search}`, request);
    };
    const first = await attempt();
    if (first.ok || reasonOf(first.problem) !== accessTokenEnded) return first;
    // Another call may have a new one already.
    if (login?.accessToken === used) login = undefined;
    return attempt();
  }

  async function list(question: LicenceQuestion): Promise<Outcome<readonly OfferedLicence[]>> {
    const { item, idNumber, caseId } = question;
    const granted = options.session()?.granted;
    if (granted === undefined) return withoutGrant();
    const offered = new Map<string, OfferedLicence>();
    for (let page = 1; ; page += 1) {
      const answer = await askWithToken(
        licenceApiPaths.auth,
        {},
        {
          method: 'POST',
          answer: licenceAuthAnswerSchema,
          body: {
            identity_number: idNumber,
            service_item_code: item.code,
            service_item_name: item.name,
            biz_num: caseId,
            page_index: page,
            page_size: licencePageSizeLimit,
            request_id: uuidV7(Date.now(), options.randomBytes),
            operator: operatorOf(granted),
          },
        },
      );
      if (!answer.ok) return answer;
      const records = answer.value.data ?? [];
      const handles = answer.value.auth_codes ?? [];
      if (records.length !== handles.length) return fail('licence-library.wrong-shape');
      for (const [index, record] of records.entries()) {
        const licence = offer(record, handles[index] ?? '', question);
        if (licence === undefined) return fail('licence-library.wrong-shape');
        if (registeredNeed(item, licence) !== undefined) offered.set(licence.licenceCode, licence);
      }
      const total = answer.value.total_count ?? records.length;
      if (records.length === 0 || page * licencePageSizeLimit >= total) break;
    }
    return ok([...offered.values()]);
  }

  async function fetchWith(
    item: ServiceItem,
    licence: OfferedLicence,
  ): Promise<Outcome<LicenceValues>> {
    const answer = await askWithToken(
      licenceApiPaths.getLicence,
      { auth_code: licence.authCode },
      { method: 'GET', answer: getLicenceAnswerSchema },
    );
    if (!answer.ok) return answer;
    const record = answer.value.data;
    const fields = record == null ? undefined : readDataFields(record.data_fields);
    if (fields === undefined || record?.license_code !== licence.licenceCode) {
      return fail('licence-library.wrong-shape');
    }
    const wanted = new Set(registeredNeed(item, licence)?.fields.map(({ key }) => key));
    return ok({
      licenceCode: licence.licenceCode,
      typeCode: licence.typeCode,
      ...(licence.heldBy === undefined ? {} : { heldBy: licence.heldBy }),
      issuedOn: licence.validFrom,
      fields: Object.fromEntries(Object.entries(fields).filter(([key]) => wanted.has(key))),
    });
  }

  return {
    list,
    probe: async () => {
      const session = options.session();
      const account = session?.granted?.licenceAccount;
      if (session !== undefined && account !== undefined) await logIn(session.origin, account);
    },
    fetch: async (question, licence) => {
      const values = await fetchWith(question.item, licence);
      if (values.ok || !handleEnded.has(reasonOf(values.problem))) return values;
      const offered = await list(question);
      if (!offered.ok) return offered;
      const fresh = offered.value.find(({ licenceCode }) => licenceCode === licence.licenceCode);
      return fresh === undefined ? values : fetchWith(question.item, fresh);
    },
  };
}

/** Failures that say the library does not do its part. */
const notReached = new Set<string>([
  'platform.unreachable',
  'platform.timed-out',
  'platform.server-error',
]);

/** The library's error code for an access token that is unknown or has ended. */
const accessTokenEnded = 'token-invalid';

/** The library's error codes for a handle (用证码) that does not open its licence, or no longer. */
const handleEnded = new Set(['auth-code-used', 'auth-code-expired', 'auth-code-unknown']);

function reasonOf({ code, info }: Failure): string {
  return code === 'licence-library.refused' ? String(info?.['reason']) : '';
}

interface Envelope {
  readonly ack_code: 'SUCCESS' | 'FAILURE';
  readonly errors?: readonly { readonly code: string }[] | null | undefined;
}

function operatorOf({ clerk, window }: OpenSessionAnswer): LicenceOperator {
  return {
    account: clerk.account,
    name: clerk.name,
    identity_num: clerk.idNumber,
    role: clerk.role,
    division: window.division,
    division_code: window.divisionCode,
    service_org: window.orgName,
    service_org_code: window.orgCode,
  };
}

function offer(
  record: LicenceRecord,
  authCode: string,
  { idNumber, name, heldBy, ofPerson }: LicenceQuestion,
): OfferedLicence | undefined {
  const validFrom = readLibraryDay(record.begin_date || record.issue_date);
  const validTo = record.expiry_date ? readLibraryDay(record.expiry_date) : 'long-term';
  if (validFrom === undefined || validTo === undefined) return undefined;
  const trustLevel = trustLevels.find((level) => level === record.trust_level);
  const supersededBy = record.license_status === 'ABOLISHED' && record.correlative_license;
  return {
    licenceCode: record.license_code,
    typeCode: record.license_item_code,
    name: record.name,
    issuer: record.issue_org_name,
    status: record.license_status,
    validFrom,
    validTo,
    holderMasked: holdersOf(record)
      .map((holder) => shownParty(holder).nameMasked)
      .join(listDivider),
    ...(heldBy === undefined ? {} : { heldBy }),
    ...(ofPerson === undefined ? {} : { ofPerson }),
    ...holding(record, idNumber, name),
    ...(trustLevel === undefined ? {} : { trustLevel }),
    ...(supersededBy ? { supersededBy } : {}),
    authCode,
  };
}

/** Several holders stand comma-joined, numbers and names in the same order. */
function holdersOf(
  record: LicenceRecord,
): readonly { readonly name: string; readonly number: string }[] {
  const names = record.holder_name.split(',');
  return record.holder_identity_num
    .split(',')
    .map((number, index) => ({ number, name: names[index] ?? '' }));
}

function holding(
  record: LicenceRecord,
  idNumber: string,
  name: string,
): Pick<LicenceSummary, 'heldByApplicant' | 'holderNameDiffers'> {
  const named = holdersOf(record).filter(({ number }) => number === idNumber);
  if (named.some((holder) => holder.name === name)) return { heldByApplicant: true };
  return { heldByApplicant: false, ...(named.length > 0 ? { holderNameDiffers: true } : {}) };
}
