import { styleNonce } from './style-nonce.ts';
import '../shared/fonts.css';
import '../shared/tokens.css';
import './clerk-window.css';
import { ConfigProvider } from 'antd';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ClerkWindow } from './clerk-window.tsx';
import { DeskContext } from './desk/desk-context.ts';
import { createDeskStore } from './desk/desk-store.ts';
import { startTexts } from './locale/locale.ts';
import { clerkTheme } from './theme.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for the window.');

const desk = createDeskStore(window.desk, () => performance.now());
await Promise.all([startTexts(), desk.start()]);

createRoot(root).render(
  <StrictMode>
    <ConfigProvider
      csp={{ nonce: styleNonce }}
      theme={clerkTheme(
        getComputedStyle(document.documentElement),
        matchMedia('(prefers-reduced-motion: reduce)').matches,
      )}
      wave={{ disabled: true }}
      button={{ autoInsertSpace: false }}
    >
      <DeskContext value={desk}>
        <ClerkWindow />
      </DeskContext>
    </ConfigProvider>
  </StrictMode>,
);
