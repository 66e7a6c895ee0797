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
  'camera-unavailable': 'refusal.camera-unavailable',
  'code-unknown': 'refusal.code-unknown',
  'window-code-expired': 'refusal.window-code-expired',
  'too-many-scans': 'refusal.too-many-scans',
  'delegation-unknown': 'refusal.delegation-unknown',
  'delegation-ended': 'refusal.delegation-moved',
  'delegation-already-agreed': 'refusal.delegation-moved',
  'delegation-not-accepted': 'refusal.delegation-moved',
  'delegation-in-force': 'refusal.delegation-moved',
  'delegation-not-begun': 'refusal.delegation-not-begun',
  'delegation-time-wrong': 'refusal.delegation-time-wrong',
  'delegation-to-oneself': 'refusal.delegation-to-oneself',
  'principal-minor': 'refusal.principal-minor',
  'agent-minor': 'refusal.agent-minor',
  'person-not-matched': 'refusal.person-not-matched',
  'too-many-namings': 'refusal.too-many-namings',
  'offer-expired': 'refusal.offer-expired',
  'offer-taken': 'refusal.offer-taken',
  'nothing-granted': 'refusal.nothing-granted',
  'offer-lacks-principal': 'refusal.offer-lacks-principal',
  'offer-lacks-items': 'refusal.offer-lacks-items',
  'offer-lacks-licences': 'refusal.offer-lacks-licences',
  'offer-lacks-where': 'refusal.offer-lacks-where',
  'offer-lacks-agent': 'refusal.offer-lacks-agent',
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
