import {
  type DelegationScope,
  delegationOfferSchema,
  delegationPaths,
  type OfferDelegationRequest,
  type PhoneDelegationAct,
  phoneDelegationViewSchema,
} from '../../src/contracts/delegation-api.ts';
import type { PhoneApp } from '../../src/contracts/phone-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { scanPaths } from '../../src/contracts/scan-api.ts';
import { elderCardItem } from '../seed/elder-card-item.ts';
import { licenceTypes } from '../seed/licence-types.ts';
import type { PlatformUnderTest } from './platform-under-test.ts';
import { signedInPhone } from './signed-in-phone.ts';

/** Somebody of the seed. */
export interface NamedPerson {
  readonly idNumber: string;
  readonly name: string;
}

/** A scope for the household register in the elder card's item, for the thirty days of the stopped clock. */
export function elderCardScope(change: Partial<DelegationScope> = {}) {
  return {
    kind: 'single',
    itemCodes: [elderCardItem.code],
    licenceTypes: [licenceTypes.householdRegister],
    validFrom: '2026-11-24T00:00:00.000Z',
    validUntil: '2026-12-24T00:00:00.000Z',
    ...change,
  } as DelegationScope;
}

/** What somebody's phone does with delegations. */
export type DelegationPhone = Awaited<ReturnType<typeof delegationPhone>>;

/** Signs somebody's phone in. */
export async function delegationPhone(
  bench: Pick<PlatformUnderTest, 'call'>,
  { idNumber, name }: NamedPerson,
  app: PhoneApp = 'foshantong',
) {
  const token = await signedInPhone(bench, { idNumber }, app);
  const call = (method: string, path: string, body?: unknown) =>
    bench.call(method, path, body, token);
  return {
    token,
    person: { idNumber, name },
    list: () => call('GET', delegationPaths.phoneDelegations),
    read: (id: string) => call('GET', delegationPaths.phoneDelegation(id)),
    offer: (request: unknown) => call('POST', delegationPaths.phoneDelegations, request),
    show: (id: string) => call('POST', delegationPaths.phoneDelegationOffer(id)),
    scan: (code: string) => call('POST', scanPaths.scan, { code }),
    act: (id: string, act: PhoneDelegationAct['act'], more: object = {}) =>
      call('POST', delegationPaths.phoneDelegationActs(id), { act, ...more }),
    code: (delegationId: string) =>
      call('POST', platformPaths.issueCode, { kind: 'delegated', delegationId }),
    changes: () => call('GET', platformPaths.phoneChanges),
  };
}

/** Offers a delegation from a phone. @returns its id */
export async function offered(
  phone: DelegationPhone,
  request: Partial<OfferDelegationRequest> = {},
): Promise<string> {
  const { body } = await phone.offer({
    principal: { type: 'person' },
    scope: elderCardScope(),
    ...request,
  });
  return phoneDelegationViewSchema.parse(body).delegationId;
}

/** Offers a delegation to an agent, who accepts it. @returns its id */
export async function accepted(
  principal: DelegationPhone,
  agent: DelegationPhone,
  request: Partial<OfferDelegationRequest> = {},
): Promise<string> {
  const id = await offered(principal, { agent: agent.person, ...request });
  phoneDelegationViewSchema.parse((await agent.act(id, 'accept')).body);
  return id;
}

/** The text for the QR code of an offer. */
export async function shownOffer(phone: DelegationPhone, id: string): Promise<string> {
  return delegationOfferSchema.parse((await phone.show(id)).body).offer;
}
