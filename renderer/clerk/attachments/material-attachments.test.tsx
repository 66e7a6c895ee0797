import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import failures from '../../../resources/locales/zh-CN/failures.json';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { systemClock } from '../../../src/support/clock.ts';
import { CommandContext } from '../commands/command-context.ts';
import { DeskContext } from '../desk/desk-context.ts';
import { deskWith } from '../desk/desk-snapshot.fixture.ts';
import { createDeskStore } from '../desk/desk-store.ts';
import { chineseTexts } from '../locale/chinese-texts.fixture.ts';
import { TextsContext } from '../locale/texts.ts';
import { FormAttachments } from './form-attachments.tsx';
import { MaterialAttachments } from './material-attachments.tsx';
import { sizeText } from './size-text.ts';

const texts = { language: 'zh-CN', t: chineseTexts, failures } as const;
type Lines = NonNullable<ClerkCase['waiverList']>['lines'];
const line = (code: string, name: string, status: Lines[number]['status']): Lines[number] => ({
  material: { code, name },
  status,
  reason: 'no-replacement-registered',
});
const portrait = line('portrait', '一寸免冠照片', 'needed-on-paper');
const register = line('household-register', '居民户口簿', 'waived-by-licence');
const attachments: NonNullable<ClerkCase['attachments']> = [
  { id: '0a'.repeat(16), material: 'portrait', mediaType: 'image/jpeg', bytes: 300 * 1024 },
  { id: '0b'.repeat(16), material: 'portrait', mediaType: 'application/pdf', bytes: 3_500_000 },
  { id: '0c'.repeat(16), material: 'other', mediaType: 'image/png', bytes: 12 },
];

/** A store that nothing is asked of. */
const store = createDeskStore(
  { call: () => Promise.reject(new Error('nobody answers')), onDeskChanged: () => () => undefined },
  systemClock,
);

/** What is drawn while this case is open. */
function drawnWith(change: Partial<ClerkCase>, children: ReactNode): string {
  return renderToStaticMarkup(
    <TextsContext value={texts}>
      <DeskContext value={store}>
        <CommandContext value={{ snapshot: deskWith(change), underWay: new Set() }}>
          {children}
        </CommandContext>
      </DeskContext>
    </TextsContext>,
  );
}

const drawn = (change: Partial<ClerkCase>, shown = portrait) =>
  drawnWith(change, <MaterialAttachments line={shown} />);

describe('a material that is handed in', () => {
  test('can be added to by file and by camera, and says for which material', () => {
    const markup = drawn({ stage: 'reviewing' });
    expect(markup).toContain('aria-label="为“一寸免冠照片”添加文件"');
    expect(markup).toContain('aria-label="用高拍仪拍摄“一寸免冠照片”"');
    expect(markup).toContain('data-number="0"');
  });

  test('shows what it has, each by number, type and size, and nothing of another material', () => {
    const markup = drawn({ stage: 'filling-form', attachments });
    expect(markup).toContain('aria-label="附件 1，JPEG 图片，300 KB"');
    expect(markup).toContain('aria-label="附件 2，PDF，3.3 MB"');
    expect(markup).toContain('data-number="2"');
    expect(markup).not.toContain('PNG');
  });

  test('can only be looked at once it is handed in', () => {
    const markup = drawn({ stage: 'submitting', attachments });
    expect(markup).toContain('data-testid="attachment-portrait-1"');
    expect(markup).not.toContain('data-testid="attach-files-portrait"');
    expect(markup).not.toContain('data-testid="photograph-portrait"');
  });
});

test('a material that a licence replaces has no attachments', () => {
  expect(drawn({ stage: 'reviewing', attachments }, register)).toBe('');
});

test('under the form stands each material that is handed in, and no other', () => {
  const list = { lines: [register, portrait] };
  const markup = drawnWith({ stage: 'filling-form' }, <FormAttachments list={list} />);
  expect(markup).toContain('一寸免冠照片');
  expect(markup).not.toContain('居民户口簿');
});

test.each([
  [1, '1 KB'],
  [300 * 1024, '300 KB'],
  [1024 * 1024, '1.0 MB'],
  [20 * 1024 * 1024, '20.0 MB'],
])('%i bytes are %s', (bytes, text) => {
  expect(sizeText(chineseTexts, bytes)).toBe(text);
});
