import { createHash } from 'node:crypto';
import type { ConsentPage } from '../../src/contracts/evaluator-page.ts';
import { consentPageText } from '../../src/evidence/page-text.ts';

/** SHA-256 (hex) of a consent page's canonical text in UTF-8. */
export function pageDigest(page: ConsentPage): string {
  return createHash('sha256').update(consentPageText(page), 'utf8').digest('hex');
}
