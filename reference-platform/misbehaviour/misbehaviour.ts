import { randomUUID } from 'node:crypto';
import {
  type FaultInForce,
  isPushRule,
  type MisbehaviourRule,
  type PushRule,
  type RequestRule,
} from '../../src/contracts/misbehaviour-api.ts';
import { platformPaths } from '../../src/contracts/platform-api.ts';

/** One strike of a fault. */
export interface Strike<Rule extends MisbehaviourRule> {
  readonly rule: Rule;
  /** The first strike of the fault is 1. */
  readonly number: number;
}

interface Fault {
  readonly id: string;
  readonly rule: MisbehaviourRule;
  /** How often it could have struck. */
  met: number;
  struck: number;
}

/** The faults in force. */
export class Misbehaviour {
  readonly #faults = new Map<string, Fault>();

  /** Puts a fault in force. Of several that fit, the oldest strikes. @returns its id */
  add(rule: MisbehaviourRule): string {
    const id = randomUUID();
    this.#faults.set(id, { id, rule, met: 0, struck: 0 });
    return id;
  }

  /** The faults in force, oldest first. */
  list(): FaultInForce[] {
    return [...this.#faults.values()].map(({ id, rule, struck }) => ({ id, rule, struck }));
  }

  /** Ends one fault. @returns whether it was in force */
  remove(id: string): boolean {
    return this.#faults.delete(id);
  }

  /** Ends all faults. Requests that hang already go on hanging. */
  clear(): void {
    this.#faults.clear();
  }

  /** The fault that befalls a request, by its path. */
  strikeRequest(url: string): Strike<RequestRule> | undefined {
    return this.#strike(url, (rule): rule is RequestRule => !isPushRule(rule));
  }

  /** The fault that befalls what is to be sent on a stream, by the stream's path; of the faults of some names only. */
  strikeStream(path: string, names: readonly PushRule['fault'][]): Strike<PushRule> | undefined {
    return this.#strike(
      path,
      (rule): rule is PushRule => isPushRule(rule) && names.includes(rule.fault),
    );
  }

  #strike<Rule extends MisbehaviourRule>(
    url: string,
    isMeant: (rule: MisbehaviourRule) => rule is Rule,
  ): Strike<Rule> | undefined {
    for (const fault of this.#faults.values()) {
      const { id, rule } = fault;
      if (!isMeant(rule) || !url.startsWith(prefixOf(rule))) continue;
      fault.met += 1;
      if (fault.met % (rule.every ?? 1) !== 0) continue;
      fault.struck += 1;
      if (fault.struck === rule.times) this.#faults.delete(id);
      return { rule, number: fault.struck };
    }
    return undefined;
  }
}

function prefixOf(rule: MisbehaviourRule): string {
  return rule.fault === 'licenceLibraryDown' ? platformPaths.licenceLibrary : (rule.path ?? '/');
}
