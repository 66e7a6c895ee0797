/** Bytes of a report, its number not counted. */
export const reportBytes = 64;

/** How a device packs its byte stream into HID reports of 64 bytes. */
export interface HidPacking {
  /** The reports that carry some bytes to the device. */
  pack(bytes: Uint8Array): readonly Uint8Array[];
  /**
   * Begins a new line.
   * @returns what takes the next report and gives the bytes it brought; nothing for a report that brought none
   */
  unpacking(): (report: Uint8Array) => Uint8Array | undefined;
}

/** The names by which the device table and addresses call the packings. */
export type HidPackingName = 'raw' | 'length-prefixed' | 'envelope' | 'reports';

const lengthPrefixedBytes = reportBytes - 1;

const requestMark = 0x88;
const requestKind = 0xb1;
const answerMark = 0xaa;
/** Mark · serial (2) · length (2). */
const envelopeHeadBytes = 5;
const envelopeSumBytes = 2;
/** Result byte · two bytes that are not the frame's. */
const answerHeadBytes = 3;
/** An envelope carries one report's worth of a frame; one that says it is longer than a whole answer is none. */
const longestEnvelope = 4096;

/** Cuts bytes into reports of so many bytes, each completed with zeros. */
function cut(bytes: Uint8Array, size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

function padded(...parts: readonly Uint8Array[]): Uint8Array {
  const report = new Uint8Array(reportBytes);
  let at = 0;
  for (const part of parts) {
    report.set(part, at);
    at += part.length;
  }
  return report;
}

/**
 * Every byte of a report is the stream's; what is left over is zeros, which no frame begins with. Seen at 2B8B:2721.
 */
const raw: HidPacking = {
  pack: (bytes) => cut(bytes, reportBytes).map((part) => padded(part)),
  unpacking: () => (report) => report.slice(),
};

/** Byte 0 says how many bytes follow, 1 to 63; zeros after them. Seen at 0483:572B. */
const lengthPrefixed: HidPacking = {
  pack: (bytes) =>
    cut(bytes, lengthPrefixedBytes).map((part) => padded(Uint8Array.of(part.length), part)),
  unpacking: () => (report) => {
    const length = Math.min(report[0] ?? 0, lengthPrefixedBytes);
    return length === 0 ? undefined : report.slice(1, 1 + length);
  },
};

/**
 * A vendor's envelope around the frame. Request: `88` · serial (2) · LEN (2, little-endian) = 1 + bytes of the frame ·
 * `B1` · frame · SUM (2, little-endian), the 16-bit sum of the bytes from LEN to the last of the frame. Answer: `AA` ·
 * serial (2) · LEN (2) · result · payload · SUM (2), of whose payload the first two bytes are not the frame's. Seen at
 * 10C4:0007. An envelope that is not whole brings nothing: its frame is then cut short, and told as that.
 */
const envelope: HidPacking = {
  pack(bytes) {
    const length = 1 + bytes.length;
    const inner = Uint8Array.of(length & 0xff, length >> 8, requestKind, ...bytes);
    const sum = sumOf(inner);
    const whole = Uint8Array.of(requestMark, 0, 0, ...inner, sum & 0xff, sum >> 8);
    return cut(whole, reportBytes).map((part) => padded(part));
  },
  unpacking() {
    let collected = new Uint8Array(0);
    return (report) => {
      if (collected.length === 0 && report[0] !== answerMark) return undefined;
      const joined = Uint8Array.of(...collected, ...report);
      const length = (joined[3] ?? 0) | ((joined[4] ?? 0) << 8);
      const end = envelopeHeadBytes + length;
      if (length < answerHeadBytes || end > longestEnvelope) {
        collected = new Uint8Array(0);
        return undefined;
      }
      if (joined.length < end + envelopeSumBytes) {
        collected = joined;
        return undefined;
      }
      collected = new Uint8Array(0);
      const inner = joined.subarray(3, end);
      const sum = (joined[end] ?? 0) | ((joined[end + 1] ?? 0) << 8);
      return sumOf(inner) === sum
        ? joined.slice(envelopeHeadBytes + answerHeadBytes, end)
        : undefined;
    };
  },
};

/** Each report is handed on as it came, its number first where it has one: a code scanner's (HID POS). */
const reports: HidPacking = {
  pack: (bytes) => [bytes],
  unpacking: () => (report) => report.slice(),
};

function sumOf(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => (sum + byte) & 0xffff, 0);
}

/** Every packing by its name. */
export const hidPackings: Readonly<Record<HidPackingName, HidPacking>> = {
  raw,
  'length-prefixed': lengthPrefixed,
  envelope,
  reports,
};
