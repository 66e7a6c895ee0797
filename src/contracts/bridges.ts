import type { z } from 'zod';
import type { Outcome } from '../failures/failure.ts';
import type { ClerkCalls } from './clerk-ipc.ts';
import type { EvaluatorCalls } from './evaluator-ipc.ts';
import type { EvaluatorPage } from './evaluator-page.ts';
import type { PaperCalls } from './paper-ipc.ts';

/** Stops what a subscription started. */
export type Unsubscribe = () => void;

/** What the clerk window's preload puts on `window.desk`. */
export interface ClerkBridge {
  call<Channel extends keyof ClerkCalls>(
    channel: Channel,
    request: z.input<ClerkCalls[Channel]['request']>,
  ): Promise<Outcome<z.output<ClerkCalls[Channel]['reply']>>>;
  /**
   * Tells the listener every snapshot from now on, as the JSON text of a `DeskSnapshot`: between preload and page a text
   * passes as it is, while a value is copied part by part, which takes longer than to parse it.
   */
  onDeskChanged(listener: (snapshot: string) => void): Unsubscribe;
}

/** What the evaluator window's preload puts on `window.evaluator`. */
export interface EvaluatorBridge {
  call<Channel extends keyof EvaluatorCalls>(
    channel: Channel,
    request: z.input<EvaluatorCalls[Channel]['request']>,
  ): Promise<Outcome<z.output<EvaluatorCalls[Channel]['reply']>>>;
  onPageShow(listener: (page: EvaluatorPage) => void): Unsubscribe;
}

/** What the printing window's preload puts on `window.paper`. */
export interface PaperBridge {
  call<Channel extends keyof PaperCalls>(
    channel: Channel,
    request: z.input<PaperCalls[Channel]['request']>,
  ): Promise<Outcome<z.output<PaperCalls[Channel]['reply']>>>;
}
