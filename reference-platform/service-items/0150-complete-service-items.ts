import { type Kysely, sql } from 'kysely';

/** What the migration reads of an item as it was before. */
interface EarlierItem {
  readonly variants: readonly { readonly code: string; readonly name: string }[];
  readonly licences: readonly object[];
  readonly subjects?: unknown;
}

/**
 * Items of before say what was meant then: that persons apply with their own licences, which they are asked for. The
 * terms are those of the law where an item has no others: twenty working days, nothing to pay.
 */
export const completeServiceItems = {
  async up(db: Kysely<unknown>): Promise<void> {
    const { rows } = await sql<{ code: string; definition: string }>`
      select code, definition from service_items`.execute(db);
    for (const { code, definition } of rows) {
      const item: EarlierItem = JSON.parse(definition);
      if (item.subjects !== undefined) continue;
      await sql`update service_items set definition = ${JSON.stringify(completed(code, item))}
        where code = ${code}`.execute(db);
    }
  },
};

function completed(code: string, item: EarlierItem) {
  return {
    ...item,
    subjects: ['person'],
    question: {
      text: '属于哪种情形？',
      answers: item.variants.map((variant) => ({ text: variant.name, variant: variant.code })),
    },
    licences: item.licences.map((licence) => ({
      ...licence,
      holder: 'applicant',
      basis: 'consent',
      isSensitive: false,
    })),
    terms: {
      statutoryDays: 20,
      promisedDays: 20,
      fee: 0,
      isImmediate: false,
      resultName: '办理结果',
    },
    evaluationCode: `${code}01`,
  };
}
