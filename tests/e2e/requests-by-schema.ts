import fc from 'fast-check';

/** As much of JSON Schema as the contracts of windows and platform are described by. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** What requests are made with. */
interface Making {
  /** Ids that mean something where an id is wanted. */
  readonly ids: readonly string[];
  /** What `$ref` points to. */
  readonly resolve?: (reference: string) => JsonSchema | undefined;
}

/** Requests that have the shape of a schema: every variant of it, and ids that are really there as often as not. */
export function requestsOf(schema: JsonSchema, making: Making): fc.Arbitrary<unknown> {
  const part = (of: JsonSchema): fc.Arbitrary<unknown> => {
    const referred = of.$ref === undefined ? undefined : making.resolve?.(of.$ref);
    if (referred !== undefined) return part(referred);
    if ('const' in of) return fc.constant(of.const);
    if (of.enum !== undefined) return fc.constantFrom(...of.enum);
    const variants = of.anyOf ?? of.oneOf;
    if (variants !== undefined) return fc.oneof(...variants.map(part));
    if (of.allOf !== undefined) {
      return fc.tuple(...of.allOf.map(part)).map((parts) => Object.assign({}, ...parts));
    }
    const [type] = [of.type].flat();
    switch (type) {
      case 'object': {
        const properties = Object.entries(of.properties ?? {}).map(([key, value]) => [
          key,
          part(value),
        ]);
        return fc.record(Object.fromEntries(properties), {
          requiredKeys: [...(of.required ?? [])] as never[],
        });
      }
      case 'array':
        return fc.array(part(of.items ?? {}), {
          minLength: of.minItems ?? 0,
          maxLength: Math.max(of.minItems ?? 0, Math.min(of.maxItems ?? 2, 2)),
        });
      case 'string':
        return texts(of);
      case 'integer':
      case 'number':
        return integers(of);
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      default:
        return fc.jsonValue({ maxDepth: 1 });
    }
  };
  const integers = ({ minimum = 0, maximum = minimum + 9 }: JsonSchema) => {
    const min = Math.max(minimum, -1000);
    return fc.integer({ min, max: Math.min(maximum, min + 1000) });
  };
  const texts = ({ format, pattern, minLength = 0, maxLength = 64 }: JsonSchema) => {
    if (format === 'uuid') return fc.oneof(fc.constantFrom(...making.ids), fc.uuid());
    if (format === 'date-time') return fc.constant('2026-11-24T01:00:00.000Z');
    const matching = pattern === undefined ? undefined : textsMatching(pattern);
    if (matching !== undefined) return matching;
    return fc.string({ minLength, maxLength: Math.min(maxLength, Math.max(minLength, 32)) });
  };
  return part(schema);
}

/** Texts of a pattern; undefined where it looks around, which nothing can be made by. */
function textsMatching(pattern: string): fc.Arbitrary<string> | undefined {
  return /\(\?[=!<]/.test(pattern) ? undefined : fc.stringMatching(new RegExp(pattern));
}
