import type { ReactNode } from 'react';
import type { EvaluatorPage } from '../../src/contracts/evaluator-page.ts';
import type { InputKind, PageStyle } from '../../src/domain/consent.ts';
import './page-bar.css';
import { TouchButton } from './touch-button.tsx';
import type { PageActs } from './use-page-acts.ts';

interface PageBarProps {
  page: Exclude<EvaluatorPage, { kind: 'blank' }>;
  acts: PageActs;
}

/** The top of every page: where one is, and the switches for language and size. Main sends the page anew in that style. */
export function PageBar({ page, acts }: PageBarProps): ReactNode {
  const { language, largeType, switches } = page;
  function set(wanted: PageStyle, input: InputKind): void {
    if (wanted.language === language && wanted.largeType === largeType) return;
    void acts.act({ kind: 'display-setting', ...wanted }, input);
  }

  return (
    <header className="page-bar">
      {'place' in page && (
        <p className="place" data-canonical>
          {page.place}
        </p>
      )}
      <div className="switches">
        <TouchButton
          className="switch"
          testId="type-switch"
          onPress={(input) => set({ language, largeType: !largeType }, input)}
        >
          {switches.type}
        </TouchButton>
        {switches.languages.map(({ code, name }) => (
          <TouchButton
            key={code}
            className="switch"
            testId={`language-${code}`}
            lang={code}
            aria-pressed={code === language}
            onPress={(input) => set({ language: code, largeType }, input)}
          >
            {name}
          </TouchButton>
        ))}
      </div>
    </header>
  );
}
