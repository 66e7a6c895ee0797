import { type JudgementReport, reportOf, type VerifierText } from '../evidence/judgement-report.ts';
import type { TrustedKeys } from '../evidence/trusted-keys.ts';
import { type Asked, type Judgement, judgeEvidence } from '../evidence/verdict.ts';
import { auditReportOf } from './audit-report.ts';
import { type AuditJudgement, judgeAudit } from './audit-verdict.ts';

/** A file that somebody wants to be judged. */
export interface GivenFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What is found of one: evidence of a consent, or an audit log, by the end of its name. */
export type JudgedFile =
  | { readonly name: string; readonly kind: 'evidence'; readonly judgement: Judgement }
  | { readonly name: string; readonly kind: 'audit'; readonly judgement: AuditJudgement };

/**
 * Judges files of both kinds, those of one kind beside each other.
 * @returns in the order of the files
 */
export function judgeFiles(
  files: readonly GivenFile[],
  trusted: TrustedKeys,
  asked?: Asked,
): readonly JudgedFile[] {
  const bytesOf = (own: readonly GivenFile[]) => own.map(({ bytes }) => bytes);
  const logs = files.filter(isLog);
  const packages = files.filter((file) => !isLog(file));
  const judged = new Map<GivenFile, JudgedFile>();
  for (const [index, judgement] of judgeAudit(bytesOf(logs), trusted).entries()) {
    const file = logs[index];
    if (file) judged.set(file, { name: file.name, kind: 'audit', judgement });
  }
  for (const [index, judgement] of judgeEvidence(bytesOf(packages), trusted, asked).entries()) {
    const file = packages[index];
    if (file) judged.set(file, { name: file.name, kind: 'evidence', judgement });
  }
  return files.flatMap((file) => judged.get(file) ?? []);
}

/** Puts what is found of a file into words. */
export function reportOfFile(judged: JudgedFile, text: VerifierText): JudgementReport {
  return judged.kind === 'audit'
    ? auditReportOf(judged.judgement, text)
    : reportOf(judged.judgement, text);
}

function isLog({ name }: GivenFile): boolean {
  return name.toLowerCase().endsWith('.audit');
}
