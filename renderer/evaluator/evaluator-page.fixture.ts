import type { ConsentPage, EvaluatorPage } from '../../src/contracts/evaluator-page.ts';
import type { PageActs } from './use-page-acts.ts';

/** What the example pages have in common. */
export const exampleHead = {
  pageId: '01936f3e-0000-7000-8000-000000000001',
  language: 'zh-CN',
  largeType: false,
  switches: {
    type: 'large type',
    readAloud: 'read aloud',
    stopReading: 'stop reading',
    languages: [
      { code: 'zh-CN', name: '简体' },
      { code: 'zh-Hant', name: '繁體' },
      { code: 'en', name: 'English' },
    ],
  },
} as const satisfies Partial<ConsentPage>;

/** A page that asks for two licences; every text is another one. */
export const exampleConsent: ConsentPage = {
  ...exampleHead,
  kind: 'consent',
  place: 'place',
  heading: 'heading',
  firstLine: 'first line',
  facts: [
    { label: 'asker', text: 'department' },
    { label: 'holder', text: '䶮*𠮷' },
  ],
  licences: ['a', 'b'].map((title) => ({
    title,
    facts: [
      { label: 'fields', text: `fields of ${title}` },
      { label: 'if you say no', text: `hand in ${title}` },
    ],
  })),
  closing: ['retention', 'recipients'],
  agreeOne: 'agree to this',
  declineOne: 'decline this',
  decline: 'decline all',
  agree: 'agree (2)',
  submitChoices: 'agree to {{agreed}}, decline {{declined}}',
  undecided: '{{undecided}} open',
  moreBelow: 'more below',
  remaining: '{{seconds}} left',
  readFirst: 'read for {{seconds}}',
  touchOnly: 'touch only',
  secondsToAnswer: 180,
  minimumDisplaySeconds: 5,
};

/** A page that asks for a third licence too, a sensitive one, and tells of a fourth that is used by duty. */
export const exampleSensitive: ConsentPage = {
  ...exampleConsent,
  licences: [
    ...exampleConsent.licences,
    { title: 'c', facts: [{ label: 'effect', text: 'effect of c' }], isSensitive: true },
  ],
  sensitive: { heading: 'sensitive', text: 'choose each' },
  byDuty: {
    heading: 'by duty',
    text: 'to know',
    licences: [{ title: 'd', facts: [{ label: 'fields', text: 'fields of d' }] }],
  },
};

/** A page that asks how it was. */
export const exampleRating: Extract<EvaluatorPage, { kind: 'rating' }> = {
  ...exampleHead,
  kind: 'rating',
  heading: 'heading',
  firstLine: 'first line',
  levels: [
    { level: 'very-satisfied', label: 'very good' },
    { level: 'satisfied', label: 'good' },
    { level: 'fairly-satisfied', label: 'fair' },
    { level: 'dissatisfied', label: 'bad' },
    { level: 'very-dissatisfied', label: 'very bad' },
  ],
  skip: 'skip',
  remaining: '{{seconds}} left',
  touchOnly: 'touch only',
  secondsToAnswer: 60,
};

/** A page that is just coming to the screen. */
export const noActs: PageActs = {
  state: 'unconfirmed',
  isTouchNeeded: false,
  act: () => Promise.reject(new Error('nobody acts while a page is rendered')),
  extend: () => {},
};
