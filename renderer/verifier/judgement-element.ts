import type { AuditVerdict } from '../../src/audit/audit-verdict.ts';
import type { JudgementReport, VerifierText } from '../../src/evidence/judgement-report.ts';
import type { Verdict } from '../../src/evidence/verdict.ts';

/** One judged file as a person reads it, on screen and on paper. Whatever a file says is text here, never markup. */
export function judgementElement(
  file: string,
  verdict: Verdict | AuditVerdict,
  report: JudgementReport,
  text: VerifierText,
): HTMLElement {
  const article = element('article');
  article.dataset['testid'] = 'judgement';
  article.dataset['verdict'] = verdict;
  article.append(
    element('h2', report.verdict),
    element('p', text('file', { file }), 'file'),
    element('p', report.meaning, 'meaning'),
    list(report.reasons, 'reasons'),
    list(report.notes, 'notes'),
    ...(report.concern.length === 0
      ? []
      : [element('h3', text('section.concern')), list(report.concern, 'concern')]),
    ...report.sections.flatMap(({ heading, rows }) => {
      const facts = element('dl');
      facts.append(
        ...rows.map(([label, value]) => {
          const row = element('div');
          row.append(element('dt', label), element('dd', value));
          return row;
        }),
      );
      return [element('h3', heading), facts];
    }),
    ...(report.pageText === null
      ? []
      : [element('h3', text('section.pageText')), element('pre', report.pageText)]),
    element('h3', text('section.limits')),
    list(report.limits, 'limits'),
  );
  return article;
}

function list(lines: readonly string[], name: string): HTMLElement {
  const made = element('ul', undefined, name);
  made.append(...lines.map((line) => element('li', line)));
  return made;
}

function element(tag: string, content?: string, name?: string): HTMLElement {
  const made = document.createElement(tag);
  if (content !== undefined) made.textContent = content;
  if (name !== undefined) made.className = name;
  return made;
}
