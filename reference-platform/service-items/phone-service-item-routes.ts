import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  type PhoneServiceItem,
  phoneServiceItemPaths,
  phoneServiceItemsAnswerSchema,
} from '../../src/contracts/phone-service-item-api.ts';
import { refusalSchema } from '../../src/contracts/platform-api.ts';
import type { ServiceItem } from '../../src/domain/service-item.ts';
import type { ServiceItemStore } from './service-item-store.ts';

/** What a phone may choose from, and which licences it takes. */
export const phoneServiceItemRoutes: FastifyPluginAsyncZod<{
  readonly items: ServiceItemStore;
}> = async (app, { items }) => {
  app.get(
    phoneServiceItemPaths.serviceItems,
    { schema: { response: { 200: phoneServiceItemsAnswerSchema, 401: refusalSchema } } },
    async () => ({ items: (await items.all()).map(toldToPhone) }),
  );
};

function toldToPhone({ code, name, department, subjects, licences }: ServiceItem) {
  const byType = new Map<string, PhoneServiceItem['licences'][number]>();
  for (const { typeCode, name, isSensitive } of licences) {
    const before = byType.get(typeCode);
    byType.set(typeCode, {
      typeCode,
      name: before?.name ?? name,
      isSensitive: isSensitive || before?.isSensitive === true,
    });
  }
  return { code, name, department, subjects: [...subjects], licences: [...byType.values()] };
}
