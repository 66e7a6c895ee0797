import {
  delegationPaths,
  type PhoneWindow,
  phoneWindowsAnswerSchema,
} from '../../../../../src/contracts/delegation-api.ts';
import {
  type PhoneServiceItem,
  phoneServiceItemPaths,
  phoneServiceItemsAnswerSchema,
} from '../../../../../src/contracts/phone-service-item-api.ts';
import { ok, type Result } from '../../../../../src/support/result.ts';
import type { Refusal } from '../../../shared/ask-platform.ts';
import type { SignedInPhone } from '../../glass/phone-context.ts';

/** What a delegation can be for, and where. */
export interface Hall {
  readonly items: readonly PhoneServiceItem[];
  readonly windows: readonly PhoneWindow[];
}

/** Asks for the items and the windows of the hall. */
export async function askHall(ask: SignedInPhone['ask']): Promise<Result<Hall, Refusal>> {
  const [items, windows] = await Promise.all([
    ask(phoneServiceItemPaths.serviceItems, { answer: phoneServiceItemsAnswerSchema }),
    ask(delegationPaths.phoneWindows, { answer: phoneWindowsAnswerSchema }),
  ]);
  if (!items.ok) return items;
  if (!windows.ok) return windows;
  return ok({ items: items.value.items, windows: windows.value.windows });
}

/** The licences of some items, each type once; sensitive where one of the items says so. */
export function licencesOf(
  { items }: Hall,
  itemCodes: readonly string[],
): PhoneServiceItem['licences'] {
  const licences = items
    .filter(({ code }) => itemCodes.includes(code))
    .flatMap((item) => item.licences);
  const sensitive = new Set(
    licences.filter(({ isSensitive }) => isSensitive).map(({ typeCode }) => typeCode),
  );
  return [...new Map(licences.map((licence) => [licence.typeCode, licence])).values()].map(
    (licence) => ({ ...licence, isSensitive: sensitive.has(licence.typeCode) }),
  );
}
