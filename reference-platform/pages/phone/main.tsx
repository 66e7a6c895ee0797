import '../../../renderer/shared/fonts.css';
import '../../../renderer/shared/tokens.css';
import './phone-page.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { PageTextsProvider } from '../shared/page-texts.tsx';
import { PhonePage } from './phone-page.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for its contents.');

// The content security policy lets no code be made at run time.
z.config({ jitless: true });
createRoot(root).render(
  <StrictMode>
    <PageTextsProvider page="phone">
      <PhonePage />
    </PageTextsProvider>
  </StrictMode>,
);
