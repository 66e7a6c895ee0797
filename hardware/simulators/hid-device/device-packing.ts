import type { HidPackingName } from '../../transport/hid-packing.ts';

const reportBytes = 64;
/** Bytes of the frame that an envelope of one report has room for. */
const envelopeRoom = 54;

/** How a reader takes and sends bytes in HID reports. */
interface DevicePacking {
  /** The bytes that a report brought; zeros may follow where nothing says how many count. */
  requestIn(report: Uint8Array): Uint8Array;
  /** The reports that carry an answer. */
  answerReports(frame: Uint8Array): readonly Uint8Array[];
}

/** Cuts an answer into parts and makes a report of each, completed with zeros. */
function reportsOf(
  frame: Uint8Array,
  room: number,
  contentOf: (part: Uint8Array) => readonly number[],
): Uint8Array[] {
  return Array.from({ length: Math.ceil(frame.length / room) }, (_, index) => {
    const report = new Uint8Array(reportBytes);
    report.set(contentOf(frame.subarray(index * room, (index + 1) * room)));
    return report;
  });
}

/**
 * The readers' sides of the packings that `hidPackings` describes. They share no code with it, so that a mistake in one
 * is not hidden by the same mistake in the other.
 */
export const devicePackings: Readonly<Record<Exclude<HidPackingName, 'reports'>, DevicePacking>> = {
  raw: {
    requestIn: (report) => report,
    answerReports: (frame) => reportsOf(frame, reportBytes, (part) => [...part]),
  },
  'length-prefixed': {
    requestIn: (report) => report.subarray(1, 1 + (report[0] ?? 0)),
    answerReports: (frame) => reportsOf(frame, reportBytes - 1, (part) => [part.length, ...part]),
  },
  envelope: {
    // A request fits one report: its length, at byte 3, counts the byte before the frame too.
    requestIn: (report) => report.subarray(6, 5 + (report[3] ?? 0)),
    answerReports: (frame) =>
      reportsOf(frame, envelopeRoom, (part) => {
        const summed = [3 + part.length, 0, 0x00, 0x11, 0x22, ...part];
        const sum = summed.reduce((total, byte) => total + byte, 0);
        return [0xaa, 0, 0, ...summed, sum & 0xff, sum >> 8];
      }),
  },
};
