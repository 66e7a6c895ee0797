import { type ReactNode, useId } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { Button } from '../desk/button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { ModalLayer } from '../desk/modal-layer.tsx';
import { useFailureText } from '../failures/use-failure-text.ts';
import { useTexts } from '../locale/texts.ts';
import { sizeText } from './size-text.ts';
import { useAttachmentContent } from './use-attachment-content.ts';
import './attachment-dialog.css';

interface AttachmentDialogProps {
  readonly caseId: string;
  readonly attachment: NonNullable<ClerkCase['attachments']>[number];
  readonly number: number;
  readonly mayBeRemoved: boolean;
  readonly onClose: () => void;
}

/** An attachment as a whole, and the way to be rid of it. */
export function AttachmentDialog(props: AttachmentDialogProps): ReactNode {
  const { caseId, attachment, number, mayBeRemoved, onClose } = props;
  const { t } = useTexts();
  const desk = useDesk();
  const titleId = useId();
  const { id: attachmentId, mediaType, bytes } = attachment;
  const type = t(`attachment-type.${mediaType}`);
  return (
    <ModalLayer className="attachment-dialog" labelledBy={titleId} onCancel={onClose}>
      <h2 id={titleId}>{t('attachments.one', { number, type, size: sizeText(t, bytes) })}</h2>
      <div className="attachment-dialog-content">
        {mediaType === 'application/pdf' ? (
          <p>{t('attachments.pdf-here')}</p>
        ) : (
          <WholePicture caseId={caseId} attachmentId={attachmentId} alt={type} />
        )}
      </div>
      <footer className="attachment-dialog-ways">
        {mayBeRemoved ? (
          <Button
            kind="danger"
            data-testid="attachment-remove"
            onClick={() => {
              onClose();
              void desk.call('attachment:remove', { caseId, attachmentId });
            }}
          >
            {t('attachments.remove')}
          </Button>
        ) : null}
        <Button autoFocus onClick={onClose}>
          {t('attachments.close')}
        </Button>
      </footer>
    </ModalLayer>
  );
}

interface WholePictureProps {
  readonly caseId: string;
  readonly attachmentId: string;
  readonly alt: string;
}

function WholePicture({ caseId, attachmentId, alt }: WholePictureProps): ReactNode {
  const { t } = useTexts();
  const textOf = useFailureText();
  const content = useAttachmentContent(caseId, attachmentId);
  if (content === undefined) return <p role="status">{t('attachments.opening')}</p>;
  if (!content.ok) {
    const text = textOf(content.problem);
    return <p role="alert">{text === undefined ? '' : `${text.message} ${text.next}`}</p>;
  }
  const { mediaType, contentBase64 } = content.value;
  return <img src={`data:${mediaType};base64,${contentBase64}`} alt={alt} />;
}
