import type { z } from 'zod';
import type { auditEntrySchema } from '../../../src/contracts/settings.ts';
import type { TextOf } from '../locale/text-key.ts';
import { isSettingName, settingWords } from './setting-words.ts';

/** One change of a setting, as main has written it down. */
export type WrittenChange = z.infer<typeof auditEntrySchema>;

const roles = ['clerk', 'supervisor', 'approver', 'admin', 'technician'] as const;

/** Which setting was changed, and from what to what. */
export function changeText(
  { action, facts }: WrittenChange,
  t: TextOf,
): { readonly what: string; readonly before: string; readonly after: string } {
  if (action === 'workstation:enrolled') {
    return { what: t('settings.changes-enrolled'), before: '', after: String(facts['windows']) };
  }
  if (action === 'drill:began' || action === 'drill:ended') {
    const { minutes } = facts;
    const after = minutes === undefined ? '' : t('drill.minutes', { minutes });
    return { what: t(`settings.changes-${action}`), before: '', after };
  }
  const { key, before = '', after = '' } = facts;
  if (!isSettingName(key)) {
    return { what: String(key ?? action), before: String(before), after: String(after) };
  }
  const { nameText, valueText } = settingWords(t);
  return { what: nameText(key), before: valueText(key, before), after: valueText(key, after) };
}

/** Who it was: an account and its role, or whoever set up the counter before anybody could log in. */
export function accountText({ account, role }: WrittenChange, t: TextOf): string {
  if (account === 'first-start') return t('settings.changes-first-start');
  if (account === 'nobody') return t('settings.changes-nobody');
  const known = roles.find((name) => name === role);
  return t('settings.changes-account', {
    account,
    role: known === undefined ? role : t(`roles.${known}`),
  });
}
