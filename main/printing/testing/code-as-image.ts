/** A code as a camera sees it: black on white, four modules of quiet around it. */
export function asImage(rows: readonly string[]) {
  const scale = 4;
  const quiet = 4;
  const side = (rows.length + 2 * quiet) * scale;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const row = rows[Math.floor(y / scale) - quiet] ?? '';
      if (row[Math.floor(x / scale) - quiet] !== '1') continue;
      data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return { width: side, height: side, data };
}
