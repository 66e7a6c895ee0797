import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import {
  platformPaths,
  refusalSchema,
  serviceItemsAnswerSchema,
} from '../../src/contracts/platform-api.ts';
import type { CodeStore } from '../codes/code-store.ts';
import type { ServiceItemStore } from './service-item-store.ts';

/**
 * What a window may receive: for now every item, since every window is a 综合窗口. With it comes what a window needs to go on
 * while the platform is away.
 */
export const serviceItemRoutes: FastifyPluginAsyncZod<{
  readonly items: ServiceItemStore;
  readonly codes: CodeStore;
}> = async (app, { items, codes }) => {
  app.get(
    platformPaths.serviceItems,
    {
      schema: {
        response: { 200: serviceItemsAnswerSchema, 401: refusalSchema, 403: refusalSchema },
      },
    },
    async () => ({ items: await items.all(), codeKeys: await codes.keys() }),
  );
};
