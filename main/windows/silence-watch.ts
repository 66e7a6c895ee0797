/** Milliseconds without a sign of life after which a page counts as hung; the evaluator's gives one every 5 s. */
const silenceLimit = 15_000;

/** Notices that a page has stopped giving signs of life, which a hung one does without any event. */
export interface SilenceWatch {
  /** The page has given a sign of life. The watch begins with the first. */
  heard(): void;
  stop(): void;
}

/** A watch that tells once for each silence. */
export function watchForSilence(onSilent: () => void): SilenceWatch {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return {
    heard: () => {
      clearTimeout(timer);
      timer = setTimeout(onSilent, silenceLimit);
    },
    stop: () => clearTimeout(timer),
  };
}
