import type { HTTPMethods } from 'fastify';
import type { App } from './context.js';
import { ApiError } from './errors.js';

const METHODS: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Collects the addresses of routes; the function it gives back answers 405 at them for every other method. */
export function collectMethods(app: App): () => void {
  const methodsOf = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const methods = methodsOf.get(url) ?? new Set();
    for (const one of [method].flat()) methods.add(one.toUpperCase());
    methodsOf.set(url, methods);
  });
  return () => {
    for (const [url, methods] of [...methodsOf]) {
      const allow = [...methods].sort().join(', ');
      app.route({
        url,
        method: METHODS.filter((method) => !methods.has(method)),
        schema: { hide: true },
        exposeHeadRoute: false,
        // Nothing is done here, so every role may hear so.
        config: { role: 'reader' },
        // Before the body is read: whatever it holds, it is the method that is wrong.
        onRequest: () => {
          throw new ApiError('method-not-allowed', { headers: { allow } });
        },
        handler: () => undefined,
      });
    }
  };
}
