/**
 * The OpenAPI document at `/api/v1/openapi.json`, made from the schemas that validate, and its pages
 * at `/docs`; the list of problems at `/docs/problems`.
 */

import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import type { TSchema } from 'typebox';
import { SESSION_COOKIE } from './identify.js';
import { withNamedSchemas } from './named-schemas.js';
import { problemsPage } from './problems-page.js';
import { API_PREFIX } from './register-routes.js';

const DESCRIPTION = `Rate management and call rating.

Money is a decimal string, a time is ISO 8601 in UTC, lists are paged by \`cursor\`. Errors are
problems (RFC 9457) with a stable \`code\`, explained at \`/docs/problems\`. What can be edited
comes with an \`ETag\`: send it back as \`If-Match\` and an edit of something that was changed
meanwhile is refused with 412. A POST that changes something takes an \`Idempotency-Key\`: sent
again with the same key, it is carried out once and answered as the first time. Signing in takes
none: a key belongs to its caller, and nobody is known before.`;

const DOCS_STYLE =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";

interface NamedSchema {
  readonly $id?: string;
}

export interface Documented {
  readonly version: string;
  /** Schemas that the document calls by name. */
  readonly schemas?: ReadonlyMap<string, TSchema>;
}

export async function registerDocumentation(
  app: FastifyInstance,
  { version, schemas = new Map() }: Documented,
): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Ratedeck',
        version,
        description: DESCRIPTION,
        license: { name: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer', description: 'An API key.' },
          session: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
        },
      },
      security: [{ apiKey: [] }, { session: [] }],
    },
    transformObject: (made) =>
      'openapiObject' in made ? withNamedSchemas(made.openapiObject, schemas) : made.swaggerObject,
    refResolver: {
      buildLocalReference: (json, _, __, index) => (json as NamedSchema).$id ?? `def-${index}`,
    },
  });
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: DOCS_STYLE,
    theme: {
      title: 'Ratedeck API',
      css: [{ filename: 'ratedeck.css', content: '.swagger-ui .topbar { display: none; }' }],
    },
    uiConfig: { docExpansion: 'none', tryItOutEnabled: false, validatorUrl: null } as object,
  });
  app.get(`${API_PREFIX}/openapi.json`, { schema: { hide: true } }, async () => app.swagger());
  app.get('/docs/problems', { schema: { hide: true } }, async (_, reply) =>
    reply
      .header('content-security-policy', DOCS_STYLE)
      .type('text/html; charset=utf-8')
      .send(problemsPage()),
  );
}
