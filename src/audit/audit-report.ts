import {
  type JudgementReport,
  momentText,
  type VerifierText,
} from '../evidence/judgement-report.ts';
import type { AuditFile } from './audit-file.ts';
import type { AuditFinding, AuditJudgement } from './audit-verdict.ts';

/** More reasons than a person reads; the rest are counted. */
const mostReasons = 20;

/** Puts the judgement of a log into words. Times are told in UTC+8, wherever they are read. */
export function auditReportOf(
  { verdict, findings, log }: AuditJudgement,
  text: VerifierText,
): JudgementReport {
  const reasons = findings.slice(0, mostReasons).map((finding) => reasonFor(finding, text));
  const count = findings.length - reasons.length;
  return {
    verdict: text(`audit.verdict.${verdict}`),
    meaning: text(`audit.meaning.${verdict}`),
    reasons: count > 0 ? [...reasons, text('audit.more', { count })] : reasons,
    notes: [],
    concern: [],
    sections:
      log === undefined ? [] : [{ heading: text('audit.section'), rows: rowsOf(log, text) }],
    pageText: null,
    limits: ['audit.limits.deeds', 'audit.limits.end', 'limits.trust'].map((limit) => text(limit)),
  };
}

function reasonFor(finding: AuditFinding, text: VerifierText): string {
  switch (finding.verdict) {
    case 'altered':
      return text('audit.reason.altered', { place: placeText(finding.at, text) });
    case 'key-unknown':
      return finding.keyId === undefined
        ? text('audit.reason.key-never-known')
        : text('audit.reason.key-unknown', { keyId: finding.keyId });
    case 'key-revoked':
      return text('audit.reason.key-revoked', { at: momentText(finding.revokedAt, text) });
    case 'chain-gap':
      return text('chain.missing', { from: finding.from, to: finding.to });
    case 'not-anchored':
      return text('audit.reason.not-anchored', { after: finding.after });
  }
}

/** A part of a file in words: `row 7`, `line 2`, `anchors.0`, or one that has a name of its own. */
function placeText(at: string, text: VerifierText): string {
  const [, part = at, number] = /^([a-z]+)[ .](\d+)$/.exec(at) ?? [];
  return number === undefined
    ? text(`audit.part.${part}`)
    : text(`audit.part.${part}`, { number: part === 'anchors' ? Number(number) + 1 : number });
}

function rowsOf({ workstation_id, rows, anchors, start, head }: AuditFile, text: VerifierText) {
  const [first, last] = [rows[0], rows.at(-1)];
  const anchor = anchors.at(-1) ?? start;
  return [
    [text('audit.label.workstation'), workstation_id],
    [text('audit.label.rows'), String(rows.length)],
    ...(first === undefined || last === undefined
      ? []
      : [
          [text('audit.label.first'), `${first.seq} · ${momentText(first.at, text)}`] as const,
          [text('audit.label.last'), `${last.seq} · ${momentText(last.at, text)}`] as const,
        ]),
    [text('audit.label.written'), momentText(head.at, text)],
    [
      text('audit.label.anchored'),
      anchor == null
        ? text('none')
        : `${anchor.head.seq} · ${momentText(anchor.receipt.received_at, text)}`,
    ],
  ] as const;
}
