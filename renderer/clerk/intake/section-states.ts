import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { isSomebodyAwaited } from '../desk/open-case.ts';

/** The six sections of a case, in the order in which they are worked through. */
export const sectionNames = [
  'item',
  'identity',
  'waivers',
  'consent',
  'form',
  'submission',
] as const;
export type SectionName = (typeof sectionNames)[number];

/** `done` collapses to its result · `current` is open · `later` is visible and quiet. */
export type SectionState = 'done' | 'current' | 'later';
export type SectionStates = Readonly<Record<SectionName, SectionState>>;

const sectionOfStage: Readonly<Record<ClerkCase['stage'], SectionName>> = {
  'choosing-item': 'item',
  identifying: 'identity',
  matching: 'identity',
  reviewing: 'waivers',
  'asking-consent': 'consent',
  'fetching-values': 'consent',
  'checking-values': 'consent',
  'filling-form': 'form',
  'handing-over': 'submission',
  'taking-over': 'identity',
  'awaiting-verification': 'submission',
  verifying: 'submission',
  'calling-back': 'submission',
  submitting: 'submission',
  received: 'submission',
  closed: 'submission',
};

type Progress = Pick<
  ClerkCase,
  | 'stage'
  | 'consentOutcome'
  | 'applicant'
  | 'holders'
  | 'otherAdults'
  | 'identification'
  | 'hasLeft'
>;

/** Which sections of a case are done, current and to come. */
export function sectionStates(progress: Progress): SectionStates {
  const current = sectionNames.indexOf(sectionAtWork(progress));
  const states = sectionNames.map((name, index): readonly [SectionName, SectionState] => {
    if (index < current) return [name, 'done'];
    return [name, index === current ? 'current' : 'later'];
  });
  const byStage = Object.fromEntries(states) as SectionStates;
  return {
    ...byStage,
    ...(isIdentifiedEarly(progress) ? { identity: 'done' } : {}),
    ...(isOfSeveral(progress) ? { identity: 'current' } : {}),
    ...(isDecidedAgain(progress) ? { consent: 'current' } : {}),
  };
}

/** A further adult is awaited where the applicant was; the list is made anew once they are known. */
function sectionAtWork(progress: Progress): SectionName {
  return isSomebodyAwaited(progress) ? 'identity' : sectionOfStage[progress.stage];
}

/** The section in which the last step ended, and so where its failure belongs. */
export function lastCurrentSection(states: SectionStates): SectionName | undefined {
  return [...sectionNames].reverse().find((name) => states[name] === 'current');
}

/** A card may be read before an item is chosen. */
function isIdentifiedEarly({ stage, applicant }: Progress): boolean {
  return stage === 'choosing-item' && applicant !== undefined;
}

/** Where several people decide, who they are and how each has decided stays in view; so does who is missing. */
function isOfSeveral({ stage, holders = [], otherAdults }: Progress): boolean {
  const deciding = holders.filter(({ standing }) => standing !== 'nothing-to-ask');
  return stage === 'reviewing' && (deciding.length > 1 || otherAdults !== undefined);
}

/** After a page that ended without consent the list is decided again, with that outcome in view. */
function isDecidedAgain(progress: Progress): boolean {
  const { stage, consentOutcome } = progress;
  if (isSomebodyAwaited(progress)) return false;
  return stage === 'reviewing' && consentOutcome !== undefined && consentOutcome !== 'agreed';
}
