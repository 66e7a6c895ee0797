import { expect, test, vi } from 'vitest';
import type { PhotoDecoder } from '../../hardware/photo-decoder/photo-decoder.ts';
import { fail, type Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { createCardPhotos } from './card-photos.ts';

const wlt = Uint8Array.of(1, 2, 3);
const bitmap = () => Uint8Array.of(0x42, 0x4d);
const shown = ok({ kind: 'image', bitmap: 'Qk0=' });

/** A decoder that answers when it is told to. */
function slowDecoder() {
  let answer: (outcome: Outcome<Uint8Array>) => void = () => undefined;
  const answered = new Promise<Outcome<Uint8Array>>((resolve) => {
    answer = resolve;
  });
  const signals: AbortSignal[] = [];
  const decoder: PhotoDecoder = (_wlt, signal) => {
    signals.push(signal);
    return answered;
  };
  return { decoder, signals, answer };
}

test('a photo is decoded once, when somebody asks for it', async () => {
  const decoder = vi.fn<PhotoDecoder>(async () => ok(bitmap()));
  const photos = createCardPhotos(() => decoder);
  photos.keep('a', wlt);
  expect(decoder).not.toHaveBeenCalled();
  expect(await photos.show('a')).toEqual(shown);
  expect(await photos.show('a')).toEqual(shown);
  expect(decoder.mock.calls.map(([given]) => [...given])).toEqual([[1, 2, 3]]);
});

test('another decoder is asked again, and where there is none that is said', async () => {
  let decoder: PhotoDecoder | undefined = async () => fail('photo-decoder.crashed', { file: 'a' });
  const photos = createCardPhotos(() => decoder);
  photos.keep('a', wlt);
  expect(await photos.show('a')).toEqual(fail('photo-decoder.crashed', { file: 'a' }));
  decoder = async () => ok(bitmap());
  expect(await photos.show('a')).toEqual(shown);
  decoder = undefined;
  expect(await photos.show('a')).toEqual(ok({ kind: 'no-decoder' }));
});

test('a case without a photo, and a card without one, have none to show', async () => {
  const photos = createCardPhotos(() => async () => ok(bitmap()));
  expect(await photos.show('a')).toEqual(ok({ kind: 'not-kept' }));
  photos.keep('a', wlt);
  photos.keep('a', new Uint8Array());
  expect(await photos.show('a')).toEqual(ok({ kind: 'not-kept' }));
});

test('a photo that is dropped is overwritten, its decoding ended, and its image overwritten too', async () => {
  const { decoder, signals, answer } = slowDecoder();
  const given: Uint8Array[] = [];
  const photos = createCardPhotos(() => (photo, signal) => {
    given.push(photo);
    return decoder(photo, signal);
  });
  photos.keep('a', wlt);
  const asked = photos.show('a');
  photos.dropAll();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  expect(given.map((photo) => [...photo])).toEqual([[0, 0, 0]]);
  expect([...wlt]).toEqual([1, 2, 3]);
  const image = bitmap();
  answer(ok(image));
  await asked;
  expect([...image]).toEqual([0, 0]);
  expect(await photos.show('a')).toEqual(ok({ kind: 'not-kept' }));
});
