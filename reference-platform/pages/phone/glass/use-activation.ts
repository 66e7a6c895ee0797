import { useState } from 'react';
import {
  activateCodeAnswerSchema,
  type OwnCodeChoice,
} from '../../../../src/contracts/phone-api.ts';
import { platformPaths } from '../../../../src/contracts/platform-api.ts';
import type { Refusal } from '../../shared/ask-platform.ts';
import { usePhone } from './phone-context.ts';

interface Activation {
  /** Activates a code, and goes on where that went well. */
  readonly activate: (choice: OwnCodeChoice, goOn: () => void) => void;
  readonly refusal: Refusal | undefined;
}

/** Activating a code (开通, 领取) from a screen. */
export function useActivation(): Activation {
  const { ask } = usePhone();
  const [refusal, setRefusal] = useState<Refusal>();

  async function activate(choice: OwnCodeChoice, goOn: () => void): Promise<void> {
    const answer = await ask(platformPaths.codeActivations, {
      method: 'POST',
      body: choice,
      answer: activateCodeAnswerSchema,
    });
    if (answer.ok) goOn();
    else setRefusal(answer.problem);
  }

  return { activate: (choice, goOn) => void activate(choice, goOn), refusal };
}
