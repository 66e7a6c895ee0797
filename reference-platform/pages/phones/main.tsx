import '../../../renderer/shared/fonts.css';
import '../../../renderer/shared/tokens.css';
import './phones-page.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { PageTextsProvider } from '../shared/page-texts.tsx';
import { PhonesPage } from './phones-page.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for its contents.');

createRoot(root).render(
  <StrictMode>
    <PageTextsProvider page="phone">
      <PhonesPage />
    </PageTextsProvider>
  </StrictMode>,
);
