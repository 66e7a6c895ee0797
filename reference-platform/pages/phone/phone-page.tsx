import { type ReactNode, useState } from 'react';
import { PhoneGlass } from './glass/phone-glass.tsx';
import type { Owner } from './owner/owner.ts';
import { OwnerChoice } from './owner/owner-choice.tsx';
import { usePhoneTexts } from './texts/phone-texts.ts';

/** A phone of the simulation, and outside its glass whose it is. */
export function PhonePage(): ReactNode {
  const { t } = usePhoneTexts();
  const [owner, setOwner] = useState<Owner>();
  return (
    <div className="phone-page">
      <OwnerChoice owner={owner} onChoose={setOwner} />
      <main className="phone-body">
        {owner === undefined ? (
          <p className="phone-dark">{t('owner.none')}</p>
        ) : (
          <PhoneGlass key={owner.idNumber} owner={owner} />
        )}
      </main>
    </div>
  );
}
