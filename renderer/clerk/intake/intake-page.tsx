import { type ReactNode, useDeferredValue, useRef } from 'react';
import type { ClerkCase, DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { useDeskView } from '../desk/desk-context.ts';
import { canChangeItem } from '../desk/open-case.ts';
import { useTexts } from '../locale/texts.ts';
import { ActionBar } from './action-bar.tsx';
import { CaseFailure } from './case-failure.tsx';
import { CaseHeading } from './case-heading.tsx';
import { ConsentActions, ConsentResult, ConsentSection } from './consent-section.tsx';
import { FormResult, FormSection } from './form-section.tsx';
import { IdentityResult, IdentitySection } from './identity-section.tsx';
import { IntakeSection } from './intake-section.tsx';
import { ItemResult, ItemSection } from './item-section.tsx';
import { readerAtWork } from './reader-at-work.ts';
import { lastCurrentSection, type SectionName, sectionStates } from './section-states.ts';
import { SubmissionSection } from './submission-section.tsx';
import { useSectionFocus } from './use-section-focus.ts';
import { VisitStrip } from './visit-strip.tsx';
import { WaiverResult, WaiverSection } from './waiver-section.tsx';
import './intake-page.css';

interface IntakePageProps {
  readonly current: ClerkCase;
  readonly snapshot: DeskSnapshot;
  readonly onFieldFocus: (key: string) => void;
}

/** One case: six sections on one page, and under them what can be done now. */
export function IntakePage({ current, snapshot, onFieldFocus }: IntakePageProps): ReactNode {
  const { t } = useTexts();
  const { refusal } = useDeskView();
  const states = sectionStates(current);
  const failurePlace = lastCurrentSection(states);
  const page = useRef<HTMLDivElement>(null);
  // Once what the clerk waits for has been drawn.
  const isFormFixed = useDeferredValue(!canChangeItem(current.stage));

  useSectionFocus(page, `${current.stage} ${current.consentOutcome} ${failurePlace}`);

  function frame(name: SectionName) {
    return {
      name,
      state: states[name],
      failure:
        name === failurePlace ? <CaseFailure current={current} refusal={refusal} /> : undefined,
    };
  }

  return (
    <main className="intake-page">
      <CaseHeading current={current} />
      <VisitStrip cases={snapshot.cases} />
      <div className="intake-sections" ref={page}>
        <IntakeSection
          // Collapses again once the choice has changed.
          key={`${current.item?.code} ${current.variant}`}
          {...frame('item')}
          result={<ItemResult item={current.item} variant={current.variant} />}
          lookText={canChangeItem(current.stage) ? t('section.change') : t('section.look')}
        >
          <ItemSection current={current} items={snapshot.items} />
        </IntakeSection>
        <IntakeSection
          {...frame('identity')}
          result={<IdentityResult applicant={current.applicant} present={current.present} />}
        >
          <IdentitySection current={current} reader={readerAtWork(snapshot.devices)} />
        </IntakeSection>
        <IntakeSection {...frame('waivers')} result={<WaiverResult list={current.waiverList} />}>
          <WaiverSection current={current} />
        </IntakeSection>
        <IntakeSection
          {...frame('consent')}
          result={<ConsentResult current={current} />}
          action={<ConsentActions current={current} />}
        >
          <ConsentSection current={current} mirror={snapshot.mirror} />
        </IntakeSection>
        <IntakeSection
          {...frame('form')}
          result={<FormResult {...current} />}
          isMadeInAdvance={isFormFixed}
        >
          <FormSection current={current} onFieldFocus={onFieldFocus} />
        </IntakeSection>
        <IntakeSection {...frame('submission')}>
          <SubmissionSection
            current={current}
            connectivity={snapshot.connectivity}
            platform={snapshot.platform}
            since={snapshot.cases.find(({ id }) => id === current.id)?.since}
          />
        </IntakeSection>
      </div>
      <ActionBar current={current} connectivity={snapshot.connectivity} />
    </main>
  );
}
