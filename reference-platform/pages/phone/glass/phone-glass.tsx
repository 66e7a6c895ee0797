import { type ReactNode, useCallback, useState } from 'react';
import type { PhoneApp } from '../../../../src/contracts/phone-api.ts';
import type { Owner } from '../owner/owner.ts';
import { AppsScreen } from '../screens/apps/apps-screen.tsx';
import { SignInScreen } from '../screens/sign-in/sign-in-screen.tsx';
import { LargeTypeContext } from './large-type.ts';
import { SignedInGlass } from './signed-in-glass.tsx';
import './glass.css';

/** Who has signed in where; until it ends, nothing is shown without. */
export interface SignIn {
  readonly app: PhoneApp;
  readonly token: string;
  /** A point in time of `performance.now()`. */
  readonly until: number;
}

type Stage =
  | { readonly at: 'apps' }
  | { readonly at: 'sign-in'; readonly app: PhoneApp; readonly hasExpired: boolean }
  | { readonly at: 'signed-in'; readonly signIn: SignIn };

/** What is behind the glass of somebody's phone: the apps, signing in, and then the screens of an app. */
export function PhoneGlass({ owner }: { readonly owner: Owner }): ReactNode {
  const [stage, setStage] = useState<Stage>({ at: 'apps' });
  const expire = useCallback(
    (ended: SignIn) =>
      setStage((now) =>
        now.at === 'signed-in' && now.signIn === ended
          ? { at: 'sign-in', app: ended.app, hasExpired: true }
          : now,
      ),
    [],
  );
  const [isLarge, setLarge] = useState(false);
  return (
    <LargeTypeContext value={{ isLarge, setLarge }}>
      <div className="glass" data-type={isLarge ? 'large' : 'ordinary'}>
        {stage.at === 'apps' && (
          <AppsScreen onOpen={(app) => setStage({ at: 'sign-in', app, hasExpired: false })} />
        )}
        {stage.at === 'sign-in' && (
          <SignInScreen
            owner={owner}
            app={stage.app}
            hasExpired={stage.hasExpired}
            onSignedIn={(signIn) => setStage({ at: 'signed-in', signIn })}
            onLeave={() => setStage({ at: 'apps' })}
          />
        )}
        {stage.at === 'signed-in' && (
          <SignedInGlass
            owner={owner}
            signIn={stage.signIn}
            onExpired={expire}
            onSignedOut={() => setStage({ at: 'apps' })}
          />
        )}
      </div>
    </LargeTypeContext>
  );
}
