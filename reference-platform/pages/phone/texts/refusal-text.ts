import type { Refusal } from '../../shared/ask-platform.ts';
import type { PhoneTextKey } from './phone-texts.ts';

/** Refusals, of the platform and of the phone itself, that are said in words of their own. */
const texts: Readonly<Record<Refusal, PhoneTextKey>> = {
  unreachable: 'refusal.unreachable',
  'person-unknown': 'refusal.person-unknown',
  'represents-no-enterprise': 'refusal.represents-no-enterprise',
  'sign-in-expired': 'refusal.sign-in-expired',
  'not-representative': 'refusal.not-representative',
  'enterprise-revoked': 'refusal.enterprise-revoked',
  'no-screen': 'refusal.no-screen',
  'camera-unavailable': 'refusal.camera-unavailable',
  'code-unknown': 'refusal.code-unknown',
  'window-code-expired': 'refusal.window-code-expired',
  'too-many-scans': 'refusal.too-many-scans',
  'face-session-unknown': 'refusal.face-session-ended',
  'face-session-taken': 'refusal.face-session-taken',
  'face-session-expired': 'refusal.face-session-expired',
  'face-session-ended': 'refusal.face-session-ended',
  'consent-unknown': 'refusal.consent-unknown',
  'page-altered': 'refusal.page-altered',
};

/** The key of the sentence that says why, and what to do now. The others are told with their code. */
export function refusalKey(refusal: Refusal): PhoneTextKey {
  return Object.hasOwn(texts, refusal) ? (texts[refusal] ?? 'refusal.other') : 'refusal.other';
}
