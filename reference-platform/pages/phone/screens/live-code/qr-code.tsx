import { memo, type ReactNode } from 'react';
import { qrDrawing } from './qr-path.ts';

interface QrCodeProps {
  readonly text: string;
  /** What it is, for whoever does not see it. */
  readonly label: string;
}

/** A QR code: black on white, whatever the colours around it. */
export const QrCode = memo(function QrCode({ text, label }: QrCodeProps): ReactNode {
  const { side, path } = qrDrawing(text);
  return (
    <svg
      className="qr-code"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
});
