/** What a provisional number (临时号) is made of. */
export interface ProvisionalSerial {
  /** The platform's id of the window: capital letters and digits. */
  readonly windowId: string;
  /** The day of the hall for which the number was set aside, `YYYY-MM-DD`. */
  readonly day: string;
  /** 1 to `lastSerial`, once per window and day; not how many came before it. */
  readonly serial: number;
}

/** Characters of a serial in a number: base 36, so that a day holds a block for every half second in which one may be given. */
const serialLength = 5;

/** The last serial of a window's day. */
export const lastSerial = 36 ** serialLength - 1;

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Whether a window's id can stand in a provisional number. */
export const isNumberedWindow = (windowId: string): boolean => /^[A-Z0-9]{1,32}$/.test(windowId);

/**
 * The number by which a case that was received without the platform is known until it has its case number: `FS`, window,
 * day (`YYYYMMDD`), serial (five characters, base 36), check character.
 */
export const provisionalNumber = (made: ProvisionalSerial): string => numberOf('FS', made);

/** The number of a case of a drill (演练): as a provisional number, but for its `YL`. It comes from no block. */
export const drillNumber = (made: ProvisionalSerial): string => numberOf('YL', made);

function numberOf(prefix: 'FS' | 'YL', { windowId, day, serial }: ProvisionalSerial): string {
  const text =
    prefix +
    windowId +
    day.replaceAll('-', '') +
    serial.toString(36).toUpperCase().padStart(serialLength, '0');
  return text + checkCharacter(text);
}

/**
 * The check character of capital letters and digits by ISO/IEC 7064, hybrid system MOD 37,36: it finds every single
 * wrong character, and nearly every two neighbours that have changed places.
 */
function checkCharacter(text: string): string {
  let product = 36;
  for (const character of text) {
    const sum = (product + alphabet.indexOf(character)) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return alphabet.charAt((37 - product) % 36);
}
