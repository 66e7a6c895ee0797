/**
 * What `next` says, made of the parts of `previous` wherever they say the same: a part that has not changed stays the same
 * object, so that whatever shows it need not be drawn again. For values as they come over IPC: plain objects, arrays, texts,
 * numbers.
 */
export function keepUnchanged<Value>(previous: unknown, next: Value): Value {
  if (Object.is(previous, next)) return next;
  if (!isCompound(previous) || !isCompound(next)) return next;
  if (Array.isArray(previous) !== Array.isArray(next)) return next;
  const keys = Object.keys(next);
  const made = (Array.isArray(next) ? [] : {}) as Record<string, unknown>;
  let isSame = keys.length === Object.keys(previous).length;
  for (const key of keys) {
    made[key] = keepUnchanged(previous[key], next[key]);
    isSame &&= Object.hasOwn(previous, key) && Object.is(made[key], previous[key]);
  }
  return (isSame ? previous : made) as Value;
}

function isCompound(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
