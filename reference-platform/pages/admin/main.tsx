import '../../../renderer/shared/style-nonce.ts';
import '../../../renderer/shared/fonts.css';
import '../../../renderer/shared/tokens.css';
import './admin-page.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { PageTextsProvider } from '../shared/page-texts.tsx';
import { AdminPage } from './admin-page.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no place for its contents.');

createRoot(root).render(
  <StrictMode>
    <PageTextsProvider page="admin">
      <AdminPage />
    </PageTextsProvider>
  </StrictMode>,
);
