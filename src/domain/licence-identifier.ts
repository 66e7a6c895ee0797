const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** The national arc under which licence identifiers are given. */
const arc = '1.2.156.3005.2';

/** The parts of a licence identifier (证照标识), GB/T 36904. */
export interface LicenceIdentifierParts {
  /** 证照类型代码: the unified code of the defining ministry and three digits. */
  readonly type: string;
  /** Code of the issuing organisation. */
  readonly issuer: string;
  readonly serial: string;
  /** Three digits; the first issue is `001`. */
  readonly version: string;
}

/**
 * A licence identifier: the national arc, type, issuer, serial, version and the check character, with dots between them.
 * @throws when a part holds anything but digits and capital letters
 */
export function licenceIdentifier({
  type,
  issuer,
  serial,
  version,
}: LicenceIdentifierParts): string {
  const check = checkCharacter(type + issuer + serial + version);
  if (check === undefined)
    throw new Error('A licence identifier has digits and capital letters only.');
  return [arc, type, issuer, serial, version, check].join('.');
}

/** The parts of a well-formed identifier; `undefined` when its form or its check character is wrong. */
export function readLicenceIdentifier(identifier: string): LicenceIdentifierParts | undefined {
  const found =
    /^1\.2\.156\.3005\.2\.([0-9A-Z]{21})\.([0-9A-Z]+)\.([0-9A-Z]+)\.(\d{3})\.([0-9A-Z])$/.exec(
      identifier,
    );
  if (found === null) return undefined;
  const [, type = '', issuer = '', serial = '', version = '', check] = found;
  if (checkCharacter(type + issuer + serial + version) !== check) return undefined;
  return { type, issuer, serial, version };
}

/** ISO 7064 MOD 37,36 over digits and capital letters. */
function checkCharacter(text: string): string | undefined {
  let product = 36;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) return undefined;
    const sum = (product + value) % 36 || 36;
    product = (sum * 2) % 37;
  }
  return alphabet.charAt((37 - product) % 36);
}
