import { describe, expect, test } from 'vitest';
import en from '../../resources/locales/en/citizen.json' with { type: 'json' };
import zhCn from '../../resources/locales/zh-CN/citizen.json' with { type: 'json' };
import zhHant from '../../resources/locales/zh-Hant/citizen.json' with { type: 'json' };
import { type EvaluatorPage, evaluatorPageSchema } from '../../src/contracts/evaluator-page.ts';
import type { AnswerPlace, ConsentOutcome } from '../../src/domain/consent.ts';
import type { LicenceSummary } from '../../src/domain/licence.ts';
import { maskName, maskNumber } from '../../src/domain/masking.ts';
import type { RequiredLicence, ServiceItem } from '../../src/domain/service-item.ts';
import { consentPageText } from '../../src/evidence/page-text.ts';
import { type ConsentQuestion, composeConsentPage } from './compose-consent-page.ts';
import type { PageBasis } from './page-basis.ts';
import { blankPage, idlePage } from './plain-pages.ts';
import { ratingPage, thanksPage } from './rating-pages.ts';
import { checkedPage, dutyNoticePage, resultPage, submittedPage } from './result-page.ts';
import { citizenWords } from './words.ts';

const LANGUAGES = ['zh-CN', 'zh-Hant', 'en'] as const;
const PAGE_ID = '01936f3e-0000-7000-8000-000000000001';
const NAME = '张䶮三';
const NUMBER = '440601195001010017';

const householdRegister: RequiredLicence = {
  typeCode: '11100000MB0306771X001',
  holder: 'applicant',
  basis: 'consent',
  isSensitive: false,
  name: '居民户口簿',
  fields: [
    { key: 'HJDZ', name: '户籍地址' },
    { key: 'HZXM', name: '户主姓名' },
  ],
  purpose: '核对您的户籍是否在本市',
};

const item: ServiceItem = {
  code: '11440600007032435M4442111825001',
  name: '老年人优待证申领',
  department: '佛山市民政局',
  subjects: ['person'],
  variants: [{ code: 'local', name: '本市户籍' }],
  question: { text: '户口在哪里？', answers: [{ text: '本市', variant: 'local' }] },
  materials: [],
  licences: [householdRegister],
  form: [],
  terms: { statutoryDays: 20, promisedDays: 5, fee: 0, isImmediate: false, resultName: '优待证' },
  evaluationCode: '11440600007032435M444211182500101',
};

const disabilityCertificate: RequiredLicence = {
  typeCode: '11100000MB0306771X002',
  holder: 'applicant',
  basis: 'consent',
  isSensitive: true,
  name: '残疾人证',
  fields: [{ key: 'CJDJ', name: '残疾等级' }],
  purpose: '看看残疾等级够不够领补贴',
};

const summary: LicenceSummary = {
  licenceCode: '1.2.156.3005.2.11100000MB0306771X001.11440600.000000042.001.X',
  typeCode: householdRegister.typeCode,
  name: householdRegister.name,
  issuer: '佛山市公安局',
  status: 'ISSUED',
  validFrom: '2010-05-01',
  validTo: 'long-term',
  holderMasked: maskName(NAME),
  heldByApplicant: true,
};

function basis(language: PageBasis['language']): PageBasis {
  return { pageId: PAGE_ID, language, largeType: false, words: citizenWords(language) };
}

const registered = { summary, required: householdRegister };
const certified = {
  summary: {
    ...summary,
    typeCode: disabilityCertificate.typeCode,
    name: disabilityCertificate.name,
    issuer: '佛山市残疾人联合会',
  },
  required: disabilityCertificate,
};

function consentPage(
  language: PageBasis['language'],
  asked: Partial<Pick<ConsentQuestion, 'licences' | 'byDuty' | 'isDecidedForHolder'>> = {},
) {
  return composeConsentPage({
    ...basis(language),
    hall: '佛山市行政服务大厅',
    windowName: 'A07 窗口',
    clerkNumber: '9012',
    matters: [{ item, variant: 'local' }],
    holder: {
      nameMasked: maskName(NAME),
      numberMasked: maskNumber(NUMBER),
      isLegalPerson: false,
    },
    isDecidedForHolder: false,
    licences: [registered],
    byDuty: [],
    secondsToAnswer: 180,
    minimumDisplaySeconds: 4,
    ...asked,
  });
}

function keysOf(value: object, path = ''): string[] {
  return Object.entries(value).flatMap(([key, entry]) =>
    typeof entry === 'string' ? [path + key] : keysOf(entry, `${path}${key}.`),
  );
}

const licenceTypes = ['household-register', 'residence-permit', 'driving-licence'];

/** What is said to somebody who was asked for three licences. */
function result(
  language: PageBasis['language'],
  outcome: ConsentOutcome,
  agreedTypes: readonly string[] = outcome === 'agreed' ? licenceTypes : [],
  answeredOn: AnswerPlace = 'evaluator',
) {
  return resultPage(basis(language), { outcome, licenceTypes, agreedTypes, answeredOn });
}

function idle(language: PageBasis['language']) {
  return idlePage({ ...basis(language), hall: '佛山市行政服务大厅', windowName: 'A07 窗口' });
}

function linesOf(page: EvaluatorPage): readonly string[] {
  return page.kind === 'result' || page.kind === 'thanks' ? page.lines : [];
}

/** Every page but the blank one. */
function pagesWithSwitches(language: PageBasis['language']) {
  const made = basis(language);
  return [
    idle(language),
    consentPage(language),
    result(language, 'agreed'),
    result(language, 'agreed', licenceTypes.slice(1)),
    result(language, 'declined'),
    result(language, 'agreed', licenceTypes, 'phone'),
    result(language, 'declined', [], 'phone'),
    result(language, 'timed-out'),
    result(language, 'withdrawn'),
    result(language, 'page-altered'),
    submittedPage(made),
    checkedPage(made, 0),
    checkedPage(made, 2),
    dutyNoticePage(made, item.department, [registered]),
    ratingPage(made, { secondsToAnswer: 60 }),
    thanksPage(made),
  ].filter((page) => page.kind !== 'blank');
}

/** What can be read on a page, a line each; of the consent page, what its canonical text leaves out. */
function textsOf(page: ReturnType<typeof pagesWithSwitches>[number]): readonly string[] {
  switch (page.kind) {
    case 'idle':
      return [page.hall, page.window, page.welcome];
    case 'rating':
      return [
        page.heading,
        page.firstLine,
        ...page.levels.map(({ level, label }) => `${level}: ${label}`),
        page.skip,
        page.remaining,
        page.touchOnly,
      ];
    case 'consent':
      return [page.submitChoices, page.undecided, page.moreBelow, page.readFirst];
    default:
      return [page.heading, ...page.lines];
  }
}

describe('citizen.json', () => {
  test('has the same keys in every language', () => {
    expect(keysOf(zhHant)).toEqual(keysOf(zhCn));
    expect(keysOf(en)).toEqual(keysOf(zhCn));
  });

  test('fills the same places in every language', () => {
    const places = (texts: object): string[][] =>
      keysOf(texts).map((path) => {
        const text = path
          .split('.')
          .reduce<unknown>((node, key) => Reflect.get(Object(node), key), texts);
        return (String(text).match(/\{\{\w+\}\}/g) ?? []).sort();
      });
    expect(places(zhHant)).toEqual(places(zhCn));
    expect(places(en)).toEqual(places(zhCn));
  });
});

describe.each(LANGUAGES)('pages in %s', (language) => {
  test('the consent page reads as agreed', () => {
    expect(consentPageText(consentPage(language))).toMatchSnapshot();
  });

  test('the consent page reads as agreed with sensitive licences, and with some used by duty', () => {
    const mixed = consentPage(language, {
      licences: [registered, certified],
      byDuty: [registered],
    });
    expect(consentPageText(mixed)).toMatchSnapshot();
    expect(consentPageText(consentPage(language, { licences: [certified] }))).toMatchSnapshot();
  });

  test('the button that agrees says how many it agrees to: none that is sensitive', () => {
    const licences = [registered, certified, certified];
    expect(consentPage(language, { licences }).agree).toMatch(/\b1\b/);
    expect(consentPage(language, { licences: [certified] }).agree).not.toMatch(/\d/);
  });

  test('who is told of a use by duty does not read that only their consent allows it', () => {
    const [alone] = consentPage(language).closing;
    const [beside] = consentPage(language, { byDuty: [registered] }).closing;
    expect(beside).not.toBe(alone);
    expect(beside).toMatch(/依职能|依職能|by duty/);
  });

  test.each([
    ['ordinary licences', {}],
    [
      'sensitive licences and some by duty',
      { licences: [registered, certified], byDuty: [registered] },
    ],
    ['nothing but sensitive licences', { licences: [certified] }],
  ])('no line of a page with %s is empty or has an unfilled place', (_, asked) => {
    const page = consentPage(language, asked);
    expect(evaluatorPageSchema.parse(page)).toEqual(page);
    for (const line of consentPageText(page).split('\n')) {
      expect(line.trim()).toBe(line);
      expect(line).not.toBe('');
      expect(line).not.toMatch(/\{\{|\}\}|consent\./);
    }
  });

  test('running seconds and counts stay for the evaluator to fill', () => {
    const page = consentPage(language);
    const rating = ratingPage(basis(language), { secondsToAnswer: 60 });
    expect(page.remaining).toContain('{{seconds}}');
    expect(page.readFirst).toContain('{{seconds}}');
    expect(rating.remaining).toContain('{{seconds}}');
    expect(page.undecided).toContain('{{undecided}}');
    expect(page.submitChoices).toMatch(/\{\{agreed\}\}.*\{\{declined\}\}/);
  });

  test('nothing on the consent page is more than masked', () => {
    const sent = JSON.stringify(consentPage(language));
    expect(sent).not.toContain(NAME);
    expect(sent).not.toContain(NUMBER);
    expect(sent).not.toContain(summary.licenceCode);
    expect(sent).not.toContain(summary.typeCode);
    expect(sent).not.toContain(item.code);
  });

  test('the last fact of a licence says what follows from declining it', () => {
    const [licence] = consentPage(language).licences;
    expect(licence?.facts.at(-1)?.text).toContain(`${summary.name}`);
  });

  test('every page has the shape of the contract', () => {
    const pages = [blankPage(basis(language)), ...pagesWithSwitches(language)];
    for (const page of pages) expect(evaluatorPageSchema.parse(page)).toEqual(page);
    // What i18next cannot find it returns as the key itself.
    expect(JSON.stringify(pages)).not.toMatch(/"[a-z]+\.[\w.-]+"/i);
  });

  test('every page but the blank one can be changed into another language and size', () => {
    const { type, readAloud, stopReading } = idle(language).switches;
    const larger = idlePage({ ...basis(language), largeType: true, hall: '', windowName: '' });
    expect(larger).toMatchObject({ language, largeType: true });
    expect(larger.switches.type).not.toBe(type);
    for (const page of pagesWithSwitches(language)) {
      expect(page.switches).toEqual({
        type,
        readAloud,
        stopReading,
        languages: [
          { code: 'zh-CN', name: '简体' },
          { code: 'zh-Hant', name: '繁體' },
          { code: 'en', name: 'English' },
        ],
      });
    }
  });

  test('only a given consent looks done', () => {
    const tone = (outcome: ConsentOutcome): string => {
      const page = result(language, outcome);
      return page.kind === 'result' ? page.tone : page.kind;
    };
    expect(tone('agreed')).toBe('done');
    expect(tone('declined')).toBe('not-given');
    expect(tone('timed-out')).toBe('not-given');
    expect(tone('withdrawn')).toBe('not-given');
    expect(tone('page-altered')).toBe('not-given');
    expect(tone('screen-lost')).toBe('blank');
    expect(submittedPage(basis(language)).tone).toBe('waiting');
  });

  test('who answered on the phone reads first that there is nothing to do here, then the same result', () => {
    for (const outcome of ['agreed', 'declined'] as const) {
      const [here, onPhone] = [
        result(language, outcome),
        result(language, outcome, outcome === 'agreed' ? licenceTypes : [], 'phone'),
      ];
      expect(onPhone).toMatchObject({ tone: 'tone' in here ? here.tone : '' });
      expect(onPhone).toMatchObject({ heading: 'heading' in here ? here.heading : '' });
      expect(linesOf(onPhone)[0]).toMatch(/手机上完成|手機上完成|Done on your phone/);
      expect(linesOf(onPhone)[1]).toBe(linesOf(here)[0]);
    }
  });

  test('who agreed to a part reads how much is used and how much comes on paper', () => {
    const numbers = (agreedTypes: readonly string[]) =>
      JSON.stringify(linesOf(result(language, 'agreed', agreedTypes))).match(/\d+/g);
    expect(numbers(licenceTypes)).toEqual(['3']);
    expect(numbers(licenceTypes.slice(1))).toEqual(['2', '1']);
  });

  test('the other pages read as agreed', () => {
    expect(pagesWithSwitches(language).map(textsOf)).toMatchSnapshot();
  });
});

test('whoever decides for the holder is not told that the licences are their own', () => {
  expect(consentPage('zh-CN').heading).toContain('您的电子证照');
  const decided = consentPage('zh-CN', { isDecidedForHolder: true });
  expect(decided.heading).toContain('代为决定');
  expect(decided.heading).not.toContain('您的');
});

test('whoever acts for the holder stands on the page, and a legal person goes by its own code', () => {
  const uscc = '91440699MA9X01081K';
  const page = composeConsentPage({
    ...basis('zh-CN'),
    hall: '',
    windowName: '',
    clerkNumber: '',
    matters: [{ item, variant: 'local' }],
    holder: { nameMasked: '样例纺织有限公司', numberMasked: uscc, isLegalPerson: true },
    isDecidedForHolder: false,
    actor: { nameMasked: maskName(NAME), numberMasked: maskNumber(NUMBER), as: 'representative' },
    licences: [registered],
    byDuty: [],
    secondsToAnswer: 180,
    minimumDisplaySeconds: 4,
  });
  const facts = Object.fromEntries(page.facts.map(({ label, text }) => [label, text]));
  expect(facts['谁的证照']).toBe(`样例纺织有限公司（统一社会信用代码 ${uscc}）`);
  expect(facts['谁来办']).toContain('法定代表人');
  expect(facts['谁来办']).not.toContain(NAME);
});

test('a variant the item does not have cannot be asked for', () => {
  expect(() =>
    composeConsentPage({
      ...basis('zh-CN'),
      hall: '',
      windowName: '',
      clerkNumber: '',
      matters: [{ item, variant: 'other' }],
      holder: { nameMasked: '', numberMasked: '', isLegalPerson: false },
      isDecidedForHolder: false,
      licences: [],
      byDuty: [],
      secondsToAnswer: 180,
      minimumDisplaySeconds: 3,
    }),
  ).toThrow();
});
