import { type ReactNode, useState } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { takesFiles } from '../../../src/domain/attachment.ts';
import { takesAttachments } from '../../../src/domain/case.ts';
import { useCommands } from '../commands/command-context.ts';
import { Button } from '../desk/button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { openCaseOf } from '../desk/open-case.ts';
import { useTexts } from '../locale/texts.ts';
import { AttachmentDialog } from './attachment-dialog.tsx';
import { AttachmentThumbnail } from './attachment-thumbnail.tsx';
import { DocumentCameraDialog } from './document-camera-dialog.tsx';
import './material-attachments.css';

type Line = NonNullable<ClerkCase['waiverList']>['lines'][number];

interface MaterialAttachmentsProps {
  /** The material's line of the 免证清单. */
  readonly line: Pick<Line, 'material' | 'status' | 'reason'>;
}

/** What a material of the open case is handed in as, and the ways to add to it; nothing where nothing is handed in. */
export function MaterialAttachments({ line }: MaterialAttachmentsProps): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const { snapshot } = useCommands();
  const [opened, setOpened] = useState<string | 'camera'>();
  const current = openCaseOf(snapshot);
  if (current === undefined || !takesFiles(line)) return null;
  const { id: caseId, attachments = [] } = current;
  const { code, name } = line.material;
  const own = attachments.filter(({ material }) => material === code);
  const mayChange = takesAttachments(current);
  if (own.length === 0 && !mayChange) return null;
  const place = own.findIndex(({ id }) => id === opened);
  const shown = own[place];
  const close = () => setOpened(undefined);

  return (
    <div
      className="material-attachments"
      data-testid={`attachments-${code}`}
      data-number={own.length}
    >
      {own.length === 0 ? null : (
        <ul aria-label={t('attachments.of', { material: name })}>
          {own.map((attachment, index) => (
            <li key={attachment.id}>
              <AttachmentThumbnail
                caseId={caseId}
                attachment={attachment}
                number={index + 1}
                onOpen={() => setOpened(attachment.id)}
              />
            </li>
          ))}
        </ul>
      )}
      {mayChange ? (
        <>
          <Button
            kind="link"
            size="small"
            data-testid={`attach-files-${code}`}
            aria-label={t('attachments.add-files-to', { material: name })}
            onClick={() => void desk.call('attachment:add-files', { caseId, material: code })}
          >
            {t('attachments.add-files')}
          </Button>
          <Button
            kind="link"
            size="small"
            data-testid={`photograph-${code}`}
            aria-label={t('attachments.photograph-for', { material: name })}
            onClick={() => setOpened('camera')}
          >
            {t('attachments.photograph')}
          </Button>
        </>
      ) : null}
      {opened === 'camera' ? (
        <DocumentCameraDialog
          caseId={caseId}
          material={line.material}
          camera={snapshot.documentCamera}
          onClose={close}
        />
      ) : null}
      {shown === undefined ? null : (
        <AttachmentDialog
          caseId={caseId}
          attachment={shown}
          number={place + 1}
          mayBeRemoved={mayChange}
          onClose={close}
        />
      )}
    </div>
  );
}
