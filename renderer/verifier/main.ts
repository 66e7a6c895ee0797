import '../shared/tokens.css';
import './verifier.css';
import { z } from 'zod';
import en from '../../resources/locales/en/verifier.json';
import zhCn from '../../resources/locales/zh-CN/verifier.json';
import zhHant from '../../resources/locales/zh-Hant/verifier.json';
import { type GivenFile, judgeFiles, reportOfFile } from '../../src/audit/judged-file.ts';
import { verifierText } from '../../src/evidence/judgement-report.ts';
import { readReceiptText } from '../../src/evidence/receipt-text.ts';
import { noTrustedKeys, readTrustedKeys } from '../../src/evidence/trusted-keys.ts';
import { judgementElement } from './judgement-element.ts';

// The page's policy lets no text become code.
z.config({ jitless: true });

const languages = { 'zh-CN': zhCn, 'zh-Hant': zhHant, en } as const;
type Language = keyof typeof languages;

/** What was asked; it leaves the page no other way than on paper. */
const question: {
  language: Language;
  files: readonly GivenFile[];
  trust: ReturnType<typeof readTrustedKeys> | undefined;
  unreadable: string | undefined;
} = { language: 'zh-CN', files: [], trust: undefined, unreadable: undefined };

const found = <Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind => {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`the page has no ${id}`);
  return element;
};
const files = found('files', HTMLInputElement);
const trust = found('trust', HTMLInputElement);
const receipt = found('receipt', HTMLTextAreaElement);
const opening = found('opening', HTMLInputElement);
const number = found('number', HTMLInputElement);

/** Shows the question's state and the judgements, in the chosen language. */
function show(): void {
  const texts = languages[question.language];
  const text = verifierText(texts);
  document.documentElement.lang = question.language;
  document.title = text('title');
  for (const element of document.querySelectorAll<HTMLElement>('[data-text]')) {
    element.textContent = text(element.dataset['text'] ?? '');
  }
  const { trust: trusted, unreadable } = question;
  const keys = trusted?.ok ? trusted.value : noTrustedKeys;
  const state = found('trust-state', HTMLElement);
  state.className = trusted?.ok === false ? 'wrong' : '';
  state.textContent =
    trusted === undefined
      ? text('noTrust')
      : trusted.ok
        ? text('trustRead', { count: keys.size, keyIds: [...keys.keys()].join(text('separator')) })
        : text('trustMalformed', trusted.problem.info);
  const printed = readReceiptText(receipt.value);
  found('receipt-state', HTMLElement).textContent =
    receipt.value.trim() === '' || printed.ok ? '' : text('receiptMalformed');
  const code = opening.value.replaceAll(/\s/g, '').toLowerCase();
  const isOpening = /^[0-9a-f]{64}$/.test(code);
  found('opening-state', HTMLElement).textContent =
    code === '' || isOpening ? '' : text('openingMalformed');
  found('file-state', HTMLElement).textContent =
    unreadable === undefined ? '' : text('fileUnreadable', { file: unreadable });
  const own = number.value.trim();
  const disclosure = isOpening && own !== '' ? { opening: code, number: own } : undefined;
  const judged = judgeFiles(question.files, keys, {
    disclosure,
    receipt: printed.ok ? printed.value : undefined,
  });
  found('judgements', HTMLElement).replaceChildren(
    ...judged.map((file) =>
      judgementElement(file.name, file.judgement.verdict, reportOfFile(file, text), text),
    ),
  );
}

async function takeFiles(chosen: readonly File[]): Promise<void> {
  const read = await Promise.all(chosen.map(bytesOf));
  question.unreadable = chosen.find((_, index) => read[index] === undefined)?.name;
  question.files = chosen.flatMap(({ name }, index) => {
    const bytes = read[index];
    return bytes === undefined ? [] : [{ name, bytes }];
  });
  show();
}

async function takeTrust(chosen: File | undefined): Promise<void> {
  if (chosen === undefined) return;
  const bytes = await bytesOf(chosen);
  question.unreadable = bytes === undefined ? chosen.name : undefined;
  if (bytes !== undefined) question.trust = readTrustedKeys(new TextDecoder().decode(bytes));
  show();
}

/** The bytes of a file; undefined where it has gone since it was chosen. */
async function bytesOf(file: File): Promise<Uint8Array | undefined> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return undefined;
  }
}

files.addEventListener('change', () => void takeFiles([...(files.files ?? [])]));
trust.addEventListener('change', () => void takeTrust(trust.files?.[0]));
receipt.addEventListener('input', () => {
  const printed = readReceiptText(receipt.value);
  if (printed.ok) opening.value = printed.value.opening;
});
for (const input of [receipt, opening, number]) input.addEventListener('input', show);
found('question', HTMLFormElement).addEventListener('submit', (event) => event.preventDefault());
found('print', HTMLButtonElement).addEventListener('click', () => window.print());
document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  const dropped = [...(event.dataTransfer?.files ?? [])];
  const evidence = dropped.filter(({ name }) => !name.endsWith('.json'));
  void takeTrust(dropped.find(({ name }) => name.endsWith('.json')));
  if (evidence.length > 0) void takeFiles(evidence);
});

found('languages', HTMLElement).append(
  ...Object.entries(languages).map(([language, { languageName }]) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.lang = language;
    button.textContent = languageName;
    button.addEventListener('click', () => {
      question.language = language as Language;
      show();
    });
    return button;
  }),
);
show();
