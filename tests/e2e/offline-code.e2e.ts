import { expect } from 'vitest';
import { people } from '../../reference-platform/seed/people.ts';
import { shownCode as codeShownBy } from '../../reference-platform/testing/shown-code.ts';
import type { Counter } from '../../scripts/workbench/counter.ts';
import { intakeAt } from '../../scripts/workbench/intake.ts';
import type { Workstation } from '../../scripts/workbench/workstation.ts';
import type { OwnCodeChoice } from '../../src/contracts/phone-api.ts';
import { test } from './at-a-cable.ts';
import { scannerTypes } from './at-a-scanner.ts';
import { findings } from './axe-findings.ts';
import { untilNumbersAreThere } from './database-file.ts';

const { allGood } = people;
const ownCode: OwnCodeChoice = { kind: 'zhengwu', subject: { type: 'person' } };

/** A code that the person's phone shows. */
function shownCode({ platform }: Counter): Promise<string> {
  const call: Parameters<typeof codeShownBy>[0]['call'] = async (method, path, body, token) => {
    const answer = await fetch(platform.url + path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  };
  return codeShownBy({ call }, allGood.card, ownCode);
}

const told = ({ clerk }: Workstation, code: string) =>
  clerk.locator(`[data-testid="case-failure"][data-code="${code}"]`).waitFor();

async function state({ clerk }: Workstation, name: string): Promise<void> {
  await clerk.getByTestId('stated-name').fill(name);
  await clerk.getByTestId('stated-number').fill(allGood.card.idNumber);
  await clerk.keyboard.press('Enter');
}

test('the network is pulled, a code begins a case by what its person says, and is redeemed when the network is back', async ({
  counter,
  cable,
  workstation,
}) => {
  cable.lead(counter.platform.url);
  const { clerk } = workstation;
  const intake = intakeAt(workstation);
  await intake.logIn();
  await untilNumbersAreThere(counter);
  cable.pull();

  const code = await shownCode(counter);
  await intake.chooseItem(allGood.variant);
  await scannerTypes(workstation, code);
  const asked = clerk.getByTestId('code-statement');
  await asked.filter({ hasText: '陈*芳' }).waitFor();
  expect(await findings(clerk)).toEqual([]);
  await state(workstation, '样例');
  await told(workstation, 'code.statement-differs');
  await state(workstation, allGood.card.name);
  await clerk.getByTestId('go-offline').waitFor();
  await clerk.keyboard.press('Control+F8');
  await intake.pushConsent();
  await intake.answer('agree');
  await clerk.getByTestId('submit-case').waitFor();
  const { sex, ethnicity, birthDate, address } = allGood.card;
  await intake.choose('sex', sex);
  await intake.choose('ethnicity', ethnicity);
  for (const [field, value] of Object.entries({
    birthDate,
    address,
    registeredAddress: address,
    householder: '陈国强',
  })) {
    await intake.fill(field, value);
  }
  await intake.fillContact();
  await intake.submit();
  await clerk.getByTestId('provisional-number').waitFor();
  await clerk.keyboard.press('Escape');
  await clerk.getByTestId('empty-desk').waitFor();

  // Whoever has photographed it is told at once, although the platform cannot be asked.
  await intake.chooseItem(allGood.variant);
  await scannerTypes(workstation, code);
  await told(workstation, 'code.used');
  await intake.dropCase();

  cable.plug();
  await clerk.locator('[data-testid="platform-state"][data-state="online"]').first().waitFor();
  await clerk.keyboard.press('Control+F6');
  await clerk.getByTestId('offline-verified').waitFor();
  await clerk.getByTestId('section-toggle-identity').click();
  await clerk.locator('[data-testid="code-proof"][data-redeemed="true"]').waitFor();
  expect(await findings(clerk)).toEqual([]);
  await clerk.keyboard.press('F9');
  await intake.caseNumber();
});
