import { type ReactNode, useContext, useEffect, useRef } from 'react';
import { usePhoneTexts } from '../texts/phone-texts.ts';
import { Icon } from './icon.tsx';
import { PhoneContext } from './phone-context.ts';

interface ScreenFrameProps {
  readonly title: string;
  /** Where back leads to; the screen below unless told. */
  readonly onBack?: () => void;
  readonly children: ReactNode;
  /** What stays in sight below what scrolls. */
  readonly foot?: ReactNode;
}

/** A screen: its title, the way back, and what it holds. Its title takes the focus, so that it is read out first. */
export function ScreenFrame({ title, onBack, children, foot }: ScreenFrameProps): ReactNode {
  const { t } = usePhoneTexts();
  const screenBelow = useContext(PhoneContext)?.back;
  const back = onBack ?? screenBelow;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="screen">
      <header className="screen-head">
        {back === undefined ? null : (
          <button type="button" className="screen-back" aria-label={t('act.back')} onClick={back}>
            <Icon name="back" />
          </button>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text without a button is scrolled by keys too */}
      <div className="screen-body" tabIndex={0}>
        {children}
      </div>
      {foot}
    </section>
  );
}
