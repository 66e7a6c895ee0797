import { type ReactNode, useRef } from 'react';
import type { EvaluatorPage } from '../../src/contracts/evaluator-page.ts';
import type { InputKind, PageStyle } from '../../src/domain/consent.ts';
import './page-bar.css';
import { useReadAloud } from './read-aloud.ts';
import { TouchButton } from './touch-button.tsx';
import type { PageActs } from './use-page-acts.ts';

interface PageBarProps {
  page: Exclude<EvaluatorPage, { kind: 'blank' }>;
  acts: PageActs;
}

/**
 * The top of every page: where one is, and the switches for size, reading aloud and language. Main sends the page anew in
 * another size or language.
 */
export function PageBar({ page, acts }: PageBarProps): ReactNode {
  const { language, largeType, drill, switches } = page;
  const bar = useRef<HTMLElement>(null);
  const aloud = useReadAloud(language);
  function set(wanted: PageStyle, input: InputKind): void {
    if (wanted.language === language && wanted.largeType === largeType) return;
    void acts.act({ kind: 'display-setting', ...wanted }, input);
  }

  return (
    <header className="page-bar" ref={bar}>
      {'place' in page && (
        <p className="place" data-canonical>
          {page.place}
        </p>
      )}
      {drill === undefined ? null : (
        <p className="drill" data-testid="drill">
          {drill}
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
        {aloud.canRead && (
          <TouchButton
            className="switch"
            testId="read-aloud"
            aria-pressed={aloud.isReading}
            onPress={() => bar.current !== null && aloud.toggle(bar.current)}
          >
            {aloud.isReading ? switches.stopReading : switches.readAloud}
          </TouchButton>
        )}
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
