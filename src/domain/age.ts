/** Whole years at which a person answers for themselves in everything (民法典 art. 17). */
const ageOfMajority = 18;

/** Whole years from which a person consents to the use of their own data (个人信息保护法 art. 31). */
const ageOfOwnConsent = 14;

/** Age in whole years on a day; both dates `YYYY-MM-DD`. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Whether somebody is a minor (未成年人) on a day: whoever looks after them stands beside them. */
export function isMinor(birthDate: string, day: string): boolean {
  return ageOn(birthDate, day) < ageOfMajority;
}

/** Whether somebody is so young on a day that whoever looks after them consents in their place. */
export function isChild(birthDate: string, day: string): boolean {
  return ageOn(birthDate, day) < ageOfOwnConsent;
}
