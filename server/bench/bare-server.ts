/**
 * The peer of `http`: fastify alone, which takes the same requests and answers with the same bytes each
 * time. Whatever a server does for an answer comes on top of this.
 */

import type { AddressInfo } from 'node:net';
import fastify from 'fastify';

const app = fastify();
const answer = process.argv[2]!;

app.post('*', (_request, reply) => reply.type('application/json; charset=utf-8').send(answer));
await app.listen({ host: '127.0.0.1', port: 0 });
const { port } = app.server.address() as AddressInfo;
process.stdout.write(`open at http://127.0.0.1:${port}\n`);
process.once('SIGTERM', () => process.exit(0));
