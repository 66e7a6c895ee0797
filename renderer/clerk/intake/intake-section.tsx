import { CheckOutlined, DownOutlined, UpOutlined } from '@ant-design/icons';
import { type ReactNode, useId, useState } from 'react';
import { Button } from '../desk/button.tsx';
import { useTexts } from '../locale/texts.ts';
import { type SectionName, type SectionState, sectionNames } from './section-states.ts';
import './intake-section.css';

interface IntakeSectionProps {
  readonly name: SectionName;
  readonly state: SectionState;
  /** What came of it, in one line, once it is done. */
  readonly result?: ReactNode;
  /** What can still be done about it, in its heading. */
  readonly action?: ReactNode;
  readonly failure?: ReactNode;
  /** What opening it again is for. */
  readonly lookText?: string;
  /** A later one is made in advance, out of sight and out of reach, so that it is there at once when its turn comes. */
  readonly isMadeInAdvance?: boolean;
  readonly children: ReactNode;
}

/** One of the six sections: done ones are a line that can be opened, later ones a quiet heading. */
export function IntakeSection(props: IntakeSectionProps): ReactNode {
  const { name, state, result, action, failure, children } = props;
  const { t } = useTexts();
  const [lookedAt, setLookedAt] = useState(false);
  const headingId = useId();
  const open = state === 'current' || (state === 'done' && lookedAt);

  return (
    <section
      className="intake-section"
      data-testid={`section-${name}`}
      data-section-state={state}
      aria-labelledby={headingId}
      tabIndex={-1}
      {...(state === 'current' ? { 'aria-current': 'step' } : {})}
    >
      <header className="intake-section-heading">
        <span className="intake-section-number" aria-hidden="true">
          {state === 'done' ? <CheckOutlined /> : sectionNames.indexOf(name) + 1}
        </span>
        <h2 id={headingId}>{t(`section.${name}`)}</h2>
        {state === 'done' ? (
          <>
            <div className="intake-section-result">{lookedAt ? null : result}</div>
            {action}
            <Button
              data-testid={`section-toggle-${name}`}
              kind="quiet"
              size="small"
              aria-expanded={lookedAt}
              onClick={() => setLookedAt(!lookedAt)}
            >
              {lookedAt ? t('section.collapse') : (props.lookText ?? t('section.look'))}
              {lookedAt ? <UpOutlined /> : <DownOutlined />}
            </Button>
          </>
        ) : null}
        {state === 'current' ? <div className="intake-section-action">{action}</div> : null}
      </header>
      {open || (state === 'later' && props.isMadeInAdvance === true) ? (
        <div className="intake-section-body" inert={!open}>
          {failure}
          {children}
        </div>
      ) : null}
    </section>
  );
}
