import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifySchema } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { answersOf, sharedAnswers, withSharedAnswers } from './answers.ts';
import { callerOf, securitySchemes } from './callers.ts';
import { nameSharedShapes } from './named-shapes.ts';
import { matters, operationAt } from './operations.ts';

const introduction = `A complete stand-in for a city's central licence platform: for the workstations of its windows and for citizens' phones.

Requests and answers are JSON in UTF-8. A request with a member that is not described is refused. Instants are ISO 8601 in
UTC, days \`yyyy-MM-dd\`. A refusal says a stable \`code\`, and where more is needed the members described. The licence library
alone has an envelope of its own (\`ack_code\`, \`errors\`), and where it is \`quirky\`, as in the field, refuses inside HTTP 200.

Any request but those to \`/admin\` may besides be struck by a fault that \`/admin/misbehaviour\` has put in force. \`/admin\`
answers programs and pages of its own machine only (403 \`loopback-only\`, \`host-not-allowed\`, \`cross-site\`).`;

/** Makes `app.swagger()` describe every route that is registered from here on. Call before any is. */
export function describeApi(app: FastifyInstance): void {
  nameSharedShapes();
  app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: '免证办 reference platform', version: '1', description: introduction },
      tags: matters.map(({ name, description }) => ({ name, description })),
      components: { securitySchemes },
    },
    transform: (document) => {
      const { schema, url } = jsonSchemaTransform(document);
      const [method] = [document.route.method].flat();
      return { url, schema: completed(schema, method ?? '', url.replace(/:(\w+)/g, '{$1}')) };
    },
    transformObject: (document) => tidied(jsonSchemaTransformObject(document)),
  });
}

/** Adds to what a route says of itself what follows from its place. */
function completed(schema: FastifySchema, method: string, path: string): FastifySchema {
  const operation = operationAt(method, path);
  if (operation === undefined || schema.hide) return schema;
  const { summary, tag, takes } = operation;
  return {
    ...schema,
    ...(takes !== undefined && { consumes: [takes], body: { type: 'string', format: 'binary' } }),
    summary,
    tags: [tag],
    security: callerOf(method, path).security,
    response: answersOf(schema, method, path, operation),
  };
}

/**
 * In an order that does not hang on where a route is registered, and without the shapes that nothing refers to: each is
 * given as it is sent and as it is answered, and mostly only one of the two is.
 */
function tidied(document: ReturnType<typeof jsonSchemaTransformObject>): typeof document {
  if (!('openapi' in document)) return document;
  const { paths: described = {}, components = {} } = document;
  const paths = sorted(Object.entries(withSharedAnswers(described)));
  const answers = sorted(used(sharedAnswers, paths));
  const schemas = sorted(used(components.schemas ?? {}, { paths, answers, components }));
  return Object.assign(document, {
    paths,
    components: Object.assign(components, { responses: answers, schemas }),
  });
}

/** Those that something refers to. */
function used(parts: object, by: object): [string, unknown][] {
  const text = JSON.stringify(by);
  return Object.entries(parts).filter(([name]) => text.includes(`/${name}"}`));
}

function sorted<Value>(entries: readonly (readonly [string, Value])[]): Record<string, Value> {
  return Object.fromEntries([...entries].sort(([one], [other]) => (one < other ? -1 : 1)));
}
