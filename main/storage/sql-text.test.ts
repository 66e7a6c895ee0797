import { expect, it } from 'vitest';
import { parameterNames } from './sql-text.ts';

it('finds the parameters of a statement, and only those', () => {
  const sql = `SELECT ':text''s' AS "a:b", [c:d], \`e:f\`, :one /* :comment */ -- :comment
    FROM t WHERE x = :two AND y = :one;`;
  expect([...parameterNames(sql)]).toEqual(['one', 'two']);
});

it.each(['SELECT ?', 'SELECT ?1', 'SELECT @a', 'SELECT $a', 'SELECT :名'])('refuses %s', (sql) => {
  expect(() => parameterNames(sql)).toThrow(/not of the form/);
});
