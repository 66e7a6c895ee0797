import { expect, test } from 'vitest';
import { failure } from './failure.ts';
import { failureText } from './failure-text.ts';

const texts = {
  'reader.unknown-status': {
    message: 'Status {{status}}.',
    next: 'Note {{status}}.',
    detail: 'SW3 {{status}}, {{status}} again.',
  },
};

test('every placeholder of all three texts is filled', () => {
  expect(failureText(failure('reader.unknown-status', { status: '7F' }), texts)).toEqual({
    message: 'Status 7F.',
    next: 'Note 7F.',
    detail: 'SW3 7F, 7F again.',
  });
});

test('a fact that did not come leaves its place empty', () => {
  expect(failureText(failure('reader.unknown-status'), texts).message).toBe('Status .');
});

test('a reason that has words of its own is told by them; any other by its name', () => {
  const words = {
    'case.rejected': {
      message: 'Sent back ({{reason}}).',
      next: 'Mend it.',
      detail: 'Code {{reason}}.',
      reasons: { 'item-unknown': { message: 'No such item.', next: 'Take another.' } },
    },
  };
  const textOf = (reason: string) => failureText(failure('case.rejected', { reason }), words);
  expect(textOf('item-unknown')).toEqual({
    message: 'No such item.',
    next: 'Take another.',
    detail: 'Code item-unknown.',
  });
  expect(textOf('toString')).toMatchObject({ message: 'Sent back (toString).', next: 'Mend it.' });
});

test('a failure that has no words yet is told by its code', () => {
  expect(failureText(failure('reader.busy'), texts)).toEqual({
    message: 'reader.busy',
    next: '',
    detail: '',
  });
});
