import { type ReactNode, useCallback, useId, useRef } from 'react';
import { Button } from '../desk/button.tsx';
import { useDesk } from '../desk/desk-context.ts';
import { ModalLayer } from '../desk/modal-layer.tsx';
import { useTexts } from '../locale/texts.ts';
import { bytesAsBase64 } from '../scanning/bytes-as-base64.ts';
import { useCameraCode } from './use-camera-code.ts';
import './camera-dialog.css';

interface CameraDialogProps {
  /** The camera that the settings name; empty: the system's first. */
  readonly camera: string;
  readonly onClose: () => void;
}

/** A camera's picture, until a code has been found in it; the code goes the way of every other. */
export function CameraDialog({ camera, onClose }: CameraDialogProps): ReactNode {
  const { t } = useTexts();
  const desk = useDesk();
  const titleId = useId();
  const picture = useRef<HTMLVideoElement>(null);
  const handOn = useCallback(
    (bytes: Uint8Array) => {
      onClose();
      void desk.call('code:scanned', {
        bytesBase64: bytesAsBase64(bytes),
        symbology: 'qr',
        source: 'camera',
      });
    },
    [desk, onClose],
  );
  const state = useCameraCode(camera, picture, handOn);

  return (
    <ModalLayer className="camera-dialog" labelledBy={titleId} onCancel={onClose}>
      <h2 id={titleId}>{t('camera.heading')}</h2>
      <video ref={picture} className="camera-dialog-picture" muted playsInline />
      <p
        className="camera-dialog-state"
        role="status"
        data-testid="camera-state"
        data-state={state}
      >
        {t(`camera.state.${state}`)}
      </p>
      <footer className="camera-dialog-ways">
        <Button onClick={onClose} autoFocus>
          {t('camera.close')}
        </Button>
      </footer>
    </ModalLayer>
  );
}
