import type { CaseSummary, ClerkCase, DeskSnapshot } from '../../../src/contracts/clerk-ipc.ts';
import { fail } from '../../../src/failures/failure.ts';
import type { DeskStore } from './desk-store.ts';

const at = '2026-11-23T01:00:00.000Z';
const caseId = '01936f3e-0000-7000-8000-000000000001';

/** The window of a clerk who has just logged in. */
export const quietDesk: DeskSnapshot = {
  revision: 1,
  language: 'zh-CN',
  isSetUp: true,
  session: {
    account: 'clerk',
    name: '张工',
    number: '9012',
    role: 'clerk',
    windowName: '综合窗口 A07',
    hall: '佛山市行政服务大厅',
  },
  enrolment: { state: 'none' },
  connectivity: {
    platform: { state: 'up', since: at },
    licences: { state: 'up', since: at },
    push: { state: 'up', since: at },
    time: { state: 'up', since: at },
    mode: 'online',
    isDrill: false,
  },
  platform: { waiting: 0, rejected: 0 },
  devices: {
    reader: { state: 'ready' },
    secondReader: { state: 'not-configured' },
    scanner: { state: 'not-configured' },
  },
  printer: { state: 'ready', name: 'Counter' },
  camera: '',
  documentCamera: '',
  mirror: {
    display: 'present',
    page: {
      kind: 'blank',
      pageId: '01936f3e-0000-7000-8000-000000000002',
      language: 'zh-CN',
      largeType: false,
    },
    state: 'shown',
  },
  items: [
    {
      code: 'elder-card',
      name: '老年人优待证申领',
      department: '佛山市民政局',
      variants: [
        { code: 'local', name: '本市户籍' },
        { code: 'resident', name: '常住' },
      ],
      question: {
        text: '户口在哪里？',
        answers: [
          { text: '本市', variant: 'local' },
          { text: '外地', variant: 'resident' },
        ],
      },
      subjects: ['person'],
      materialCount: 4,
    },
    {
      code: 'licence-renewal',
      name: '机动车驾驶证期满换证',
      department: '佛山市公安局',
      variants: [{ code: 'expired', name: '期满' }],
      question: { text: '为什么换证？', answers: [{ text: '期满', variant: 'expired' }] },
      subjects: ['person'],
      materialCount: 4,
    },
  ],
  cases: [],
  offers: [],
  notices: [],
};

/** A case of the shift, put aside before anything is known of it. */
export function summary(change: Partial<CaseSummary>): CaseSummary {
  return {
    id: caseId,
    stage: 'choosing-item',
    openedAt: at,
    since: at,
    isOpen: false,
    isSentBack: false,
    ...change,
  };
}

/** A desk with an open case. */
export function deskWith(change: Partial<ClerkCase>): DeskSnapshot {
  return { ...quietDesk, case: caseOf(change) };
}

/** A case that has just been opened, or come further. */
export function caseOf(change: Partial<ClerkCase>): ClerkCase {
  return { id: caseId, stage: 'choosing-item', openedAt: at, licences: [], ...change };
}

/** A store for what is only drawn: it shows nothing, and grants no call. */
export const idleDesk: DeskStore = {
  view: () => ({ arrivedAt: 0 }),
  subscribe: () => () => undefined,
  start: async () => undefined,
  call: async () => false,
  ask: async () => fail('session.required'),
  renew: async () => undefined,
  settled: async () => undefined,
};
