import type { z } from 'zod';
import { refusalSchema } from '../../../src/contracts/platform-api.ts';
import { err, ok, type Result } from '../../../src/support/result.ts';

/** Why the platform gave no answer: its own reason, or that it was not reached or not understood. */
export type Refusal = string | 'unreachable' | 'not-understood';

/** A request to the platform that this page came from. */
interface Question<Answer> {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly body?: unknown;
  /** Of the phone that asks. */
  readonly token?: string;
  /** What the answer has to be. */
  readonly answer: z.ZodType<Answer>;
}

/** Asks the platform, and checks what it answers. */
export async function askPlatform<Answer>(
  path: string,
  { method = 'GET', body, token, answer }: Question<Answer>,
): Promise<Result<Answer, Refusal>> {
  let response: Response;
  let content: unknown;
  try {
    response = await fetch(path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    content = text === '' ? undefined : JSON.parse(text);
  } catch {
    return err('unreachable');
  }
  if (!response.ok) return err(refusalSchema.safeParse(content).data?.code ?? 'not-understood');
  const parsed = answer.safeParse(content);
  return parsed.success ? ok(parsed.data) : err('not-understood');
}

/** Asks the platform for a file, as the phone with this token. */
export async function askPlatformFile(path: string, token: string): Promise<Result<Blob, Refusal>> {
  try {
    const response = await fetch(path, { headers: { authorization: `Bearer ${token}` } });
    if (response.ok) return ok(await response.blob());
    return err(refusalSchema.safeParse(await response.json()).data?.code ?? 'not-understood');
  } catch {
    return err('unreachable');
  }
}
