/** One thing that goes wrong with every code, as data. It stays in force until another is set. */
export type ScannerFault =
  /** The code comes in pieces of so many bytes, with a pause between two. */
  | { readonly kind: 'in-pieces'; readonly bytes: number; readonly pauseMs: number }
  /** Nothing ends the code but the silence after it. */
  | { readonly kind: 'no-terminator' }
  /** Random-looking bytes without an end come before the code, and then a pause. */
  | { readonly kind: 'noise-before-code'; readonly bytes: number; readonly pauseMs: number }
  /** The cable is pulled inside the code, after so many of its bytes. */
  | { readonly kind: 'unplug'; readonly bytes: number };
