import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Most that the citizen's page may weigh, in bytes as `pageWeight` counts them. */
const evaluatorLimit = 150_000;

/** Prints what the built citizen's page weighs, and throws when it has become too heavy. */
export function checkEvaluatorWeight(folder: string): void {
  const weight = pageWeight(folder);
  process.stderr.write(
    `评价器页面 Evaluator page: ${(weight / 1000).toFixed(1)} kB (gzip, 不含字体 without fonts)\n`,
  );
  if (weight > evaluatorLimit) {
    throw new Error(`The evaluator page weighs more than ${evaluatorLimit / 1000} kB.`);
  }
}

/** Bytes of everything in a built page but its fonts, each file compressed by itself. */
function pageWeight(folder: string): number {
  return globSync('**/*.*', { cwd: folder })
    .filter((file) => !file.endsWith('.woff2'))
    .map((file) => gzipSync(readFileSync(join(folder, file))).byteLength)
    .reduce((sum, bytes) => sum + bytes, 0);
}
