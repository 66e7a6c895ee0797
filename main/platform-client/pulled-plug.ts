import type { Fetch } from './http.ts';

/** The network as it is, but for the time in which it is to seem as if it were not there. */
export function pulledPlug(fetch: Fetch, isPulled: () => boolean): Fetch {
  return async (address, init) => {
    if (isPulled()) throw new TypeError('The plug is pulled.');
    return fetch(address, init);
  };
}
