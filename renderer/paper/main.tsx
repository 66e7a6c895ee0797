import { createRoot } from 'react-dom/client';
import type { PaperBridge } from '../../src/contracts/bridges.ts';
import '../shared/fonts.css';
import '../shared/tokens.css';
import { PaperPage } from './paper-page.tsx';

declare global {
  interface Window {
    /** Put there by the preload; the only way out of this window. */
    readonly paper: PaperBridge;
  }
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(<PaperPage paper={window.paper} />);
