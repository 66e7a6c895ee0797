import type { ReactNode } from 'react';
import type { CaseSummary } from '../../../src/contracts/clerk-ipc.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { useCommands, usePerform } from '../commands/command-context.ts';
import { deskCommands, resumeCase } from '../commands/desk-commands.ts';
import { useTexts } from '../locale/texts.ts';
import './visit-strip.css';

/** The cases of the open case's visit, in the order in which they were begun. */
export function casesOfVisit(cases: readonly CaseSummary[]): readonly CaseSummary[] {
  return cases.filter(({ isOfOpenVisit }) => isOfOpenVisit === true).reverse();
}

/** What else the same person has come with: one line, and each case one step away. */
export function VisitStrip({ cases }: { readonly cases: readonly CaseSummary[] }): ReactNode {
  const { t } = useTexts();
  const perform = usePerform();
  const { snapshot } = useCommands();
  const ofVisit = casesOfVisit(cases);
  if (ofVisit.length < 2) return null;
  return (
    <nav className="visit-strip" aria-label={t('visit.heading')} data-testid="visit-strip">
      <span className="visit-strip-heading">{t('visit.cases', { number: ofVisit.length })}</span>
      {ofVisit.map(({ id, isOpen, itemName, stage }) => (
        <button
          key={id}
          type="button"
          className="visit-strip-case"
          data-testid="visit-case"
          data-stage={stage}
          {...(isOpen ? { 'aria-current': 'true' } : {})}
          onClick={() => perform(`resume ${id}`, resumeCase(id))}
        >
          <span className="visit-strip-item">{itemName ?? t('case.no-item-yet')}</span>
          <span className="visit-strip-stage">{t(`stage.${stage}`)}</span>
        </button>
      ))}
      {deskCommands['open-another'].isPossible(snapshot) ? (
        <CommandButton command="open-another" size="small" />
      ) : null}
    </nav>
  );
}
