import { ok, type Result } from '../../../src/support/result.ts';
import type { Burst } from '../burst.ts';
import { FaultPlan } from '../faults/fault-plan.ts';
import { parseFaultScript, type ScriptProblem } from '../faults/fault-script.ts';
import { scannerFaults, scannerNoise } from './scanner-faults.ts';

const terminator = 0x0d;

/**
 * A code scanner without its line: a code in, bytes out, ended by CR as most scanners are set. Pure: time and pace are
 * the business of whoever carries the bytes.
 */
export class SimulatedScanner {
  #faults = new FaultPlan({ rules: [], seed: 1 }, scannerNoise);

  /**
   * Sets what goes wrong from the next code on; an empty script for nothing.
   * @returns what is wrong with the script, and then the one before stays in force
   */
  setScript(script: string): Result<void, ScriptProblem> {
    const parsed = parseFaultScript(script, scannerFaults);
    if (!parsed.ok) return parsed;
    this.#faults = new FaultPlan(parsed.value, scannerNoise);
    return ok(undefined);
  }

  /** Shows the scanner a code and returns what it sends, in order. */
  scan(code: Uint8Array): Burst[] {
    return this.#faults.onWire(Uint8Array.of(...code, terminator), this.#faults.next('code'));
  }
}
