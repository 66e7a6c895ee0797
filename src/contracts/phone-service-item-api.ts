import { z } from 'zod';
import { subjectKinds } from '../domain/service-item.ts';

/** What phones are told of the service items (事项), to choose one. */
export const phoneServiceItemPaths = {
  /** GET: every item that a window may receive. */
  serviceItems: '/api/v1/phone/service-items',
} as const;

const phoneServiceItemSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  department: z.string(),
  /** Whose matter it is. */
  subjects: z.array(z.enum(subjectKinds)),
  /** The types (目录实施码) of which the item has registered a need, each once, in the order of the item. */
  licences: z.array(
    z.strictObject({
      typeCode: z.string(),
      name: z.string(),
      /** In one use of it at least. */
      isSensitive: z.boolean(),
    }),
  ),
});
export type PhoneServiceItem = z.infer<typeof phoneServiceItemSchema>;

/** By code. */
export const phoneServiceItemsAnswerSchema = z.strictObject({
  items: z.array(phoneServiceItemSchema),
});
