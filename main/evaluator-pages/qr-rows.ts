import encodeQR from 'qr';

/**
 * A text as a QR code that survives a crumpled paper (error correction M, 15 %), without its quiet zone: one string of
 * `0` and `1` per row, `1` is dark.
 */
export function qrRows(text: string): string[] {
  // The encoder draws at least one light module around the code; whoever shows it draws the whole quiet zone.
  return encodeQR(text, 'raw', { ecc: 'medium', border: 1 })
    .slice(1, -1)
    .map((row) =>
      row
        .slice(1, -1)
        .map((dark) => (dark ? '1' : '0'))
        .join(''),
    );
}
