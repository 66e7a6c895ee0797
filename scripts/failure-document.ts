import {
  type FailureActor,
  type FailureCode,
  failureCatalogue,
} from '../src/failures/catalogue.ts';
import type { FailureTexts } from '../src/failures/failure-text.ts';

/** What the document takes from one language. */
export interface DocumentWords {
  readonly failures: FailureTexts;
  readonly actors: Readonly<Record<FailureActor, string>>;
}

const columns = ['代码 code', '谁处理 who acts', '重试 retry', '提示 message', '下一步 next step'];

/**
 * `docs/failures.md`: the failure catalogue for people outside the code, in Markdown, Chinese above English.
 * `failure-document.test.ts` holds the file to it and writes it anew with `-u`.
 */
export function failureDocument(chinese: DocumentWords, english: DocumentWords): string {
  const codes = Object.keys(failureCatalogue) as FailureCode[];
  const matters = [...new Set(codes.map(matterOf))];
  const sections = matters.map((matter) =>
    [
      `## ${matter}\n`,
      tableRow([...columns, '给技术支持 for support']),
      tableRow([...columns, ''].map(() => '---')),
      ...codes.filter((code) => matterOf(code) === matter).map(rowOf),
    ].join('\n'),
  );

  function matterOf(code: FailureCode): string {
    return code.slice(0, code.indexOf('.'));
  }

  function rowOf(code: FailureCode): string {
    const { actor, retriable } = failureCatalogue[code];
    const inBoth = (textOf: (words: DocumentWords) => string | undefined): string =>
      [chinese, english].map((words) => textOf(words) ?? '').join('<br>');
    return tableRow([
      `\`${code}\``,
      inBoth(({ actors }) => actors[actor]),
      retriable ? '可以<br>yes' : '无用<br>no',
      inBoth(({ failures }) => failures[code]?.message),
      inBoth(({ failures }) => failures[code]?.next),
      inBoth(({ failures }) => failures[code]?.detail),
    ]);
  }

  return `${[heading, ...sections].join('\n\n')}\n`;
}

const heading = `# 故障代码 Failure codes

程序能告诉人的每一种故障。代码不会改变，日志和界面上都是同一个。“提示”和“下一步”给当事人看，“给技术支持”在故障提示里展开可见。
\`{{…}}\` 处是当时的具体内容。重试：按下一步处理后，再做一次能不能成。

Every failure the program can tell a person. A code never changes and is the same in the log and on the screen. Message and
next step are for whoever it happens to, the last column unfolds under the failure. \`{{…}}\` stands for what was there at the
time. Retry: whether the same can succeed once the next step has been taken.

由程序的目录生成，请勿手工修改：generated from \`src/failures/catalogue.ts\` and \`resources/locales\`, not edited by hand
([how to add a failure code](../CONTRIBUTING.md#how-to-add)).`;

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
