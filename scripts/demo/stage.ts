import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Counter } from '../workbench/counter.ts';
import { type Intake, intakeAt, patience } from '../workbench/intake.ts';
import type { Workstation } from '../workbench/workstation.ts';

/** One step of a tour, and how both windows looked after it. */
interface Step {
  readonly name: string;
  readonly ms: number;
  /** File of the clerk's window; the citizen's beside it. */
  readonly screenshot: string;
  readonly evaluatorScreenshot: string;
}

/** What came of a tour. */
export interface TourSummary {
  readonly channel: string;
  readonly subject: 'person' | 'enterprise';
  readonly steps: readonly Step[];
  readonly ok: boolean;
  readonly problem?: string;
  /** Of a case that was received. */
  readonly caseNumber?: string;
  readonly waived?: number;
  readonly paper?: number;
}

/** What a tour is played with. */
export interface Stage {
  readonly counter: Counter;
  readonly workstation: Workstation;
  readonly clerk: Page;
  readonly intake: Intake;
  /** Does something, photographs both windows, and notes how long it took. */
  step(name: string, act: () => Promise<unknown>): Promise<void>;
  /** Resolves when the citizen's page is one of these, as a selector after its own. */
  evaluatorShows(what: string): Promise<void>;
  /** How many materials of the 免证清单 have a status. */
  lines(status: string): Promise<number>;
}

/** A tour through one channel. */
export interface Tour extends Pick<TourSummary, 'channel' | 'subject'> {
  /** What is shown, for whoever watches. */
  readonly title: string;
  readonly play: (
    stage: Stage,
  ) => Promise<Pick<TourSummary, 'caseNumber' | 'waived' | 'paper'> | undefined>;
}

/** Plays a tour; what goes wrong ends it and is in its summary. @param out folder of the pictures */
export async function playTour(
  { channel, subject, title, play }: Tour,
  { counter, workstation, out }: Pick<Stage, 'counter' | 'workstation'> & { readonly out: string },
): Promise<TourSummary> {
  const { clerk } = workstation;
  const steps: Step[] = [];
  const photograph = async (page: Page, name: string): Promise<string> => {
    await page.screenshot({ path: join(out, name), animations: 'disabled' });
    return name;
  };
  const stage: Stage = {
    counter,
    workstation,
    clerk,
    intake: intakeAt(workstation),
    evaluatorShows: async (what) => {
      const evaluator = await workstation.evaluator();
      await evaluator
        .locator(`[data-testid="evaluator-page"]${what}`)
        .waitFor({ state: 'attached', timeout: patience });
    },
    step: async (name, act) => {
      const started = performance.now();
      await act();
      const ms = Math.round(performance.now() - started);
      const file = `${channel}-${subject}-${String(steps.length + 1).padStart(2, '0')}-${name}`;
      const screenshot = await photograph(clerk, `${file}-clerk.png`);
      const evaluatorScreenshot = await photograph(
        await workstation.evaluator(),
        `${file}-evaluator.png`,
      );
      steps.push({ name, ms, screenshot, evaluatorScreenshot });
      console.log(`  ${name} ${ms} ms`);
    },
    lines: (status) =>
      clerk.locator(`[data-testid^="waiver-line-"][data-status="${status}"]`).count(),
  };
  console.log(title);
  try {
    const found = await play(stage);
    return { channel, subject, steps, ok: true, ...found };
  } catch (cause) {
    const problem = String(cause);
    console.error(problem);
    return { channel, subject, steps, ok: false, problem };
  }
}
