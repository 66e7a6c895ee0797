/** Where the process that has loaded a library says what came of the call; in its working folder. */
export const reportFile = 'report.json';

/** What the function returned; or `not-loaded` the library could not be loaded, `no-function` it has no such function. */
export type HostReport =
  | { readonly returned: number }
  | { readonly problem: 'not-loaded' | 'no-function' };
