import { type ReactNode, useId, useRef, useState } from 'react';
import type { Failure } from '../../../src/failures/failure.ts';
import { Button } from '../desk/button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { ModalLayer } from '../desk/modal-layer.tsx';
import { useFailureText } from '../failures/use-failure-text.ts';
import { useTexts } from '../locale/texts.ts';
import { useDocumentCamera } from './use-document-camera.ts';
import './document-camera-dialog.css';

interface DocumentCameraDialogProps {
  readonly caseId: string;
  readonly material: { readonly code: string; readonly name: string };
  /** The camera that the settings name; empty: the system's first. */
  readonly camera: string;
  readonly onClose: () => void;
}

/** Photographs the pages of a material one by one; each is looked at before it is kept. */
export function DocumentCameraDialog(props: DocumentCameraDialogProps): ReactNode {
  const { caseId, material, camera, onClose } = props;
  const { t } = useTexts();
  const desk = useDesk();
  const textOf = useFailureText();
  const titleId = useId();
  const picture = useRef<HTMLVideoElement>(null);
  const { state, page, take, retake } = useDocumentCamera(camera, picture);
  const [kept, setKept] = useState(0);
  const [isKeeping, setKeeping] = useState(false);
  const [problem, setProblem] = useState<Failure>();

  async function keep(then: () => void): Promise<void> {
    if (page === undefined || isKeeping) return;
    setKeeping(true);
    const request = { caseId, material: material.code, jpegBase64: page };
    const answer = await desk.ask('attachment:add-photo', request);
    setKeeping(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    setKept((number) => number + 1);
    then();
  }

  const failed = problem === undefined ? undefined : textOf(problem);
  return (
    <ModalLayer className="document-camera" labelledBy={titleId} onCancel={onClose}>
      <h2 id={titleId}>{t('document-camera.heading', { material: material.name })}</h2>
      <div className="document-camera-picture">
        <video ref={picture} muted playsInline hidden={page !== undefined} />
        {page === undefined ? null : (
          <img src={`data:image/jpeg;base64,${page}`} alt={t('document-camera.still')} />
        )}
      </div>
      <p
        className="document-camera-state"
        role="status"
        data-testid="document-camera-state"
        data-state={state}
      >
        {failed === undefined
          ? t(`document-camera.state.${state}`)
          : `${failed.message} ${failed.next}`}
      </p>
      <footer className="document-camera-ways">
        <span className="document-camera-pages" data-testid="document-camera-pages">
          {kept === 0 ? null : t('document-camera.pages', { number: kept })}
        </span>
        <Button onClick={onClose}>{t('document-camera.close')}</Button>
        {page === undefined ? (
          <Button
            // Made anew once it can be pressed: then it takes the focus, and whoever pages through presses one key.
            key={state}
            kind="primary"
            data-testid="document-camera-take"
            disabled={state !== 'showing'}
            autoFocus
            onClick={take}
          >
            {t('document-camera.take')}
          </Button>
        ) : (
          <>
            <Button data-testid="document-camera-retake" onClick={retake}>
              {t('document-camera.retake')}
            </Button>
            <Button
              data-testid="document-camera-keep"
              busy={isKeeping}
              onClick={() => void keep(onClose)}
            >
              {t('document-camera.keep-and-close')}
            </Button>
            <Button
              key="keep"
              kind="primary"
              data-testid="document-camera-keep-and-go-on"
              busy={isKeeping}
              autoFocus
              onClick={() => void keep(retake)}
            >
              {t('document-camera.keep-and-go-on')}
            </Button>
          </>
        )}
      </footer>
    </ModalLayer>
  );
}
