import type { Courier } from '../journal/push-hub.ts';
import type { Misbehaviour } from './misbehaviour.ts';

/** Signs of life are not lost alone: a stream without them counts as cut. */
const befalling = {
  hint: ['pushCut', 'hintsLost', 'hintsDoubled', 'hintsLate'],
  heartbeat: ['pushCut'],
} as const;

/** Carries hints as the faults in force will have it. */
export function unreliableCourier(misbehaviour: Misbehaviour): Courier {
  return ({ kind, path }, { send, cut }) => {
    const rule = misbehaviour.strikeStream(path, befalling[kind])?.rule;
    switch (rule?.fault) {
      case 'pushCut':
        return cut();
      case 'hintsLost':
        return;
      case 'hintsDoubled':
        send();
        return send();
      case 'hintsLate':
        setTimeout(send, rule.ms).unref();
        return;
      default:
        return send();
    }
  };
}
