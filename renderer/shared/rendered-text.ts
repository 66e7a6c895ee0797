/**
 * The canonical text of what is on screen: the text of every visible element marked `data-canonical`, in document
 * order. For a consent page it equals `consentPageText` of src/evidence/page-text.ts, and only then can it be answered.
 */
export function renderedText(root: ParentNode): string {
  return [...root.querySelectorAll('[data-canonical]')]
    .filter((element) => element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }))
    .map((element) => element.textContent)
    .join('\n');
}

/** SHA-256 of a text's UTF-8, in hexadecimal. */
export async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Resolves once what was rendered is on screen with its fonts. */
export async function shownAsMeant(): Promise<void> {
  // The first layout makes the browser ask for the fonts the text needs; only after they are in is it as meant.
  await painted();
  await document.fonts.ready;
  await painted();
}

/** Resolves once a frame has been painted: the second callback runs after the frame of the first. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
}
