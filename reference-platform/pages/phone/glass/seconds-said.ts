/** The seconds left that are read out; every one of them would drown everything else. */
const said = [10, 30] as const;

/** What was read out last of the seconds that a code is still shown for; nothing before the first. */
export function secondsSaidAt(secondsLeft: number): number | undefined {
  return said.find((seconds) => secondsLeft <= seconds);
}
