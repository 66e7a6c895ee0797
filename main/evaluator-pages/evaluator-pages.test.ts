import { describe, expect, test } from 'vitest';
import en from '../../resources/locales/en/citizen.json' with { type: 'json' };
import zhCn from '../../resources/locales/zh-CN/citizen.json' with { type: 'json' };
import zhHant from '../../resources/locales/zh-Hant/citizen.json' with { type: 'json' };
import { evaluatorPageSchema } from '../../src/contracts/evaluator-page.ts';
import type { ConsentOutcome } from '../../src/domain/consent.ts';
import type { LicenceSummary } from '../../src/domain/licence.ts';
import { maskName, maskNumber } from '../../src/domain/masking.ts';
import type { RequiredLicence, ServiceItem } from '../../src/domain/service-item.ts';
import { consentPageText } from '../../src/evidence/page-text.ts';
import { composeConsentPage } from './compose-consent-page.ts';
import type { PageBasis } from './page-basis.ts';
import { blankPage, idlePage } from './plain-pages.ts';
import { resultPage } from './result-page.ts';
import { citizenWords } from './words.ts';

const LANGUAGES = ['zh-CN', 'zh-Hant', 'en'] as const;
const PAGE_ID = '01936f3e-0000-7000-8000-000000000001';
const NAME = '张䶮三';
const NUMBER = '440601195001010017';

const householdRegister: RequiredLicence = {
  typeCode: '11100000MB0306771X001',
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
  variants: [{ code: 'local', name: '本市户籍' }],
  materials: [],
  licences: [householdRegister],
  form: [],
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
  return { pageId: PAGE_ID, language, words: citizenWords(language) };
}

function consentPage(language: PageBasis['language']) {
  return composeConsentPage({
    ...basis(language),
    hall: '佛山市行政服务大厅',
    windowName: 'A07 窗口',
    clerkNumber: '9012',
    item,
    variant: 'local',
    holder: { nameMasked: maskName(NAME), numberMasked: maskNumber(NUMBER) },
    licences: [{ summary, required: householdRegister }],
    secondsToAnswer: 180,
    minimumDisplaySeconds: 4,
  });
}

function keysOf(value: object, path = ''): string[] {
  return Object.entries(value).flatMap(([key, entry]) =>
    typeof entry === 'string' ? [path + key] : keysOf(entry, `${path}${key}.`),
  );
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

  test('no line of the consent page is empty or has an unfilled place', () => {
    for (const line of consentPageText(consentPage(language)).split('\n')) {
      expect(line.trim()).toBe(line);
      expect(line).not.toBe('');
      expect(line).not.toMatch(/\{\{|\}\}/);
    }
  });

  test('the running seconds stay for the evaluator to fill', () => {
    const page = consentPage(language);
    expect(page.remaining).toContain('{{seconds}}');
    expect(page.readFirst).toContain('{{seconds}}');
  });

  test('nothing on the consent page is more than masked', () => {
    const sent = JSON.stringify(consentPage(language));
    expect(sent).not.toContain(NAME);
    expect(sent).not.toContain(NUMBER);
    expect(sent).not.toContain(summary.licenceCode);
    expect(sent).not.toContain(summary.typeCode);
    expect(sent).not.toContain(item.code);
  });

  test('every page has the shape of the contract', () => {
    const outcomes: ConsentOutcome[] = [
      'agreed',
      'declined',
      'timed-out',
      'withdrawn',
      'page-altered',
      'screen-lost',
    ];
    const pages = [
      blankPage(basis(language)),
      idlePage({ ...basis(language), hall: '佛山市行政服务大厅', windowName: 'A07 窗口' }),
      consentPage(language),
      ...outcomes.map((outcome) => resultPage(basis(language), outcome)),
    ];
    for (const page of pages) expect(evaluatorPageSchema.parse(page)).toEqual(page);
    // What i18next cannot find it returns as the key itself.
    expect(JSON.stringify(pages)).not.toMatch(/"(?:idle|consent|result)\.\w/);
  });

  test('only a given consent looks done', () => {
    const tone = (outcome: ConsentOutcome): string => {
      const page = resultPage(basis(language), outcome);
      return page.kind === 'result' ? page.tone : page.kind;
    };
    expect(tone('agreed')).toBe('done');
    expect(tone('declined')).toBe('not-given');
    expect(tone('timed-out')).toBe('not-given');
    expect(tone('withdrawn')).toBe('not-given');
    expect(tone('page-altered')).toBe('not-given');
    expect(tone('screen-lost')).toBe('blank');
  });

  test('the results read as agreed', () => {
    expect([
      resultPage(basis(language), 'agreed'),
      resultPage(basis(language), 'declined'),
      resultPage(basis(language), 'timed-out'),
      resultPage(basis(language), 'withdrawn'),
    ]).toMatchSnapshot();
  });
});

test('a variant the item does not have cannot be asked for', () => {
  expect(() =>
    composeConsentPage({
      ...basis('zh-CN'),
      hall: '',
      windowName: '',
      clerkNumber: '',
      item,
      variant: 'other',
      holder: { nameMasked: '', numberMasked: '' },
      licences: [],
      secondsToAnswer: 180,
      minimumDisplaySeconds: 3,
    }),
  ).toThrow();
});
