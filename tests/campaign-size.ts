const isLong = process.env['CAMPAIGN'] === 'long';

/** How many fuzzed answers of a card reader a campaign sends; a million where CAMPAIGN is `long`. */
export const fuzzedFrames = isLong ? 1_000_000 : 20_000;

/** At how many places of a card read the cable of a reader behind a terminal is pulled. */
export const cablePulls = isLong ? 40 : 10;

/** Of a hundred SM2 packages every so manieth byte is altered; every one where CAMPAIGN is `long`. */
export const alteredSm2Places = isLong ? 1 : 40;

/** Runs of whatever may happen to an outbox, its network and its platform, of up to 30 commands each. */
export const syncRuns = isLong ? 2_000 : 8;

/** Cases that a workstation receives one after the other; a week's where CAMPAIGN is `long`. A multiple of four. */
export const soakCases = isLong ? 420 : 8;
