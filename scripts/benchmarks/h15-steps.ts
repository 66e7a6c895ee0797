import type { Page } from 'playwright-core';
import { enterprises } from '../../reference-platform/seed/enterprises.ts';
import { retailFilingItem } from '../../reference-platform/seed/items/retail-filing-item.ts';
import { people } from '../../reference-platform/seed/people.ts';
import {
  delegatedCode,
  passFaceCheck,
  platformAt,
  scanByCamera,
  shownCode,
  shownRows,
} from '../workbench/citizens-phone.ts';
import { type Counter, setUpCounter } from '../workbench/counter.ts';
import { type Intake, intakeAt } from '../workbench/intake.ts';
import { type Workstation, writeSettings } from '../workbench/workstation.ts';
import { atMost, type BenchResult } from './bench-result.ts';
import { fingerLifted, lastOf } from './counter-moments.ts';
import type { Desktop } from './desktop.ts';
import { type NetworkTime, type Span, watchNetwork } from './network-time.ts';
import { percentile } from './percentile.ts';

/** A clerk's day at the counter. */
const cases = 40;
/** By each of the other ways of proof: as many as one person may name agents, and a window scan codes, without a pause. */
const casesPerChannel = 9;
const limitMs = 50;
const person = people.allGood;

/** One step of one case: how long it took, and how much of that main waited for the platform. */
interface Step {
  readonly total: number;
  readonly network: number;
}

/**
 * What the workstation itself takes, without the time of network and devices: from the card event in main to the
 * 免证清单 on the clerk's screen, and from the citizen's page hearing that the finger has left 同意 to the filled form
 * there. How long a touch is under way before the page hears of it is the touch screen's and Chromium's.
 */
export async function stepsBenchmark(desktop: Desktop): Promise<readonly BenchResult[]> {
  const counter = await setUpCounter(desktop);
  try {
    await writeSettings(counter.dataDir, {
      platformAddress: counter.platform.url,
      readerAddress: counter.reader.address,
      numbers: {
        consentMinimumSeconds: 1,
        consentMinimumSecondsPerLicence: 0,
        ownValuesSeconds: 0,
      },
    });
    const workstation = await counter.start();
    const intake = intakeAt(workstation);
    await intake.logIn();
    const network = await watchNetwork(workstation.application);
    const cards: Step[] = [];
    const consents: Step[] = [];
    // The first case warms everything up.
    for (let number = 0; number <= cases; number += 1) {
      const card = await stepOf(network, await toWaiverList(counter, workstation, intake));
      const consent = await stepOf(network, await toForm(workstation, intake));
      await intake.dropCase();
      await counter.reader.liftCard();
      if (number === 0) continue;
      cards.push(card);
      consents.push(consent);
    }
    const results = [result('card to 免证清单', cards), result('consent to filled form', consents)];
    for (const [name, toList] of Object.entries(otherChannels)) {
      const steps: Step[] = [];
      for (let number = 0; number <= casesPerChannel; number += 1) {
        const step = await stepOf(network, await toList({ counter, workstation, intake }));
        await intake.dropCase();
        await counter.reader.liftCard();
        if (number > 0) steps.push(step);
      }
      results.push(result(name, steps));
    }
    return results;
  } finally {
    await counter.close();
  }
}

async function toWaiverList(
  { reader }: Counter,
  workstation: Workstation,
  intake: Intake,
): Promise<Span> {
  const { clerk } = workstation;
  await intake.chooseItem(person.variant);
  const painted = await watchFor(clerk, '[data-testid^="waiver-line-"]');
  await reader.placeCard(person.card);
  const end = await painted();
  return { begin: lastOf('card.read', workstation.log()), end };
}

async function toForm(workstation: Workstation, intake: Intake): Promise<Span> {
  await intake.pushConsent();
  const lifted = await fingerLifted(workstation);
  const painted = await watchFor(
    workstation.clerk,
    '[data-section-state="current"] [data-testid="field-registeredAddress"]:not([value=""])',
  );
  await intake.answer('agree');
  const end = await painted();
  return { begin: await lifted(), end };
}

interface AtTheCounter {
  readonly counter: Counter;
  readonly workstation: Workstation;
  readonly intake: Intake;
}

const waiverLine = '[data-testid^="waiver-line-"]';

/**
 * From what says who it is, as main hears of it, to the 免证清单 on the clerk's screen: a code that was scanned, a face
 * that has passed, an agent's finger that has left the citizen's screen, a representative's card.
 */
const otherChannels: Readonly<Record<string, (at: AtTheCounter) => Promise<Span>>> = {
  'code to 免证清单': async ({ counter, workstation, intake }) => {
    const code = await shownCode(platformAt(counter.platform.url), person.card, {
      kind: 'zhengwu',
      subject: { type: 'person' },
    });
    await intake.chooseItem(person.variant);
    const painted = await watchFor(workstation.clerk, waiverLine);
    await scanByCamera(workstation, code);
    const end = await painted();
    return { begin: lastOf('code.scanned', workstation.log()), end };
  },
  'face to 免证清单': async ({ counter, workstation, intake }) => {
    await intake.chooseItem(person.variant);
    await workstation.clerk.keyboard.press('F5');
    await (await workstation.evaluator()).locator('[data-kind="face-code"]').waitFor();
    const painted = await watchFor(workstation.clerk, waiverLine);
    await passFaceCheck(
      platformAt(counter.platform.url),
      person.card,
      await shownRows(workstation),
    );
    const end = await painted();
    return { begin: lastOf('face.passed', workstation.log()), end };
  },
  'agent’s touch to 免证清单': async ({ counter, workstation, intake }) => {
    const bench = platformAt(counter.platform.url);
    const code = await delegatedCode(bench, person.card, people.rareName.card);
    await intake.chooseItem(person.variant);
    await scanByCamera(workstation, code);
    await intake.untilAskedToAcknowledge();
    const painted = await watchFor(workstation.clerk, waiverLine);
    const lifted = await fingerLifted(workstation);
    await workstation.touch('acknowledgement-confirm');
    const end = await painted();
    return { begin: await lifted(), end };
  },
  'representative’s card to 免证清单': async ({ counter, workstation, intake }) => {
    const { clerk } = workstation;
    await intake.chooseItem(retailFilingItem.variants[0]?.code ?? '', retailFilingItem.code);
    await clerk.getByTestId('enterprise-code').fill(enterprises.foods.uscc);
    await clerk.getByTestId('enterprise-found').waitFor();
    const painted = await watchFor(clerk, waiverLine);
    await counter.reader.placeCard(person.card);
    const end = await painted();
    return { begin: lastOf('card.read', workstation.log()), end };
  },
};

/** Watches a page. What it returns waits for the first frame that shows the element, and tells when that was. */
async function watchFor(page: Page, selector: string): Promise<() => Promise<number>> {
  const watch = await page.evaluateHandle<{ readonly painted: Promise<number> }>(`({
    painted: new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (document.querySelector(${JSON.stringify(selector)}) === null) return;
        observer.disconnect();
        requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
      });
      observer.observe(document, { subtree: true, childList: true, attributes: true });
    }),
  })`);
  return async () => watch.evaluate(({ painted }) => painted);
}

async function stepOf(network: NetworkTime, span: Span): Promise<Step> {
  return { total: span.end - span.begin, network: await network.within(span) };
}

function result(name: string, steps: readonly Step[]): BenchResult {
  const own = steps.map(({ total, network }) => total - network);
  const p95 = (values: readonly number[]) => percentile(values, 0.95);
  const shown = (of: (step: Step) => number) => p95(steps.map(of)).toFixed(1);
  return atMost(1, {
    id: 'H15',
    name,
    ours: {
      label: `own time, p95 of ${steps.length}; median ${percentile(own, 0.5).toFixed(1)} ms; p95 of network ${shown(({ network }) => network)} ms, of all ${shown(({ total }) => total)} ms`,
      value: p95(own),
      unit: 'ms',
    },
    peer: { label: 'what it may take', value: limitMs, unit: 'ms' },
  });
}
