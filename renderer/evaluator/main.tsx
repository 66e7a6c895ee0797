import { createRoot } from 'react-dom/client';
import type { EvaluatorBridge } from '../../src/contracts/bridges.ts';
import '../shared/fonts.css';
import '../shared/tokens.css';
import '../shared/high-contrast-tokens.css';
import './evaluator.css';
import { EvaluatorScreen } from './evaluator-screen.tsx';

declare global {
  interface Window {
    /** Put there by the preload; the only way out of this window. */
    readonly evaluator: EvaluatorBridge;
  }
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<EvaluatorScreen evaluator={window.evaluator} />);
