import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CitizenLanguage, citizenLanguages } from '../../src/domain/consent.ts';

/**
 * The language of a counter that has been set up, from its `settings.json`, before anything can check that file. Undefined
 * where nothing has been set up, or not so that it could be read here: then the window waits for the settings themselves.
 */
export function peekLanguage(folder: string): CitizenLanguage | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'));
    if (typeof content !== 'object' || content === null) return undefined;
    const { language = 'zh-CN' } = content as { readonly language?: unknown };
    return citizenLanguages.find((known) => known === language);
  } catch {
    return undefined;
  }
}
