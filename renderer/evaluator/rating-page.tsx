import type { ReactNode } from 'react';
import type { EvaluatorPage } from '../../src/contracts/evaluator-page.ts';
import type { RatingLevel } from '../../src/contracts/rating.ts';
import { Moment, type PageTimes } from './moment.tsx';
import './rating-page.css';
import { TouchButton } from './touch-button.tsx';
import type { PageActs } from './use-page-acts.ts';

type RatingPage = Extract<EvaluatorPage, { kind: 'rating' }>;

/** What each tile shows above its word: eyes and mouth of a face, or the sign for going on without. */
const DRAWINGS: Readonly<Record<RatingLevel | 'skip', string>> = {
  'very-satisfied': 'M17 18v3M31 18v3M13 27c3 13 19 13 22 0z',
  satisfied: 'M17 18v3M31 18v3M14 28c4 8 16 8 20 0',
  'fairly-satisfied': 'M17 18v3M31 18v3M15 31c5 2 13 2 18 0',
  dissatisfied: 'M17 18v3M31 18v3M14 34c4-7 16-7 20 0',
  'very-dissatisfied': 'M14 15l6 4M34 15l-6 4M17 21v2M31 21v2M13 36c3-12 19-12 22 0',
  skip: 'M15 15l9 9-9 9M25 15l9 9-9 9',
};

interface RatingPageViewProps extends PageTimes {
  page: RatingPage;
  acts: PageActs;
}

/** 好差评: five levels and the way past them, all of the same size and weight. */
export function RatingPageView({ page, acts, ...times }: RatingPageViewProps): ReactNode {
  return (
    <main className="rating">
      <h1 data-canonical>{page.heading}</h1>
      <p className="first-line" data-canonical>
        {page.firstLine}
      </p>
      <div className="rating-tiles">
        {[...page.levels, { level: 'skip', label: page.skip } as const].map(({ level, label }) => (
          <TouchButton
            key={level}
            className="answer rating-tile"
            testId={`rate-${level}`}
            disabled={acts.state === 'acted'}
            onPress={(input) => void acts.act({ kind: 'rate', level }, input)}
          >
            <svg viewBox="0 0 48 48" aria-hidden="true">
              {level !== 'skip' && <circle cx="24" cy="24" r="21" />}
              <path d={DRAWINGS[level]} />
            </svg>
            <span data-canonical>{label}</span>
          </TouchButton>
        ))}
      </div>
      <Moment page={page} {...times} isTouchNeeded={acts.isTouchNeeded} />
    </main>
  );
}
