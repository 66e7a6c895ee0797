import { isDeepStrictEqual } from 'node:util';
import type { FastifySchema } from 'fastify';
import { callerOf, isOfLibrary } from './callers.ts';
import { referenceTo } from './named-shapes.ts';
import type { Operation } from './operations.ts';

/** An answer as OpenAPI describes it; without a content, it has none. */
interface Answer {
  readonly description: string;
  /** How the describing library is told that there is no content. */
  readonly type?: 'null';
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}

const meanings: Readonly<Record<string, string>> = {
  200: 'Done.',
  201: 'Made.',
  204: 'Done; there is nothing to say.',
  400: 'No request of this kind, or one that contradicts what is registered.',
  401: 'Nobody who may ask: no token, or one that is over; a signature that is missing or wrong.',
  403: 'Somebody who may not ask for this.',
  404: 'Not there, or not for whoever asks.',
  409: 'Not possible as things stand.',
  410: 'Not there any more.',
  413: 'Larger than the request may be.',
  415: 'Of another media type.',
  422: 'Complete, and wrong in itself.',
  429: 'Too often. `Retry-After` says in seconds when it is over, where that is known.',
  500: 'An error that the platform did not expect.',
};

/** What each request may be refused with that has a body, whatever it asks. */
const refusalsOfBodies = [400, 413, 415];

function answer(status: string, schema: object, mediaType = 'application/json'): Answer {
  return { description: meanings[status] ?? '', content: { [mediaType]: { schema } } };
}

const refusal = referenceTo('Refusal');
/** The library's own; what never reaches it is refused as everywhere. */
const libraryRefusal = { anyOf: [referenceTo('LicenceEnvelope'), refusal] };

/** Refusals that many requests share, by the name under which the description has each once. */
export const sharedAnswers: Readonly<Record<string, Answer>> = Object.fromEntries(
  Object.keys(meanings)
    .filter((status) => Number(status) >= 400)
    .flatMap((status) => [
      [`Refusal${status}`, answer(status, refusal)],
      [`LibraryRefusal${status}`, answer(status, libraryRefusal)],
    ]),
);

/** Refers to a shared answer wherever it stands. */
export function withSharedAnswers<Paths>(paths: Paths): Paths {
  return JSON.parse(JSON.stringify(paths), (status, value) => {
    const name = Object.keys(sharedAnswers).find(
      (one) => one.endsWith(`Refusal${status}`) && isDeepStrictEqual(sharedAnswers[one], value),
    );
    return name === undefined ? value : { $ref: `#/components/responses/${name}` };
  });
}

/**
 * Every answer to a request: those that its route describes, and those that it may get before its turn, from whatever
 * looks at all requests of its kind.
 */
export function answersOf(
  { response, params, querystring }: FastifySchema,
  method: string,
  path: string,
  { answers }: Operation,
): Record<string, Answer> {
  const own = Object(response) as Readonly<Record<string, object>>;
  const hasInput = method !== 'GET' || params !== undefined || querystring !== undefined;
  const statuses = new Set([
    ...(Object.keys(own).some((status) => status.startsWith('2')) ? [] : ['200']),
    ...Object.keys(own),
    ...callerOf(method, path).refusals.map(String),
    ...(method === 'GET' ? [] : refusalsOfBodies.map(String)),
    ...(hasInput ? ['400'] : []),
    '500',
  ]);
  return Object.fromEntries([...statuses].map((status) => [status, describe(status)]));

  function describe(status: string): Answer {
    if (status === '204') return { description: meanings[status] ?? '', type: 'null' };
    const isText = status === '200' ? answers !== undefined : answers === 'text/html';
    if (isText) return answer(status, { type: 'string' }, answers);
    return answer(status, own[status] ?? (isOfLibrary(path) ? libraryRefusal : refusal));
  }
}
