import type { CaseMove, CaseMoveRefusal, CaseStep } from '../../src/contracts/case-api.ts';
import type { CaseState, CaseSupplementedPayload } from '../../src/contracts/case-state.ts';
import type { Role } from '../../src/contracts/platform-api.ts';
import type { ServiceTerms } from '../../src/domain/service-item.ts';
import { addWorkingDays } from '../../src/domain/working-days.ts';
import { err, ok, type Result } from '../../src/support/result.ts';

/** Working days after receipt in which the applicant is told what is missing (行政许可法 32). */
const noticeDays = 5;

/** Who may do it, from where, and where it leads. */
interface Transition {
  readonly by: Role | 'workstation';
  readonly from: readonly CaseState[];
  readonly to: CaseState;
}

const transitions: Readonly<
  Record<Exclude<CaseStep['did']['kind'], 'withdraw-consent'>, Transition>
> = {
  accept: { by: 'approver', from: ['received'], to: 'accepted' },
  refuse: { by: 'approver', from: ['received'], to: 'refused' },
  'ask-supplement': { by: 'approver', from: ['received'], to: 'supplement' },
  supplement: { by: 'workstation', from: ['supplement'], to: 'received' },
  'close-unsupplied': { by: 'approver', from: ['supplement'], to: 'closed' },
  grant: { by: 'approver', from: ['accepted'], to: 'closed' },
  deny: { by: 'approver', from: ['accepted'], to: 'closed' },
};

/** A case as it stands. Days are those of the hall, `YYYY-MM-DD`. */
export interface CaseSituation {
  readonly state: CaseState;
  readonly receivedOn: string;
  readonly today: string;
  readonly history: readonly Pick<CaseStep, 'did' | 'supplementDue'>[];
  readonly terms: Pick<ServiceTerms, 'statutoryDays' | 'promisedDays' | 'isImmediate'>;
  /** Codes of all materials of the item. */
  readonly materials: readonly string[];
}

/** A step that a case takes. */
export type NextStep = Pick<CaseStep, 'state' | 'did' | 'supplementDue' | 'due'>;

/** Why a workstation's supplement is not taken. */
export type SupplementRejection =
  | 'supplement-not-asked'
  /** Something that nobody asked for is among what was handed in. */
  | 'material-not-asked'
  /** Something that was asked for is not. */
  | 'material-missing';

/** What follows when somebody of the department moves a case: one step, of an item decided at once two. */
export function moveCase(
  situation: CaseSituation,
  did: CaseMove,
  role: Role,
): Result<readonly NextStep[], Exclude<CaseMoveRefusal, 'request-id-reused'> | 'role-not-allowed'> {
  const { by, from, to: state } = transitions[did.kind];
  if (role !== by) return err('role-not-allowed');
  if (did.kind === 'grant' && situation.state === 'received' && situation.terms.isImmediate) {
    return ok([acceptedStep(situation, { kind: 'accept' }), { state, did }]);
  }
  if (!from.includes(situation.state)) return err('move-not-possible');
  if (did.kind === 'accept') return ok([acceptedStep(situation, did)]);
  if (did.kind === 'ask-supplement') {
    const problem = problemOfNotice(situation, did);
    const supplementDue = addWorkingDays(situation.today, did.withinDays);
    return problem === undefined ? ok([{ state, did, supplementDue }]) : err(problem);
  }
  if (did.kind === 'close-unsupplied') {
    const asked = situation.history.find(({ supplementDue }) => supplementDue !== undefined);
    if (situation.today <= (asked?.supplementDue ?? '')) return err('supplement-still-due');
  }
  return ok([{ state, did }]);
}

/**
 * What follows when a workstation hands in what was missing. Everything is handed in together, since it was asked for
 * together; late is better than never, as long as the case has not been closed over it.
 */
export function supplementCase(
  { state, history }: CaseSituation,
  materials: CaseSupplementedPayload['materials'],
): Result<NextStep, SupplementRejection> {
  const { from, to } = transitions.supplement;
  if (!from.includes(state)) return err('supplement-not-asked');
  const asked = history.flatMap(({ did }) => (did.kind === 'ask-supplement' ? did.missing : []));
  const wanted = new Set(asked.map(({ code }) => code));
  const given = new Set(materials.map(({ code }) => code));
  if (!isWithin(given, wanted)) return err('material-not-asked');
  if (!isWithin(wanted, given)) return err('material-missing');
  return ok({ state: to, did: { kind: 'supplement', materials } });
}

function isWithin(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  return [...some].every((one) => all.has(one));
}

function acceptedStep(
  situation: CaseSituation,
  did: Extract<CaseMove, { kind: 'accept' }>,
): NextStep {
  const { promisedDays, statutoryDays } = situation.terms;
  // Whoever is told too late what is missing, or nothing at all, does not lose time by it.
  const wasTold = isNoticePossible(situation) || wasAsked(situation);
  const start = wasTold ? situation.today : situation.receivedOn;
  const due = {
    promised: addWorkingDays(start, promisedDays),
    statutory: addWorkingDays(start, statutoryDays),
  };
  return { state: 'accepted', did, due };
}

function problemOfNotice(
  situation: CaseSituation,
  { missing }: Extract<CaseMove, { kind: 'ask-supplement' }>,
): 'supplement-asked-before' | 'supplement-asked-too-late' | 'material-unknown' | undefined {
  if (wasAsked(situation)) return 'supplement-asked-before';
  if (!isNoticePossible(situation)) return 'supplement-asked-too-late';
  return missing.every(({ code }) => situation.materials.includes(code))
    ? undefined
    : 'material-unknown';
}

function wasAsked({ history }: CaseSituation): boolean {
  return history.some(({ did }) => did.kind === 'ask-supplement');
}

function isNoticePossible({ receivedOn, today }: CaseSituation): boolean {
  return today <= addWorkingDays(receivedOn, noticeDays);
}
