import { expect, test } from 'vitest';
import clerkEn from '../resources/locales/en/clerk.json' with { type: 'json' };
import failuresEn from '../resources/locales/en/failures.json' with { type: 'json' };
import clerkZhCn from '../resources/locales/zh-CN/clerk.json' with { type: 'json' };
import failuresZhCn from '../resources/locales/zh-CN/failures.json' with { type: 'json' };
import { type DocumentWords, failureDocument } from './failure-document.ts';

function wordsOf(clerk: typeof clerkZhCn, failures: typeof failuresZhCn): DocumentWords {
  return {
    failures,
    actors: {
      clerk: clerk['failure.actor.clerk'],
      citizen: clerk['failure.actor.citizen'],
      technician: clerk['failure.actor.technician'],
      platform: clerk['failure.actor.platform'],
      developer: clerk['failure.actor.developer'],
    },
  };
}

test('docs/failures.md says what the catalogue and the texts say; `vitest run failure-document -u` renews it', async () => {
  const document = failureDocument(wordsOf(clerkZhCn, failuresZhCn), wordsOf(clerkEn, failuresEn));
  await expect(document).toMatchFileSnapshot('../docs/failures.md');
});

test('a bar in a text does not end its cell', () => {
  const text = { message: 'a|b', next: 'c', detail: 'd' };
  const words = {
    ...wordsOf(clerkEn, failuresEn),
    failures: { 'reader.busy': text },
  };
  expect(failureDocument(words, words)).toContain('| a\\|b<br>a\\|b | c<br>c | d<br>d |');
});
