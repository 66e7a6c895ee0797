import decodeQR from 'qr/decode.js';
import { type ReactNode, useEffect, useRef } from 'react';
import { usePhoneTexts } from '../../texts/phone-texts.ts';

/** Time between two looks; a code is held before the camera for a second or more. */
const lookMs = 150;

/** Longest side of what is decoded: larger pictures cost time and tell no more. */
const largestSide = 640;

interface CameraProps {
  readonly onRead: (text: string) => void;
  /** There is no camera, or it is not allowed. */
  readonly onUnavailable: () => void;
  readonly onStop: () => void;
}

/** Looks through the camera for a QR code. The pictures stay in the page. */
export function Camera({ onRead, onUnavailable, onStop }: CameraProps): ReactNode {
  const { t } = usePhoneTexts();
  const video = useRef<HTMLVideoElement>(null);
  const told = useRef({ onRead, onUnavailable });
  useEffect(() => {
    told.current = { onRead, onUnavailable };
  });

  useEffect(() => {
    const place = video.current;
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setInterval> | undefined;
    let isCurrent = true;
    const stop = (): void => {
      isCurrent = false;
      clearInterval(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const start = async (): Promise<void> => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      if (!isCurrent || place === null) return stop();
      place.srcObject = stream;
      await place.play();
      if (!isCurrent) return;
      timer = setInterval(() => {
        const text = textIn(place);
        if (text === undefined) return;
        stop();
        told.current.onRead(text);
      }, lookMs);
    };
    start().catch(() => {
      if (isCurrent) told.current.onUnavailable();
      stop();
    });
    return stop;
  }, []);

  return (
    <div className="camera">
      <video ref={video} muted playsInline aria-label={t('scan.camera.looking')} />
      <button type="button" className="button-quiet" onClick={onStop}>
        {t('scan.camera.stop')}
      </button>
    </div>
  );
}

/** What the QR code in a picture says; nothing where there is none that can be read. */
function textIn(video: HTMLVideoElement): string | undefined {
  const { videoWidth, videoHeight } = video;
  const scale = Math.min(1, largestSide / Math.max(videoWidth, videoHeight, 1));
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(videoWidth * scale)),
    Math.max(1, Math.round(videoHeight * scale)),
  );
  const ground = canvas.getContext('2d', { willReadFrequently: true });
  if (ground === null) return undefined;
  ground.drawImage(video, 0, 0, canvas.width, canvas.height);
  try {
    return decodeQR(ground.getImageData(0, 0, canvas.width, canvas.height));
  } catch {
    return undefined;
  }
}
