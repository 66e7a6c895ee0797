/** Puts running numbers into words that main sent with `{{places}}` for them. */
export function fillPlaces(words: string, numbers: Readonly<Record<string, number>>): string {
  return Object.entries(numbers).reduce(
    (text, [place, number]) => text.replaceAll(`{{${place}}}`, String(number)),
    words,
  );
}
