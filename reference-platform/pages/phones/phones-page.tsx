import { type ReactNode, useState } from 'react';
import { usePhoneTexts } from '../phone/texts/phone-texts.ts';

const counts = [1, 2, 3, 4] as const;

/** Several phones side by side. Each is a page of its own, so that none knows anything of another. */
export function PhonesPage(): ReactNode {
  const { t } = usePhoneTexts();
  const [count, setCount] = useState<number>(2);
  return (
    <>
      <header className="phones-bar">
        <h1>{t('phones.title')}</h1>
        <fieldset>
          <legend>{t('phones.count')}</legend>
          {counts.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="count"
                checked={each === count}
                onChange={() => setCount(each)}
              />
              {each}
            </label>
          ))}
        </fieldset>
      </header>
      <main className="phones">
        {counts.slice(0, count).map((each) => (
          <iframe
            key={each}
            src="../phone/"
            title={t('phones.one', { number: each })}
            allow="camera; clipboard-write"
          />
        ))}
      </main>
    </>
  );
}
