import { createHash } from 'node:crypto';
import type { ConsentPage } from '../../../src/contracts/evaluator-page.ts';
import { answeredPageText, consentPageText } from '../../../src/evidence/page-text.ts';

/** SHA-256 (hex) of a consent page's canonical text in UTF-8. */
export function pageDigest(page: ConsentPage): string {
  return sha256(consentPageText(page));
}

/** SHA-256 (hex) of the text that has to be on screen when a page is agreed to. */
export function digestAtAnswer(...answered: Parameters<typeof answeredPageText>): string {
  return sha256(answeredPageText(...answered));
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
