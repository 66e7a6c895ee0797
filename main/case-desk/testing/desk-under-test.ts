import type { PageAct } from '../../../src/contracts/evaluator-ipc.ts';
import type { EvaluatorPage } from '../../../src/contracts/evaluator-page.ts';
import type { CardReading, IdentityCard } from '../../../src/domain/identity-card.ts';
import { profileOf } from '../../../src/evidence/profiles/evidence-profile.ts';
import { type SigningKey, signingKey } from '../../../src/evidence/signed-statement.ts';
import { type Failure, fail, type Outcome } from '../../../src/failures/failure.ts';
import type { Clock } from '../../../src/support/clock.ts';
import { ok } from '../../../src/support/result.ts';
import { createCardPhotos } from '../../card-photos/card-photos.ts';
import { blankPage } from '../../evaluator-pages/plain-pages.ts';
import { citizenWords } from '../../evaluator-pages/words.ts';
import { createEvidenceDesk } from '../../evidence/evidence-desk.ts';
import type { Fetch } from '../../platform-client/http.ts';
import {
  createLicenceLibrary,
  type LicenceLibrary,
} from '../../platform-client/licence-library.ts';
import {
  createPlatformClient,
  type PlatformClient,
} from '../../platform-client/platform-client.ts';
import { createPlatformTime, type PlatformTime } from '../../platform-client/platform-time.ts';
import { type Settings, settingsSchema } from '../../settings/settings.ts';
import type { Storage } from '../../storage/storage.ts';
import { random } from '../../storage/testing/storage-under-test.ts';
import { createChangeFeed } from '../../sync/change-feed.ts';
import { type OutboxDrain, startOutboxDrain } from '../../sync/outbox-drain.ts';
import { type CaseDesk, createCaseDesk } from '../case-desk.ts';
import { createEvaluatorDesk, type EvaluatorDesk } from '../citizen-screen/evaluator-desk.ts';
import { type ClerkSession, createClerkSession } from '../clerk/clerk-session.ts';
import { createOfflineLogin } from '../clerk/offline-login.ts';
import { digestAtAnswer, pageDigest } from '../consent/page-digest.ts';

/** What a desk is built on; storage is the caller's to open and close. */
interface DeskUnderTestOptions {
  readonly url: string;
  readonly storage: Storage;
  readonly clock: Clock & { pass(ms: number): void };
  readonly fetch?: Fetch;
  /** A07 unless told. */
  readonly windowId?: string;
  readonly settings?: Settings;
  readonly isDrill?: () => boolean;
  /** Why no new case may be begun; one may unless told. */
  readonly refuseNew?: () => Failure | undefined;
  /** The key of its evidence; one of profile B unless told. */
  readonly key?: SigningKey;
  /** Hears of every change, as the clerk's window does. */
  readonly onChange?: (cases: CaseDesk) => void;
}

/** A case desk with everything real around it but Electron: its two windows, its reader and its photo decoder are values. */
export interface DeskUnderTest {
  readonly cases: CaseDesk;
  /** How often the desk has told that the backup may hold cases that it has removed. */
  removals(): number;
  readonly evaluator: EvaluatorDesk;
  readonly session: ClerkSession;
  readonly platform: PlatformClient;
  readonly licences: LicenceLibrary;
  readonly drain: OutboxDrain;
  /** What is known of the platform's time; what it says at log-in is a hint. */
  readonly time: PlatformTime;
  /** Every page that was sent to the citizen's screen, in order. */
  readonly sent: EvaluatorPage[];
  /** Events of the log, in order. */
  readonly logged: {
    readonly event: string;
    readonly code?: unknown;
    readonly state?: unknown;
  }[];
  /** The platform has hinted at changes. */
  hint(): void;
  /** The id of the open case. */
  caseId(): string;
  /** What the next 读卡 answers. */
  nextCard(answer: Outcome<CardReading> | 'none comes'): void;
  /** Resolves at the first change or line of the log, or at once, when this holds. */
  until(holds: () => boolean): Promise<void>;
  /** Resolves when the open case is at a stage. */
  stage(wanted: string): Promise<void>;
  /** The evaluator shows the newest page as it was sent. */
  show(): void;
  /** The evaluator shows the newest page, and the citizen answers as soon as that may be done. */
  answer(decision: 'agree' | 'decline'): Outcome<null>;
}

const newEvidenceKey = () => signingKey('SM2', profileOf('SM2').generatePrivateKey(random));

/** What a try to log in without the platform costs where nobody wants to guess anything. */
const cheapTry = { N: 1024, r: 8, p: 1 } as const;

/** Whoever looks at their own values first is tested by itself. */
const ordinarySettings = settingsSchema.parse({ numbers: { ownValuesSeconds: 0 } });

/** A reading of a card, as the reader gives it. The decoder of these tests takes the photo for an image as it is. */
export function reading(card: IdentityCard): CardReading {
  return {
    card,
    text: new Uint8Array(256),
    photo: new Uint8Array(1024).fill(card.idNumber.charCodeAt(17)),
    warnings: [],
    samId: '05.03-20140101-0001234567-1234567890',
    ms: { find: 1, select: 1, read: 1, total: 3 },
  };
}

/**
 * What the evaluator tells of an answer.
 * @param agreed positions of the licences that are agreed to
 * @param chosenSingly positions of those that were decided by a choice of their own
 */
export function answering(
  page: EvaluatorPage,
  agreed: readonly number[],
  chosenSingly: readonly number[] = agreed,
): Extract<PageAct, { kind: 'answer' }> {
  const answer = { agreed: [...agreed], chosenSingly: [...chosenSingly] };
  // Of what is no consent page nothing was on screen.
  const digest = page.kind === 'consent' ? digestAtAnswer(page, answer) : '';
  return { kind: 'answer', ...answer, isReadToEnd: true, digest };
}

/** Builds a desk. Nobody is logged in, and the citizen's screen is there. */
export function deskUnderTest(options: DeskUnderTestOptions): DeskUnderTest {
  const { url, storage, clock } = options;
  const fetchFromPlatform = options.fetch ?? ((address, init) => fetch(address, init));
  const sent: EvaluatorPage[] = [];
  const logged: DeskUnderTest['logged'] = [];
  const waiting = new Set<() => void>();
  let nextCard: Outcome<CardReading> | 'none comes' = fail('card.not-presented');
  const lookAgain = () => {
    for (const look of [...waiting]) look();
  };
  const onChange = () => {
    options.onChange?.(cases);
    lookAgain();
  };
  const note = (event: string, facts: object) => {
    logged.push({ event, ...facts });
    lookAgain();
  };
  const log = { info: note, warn: note };

  const time = createPlatformTime(clock, {
    leastTime: () => storage.leases.leastTime(clock.now()),
  });
  const platform = createPlatformClient({
    fetch: fetchFromPlatform,
    origin: () => ({ ok: true, value: url }),
    onReached: () => undefined,
    onExpired: () => undefined,
    onTimeHint: (at, tookMs) => time.heard(at, tookMs, false),
  });
  const licences = createLicenceLibrary({
    fetch: fetchFromPlatform,
    session: platform.session,
    randomBytes: random,
  });
  const evaluator = createEvaluatorDesk({
    clock,
    first: blankPage({
      pageId: '019ab000-0000-7000-8000-00000000000f',
      language: 'zh-CN',
      largeType: false,
    }),
    send: (page) => sent.push(page),
    onChange: () => onChange(),
  });
  const session = createClerkSession({
    audit: storage.audit.note,
    anchorAudit: async () => undefined,
    clock,
    platform,
    windowId: () => options.windowId ?? 'A07',
    workstationId: storage.workstation.id,
    origin: () => ok(url),
    offlineLogin: createOfflineLogin({ clock, storage, log, cost: cheapTry }),
    lockedOut: () => undefined,
    isFirstStart: () => false,
  });
  const key = options.key ?? newEvidenceKey();
  const evidence = createEvidenceDesk({
    clock,
    randomBytes: random,
    storage,
    key: () => key,
    clockSkew: time.aheadMs,
    calls: platform.evidence,
    session: () => platform.session()?.opened,
    evaluatorId: () => 'display-2',
    appVersion: '0.0.0',
    log,
  });
  let removals = 0;
  const cases: CaseDesk = createCaseDesk({
    evidence,
    clock,
    randomBytes: random,
    storage,
    platform,
    licences,
    evaluator,
    readCard: async ({ signal }) => {
      if (nextCard !== 'none comes') return nextCard;
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve(fail('card.read-cancelled')));
      });
    },
    photos: createCardPhotos(() => async (wlt) => ok(wlt.slice())),
    settings: () => options.settings ?? ordinarySettings,
    clockDrift: () => time.drift(120),
    platformNow: time.now,
    platformReached: time.reached,
    codeKeys: session.codeKeys,
    words: citizenWords,
    log,
    onChange,
    onRemoved: () => {
      removals += 1;
    },
    onEnqueued: () => drain.nudge(),
    isDrill: options.isDrill ?? (() => false),
    refuseNew: options.refuseNew ?? (() => undefined),
  });
  const drain = startOutboxDrain({
    storage,
    platform,
    acknowledge: cases.acknowledge,
    clock,
    log,
    onProgress: () => onChange(),
    random: () => 0,
  });
  const changes = createChangeFeed({ platform, onChanges: cases.hearChanges, log });
  evaluator.setDisplay(true);

  const until = (holds: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!holds()) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
    });
  const consentPage = () => {
    const page = sent.at(-1);
    if (page?.kind !== 'consent') throw new Error(`the screen shows ${page?.kind}`);
    return page;
  };
  const show = () => {
    const page = sent.at(-1);
    if (page === undefined) throw new Error('nothing was sent to the screen');
    // Of a page that asks for no consent the digest says nothing.
    cases.pageShown(page.pageId, page.kind === 'consent' ? pageDigest(page) : '');
  };

  return {
    cases,
    removals: () => removals,
    evaluator,
    session,
    platform,
    licences,
    drain,
    time,
    sent,
    logged,
    hint: changes.pull,
    caseId: () => cases.current()?.subject.id ?? '',
    nextCard: (answer) => {
      nextCard = answer;
    },
    until,
    stage: (wanted) => until(() => cases.current()?.subject.stage === wanted),
    show,
    answer: (decision) => {
      const page = consentPage();
      show();
      clock.pass(page.minimumDisplaySeconds * 1000);
      const agreed = decision === 'agree' ? page.licences.map((_, position) => position) : [];
      return cases.pageActed(page.pageId, answering(page, agreed), 'touch');
    },
  };
}
