import { expect, test } from 'vitest';
import { asCode, auditActions, factKinds } from './audit-actions.ts';

/** What a technician does, with facts of the machine. */
const ofTechnicians = new Set(['settings:changed', 'workstation:enrolled']);

test('no fact can hold what a person is called: each is an id, a code, a count and the like', () => {
  const kinds = new Set<unknown>(Object.values(factKinds));
  for (const [action, facts] of Object.entries(auditActions)) {
    for (const [name, schema] of Object.entries(facts)) {
      expect([action, name, kinds.has(schema)]).toEqual([action, name, true]);
      const isSetting = schema === factKinds.setting;
      expect([action, name, isSetting]).toEqual([action, name, ofTechnicians.has(action)]);
    }
  }
});

test.each(['陈桂芳', '440699195501010020', 'CHEN Guifang', '13800000000', 'a b', ''])(
  '%s is no code, and is not written down as one',
  (words) => {
    expect(factKinds.code.safeParse(words).success).toBe(false);
    expect(asCode(words)).toBe('other');
  },
);

test.each(['case.rejected', 'storage.disk-full', 'timed-out', 'log:begun', 'consent-unknown'])(
  '%s is a code',
  (code) => expect(asCode(code)).toBe(code),
);
