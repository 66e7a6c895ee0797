/** The nonce of this page load, which main has put into the page. */
export const styleNonce =
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// Some packages under Ant Design add <style> elements without asking for a nonce, which the page's security policy
// refuses. Imported before them, this gives every style element the nonce at birth.
const createElement = document.createElement.bind(document) as typeof document.createElement;
document.createElement = (tagName: string, options?: ElementCreationOptions): HTMLElement => {
  const element = createElement(tagName, options);
  if (element instanceof HTMLStyleElement) element.nonce = styleNonce;
  return element;
};
