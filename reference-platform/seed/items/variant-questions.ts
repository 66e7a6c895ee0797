import type { Variant, VariantQuestion } from '../../../src/domain/service-item.ts';

interface Question {
  readonly text: string;
  /** Code and name of every answer. */
  readonly answers: readonly (readonly [code: string, name: string])[];
}

interface TwoQuestions {
  readonly variants: readonly Variant[];
  readonly question: VariantQuestion;
  /** The variants to which one answer leads, whatever the other is. */
  readonly answered: (code: string) => readonly string[];
}

/** Two questions, the second behind every answer to the first: each pair of answers is a variant. */
export function twoQuestions(first: Question, second: Question): TwoQuestions {
  const pairs = first.answers.flatMap((one) => second.answers.map((two) => [one, two] as const));
  return {
    variants: pairs.map(([[code, name], [behind, behindName]]) => ({
      code: `${code}-${behind}`,
      name: `${name}，${behindName}`,
    })),
    question: {
      text: first.text,
      answers: first.answers.map(([code, text]) => ({
        text,
        next: {
          text: second.text,
          answers: second.answers.map(([behind, behindText]) => ({
            text: behindText,
            variant: `${code}-${behind}`,
          })),
        },
      })),
    },
    answered: (code) =>
      pairs
        .filter(([[one], [two]]) => one === code || two === code)
        .map(([[one], [two]]) => `${one}-${two}`),
  };
}
