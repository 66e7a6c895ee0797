import '../shared/style-nonce.ts';
import '../shared/fonts.css';
import '../shared/tokens.css';
import '../shared/high-contrast-tokens.css';
import './clerk-window.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { citizenLanguages } from '../../src/domain/consent.ts';
import { systemClock } from '../../src/support/clock.ts';
import { ClerkWindow } from './clerk-window.tsx';
import { DeskContext } from './desk/desk-context.ts';
import { createDeskStore } from './desk/desk-store.ts';
import { PageBoundary } from './desk/page-boundary.tsx';
import { startTexts } from './locale/locale.ts';
import { WindowFrame } from './window-frame.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the window.');

const desk = createDeskStore(window.desk, systemClock);
const asked = new URLSearchParams(location.search).get('opening');
const opening = citizenLanguages.find((known) => known === asked);
// It holds for this one load.
history.replaceState(null, '', location.pathname);
if (opening === undefined) await desk.start();
const language = opening ?? desk.view().snapshot?.language ?? 'zh-CN';
await startTexts(language);

createRoot(root).render(
  <StrictMode>
    <DeskContext value={desk}>
      <WindowFrame first={language}>
        <PageBoundary desk={desk}>
          <ClerkWindow />
        </PageBoundary>
      </WindowFrame>
    </DeskContext>
  </StrictMode>,
);

// While the program is being opened the login page is there alone; main goes on as soon as it has been drawn.
if (opening !== undefined) requestAnimationFrame(() => setTimeout(() => void desk.start()));
