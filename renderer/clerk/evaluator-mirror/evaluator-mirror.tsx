import type { ReactNode } from 'react';
import type { EvaluatorMirror as Mirror } from '../../../src/contracts/evaluator-page.ts';
import { CommandButton } from '../commands/command-button.tsx';
import { useCommands } from '../commands/command-context.ts';
import { deskCommands } from '../commands/desk-commands.ts';
import { duration } from '../locale/moments.ts';
import { useTexts } from '../locale/texts.ts';
import { MirroredPage } from './mirrored-page.tsx';
import { useSecondsLeft } from './use-seconds-left.ts';
import './evaluator-mirror.css';

/** The citizen's screen as main knows it: nothing in it can be pressed, and it is not the real screen. */
export function EvaluatorMirror({ mirror }: { readonly mirror: Mirror }): ReactNode {
  const { t } = useTexts();
  const { snapshot } = useCommands();
  const { display, page, state, phone } = mirror;
  const missing = display === 'missing';

  return (
    <section className="evaluator-mirror" aria-labelledby="mirror-heading">
      <h2 id="mirror-heading">{t('mirror.heading')}</h2>
      <div
        className="evaluator-mirror-screen"
        data-testid="mirror"
        data-page-kind={page.kind}
        data-display={display}
      >
        <Content mirror={mirror} />
      </div>
      <p className="evaluator-mirror-state" data-testid="mirror-state" data-state={state}>
        <span>{missing ? t('mirror.not-shown') : t(stateKey(mirror))}</span>
        {missing ? null : <TimeLeft mirror={mirror} />}
      </p>
      {phone === undefined ? null : (
        <p data-testid="mirror-phone" data-state={phone.state}>
          {t(`mirror.phone.${phone.state}`)}
        </p>
      )}
      {deskCommands['withdraw-page'].isPossible(snapshot) ? (
        <CommandButton command="withdraw-page" block />
      ) : null}
    </section>
  );
}

function Content({ mirror: { display, page } }: { readonly mirror: Mirror }): ReactNode {
  const { t } = useTexts();
  if (display === 'missing') return <p className="evaluator-mirror-words">{t('mirror.missing')}</p>;
  if (page.kind === 'feedback' || page.kind === 'own-values') {
    return <p className="evaluator-mirror-words">{t(`mirror.unseen.${page.kind}`)}</p>;
  }
  return <MirroredPage page={page} />;
}

/** A page that asks something says how far it has come; the others what they are. */
function stateKey({ page, state }: Mirror) {
  if (page.kind === 'consent') return `mirror.consent.${state}` as const;
  return state === 'sent' ? 'mirror.sent' : (`mirror.${page.kind}` as const);
}

function TimeLeft({ mirror }: { readonly mirror: Mirror }): ReactNode {
  const { t } = useTexts();
  const left = useSecondsLeft(mirror);
  if (left === undefined) return null;
  return <span className="tabular-figures">{t('mirror.left', { time: duration(left) })}</span>;
}
