import type { ReactNode } from 'react';
import type { EvaluatorPage } from '../../src/contracts/evaluator-page.ts';
import { QrCode } from '../shared/qr-code.tsx';
import './face-code-page.css';
import { Moment, type PageTimes } from './moment.tsx';
import { TouchButton } from './touch-button.tsx';
import type { PageActs } from './use-page-acts.ts';

interface FaceCodePageViewProps extends PageTimes {
  page: Extract<EvaluatorPage, { kind: 'face-code' }>;
  acts: PageActs;
}

/** 刷脸办: the code to scan, and beside it what happens then and the way out. */
export function FaceCodePageView({ page, acts, ...times }: FaceCodePageViewProps): ReactNode {
  return (
    <main className="face-code">
      <figure className="face-code-figure">
        <QrCode label={page.codeLabel} rows={page.rows} />
      </figure>
      <div className="face-code-texts">
        <div className="face-code-reading">
          <h1 data-canonical>{page.heading}</h1>
          <p className="first-line" data-canonical>
            {page.firstLine}
          </p>
          {page.lines.map((line) => (
            <p key={line} data-canonical>
              {line}
            </p>
          ))}
        </div>
        <div className="face-code-ways">
          <TouchButton
            className="answer other-way"
            testId="other-way"
            disabled={acts.state === 'acted'}
            onPress={(input) => void acts.act({ kind: 'other-way' }, input)}
          >
            <span data-canonical>{page.otherWay}</span>
          </TouchButton>
          <Moment page={page} {...times} isTouchNeeded={acts.isTouchNeeded} />
        </div>
      </div>
    </main>
  );
}
