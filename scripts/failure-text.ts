import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Failure } from '../src/failures/failure.ts';

const textsFile = join(import.meta.dirname, '../resources/locales/zh-CN/failures.json');

type Texts = Readonly<Record<string, { readonly message: string; readonly next: string }>>;

/** What a failure says to a person, in Chinese: what happened and what to do; its bare code where there is no text. */
export function failureText({ code, info = {} }: Failure): string {
  const text = readTexts()[code];
  if (text === undefined) return code;
  return `${text.message}${text.next}`.replace(/\{\{\s*([\w-]+)\s*\}\}/g, (_, name: string) =>
    String(info[name] ?? ''),
  );
}

function readTexts(): Texts {
  try {
    return JSON.parse(readFileSync(textsFile, 'utf8')) as Texts;
  } catch {
    // A code without its text still names the problem; a second problem would hide it.
    return {};
  }
}
