import type { ReactNode } from 'react';
import type { ClerkCase } from '../../../src/contracts/clerk-ipc.ts';
import { hallTime } from '../../../src/support/clock.ts';
import { codeNameKeys } from '../locale/code-names.ts';
import { useTexts } from '../locale/texts.ts';

type Fact = readonly [label: string, text: string];

/** What is known of whoever was identified, by which way, and who stands at the counter for them. */
export function IdentityFacts({ current }: { readonly current: ClerkCase }): ReactNode {
  const { t } = useTexts();
  const { applicant, present } = current;
  if (applicant === undefined) return null;
  const person = applicant.representative ?? applicant;
  const { card } = person;
  const validTo = card?.validTo === 'long-term' ? t('validity.long-term') : (card?.validTo ?? '');
  const ofCard: readonly Fact[] =
    card === undefined
      ? []
      : [
          [t('identity.card-kind'), t(`card-kind.${card.kind}`)],
          [t('identity.sex'), t(codeNameKeys.sex(card.sex), { code: card.sex })],
          ...(card.ethnicity === undefined
            ? []
            : [
                [
                  t('identity.ethnicity'),
                  t(codeNameKeys.ethnicity(card.ethnicity), { code: card.ethnicity }),
                ] as const,
              ]),
          [t('identity.birth-date'), card.birthDate],
          [t('identity.validity'), t('validity.range', { from: card.validFrom, to: validTo })],
          ...(card.authority === undefined
            ? []
            : [[t('identity.authority'), card.authority] as const]),
          ...(card.address === undefined ? [] : [[t('identity.address'), card.address] as const]),
        ];
  const channel =
    applicant.document === undefined
      ? t(`channel.${applicant.channel}`)
      : t(`document.${applicant.document}`);
  const facts: readonly Fact[] = [
    ...ofCard,
    [t('identity.channel'), t('identity.by', { channel, time: hallTime(applicant.identifiedAt) })],
    ...(present === undefined
      ? []
      : [
          [
            t(`acting.${present.as}`),
            `${present.name} · ${present.number} · ${t(`acting-basis.${present.basis}`)}`,
          ] as const,
        ]),
  ];
  return (
    <>
      {person.isRedeemed === undefined ? null : (
        <p data-testid="code-proof" data-redeemed={person.isRedeemed}>
          {t(person.isRedeemed ? 'code-statement.redeemed' : 'code-statement.taken')}
        </p>
      )}
      <dl className="card-facts tabular-figures" data-testid="card-facts">
        {facts.map(([label, text]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
