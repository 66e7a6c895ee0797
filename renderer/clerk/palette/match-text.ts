/**
 * How well a text answers what was typed: the higher the better, undefined when it does not. Every word typed has to be
 * found; best as it stands and early, else with its characters in order and close together.
 */
export function matchText(typed: string, text: string): number | undefined {
  const lowered = text.toLowerCase();
  let score = 0;
  for (const word of typed.toLowerCase().split(/\s+/).filter(Boolean)) {
    const found = matchWord(word, lowered);
    if (found === undefined) return undefined;
    score += found;
  }
  return score;
}

/** More than any scattered word can reach. */
const whole = 1000;

function matchWord(word: string, text: string): number | undefined {
  const at = text.indexOf(word);
  if (at >= 0) return whole - Math.min(at, whole / 2);
  const gaps = gapsBetween([...word], [...text]);
  return gaps === undefined ? undefined : whole / (3 + gaps);
}

/** Characters of the text that lie between those of the word. */
function gapsBetween(word: readonly string[], text: readonly string[]): number | undefined {
  const first = text.indexOf(word[0] ?? '');
  let at = first;
  for (const character of word.slice(1)) {
    if (at < 0) return undefined;
    at = text.indexOf(character, at + 1);
  }
  return at < 0 ? undefined : at - first + 1 - word.length;
}
