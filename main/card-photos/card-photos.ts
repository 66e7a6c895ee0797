import type { PhotoDecoder } from '../../hardware/photo-decoder/photo-decoder.ts';
import type { CardPhoto } from '../../src/contracts/card-photo.ts';
import type { Outcome } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';

/** The portraits of the cards that the clerk's cases began with. They are in memory only, and never longer than their case. */
export interface CardPhotos {
  /**
   * Keeps the portrait of the card that a case has just been identified by, instead of an earlier one.
   * @param wlt as on the card; empty when the card has none
   */
  keep(caseId: string, wlt: Uint8Array): void;
  /** Keeps the portrait of one case for another that the same person has come with. */
  keepAlso(fromCaseId: string, caseId: string): void;
  /** Decodes the portrait of a case, the first time that somebody asks. */
  show(caseId: string): Promise<Outcome<CardPhoto>>;
  /** Destroys the portrait of a case, and ends its decoding. */
  drop(caseId: string): void;
  dropAll(): void;
}

interface KeptPhoto {
  readonly wlt: Uint8Array;
  readonly dropped: AbortController;
  /** What came of it, and of which decoder: another one is asked again. */
  decoding?: { readonly decoder: PhotoDecoder; readonly outcome: Promise<Outcome<Uint8Array>> };
}

/**
 * Keeps portraits.
 * @param decoderNow the decoder that is set now; undefined when there is none
 */
export function createCardPhotos(decoderNow: () => PhotoDecoder | undefined): CardPhotos {
  const kept = new Map<string, KeptPhoto>();

  function drop(caseId: string): void {
    const photo = kept.get(caseId);
    kept.delete(caseId);
    photo?.dropped.abort();
    photo?.wlt.fill(0);
    void photo?.decoding?.outcome.then((decoded) => decoded.ok && decoded.value.fill(0));
  }

  function keep(caseId: string, wlt: Uint8Array): void {
    drop(caseId);
    if (wlt.length > 0) kept.set(caseId, { wlt: wlt.slice(), dropped: new AbortController() });
  }

  return {
    keep,
    keepAlso: (fromCaseId, caseId) => {
      const photo = kept.get(fromCaseId);
      if (photo !== undefined) keep(caseId, photo.wlt);
    },
    async show(caseId) {
      const decoder = decoderNow();
      const photo = kept.get(caseId);
      if (photo === undefined) return ok({ kind: 'not-kept' });
      if (decoder === undefined) return ok({ kind: 'no-decoder' });
      if (photo.decoding?.decoder !== decoder) {
        photo.decoding = { decoder, outcome: decoder(photo.wlt, photo.dropped.signal) };
      }
      const decoded = await photo.decoding.outcome;
      if (!decoded.ok) return decoded;
      return ok({ kind: 'image', bitmap: Buffer.from(decoded.value).toString('base64') });
    },
    drop,
    dropAll: () => {
      for (const caseId of [...kept.keys()]) drop(caseId);
    },
  };
}
