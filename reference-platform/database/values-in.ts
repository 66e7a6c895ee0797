import { type RawBuilder, sql } from 'kysely';

/** A list to look for with `in`: one parameter however long it is, so that the statement stays the same. */
export function valuesIn<Value extends string | number>(
  values: readonly Value[],
): RawBuilder<Value> {
  return sql<Value>`(select value from json_each(${JSON.stringify(values)}))`;
}
