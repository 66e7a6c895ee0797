import { readFileSync } from 'node:fs';
import { z } from 'zod';

const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ responses: z.record(z.string(), z.unknown()) })),
  ),
});

const file = new URL('../../docs/platform-openapi.json', import.meta.url);
const described = Object.entries(documentSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).paths)
  .map(([path, operations]) => ({
    path,
    operations,
    // What is spelt out is meant before what a parameter would take as well.
    parameters: path.split('{').length,
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`),
  }))
  .sort((one, other) => one.parameters - other.parameters);

/**
 * Fails where a request is answered with a status that its description does not name. What there is no description of is
 * nobody's promise, and the answers of a fault in force are not the request's own.
 */
export function expectDescribed(
  method: string,
  target: string,
  { status, body }: { readonly status: number; readonly body?: unknown },
): void {
  const responses = found(target)?.operations[method.toLowerCase()]?.responses;
  if (responses === undefined || isFault(status, body) || String(status) in responses) return;
  throw new Error(
    `${method} ${target} answered ${status}, which docs/platform-openapi.json does not name`,
  );
}

/** The path by which the description knows a target, e.g. `/api/v1/cases/{caseId}`. */
export function routeOf(target: string): string | undefined {
  return found(target)?.path;
}

function found(target: string) {
  const [path = ''] = target.split('?');
  return described.find(({ pattern }) => pattern.test(path));
}

function isFault(status: number, body: unknown): boolean {
  return status > 500 || (status === 429 && Object(body).code === 'too-many-requests');
}
