import type {
  CodeKind,
  CodePurpose,
  CodeSubjectType,
  OwnCodeChoice,
} from '../../src/contracts/phone-api.ts';
import { err, ok, type Result } from '../../src/support/result.ts';
import type { EnterpriseStore } from '../enterprises/enterprise-store.ts';
import type { Phone } from './phone-store.ts';

/** A code that a phone may show: of whom, and what for. */
export interface ChosenCode {
  readonly kind: CodeKind;
  readonly subjectType: CodeSubjectType;
  /** The number of a person, the USCC of an enterprise. */
  readonly subjectNumber: string;
  readonly purpose: CodePurpose;
  /** Of a delegated code, what its agent acts by. */
  readonly delegationId?: string;
}

/** Why a phone may not show a code. */
type ChoiceProblem = 'wrong-app' | 'not-representative' | 'enterprise-revoked';

/** The code a phone has chosen, where it is in the right app and its holder may speak for the subject. */
export async function chosenCode(
  choice: OwnCodeChoice,
  { app, idNumber }: Phone,
  enterprises: EnterpriseStore,
): Promise<Result<ChosenCode, ChoiceProblem>> {
  // At windows a 政务码 is for this alone; only a 粤商码 is claimed for a purpose.
  const { home, subject, purpose } =
    choice.kind === 'zhengwu'
      ? { home: 'foshantong', subject: choice.subject, purpose: 'mianzhengban' as const }
      : {
          home: 'yueshangtong',
          subject: { type: 'enterprise' as const, uscc: choice.uscc },
          purpose: choice.purpose,
        };
  if (app !== home) return err('wrong-app');
  const { kind } = choice;
  if (subject.type === 'person') {
    return ok({ kind, subjectType: 'person', subjectNumber: idNumber, purpose });
  }
  const { uscc } = subject;
  const allowed = await enterprises.mayRepresent(idNumber, uscc);
  if (!allowed.ok) return allowed;
  return ok({ kind, subjectType: 'enterprise', subjectNumber: uscc, purpose });
}
