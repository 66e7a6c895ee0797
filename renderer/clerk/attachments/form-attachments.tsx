import type { ReactNode } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { takesFiles } from '../../../src/domain/attachment.ts';
import { useTexts } from '../locale/texts.ts';
import { MaterialAttachments } from './material-attachments.tsx';
import './form-attachments.css';

/** Under the form: each material that is handed in, with its attachments; the 免证清单 is folded away by then. */
export function FormAttachments({ list }: { readonly list: ClerkCase['waiverList'] }): ReactNode {
  const { t } = useTexts();
  const lines = list?.lines.filter(takesFiles) ?? [];
  if (lines.length === 0) return null;
  return (
    <section className="form-attachments">
      <h3>{t('attachments.heading')}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line.material.code}>
            <span className="form-attachments-material">{line.material.name}</span>
            <MaterialAttachments line={line} />
          </li>
        ))}
      </ul>
    </section>
  );
}
