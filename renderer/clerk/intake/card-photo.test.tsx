import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import failures from '../../../resources/locales/zh-CN/failures.json';
import { fail } from '../../../src/failures/failure.ts';
import { ok } from '../../../src/support/result.ts';
import { chineseTexts } from '../locale/chinese-texts.fixture.ts';
import { TextsContext } from '../locale/texts.ts';
import { PhotoFigure } from './card-photo.tsx';

/** What is drawn for an answer of main's. */
function figure(photo: Parameters<typeof PhotoFigure>[0]['photo']): string {
  const texts = { language: 'zh-CN', t: chineseTexts, failures } as const;
  return renderToStaticMarkup(
    <TextsContext value={texts}>
      <PhotoFigure photo={photo} />
    </TextsContext>,
  );
}

test('a portrait is shown as what it is, without a word beside it', () => {
  const drawn = figure(ok({ kind: 'image', bitmap: 'Qk0=' }));
  expect(drawn).toContain('src="data:image/bmp;base64,Qk0="');
  expect(drawn).toContain('alt="证件照片"');
  expect(drawn).not.toContain('<figcaption');
});

test.each([
  ['that main has not answered', undefined, '正在解码照片…'],
  ['that no decoder is set', ok({ kind: 'no-decoder' } as const), '照片需厂商解码库'],
  ['that it is not there any more', ok({ kind: 'not-kept' } as const), '未保留照片；重新读卡可见'],
  [
    'what the decoder failed at, and what to do',
    fail('photo-decoder.crashed', { file: 'dewlt.dll' }),
    '照片解码程序 dewlt.dll 崩溃了。 请继续办理；经常发生请技术员向厂商索取新版本，或检查函数名和参数。',
  ],
])('a silhouette says %s', (_what, photo, words) => {
  const drawn = figure(photo);
  expect(drawn).toContain('<svg');
  expect(drawn).not.toContain('<img');
  expect(drawn.replace(/<[^>]*>/g, '')).toBe(words);
});
