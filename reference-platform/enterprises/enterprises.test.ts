import { afterAll, beforeAll, expect, test } from 'vitest';
import { platformPaths } from '../../src/contracts/platform-api.ts';
import { enterprises } from '../seed/enterprises.ts';
import { people, peopleElsewhere } from '../seed/people.ts';
import {
  type PlatformUnderTest,
  startPlatformUnderTest,
  workstationId,
} from '../testing/platform-under-test.ts';

let bench: PlatformUnderTest;
let token: string;
beforeAll(async () => {
  bench = await startPlatformUnderTest();
  ({ token } = await bench.logIn());
});
afterAll(() => bench.stop());

const find = (request: unknown, as = token) =>
  bench.call('POST', platformPaths.findEnterprise, request, as);

const { homeAppliances, textiles, trading, noodleShop, library } = enterprises;
const { tooYoung, rareName } = people;
const { moZhiming, fengXiulan, suZhanpeng } = peopleElsewhere;

test('a USCC finds its legal person, whose representative has a masked name and no number', async () => {
  expect(await find({ by: 'uscc', code: homeAppliances.uscc })).toEqual({
    status: 200,
    body: {
      uscc: homeAppliances.uscc,
      name: homeAppliances.name,
      kind: 'enterprise',
      status: 'active',
      representativeMaskedName: '李*强',
    },
  });
});

test('a unit code finds a public institution', async () => {
  const { status, body } = await find({ by: 'unit-code', code: library.unitCode });
  expect(status).toBe(200);
  expect(body).toMatchObject({ uscc: library.uscc, kind: 'public-institution' });
});

test('kinds and states are told apart', async () => {
  expect((await find({ by: 'uscc', code: trading.uscc })).body).toMatchObject({
    kind: 'enterprise',
    status: 'revoked',
  });
  expect((await find({ by: 'uscc', code: noodleShop.uscc })).body).toMatchObject({
    kind: 'individual-business',
    status: 'active',
  });
});

const named = ({ idNumber, name }: { readonly idNumber: string; readonly name: string }) => ({
  idNumber,
  name,
});

test.each([
  ['who represents it', named(moZhiming), 'representative'],
  ['who did until the last change', named(fengXiulan), 'former-representative'],
  ['who did until the change before', named(suZhanpeng), 'former-representative'],
  ['who never did', named(tooYoung.card), 'not-representative'],
  [
    "its representative's number with another name",
    { ...named(moZhiming), name: '莫志' },
    'unknown',
  ],
  ["a former one's number with another name", { ...named(fengXiulan), name: '冯秀' }, 'unknown'],
  [
    'its representative’s name with another number',
    { ...named(rareName.card), name: '莫志明' },
    'unknown',
  ],
  ['somebody nobody knows', { idNumber: '440699199001010014', name: '无名' }, 'unknown'],
])('%s: %j is %s', async (_what, person, match) => {
  const { status, body } = await find({ by: 'uscc', code: textiles.uscc, person });
  expect(status).toBe(200);
  expect(body).toMatchObject({ match });
});

test.each([
  ['a wrong check character', '91440699MA9X01014N', 400, 'unified-code-malformed'],
  ['a character too few', '91440699MA9X01014', 400, 'unified-code-malformed'],
  ['lower case', homeAppliances.uscc.toLowerCase(), 400, 'unified-code-malformed'],
  ['a code that nobody has', '91440699MA9X000115', 404, 'enterprise-unknown'],
])('a USCC with %s is refused', async (_what, code, status, refusal) => {
  expect(await find({ by: 'uscc', code })).toEqual({ status, body: { code: refusal } });
});

test('a unit code is free text, but somebody has to have it', async () => {
  expect(await find({ by: 'unit-code', code: homeAppliances.uscc })).toEqual({
    status: 404,
    body: { code: 'enterprise-unknown' },
  });
});

test('a key that the contract does not have is refused', async () => {
  const request = { by: 'uscc', code: homeAppliances.uscc, reason: 'curious' };
  expect(await find(request)).toEqual({ status: 400, body: { code: 'request-invalid' } });
});

test.each(['approver', 'admin', 'technician'] as const)('a %s finds nobody', async (role) => {
  const session = await bench.logIn(workstationId, role);
  expect(await find({ by: 'uscc', code: homeAppliances.uscc }, session.token)).toEqual({
    status: 403,
    body: { code: 'role-not-allowed' },
  });
});

test('without a session there is no answer', async () => {
  expect(await find({ by: 'uscc', code: homeAppliances.uscc }, 'none')).toEqual({
    status: 401,
    body: { code: 'session-required' },
  });
});

test('what is recorded of a legal person comes with the day since when it is so', async () => {
  const { uscc, name, address, representative, changes } = textiles;
  const { status, body } = await bench.call(
    'POST',
    platformPaths.enterpriseValues,
    { uscc },
    token,
  );
  expect(status).toBe(200);
  const since = (what: string) => changes.filter((change) => change.what === what).at(-1)?.day;
  const of = (field: string, value: string) => ({
    value,
    ...(since(field) === undefined ? {} : { recordedOn: since(field) }),
  });
  expect(body).toEqual({
    values: {
      uscc: { value: uscc },
      name: of('name', name),
      address: of('address', address),
      representative: of('representative', representative.name),
    },
  });
  expect(changes.length).toBeGreaterThan(0);
});

test('nothing is recorded of a legal person nobody knows', async () => {
  const asked = { uscc: '91440699MA4W2N6X8Q' };
  expect(await bench.call('POST', platformPaths.enterpriseValues, asked, token)).toEqual({
    status: 404,
    body: { code: 'enterprise-unknown' },
  });
});
