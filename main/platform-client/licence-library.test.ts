import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { driversLicenceItem } from '../../reference-platform/seed/drivers-licence-item.ts';
import { elderCardItem } from '../../reference-platform/seed/elder-card-item.ts';
import { foodLicenceItem } from '../../reference-platform/seed/items/food-licence-item.ts';
import { licenceTypes } from '../../reference-platform/seed/licence-types.ts';
import { people, peopleElsewhere } from '../../reference-platform/seed/people.ts';
import {
  type PlatformUnderTest,
  StoppedClock,
  startPlatformUnderTest,
} from '../../reference-platform/testing/platform-under-test.ts';
import { licenceApiPaths } from '../../src/contracts/licence-api.ts';
import { type OpenSessionAnswer, platformPaths } from '../../src/contracts/platform-api.ts';
import type { OfferedLicence } from '../../src/domain/licence.ts';
import { fail } from '../../src/failures/failure.ts';
import { ok } from '../../src/support/result.ts';
import { random } from '../storage/testing/storage-under-test.ts';
import type { Fetch } from './http.ts';
import { createLicenceLibrary, type LicenceQuestion } from './licence-library.ts';

describe.each(['quirky', 'strict'] as const)('the client of a %s library', (profile) => {
  const clock = new StoppedClock();
  let bench: PlatformUnderTest;
  let opened: OpenSessionAnswer;
  beforeAll(async () => {
    bench = await startPlatformUnderTest({ clock, library: profile });
    opened = await bench.logIn();
  });
  afterEach(() => bench.platform.behave());
  afterAll(() => bench.stop());

  const { allGood, revokedRegister, expiredPermit, noLicence } = people;
  const pathOf = (path: string) => platformPaths.licenceLibrary + path;

  function questionOf(
    { idNumber, name }: { readonly idNumber: string; readonly name: string },
    change: Partial<LicenceQuestion> = {},
  ): LicenceQuestion {
    const caseId = '019ab000-0000-7000-8000-000000000001';
    return { item: elderCardItem, idNumber, name, caseId, ...change };
  }

  /** A client and the paths it asked for, in order. `answer` may stand in for the platform. */
  function libraryWith(answer: (path: string) => unknown = () => undefined) {
    const asked: string[] = [];
    const reached: boolean[] = [];
    let session: OpenSessionAnswer | undefined | 'without the platform' = opened;
    const fetchWith: Fetch = async (address, init) => {
      const path = new URL(address).pathname.replace(platformPaths.licenceLibrary, '');
      asked.push(path);
      const instead = answer(path);
      return instead === undefined ? fetch(address, init) : Response.json(instead);
    };
    const library = createLicenceLibrary({
      fetch: fetchWith,
      session: () => {
        if (session === undefined) return undefined;
        const granted = session === 'without the platform' ? undefined : session;
        return { origin: bench.url, granted };
      },
      randomBytes: random,
      onReached: (isThere) => reached.push(isThere),
    });
    return {
      library,
      asked,
      reached,
      beAt: (next: OpenSessionAnswer | undefined | 'without the platform') => {
        session = next;
      },
    };
  }

  async function firstOf({ library }: ReturnType<typeof libraryWith>, question: LicenceQuestion) {
    const listed = await library.list(question);
    const first = listed.ok ? listed.value[0] : undefined;
    if (first === undefined) throw new Error('the library offers nothing');
    return first;
  }

  const answerWith = (parts: object) => ({ ack_code: 'SUCCESS', errors: [], ...parts });
  const refused = (reason: string) => fail('licence-library.refused', { reason });

  test('a listing tells metadata only, the holder masked', async () => {
    const { library } = libraryWith();
    const listed = await library.list(questionOf(allGood.card));
    expect(listed).toEqual(
      ok([
        {
          licenceCode: '4406992013HKB00001',
          typeCode: licenceTypes.householdRegister,
          name: '居民户口簿',
          issuer: '佛山市公安局样例分局',
          status: 'ISSUED',
          validFrom: '2013-05-06',
          validTo: 'long-term',
          holderMasked: '陈*芳',
          heldByApplicant: true,
          trustLevel: 'A',
          authCode: expect.stringMatching(/^\d{17}/),
        },
      ]),
    );
    const text = JSON.stringify(listed);
    expect(text).not.toContain(allGood.card.address);
    expect(text).not.toContain(allGood.card.idNumber);
  });

  test('licences in a bad state are listed as they are, for the rules to judge', async () => {
    const { library } = libraryWith();
    expect(await library.list(questionOf(expiredPermit.card))).toMatchObject({
      value: [{ validFrom: '2021-03-18', validTo: '2022-03-17' }],
    });
    expect(await library.list(questionOf(revokedRegister.card))).toMatchObject({
      value: [{ status: 'ABOLISHED' }],
    });
    expect(await library.list(questionOf(noLicence.card))).toEqual(ok([]));
  });

  test('a licence of a type the item has not registered is dropped, should the library offer it', async () => {
    const { library } = libraryWith();
    const item = { ...elderCardItem, licences: elderCardItem.licences.slice(1) };
    expect(await library.list(questionOf(allGood.card, { item }))).toEqual(ok([]));
  });

  test('the values of a representative’s licence say whose they are', async () => {
    const at = libraryWith();
    const question = questionOf(peopleElsewhere.moZhiming, {
      item: foodLicenceItem,
      heldBy: 'representative',
    });
    const listed = await at.library.list(question);
    const card = listed.ok
      ? listed.value.find(({ typeCode }) => typeCode === licenceTypes.identityCard)
      : undefined;
    if (card === undefined) throw new Error('the library offers no card');
    expect(await at.library.fetch(question, card)).toMatchObject({
      value: {
        heldBy: 'representative',
        fields: {
          CYRMC: peopleElsewhere.moZhiming.name,
          GMSFHM: peopleElsewhere.moZhiming.idNumber,
        },
      },
    });
  });

  const spouse = { name: '邓丽华', idNumber: '440699196007210021' };
  test.each([
    ['the first holder', revokedRegister.card, true],
    ['the second holder', spouse, true],
    ['the second holder’s number under the first one’s name', { ...spouse, name: '何伟明' }, false],
    ['somebody under another name', { ...spouse, name: '邓丽' }, false],
  ])('a register of two is held by %s: %s', async (_who, person, heldByApplicant) => {
    const { library } = libraryWith();
    const listed = await library.list(questionOf(person));
    expect(listed).toMatchObject({ value: [{ heldByApplicant, holderMasked: '何*明、邓*华' }] });
    expect(listed.ok && listed.value[0]?.holderNameDiffers).toBe(
      heldByApplicant ? undefined : true,
    );
  });

  test('a licence whose holder is somebody else is told from one in another name', async () => {
    const { library } = libraryWith((path) =>
      path === licenceApiPaths.auth
        ? answerWith({ data: [record], auth_codes: ['a'], total_count: 1 })
        : undefined,
    );
    const listed = await library.list(questionOf({ ...allGood.card, idNumber: spouse.idNumber }));
    expect(listed.ok && listed.value[0]).toMatchObject({ heldByApplicant: false });
    expect(listed.ok && listed.value[0]).not.toHaveProperty('holderNameDiffers');
  });

  const { settledWorker, renewedWorker, misspeltName, lowTrust } = people;

  test('what has been replaced names its successor, which is listed beside it', async () => {
    const { library } = libraryWith();
    const item = driversLicenceItem;
    const listed = await library.list(questionOf(renewedWorker.card, { item }));
    const [old, successor] = listed.ok ? listed.value : [];
    expect(old).toMatchObject({ status: 'ABOLISHED', supersededBy: successor?.licenceCode });
    expect(successor).toMatchObject({ status: 'ISSUED' });
    expect(successor).not.toHaveProperty('supersededBy');
  });

  test('a relation of a licence that is in force says nothing of a successor', async () => {
    const { library } = libraryWith((path) =>
      path === licenceApiPaths.auth
        ? answerWith({
            data: [{ ...record, correlative_license: 'L-0' }],
            auth_codes: ['a'],
            total_count: 1,
          })
        : undefined,
    );
    const listed = await library.list(questionOf(allGood.card));
    expect(listed.ok && listed.value[0]).not.toHaveProperty('supersededBy');
  });

  test.each([
    ['the licence is in a misspelt name', misspeltName, { holderNameDiffers: true }],
    ['its data are of low trust', lowTrust, { trustLevel: 'C' }],
    ['it is near expiry', settledWorker, { validTo: '2026-12-14' }],
  ])('%s: the listing says so', async (_what, { card }, expected) => {
    const { library } = libraryWith();
    const item = driversLicenceItem;
    expect(await library.list(questionOf(card, { item }))).toMatchObject({ value: [expected] });
  });

  test.each<[string, object, object]>([
    ['no trust level', { trust_level: null }, { validFrom: '2013-05-06' }],
    ['a trust level nobody knows', { trust_level: '甲' }, { validFrom: '2013-05-06' }],
    [
      'a day of issue and no beginning',
      {
        begin_date: null,
        expiry_date: null,
        license_type: null,
        issue_date: '2019-08-19 00:00:00',
      },
      { validFrom: '2019-08-19', validTo: 'long-term' },
    ],
  ])('a record with %s is taken as it is', async (_what, change, expected) => {
    const { library } = libraryWith((path) =>
      path === licenceApiPaths.auth
        ? answerWith({ data: [{ ...record, ...change }], auth_codes: ['a'], total_count: 1 })
        : undefined,
    );
    const listed = await library.list(questionOf(allGood.card));
    expect(listed.ok && listed.value[0]).toMatchObject(expected);
    expect(listed.ok && listed.value[0]).not.toHaveProperty('trustLevel');
  });

  test('the values are those of the registered fields, and no other', async () => {
    const at = libraryWith();
    const question = questionOf(allGood.card);
    expect(await at.library.fetch(question, await firstOf(at, question))).toEqual(
      ok({
        licenceCode: '4406992013HKB00001',
        issuedOn: '2013-05-06',
        typeCode: licenceTypes.householdRegister,
        fields: { HJDZ: allGood.card.address, HZ_XM: '陈国强' },
      }),
    );
    const licences = elderCardItem.licences.map((licence) => ({
      ...licence,
      fields: [{ key: 'HZ_XM', name: '户主姓名' }],
    }));
    const narrower = questionOf(allGood.card, { item: { ...elderCardItem, licences } });
    const fetched = await at.library.fetch(narrower, await firstOf(at, narrower));
    expect(fetched.ok && fetched.value.fields).toEqual({ HZ_XM: '陈国强' });
  });

  test('a refusal carries the library’s code, inside HTTP 200 or with a status of its own', async () => {
    const { library } = libraryWith();
    const item = { ...elderCardItem, code: 'not-registered' };
    expect(await library.list(questionOf(allGood.card, { item }))).toEqual(refused('item-unknown'));
  });

  test('a login that is refused is a refusal, and is tried again by the next question', async () => {
    const at = libraryWith();
    const { licenceAccount } = opened;
    if (licenceAccount === undefined) throw new Error('the clerk has no account of the library');
    at.beAt({ ...opened, licenceAccount: { ...licenceAccount, password: 'wrong' } });
    expect(await at.library.list(questionOf(allGood.card))).toEqual(refused('login-refused'));
    at.beAt(opened);
    expect(await at.library.list(questionOf(allGood.card))).toMatchObject({ ok: true });
  });

  test('a session that has no account of the library is not one to ask with', async () => {
    const at = libraryWith();
    const { licenceAccount: _account, ...without } = opened;
    at.beAt(without);
    expect(await at.library.list(questionOf(allGood.card))).toEqual(fail('session.required'));
    expect(at.asked).toEqual([]);
  });

  test('whoever was let in without the platform has nothing to ask with', async () => {
    const at = libraryWith();
    at.beAt('without the platform');
    expect(await at.library.list(questionOf(allGood.card))).toEqual(fail('platform.unreachable'));
    await at.library.probe();
    expect(at.asked).toEqual([]);
  });

  test('it is told whether the library does its part: a refusal is one, an error of its own is none', async () => {
    const at = libraryWith();
    const item = { ...elderCardItem, code: 'not-registered' };
    await at.library.list(questionOf(allGood.card, { item }));
    expect(at.reached).toEqual([true, true]);
    bench.platform.misbehave({ fault: 'licenceLibraryDown' });
    await at.library.list(questionOf(allGood.card));
    await at.library.probe();
    expect(at.reached).toEqual([true, true, false, false]);
    bench.platform.behave();
    await at.library.probe();
    expect(at.reached.at(-1)).toBe(true);
  });

  test('without a session nothing is asked', async () => {
    const at = libraryWith();
    const question = questionOf(allGood.card);
    const licence = await firstOf(at, question);
    at.beAt(undefined);
    at.asked.length = 0;
    expect(await at.library.list(question)).toEqual(fail('session.required'));
    expect(await at.library.fetch(question, licence)).toEqual(fail('session.required'));
    expect(at.asked).toEqual([]);
  });

  test.each([licenceApiPaths.login, licenceApiPaths.auth])(
    'another shape from %s is told as such',
    async (path) => {
      const { library } = libraryWith();
      bench.platform.misbehave({ path: pathOf(path), fault: 'wrongShape' });
      expect(await library.list(questionOf(allGood.card))).toEqual(
        fail('licence-library.wrong-shape'),
      );
    },
  );

  test.each(['wrongShape', 'truncatedJson'] as const)(
    'a licence that comes as %s gives no values',
    async (fault) => {
      const at = libraryWith();
      const question = questionOf(allGood.card);
      const licence = await firstOf(at, question);
      bench.platform.misbehave({ path: pathOf(licenceApiPaths.getLicence), fault });
      expect(await at.library.fetch(question, licence)).toEqual(
        fail('licence-library.wrong-shape'),
      );
    },
  );

  test('the library’s own error is the platform’s, with its status', async () => {
    const { library } = libraryWith();
    bench.platform.misbehave({ path: pathOf(licenceApiPaths.auth), fault: 'status500' });
    expect(await library.list(questionOf(allGood.card))).toEqual(
      fail('platform.server-error', { status: 500 }),
    );
  });

  test('a login without a token is of another shape', async () => {
    const { library } = libraryWith((path) =>
      path === licenceApiPaths.login ? answerWith({}) : undefined,
    );
    expect(await library.list(questionOf(allGood.card))).toEqual(
      fail('licence-library.wrong-shape'),
    );
  });

  const record = {
    license_code: 'L-1',
    license_item_code: licenceTypes.householdRegister,
    name: '居民户口簿',
    license_type: 'CERTIFICATE',
    license_status: 'ISSUED',
    holder_name: allGood.card.name,
    holder_identity_type: '10',
    holder_identity_num: allGood.card.idNumber,
    issue_org_name: '样例',
    issue_org_code: '1',
    issue_date: '2013-05-06',
    begin_date: '2013-05-06',
  };

  test.each<[string, object]>([
    ['fewer handles than licences', { data: [record, record], auth_codes: ['a'] }],
    ['handles without licences', { data: [], auth_codes: ['a'] }],
    ['licences without handles', { data: [record] }],
    ['a date that is none', { data: [{ ...record, begin_date: '长期' }], auth_codes: ['a'] }],
  ])(
    '%s: nothing is offered, for no handle can be told to belong to a licence',
    async (_what, parts) => {
      const { library } = libraryWith((path) =>
        path === licenceApiPaths.auth ? answerWith({ ...parts, total_count: 1 }) : undefined,
      );
      expect(await library.list(questionOf(allGood.card))).toEqual(
        fail('licence-library.wrong-shape'),
      );
    },
  );

  test('a handle that opens another licence than it was given for gives no values', async () => {
    const at = libraryWith();
    const question = questionOf(allGood.card);
    const licence: OfferedLicence = { ...(await firstOf(at, question)), licenceCode: 'L-2' };
    expect(await at.library.fetch(question, licence)).toEqual(fail('licence-library.wrong-shape'));
  });

  test('a longer list is asked for page by page, and a page that is empty ends it', async () => {
    let page = 0;
    const at = libraryWith((path) => {
      if (path !== licenceApiPaths.auth) return undefined;
      page += 1;
      const data = page > 2 ? [] : [{ ...record, license_code: `L-${page}` }];
      return answerWith({ data, auth_codes: data.map(() => `handle-${page}`), total_count: 1000 });
    });
    expect(await at.library.list(questionOf(allGood.card))).toMatchObject({
      value: [
        { licenceCode: 'L-1', authCode: 'handle-1' },
        { licenceCode: 'L-2', authCode: 'handle-2' },
      ],
    });
    expect(at.asked).toEqual([licenceApiPaths.login, ...Array(3).fill(licenceApiPaths.auth)]);
  });

  test('it logs in once for a session, and anew for the next one', async () => {
    const at = libraryWith();
    await at.library.list(questionOf(allGood.card));
    await at.library.list(questionOf(allGood.card));
    at.beAt(await bench.logIn());
    await at.library.list(questionOf(allGood.card));
    const { login, auth } = licenceApiPaths;
    expect(at.asked).toEqual([login, auth, auth, login, auth]);
  });

  test('an access token that has ended is replaced, and the question asked again', async () => {
    const at = libraryWith();
    await at.library.list(questionOf(allGood.card));
    at.asked.length = 0;
    clock.pass(8 * 60 * 60 * 1000);
    expect(await at.library.list(questionOf(allGood.card))).toMatchObject({ ok: true });
    const { login, auth } = licenceApiPaths;
    expect(at.asked).toEqual([auth, login, auth]);
  });

  test('questions asked side by side log in once, also when the token of both has ended', async () => {
    const at = libraryWith();
    const ask = () => at.library.list(questionOf(allGood.card));
    await Promise.all([ask(), ask()]);
    clock.pass(8 * 60 * 60 * 1000);
    const answers = await Promise.all([ask(), ask()]);
    expect(answers.map((answer) => answer.ok)).toEqual([true, true]);
    expect(at.asked.filter((path) => path === licenceApiPaths.login)).toHaveLength(2);
  });

  test('an access token is replaced once: a library that refuses every one is told', async () => {
    const refusal = { ack_code: 'FAILURE', errors: [{ code: 'token-invalid' }] };
    const at = libraryWith((path) => (path === licenceApiPaths.auth ? refusal : undefined));
    expect(await at.library.list(questionOf(allGood.card))).toEqual(refused('token-invalid'));
    const { login, auth } = licenceApiPaths;
    expect(at.asked).toEqual([login, auth, login, auth]);
  });

  test.each<
    [
      string,
      (at: ReturnType<typeof libraryWith>, licence: OfferedLicence) => Promise<OfferedLicence>,
    ]
  >([
    [
      'has been used',
      async (at, licence) => {
        await at.library.fetch(questionOf(allGood.card), licence);
        return licence;
      },
    ],
    [
      'has expired',
      async (_at, licence) => {
        clock.pass(30 * 60 * 1000);
        return licence;
      },
    ],
    ['is unknown', async (_at, licence) => ({ ...licence, authCode: 'handle-of-nobody' })],
  ])('a handle that %s is replaced by a fresh one for the same licence', async (_how, end) => {
    const at = libraryWith();
    const question = questionOf(allGood.card);
    const licence = await end(at, await firstOf(at, question));
    at.asked.length = 0;
    expect(await at.library.fetch(question, licence)).toMatchObject({
      value: { licenceCode: licence.licenceCode, fields: { HJDZ: allGood.card.address } },
    });
    const { auth, getLicence } = licenceApiPaths;
    expect(at.asked).toEqual([getLicence, auth, getLicence]);
  });

  test('a handle is replaced once, and only while the library still offers that licence', async () => {
    const used = { ack_code: 'FAILURE', errors: [{ code: 'auth-code-used' }] };
    const at = libraryWith((path) => (path === licenceApiPaths.getLicence ? used : undefined));
    const question = questionOf(allGood.card);
    const licence = await firstOf(at, question);
    at.asked.length = 0;
    expect(await at.library.fetch(question, licence)).toEqual(refused('auth-code-used'));
    const { auth, getLicence } = licenceApiPaths;
    expect(at.asked).toEqual([getLicence, auth, getLicence]);

    at.asked.length = 0;
    expect(await at.library.fetch(questionOf(noLicence.card), licence)).toEqual(
      refused('auth-code-used'),
    );
    expect(at.asked).toEqual([getLicence, auth]);
  });
});
