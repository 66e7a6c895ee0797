import encodeQR from 'qr';

/** Modules of white around a QR code; scanners need four (ISO/IEC 18004). */
const quietZone = 4;

/** A QR code as a drawing. */
interface QrDrawing {
  /** Length of a side in modules, the quiet zone included. */
  readonly side: number;
  /** The dark modules, as the `d` of an SVG path. */
  readonly path: string;
}

/** Draws a text as a QR code. */
export function qrDrawing(text: string): QrDrawing {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: quietZone });
  const path = rows
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return { side: rows.length, path };
}
