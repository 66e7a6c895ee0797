import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { z } from 'zod';

const ajv = new Ajv2020({ discriminator: true, validateFormats: false });

/** Compiled contracts: compiling one takes longer than everything else that a start of the platform does. */
const compiled = new WeakMap<z.ZodType, ValidateFunction>();

/**
 * Validates the bodies of a route in place, by its contract compiled to code: a contract's own parser copies everything
 * it takes, which is felt where hundreds of things come at once. Only for contracts that leave what they take as it is
 * and say all of it in JSON Schema: no defaults, transformations or refinements.
 */
export function compiledBody({ schema }: { readonly schema: unknown }) {
  if (!(schema instanceof z.ZodType)) throw new TypeError('A route’s body needs a contract.');
  const isValid = compiled.get(schema) ?? ajv.compile(asJsonSchema(schema));
  compiled.set(schema, isValid);
  return (body: unknown) =>
    isValid(body) ? { value: body } : { error: new Error('request-invalid') };
}

function asJsonSchema(schema: z.ZodType): object {
  return z.toJSONSchema(schema, {
    io: 'input',
    override({ zodSchema, jsonSchema }) {
      const { def } = zodSchema._zod;
      if (def.type !== 'union' || !('discriminator' in def)) return;
      // The kind decides which of the shapes is looked at, instead of all of them being tried.
      Object.assign(jsonSchema, {
        type: 'object',
        discriminator: { propertyName: def.discriminator },
      });
    },
  });
}
