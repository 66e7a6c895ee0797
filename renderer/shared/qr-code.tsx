import type { ReactNode } from 'react';

/** Modules of white around the code; scanners need four (ISO/IEC 18004). */
const quietZone = 4;

interface QrCodeProps {
  readonly label: string;
  /** One string of `0` and `1` per row, `1` is dark; no quiet zone. */
  readonly rows: readonly string[];
}

/** A QR code as a drawing with its quiet zone. */
export function QrCode({ label, rows }: QrCodeProps): ReactNode {
  const side = rows.length + 2 * quietZone;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-quietZone} ${-quietZone} ${side} ${side}`}
      shapeRendering="crispEdges"
    >
      <path d={rows.map(darkRuns).join('')} />
    </svg>
  );
}

/** The dark modules of one row, each run of them one rectangle. */
function darkRuns(row: string, y: number): string {
  return [...row.matchAll(/1+/g)]
    .map(({ 0: run, index }) => `M${index} ${y}h${run.length}v1h-${run.length}z`)
    .join('');
}
