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
