import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { adminPath } from '../admin/loopback-guard.ts';
import type { MisbehaviourRule } from './misbehaviour-rule.ts';

/** The faults in force. The platform's own administration always behaves. */
export class Misbehaviour {
  readonly #rules: { readonly rule: MisbehaviourRule; left: number }[] = [];
  readonly #befallen = new WeakMap<FastifyRequest, MisbehaviourRule>();

  /** Puts a fault in force. Of several that fit a request, the oldest befalls it. */
  add(rule: MisbehaviourRule): void {
    this.#rules.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY });
  }

  /** Ends all faults. Requests that hang already go on hanging. */
  clear(): void {
    this.#rules.length = 0;
  }

  /** Makes every route of a server subject to the faults. Call before any route is registered. */
  install(app: FastifyInstance): void {
    app.addHook('onRequest', (request, reply) => this.#before(request, reply));
    app.addHook('onSend', async (request, _reply, payload) => this.#after(request, payload));
  }

  async #before(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const rule = this.#take(request.url);
    if (rule === undefined) return;
    this.#befallen.set(request, rule);
    if (rule.fault === 'status500') return reply.code(500).send({ code: 'internal-error' });
    if (rule.fault === 'hang') reply.hijack();
    if (rule.fault === 'delayMs') await sleep(rule.ms);
  }

  #after(request: FastifyRequest, payload: unknown): unknown {
    switch (this.#befallen.get(request)?.fault) {
      case 'wrongShape':
        return JSON.stringify({ unexpected: 'shape' });
      case 'truncatedJson':
        return typeof payload === 'string' ? payload.slice(0, payload.length / 2) : payload;
      case 'dropConnectionAfterCommit':
        request.raw.socket.destroy();
        return payload;
      default:
        return payload;
    }
  }

  #take(url: string): MisbehaviourRule | undefined {
    if (url.startsWith(adminPath)) return undefined;
    const found = this.#rules.find(({ rule, left }) => left > 0 && url.startsWith(rule.path));
    if (found !== undefined) found.left -= 1;
    return found?.rule;
  }
}
