import type { ReactNode } from 'react';
import type { PhoneServiceItem } from '../../../../../src/contracts/phone-service-item-api.ts';
import { usePhoneTexts } from '../../texts/phone-texts.ts';
import { Choices } from './choices.tsx';

interface LicenceChoiceProps {
  readonly licences: PhoneServiceItem['licences'];
  /** The types that are allowed so far. */
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Which licences an agent may use, each by a touch of its own; the sensitive ones stand apart. */
export function LicenceChoice({ licences, chosen, onChange }: LicenceChoiceProps): ReactNode {
  const { t } = usePhoneTexts();
  const groups = [
    { legend: t('offer.licences'), of: licences.filter(({ isSensitive }) => !isSensitive) },
    { legend: t('offer.licences.sensitive'), of: licences.filter((each) => each.isSensitive) },
  ];
  return groups
    .filter((group) => group.of.length > 0)
    .map(({ legend, of }) => (
      <Choices
        key={legend}
        legend={legend}
        areSeveral
        options={of.map(({ typeCode, name }) => ({ value: typeCode, label: name }))}
        chosen={chosen}
        onChange={onChange}
      />
    ));
}
