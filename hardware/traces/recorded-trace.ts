import { FrameParser } from '../id-card-reader/framing/frame-parser.ts';
import { type RandomBelow, secretRandom } from './disguise.ts';
import { disguisedAnswers } from './disguised-answers.ts';
import { disguisedCodes } from './disguised-codes.ts';
import type { Recording } from './recording.ts';
import type { Trace, TraceEvent, TraceHeader } from './trace-file.ts';

/**
 * What has been recorded until now, as it may leave the process: whatever is somebody's is nobody's, at the same lengths and moments.
 */
export function recordedTrace(
  recording: Recording,
  { device, baud, wants }: Pick<TraceHeader, 'device' | 'baud' | 'wants'>,
  random: RandomBelow = secretRandom,
): Trace {
  const { address } = recording.transport;
  const disguised =
    device === 'id-card-reader'
      ? disguisedAnswers(withoutOpenRequest(recording.events), random)
      : disguisedCodes(recording.events, address.startsWith('hid:'), random);
  const lastMs = disguised.at(-1)?.ms ?? 0;
  return {
    header: { trace: 1, device, address, baud, changesBaud: recording.changesBaud, wants },
    events: [...disguised, { ms: Math.max(recording.ms, lastMs), dir: 'end' }],
  };
}

/** A request that the end of the recording has cut off from its answer would be one without an answer. */
function withoutOpenRequest(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const last = events.map((event) => event.dir).lastIndexOf('out');
  if (last < 0 || events.at(-1)?.dir === 'gone') return events;
  let answers = 0;
  const parser = new FrameParser(() => {
    answers += 1;
  });
  for (const event of events.slice(last)) {
    if ('bytes' in event && event.dir === 'in') parser.push(event.bytes);
  }
  return answers > 0 ? events : events.slice(0, last);
}
