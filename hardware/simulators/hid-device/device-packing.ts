import { type HidPackingName, hidPackings, reportBytes } from '../../transport/hid-packing.ts';

/** How a reader on the far side of a packing takes and sends bytes. */
export interface DevicePacking {
  /** The bytes of a request that came in a report; what is left over of it may follow them. */
  requestIn(report: Uint8Array): Uint8Array;
  /** The reports that carry an answer. */
  answerReports(frame: Uint8Array): readonly Uint8Array[];
}

/** Bytes of the frame that an envelope of one report has room for. */
const envelopeRoom = 54;

/** Both sides pack alike. */
function symmetric(name: 'raw' | 'length-prefixed'): DevicePacking {
  return {
    requestIn: (report) => hidPackings[name].unpacking()(report) ?? new Uint8Array(),
    answerReports: (frame) => hidPackings[name].pack(frame),
  };
}

/** The readers' sides of the packings that readers are sold with. */
export const devicePackings: Readonly<Record<Exclude<HidPackingName, 'reports'>, DevicePacking>> = {
  raw: symmetric('raw'),
  'length-prefixed': symmetric('length-prefixed'),
  /** An answer's envelope: `AA` · serial (2) · LEN (2) · result · two bytes of its own · part of the frame · SUM (2). */
  envelope: {
    requestIn: (report) => report.slice(6, 5 + (report[3] ?? 0)),
    answerReports: (frame) =>
      Array.from({ length: Math.ceil(frame.length / envelopeRoom) }, (_, index) => {
        const part = frame.subarray(index * envelopeRoom, (index + 1) * envelopeRoom);
        const length = 3 + part.length;
        const inner = Uint8Array.of(length & 0xff, length >> 8, 0, 0, 0, ...part);
        const sum = inner.reduce((total, byte) => (total + byte) & 0xffff, 0);
        const report = new Uint8Array(reportBytes);
        report.set(Uint8Array.of(0xaa, 0, 0, ...inner, sum & 0xff, sum >> 8));
        return report;
      }),
  },
};
