/** Licences that follow each other on a page and are all sensitive, or all not. */
interface LicenceRun {
  readonly isSensitive: boolean;
  readonly positions: readonly number[];
}

/** Sets sensitive licences apart without changing the order of the page, of which the answer bears the digest. */
export function licenceRuns(licences: readonly { readonly isSensitive: boolean }[]): LicenceRun[] {
  const runs: { isSensitive: boolean; positions: number[] }[] = [];
  for (const [position, { isSensitive }] of licences.entries()) {
    const last = runs.at(-1);
    if (last?.isSensitive === isSensitive) last.positions.push(position);
    else runs.push({ isSensitive, positions: [position] });
  }
  return runs;
}
