import type { ReactElement } from 'react';
import type { ScanAnswer } from '../../../../../src/contracts/scan-api.ts';
import { DelegationScreen } from '../delegations/delegation-screen.tsx';
import { FaceCheckScreen } from '../face-check/face-check-screen.tsx';
import { ScannedWindowScreen } from '../scanned-window/scanned-window-screen.tsx';

type Scanned<Kind extends ScanAnswer['kind']> = Extract<ScanAnswer, { readonly kind: Kind }>;

/** Where a scanned code leads to, by its kind. */
const screens: {
  readonly [Kind in ScanAnswer['kind']]: (scanned: Scanned<Kind>) => ReactElement;
} = {
  window: (scanned) => <ScannedWindowScreen scanned={scanned} />,
  'face-session': (scanned) => <FaceCheckScreen scanned={scanned} />,
  'delegation-offer': ({ delegation }) => (
    <DelegationScreen delegationId={delegation.delegationId} />
  ),
};

/** The screen that a scanned code leads to. */
export function screenOfScanned<Kind extends ScanAnswer['kind']>(
  scanned: Scanned<Kind>,
): ReactElement {
  return screens[scanned.kind as Kind](scanned);
}
