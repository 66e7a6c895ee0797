import { type ReactNode, useState } from 'react';
import { delegationPaths } from '../../../../../src/contracts/delegation-api.ts';
import type { Result } from '../../../../../src/support/result.ts';
import type { Refusal } from '../../../shared/ask-platform.ts';
import { usePhone } from '../../glass/phone-context.ts';
import { Problem } from '../../glass/problem.tsx';
import { usePhoneTexts } from '../../texts/phone-texts.ts';

/** The letter (授权委托书) of a delegation, to be kept as a file. */
export function DelegationLetter({ delegationId }: { readonly delegationId: string }): ReactNode {
  const { t } = usePhoneTexts();
  const { askFile } = usePhone();
  const [saved, setSaved] = useState<Result<Blob, Refusal>>();

  async function save(): Promise<void> {
    const letter = await askFile(delegationPaths.phoneDelegationLetter(delegationId));
    if (letter.ok) download(letter.value, `${t('delegation.letter.name')}.pdf`);
    setSaved(letter);
  }

  return (
    <>
      <button type="button" className="button-quiet" onClick={() => void save()}>
        {t('delegation.letter')}
      </button>
      <Problem refusal={saved?.ok === false ? saved.problem : undefined} />
      {saved?.ok ? (
        <p className="notice" role="status">
          {t('delegation.letter.saved')}
        </p>
      ) : null}
    </>
  );
}

/** Lets the browser keep a file. It may still read the address a while after the touch. */
function download(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
