import encodeQR from 'qr';

/** Pixels of a picture that a phone's camera takes, as far as the film needs them. */
const [width, height] = [640, 480];

/** Pixels of a module; the code then fills most of the picture. */
const scale = 8;

/** What a camera sees before which a QR code is held: a film of one picture, as YUV4MPEG2 with black and white only. */
export function filmOfCode(text: string): Buffer {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const light = Buffer.alloc(width * height, 235);
  const [left, top] = [width, height].map((side) => Math.floor((side - rows.length * scale) / 2));
  rows.forEach((row, y) => {
    row.forEach((isDark, x) => {
      if (!isDark) return;
      for (let line = 0; line < scale; line += 1) {
        const start = ((top ?? 0) + y * scale + line) * width + (left ?? 0) + x * scale;
        light.fill(16, start, start + scale);
      }
    });
  });
  const noColour = Buffer.alloc((width * height) / 2, 128);
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\nFRAME\n`),
    light,
    noColour,
  ]);
}
