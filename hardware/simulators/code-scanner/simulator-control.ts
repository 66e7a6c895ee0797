/** What a running scanner can be told over its control connection: one JSON value per line. */
export type ScannerOrder =
  /** The code's bytes in base64. Answered when the scanner has seen the code; it sends it at its line's pace. */
  | { readonly do: 'scan'; readonly code: string }
  /** Empty for no fault. */
  | { readonly do: 'set-script'; readonly script: string };
