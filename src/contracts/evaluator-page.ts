import { z } from 'zod';
import { citizenLanguages } from '../domain/consent.ts';
import { failureSchema } from './failure.ts';
import { ratingLevelSchema } from './rating.ts';

export const citizenLanguageSchema = z.enum(citizenLanguages);

/** A text of one line: line breaks separate the texts of a page where they are hashed. */
const lineSchema = z.string().regex(/^[^\r\n]*$/);

const pageBase = {
  /** A page's own id; an answer counts only for the page that is on screen. */
  pageId: z.uuid(),
  /** BCP 47 language of every text on the page. */
  language: citizenLanguageSchema,
  largeType: z.boolean(),
};

/** The words of the switches that every page but the blank one carries, outside the canonical text. */
const switchesSchema = z.strictObject({
  /** What the type switch does next: larger, or ordinary again. */
  type: lineSchema,
  /** Begins, and ends, reading the page aloud; shown where the screen has a voice. */
  readAloud: lineSchema,
  stopReading: lineSchema,
  /** Each language by its own name. */
  languages: z.array(z.strictObject({ code: citizenLanguageSchema, name: lineSchema })),
});

const pageWithSwitches = {
  ...pageBase,
  /** Says that nothing of it is real. */
  drill: lineSchema.exactOptional(),
  switches: switchesSchema,
};

/** Nothing: between two persons, and whenever in doubt. */
const blankPageSchema = z.strictObject({ ...pageBase, kind: z.literal('blank') });

/** The hall's own page while nobody is being served. */
const idlePageSchema = z.strictObject({
  ...pageWithSwitches,
  kind: z.literal('idle'),
  hall: z.string(),
  window: z.string(),
  welcome: z.string(),
});

const factsSchema = z.array(z.strictObject({ label: lineSchema, text: lineSchema }));

const consentPageFields = z.strictObject({
  ...pageWithSwitches,
  kind: z.literal('consent'),
  place: lineSchema,
  heading: lineSchema,
  /** Says what is wanted, and what happens if the person does nothing. */
  firstLine: lineSchema,
  facts: factsSchema,
  /** Those that are sensitive come after all others. */
  licences: z.array(
    z.strictObject({
      title: lineSchema,
      /** The last one says what follows from declining this licence. */
      facts: factsSchema,
      /** Sensitive personal information: agreed to by a choice of its own alone (单独同意). */
      isSensitive: z.literal(true).exactOptional(),
    }),
  ),
  /** Stands above the sensitive licences: why they are set apart, and how they are agreed to. */
  sensitive: z.strictObject({ heading: lineSchema, text: lineSchema }).exactOptional(),
  /** What the department may use without asking (依职能): the person is told, and chooses nothing. */
  byDuty: z
    .strictObject({
      heading: lineSchema,
      text: lineSchema,
      licences: z.array(z.strictObject({ title: lineSchema, facts: factsSchema })).min(1),
    })
    .exactOptional(),
  closing: z.array(lineSchema),
  /** The two choices that every licence has of its own. */
  agreeOne: lineSchema,
  declineOne: lineSchema,
  decline: lineSchema,
  /**
   * Agrees to everything the page asks for but what is sensitive, as long as no single choice has been made. Where
   * everything is sensitive it says that the choices come first.
   */
  agree: lineSchema,
  // From here on: words of the moving parts, outside the canonical text.
  /** In the place of `agree` once a single choice has been made; `{{agreed}}` and `{{declined}}` are counted there. */
  submitChoices: lineSchema,
  /** Says that licences without a choice count as declined; `{{undecided}}` is counted there. */
  undecided: lineSchema,
  moreBelow: lineSchema,
  remaining: lineSchema,
  readFirst: lineSchema,
  touchOnly: lineSchema,
  secondsToAnswer: z.number().int().positive(),
  minimumDisplaySeconds: z.number().int().nonnegative(),
});

/**
 * The consent page (服务授权页面). Every text is composed by main; the evaluator renders exactly these strings, in
 * this order, and reports the digest of what it rendered.
 */
export const consentPageSchema = consentPageFields.refine(({ licences, sensitive }) => {
  const marks = licences.map(({ isSensitive = false }) => isSensitive);
  const isLast = marks.every((mark, position) => mark || !marks.slice(0, position).includes(true));
  return isLast && marks.includes(true) === (sensitive !== undefined);
}, 'sensitive licences come last, under words of their own');
export type ConsentPage = z.infer<typeof consentPageSchema>;

/** 刷脸办: what the citizen's own phone has to scan. */
const faceCodePageSchema = z.strictObject({
  ...pageWithSwitches,
  kind: z.literal('face-code'),
  place: lineSchema,
  heading: lineSchema,
  firstLine: lineSchema,
  /** The QR code, one string of `0` and `1` per row, `1` is dark; no quiet zone. */
  rows: z.array(z.string().regex(/^[01]+$/)).min(21),
  codeLabel: lineSchema,
  lines: z.array(lineSchema),
  otherWay: lineSchema,
  remaining: lineSchema,
  touchOnly: lineSchema,
  secondsToAnswer: z.number().int().positive(),
});

/** A question that one touch confirms. It is not a consent. */
const confirmationPage = {
  ...pageWithSwitches,
  place: lineSchema,
  heading: lineSchema,
  firstLine: lineSchema,
  facts: factsSchema,
  confirm: lineSchema,
  decline: lineSchema,
  remaining: lineSchema,
  touchOnly: lineSchema,
  secondsToAnswer: z.number().int().positive(),
};

/** Asks whoever acts for somebody else to confirm it. */
const acknowledgementPageSchema = z.strictObject({
  ...confirmationPage,
  kind: z.literal('acknowledgement'),
});

/** 撤回授权: asks whoever has agreed, and says that they want it back, to confirm that. */
const withdrawalPageSchema = z.strictObject({
  ...confirmationPage,
  kind: z.literal('withdrawal'),
});

/** How a code is activated (开通). */
const activationPageSchema = z.strictObject({
  ...pageWithSwitches,
  kind: z.literal('activation'),
  heading: lineSchema,
  firstLine: lineSchema,
  lines: z.array(lineSchema),
  otherWay: lineSchema,
  touchOnly: lineSchema,
});

/**
 * 核对本人数据: whoever has agreed sees what the clerk will see, before the clerk does, and may say that it is wrong
 * (数据有误). It is no consent: it comes after one, and saying nothing changes nothing.
 */
const ownValuesPageSchema = z.strictObject({
  ...pageWithSwitches,
  kind: z.literal('own-values'),
  place: lineSchema,
  heading: lineSchema,
  firstLine: lineSchema,
  facts: factsSchema,
  licences: z.array(z.strictObject({ title: lineSchema, facts: factsSchema })).min(1),
  /** Says of one licence that it is wrong; pressed again it takes that back. */
  objectOne: lineSchema,
  /** What follows from it, under each licence that is said to be wrong. */
  consequence: lineSchema,
  /** Ends the page, as long as nothing is said to be wrong. */
  confirm: lineSchema,
  /** In its place once something is; `{{number}}` is counted there. */
  object: lineSchema,
  moreBelow: lineSchema,
  remaining: lineSchema,
  touchOnly: lineSchema,
  secondsToAnswer: z.number().int().positive(),
});

/** What came of it, in words. */
const resultPageSchema = z.strictObject({
  ...pageWithSwitches,
  kind: z.literal('result'),
  tone: z.enum(['done', 'not-given', 'waiting']),
  heading: z.string(),
  lines: z.array(z.string()),
});

/** 好差评: asks how the service was. Voluntary, and never shown to the clerk. */
const ratingPageSchema = z.strictObject({
  ...pageWithSwitches,
  kind: z.literal('rating'),
  heading: lineSchema,
  /** Says what is wanted, that it is voluntary, and what happens if the person does nothing. */
  firstLine: lineSchema,
  /** Best first. */
  levels: z.array(z.strictObject({ level: ratingLevelSchema, label: lineSchema })),
  skip: lineSchema,
  remaining: lineSchema,
  touchOnly: lineSchema,
  secondsToAnswer: z.number().int().positive(),
});

/** Says goodbye, whether or not the service was rated. */
const thanksPageSchema = z.strictObject({
  ...pageWithSwitches,
  kind: z.literal('thanks'),
  heading: lineSchema,
  lines: z.array(lineSchema),
});

/** What the citizen's screen shows: an allow-listed projection, never the case. */
export const evaluatorPageSchema = z.discriminatedUnion('kind', [
  blankPageSchema,
  idlePageSchema,
  faceCodePageSchema,
  acknowledgementPageSchema,
  withdrawalPageSchema,
  activationPageSchema,
  consentPageSchema,
  ownValuesPageSchema,
  resultPageSchema,
  ratingPageSchema,
  thanksPageSchema,
]);
export type EvaluatorPage = z.infer<typeof evaluatorPageSchema>;

/**
 * Of the citizen's own values, and of 好差评 and the thanks after it, the clerk's window learns no more than that they are on
 * screen.
 */
const unseenValuesSchema = z.strictObject({ pageId: z.uuid(), kind: z.literal('own-values') });
const unseenFeedbackSchema = z.strictObject({ pageId: z.uuid(), kind: z.literal('feedback') });

/** A page as the clerk's window may see it. */
export const mirroredPageSchema = z.discriminatedUnion('kind', [
  blankPageSchema,
  idlePageSchema,
  faceCodePageSchema,
  acknowledgementPageSchema,
  withdrawalPageSchema,
  activationPageSchema,
  consentPageSchema,
  resultPageSchema,
  unseenValuesSchema,
  unseenFeedbackSchema,
]);
export type MirroredPage = z.infer<typeof mirroredPageSchema>;

/**
 * How the question stands on the phone of whoever is asked: `asking` on its way · `waiting` there, to be answered on either
 * · `alone` not there, and why: the evaluator serves alone.
 */
export const phoneStandingSchema = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('asking') }),
  z.strictObject({ state: z.literal('waiting') }),
  z.strictObject({ state: z.literal('alone'), reason: failureSchema }),
]);
export type PhoneStanding = z.infer<typeof phoneStandingSchema>;

/** The clerk's own projection of the evaluator: the page as it is, and in words how far it has come. */
export const evaluatorMirrorSchema = z.strictObject({
  display: z.enum(['present', 'missing']),
  page: mirroredPageSchema,
  /** `sent` not yet confirmed by the evaluator · `shown` on screen. */
  state: z.enum(['sent', 'shown']),
  /** Seconds left to answer when this was sent, for pages that are shown and wait for one, but those of the feedback. */
  secondsLeft: z.number().int().nonnegative().exactOptional(),
  /** While the citizen is being asked. */
  phone: phoneStandingSchema.exactOptional(),
});
export type EvaluatorMirror = z.infer<typeof evaluatorMirrorSchema>;
