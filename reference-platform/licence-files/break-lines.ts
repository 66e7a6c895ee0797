/** May not begin a line (避头). */
const closing = new Set('，。、；：！？）》〉」』】〕”’…％,.;:!?)]}%');
/** May not end a line (避尾). */
const opening = new Set('（《〈「『【〔“‘([{');

/** A word of letters and digits with the sign and the spaces behind it, or one character with its marks. */
const unbreakable = /[\p{Script=Latin}\p{M}\d]+[-./:_@]? *|.\p{M}*/gsu;

/**
 * Breaks a text into lines as Chinese is set: between any two characters, but not inside a number or a Latin word
 * that fits into a line, nor before a closing or behind an opening mark. A line break in the text is kept.
 * @param width the widest line, in the unit of `measure`
 * @returns at least one line; joined they are the text but for its line breaks
 */
export function breakLines(
  text: string,
  width: number,
  measure: (text: string) => number,
): readonly string[] {
  return text
    .split(/\r\n?|[\n\u2028\u2029]/)
    .flatMap((paragraph) => breakParagraph(paragraph, width, measure));
}

function breakParagraph(text: string, width: number, measure: (text: string) => number) {
  const lines: string[] = [];
  let line: string[] = [];
  const widthOf = (parts: readonly string[]) => parts.reduce((sum, part) => sum + measure(part), 0);
  let lineWidth = 0;
  const parts = (text.match(unbreakable) ?? []).flatMap((part) =>
    measure(part) > width ? [...part] : part,
  );
  for (const part of parts) {
    const partWidth = measure(part);
    if (line.length > 0 && lineWidth + partWidth > width) {
      const kept = keptLength(line, part);
      const carried = line.slice(kept);
      const fits = kept > 0 && widthOf(carried) + partWidth <= width;
      lines.push(line.slice(0, fits ? kept : line.length).join(''));
      line = fits ? carried : [];
      lineWidth = widthOf(line);
    }
    line.push(part);
    lineWidth += partWidth;
  }
  return [...lines, line.join('')];
}

/** How many parts stay in a full line so that neither it ends nor the next begins with the wrong mark. */
function keptLength(line: readonly string[], next: string): number {
  const first = (part = '') => part.charAt(0);
  let kept = line.length;
  while (
    kept > 0 &&
    (closing.has(first(line[kept] ?? next)) || opening.has(first(line[kept - 1])))
  ) {
    kept -= 1;
  }
  return kept;
}
