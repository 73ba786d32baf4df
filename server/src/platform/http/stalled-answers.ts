/**
 * Answers that nobody takes. A connection over which nothing has gone for a minute, though an answer
 * is under way, is ended; while the server stops, a few seconds are enough, and so they are for a
 * request whose body does not come to its end. A connection on which nothing was ever asked is no
 * reason to go on then. Work in progress is never cut here.
 */

import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

export interface StallLimits {
  readonly openMs: number;
  readonly closingMs: number;
}

const LIMITS: StallLimits = { openMs: 60_000, closingMs: 3_000 };
const LOOKS_PER_LIMIT = 6;

interface Exchange {
  readonly socket: Socket;
  readonly isUnderWay: () => boolean;
  bytes: number;
  sinceMs: number;
}

export function endStalledAnswers(app: FastifyInstance, limits: StallLimits = LIMITS): void {
  const exchanges = new Set<Exchange>();
  const sockets = new Set<Socket>();
  let isClosing = false;

  const look = (): void => {
    // Those whose answer came while we stop would wait for a next request for a minute.
    if (isClosing) {
      app.server.closeIdleConnections();
      for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
    }
    const now = performance.now();
    for (const exchange of exchanges) {
      const { socket } = exchange;
      const bytes = socket.bytesWritten + socket.bytesRead;
      if (!exchange.isUnderWay() || bytes !== exchange.bytes) {
        exchange.bytes = bytes;
        exchange.sinceMs = now;
      } else if (now - exchange.sinceMs >= (isClosing ? limits.closingMs : limits.openMs)) {
        socket.destroy();
      }
    }
  };
  let timer = setInterval(look, limits.openMs / LOOKS_PER_LIMIT).unref();

  app.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  app.addHook('onRequest', async (request, reply) => {
    const { raw } = reply;
    const { socket } = request.raw;
    const exchange: Exchange = {
      socket,
      // What the caller still sends is limited by the time for a request, until we want to stop.
      isUnderWay: () =>
        raw.headersSent ? !raw.writableFinished : isClosing && !request.raw.complete,
      bytes: 0,
      sinceMs: performance.now(),
    };
    exchanges.add(exchange);
    raw.once('close', () => exchanges.delete(exchange));
  });
  app.addHook('preClose', async () => {
    isClosing = true;
    clearInterval(timer);
    timer = setInterval(look, limits.closingMs / LOOKS_PER_LIMIT);
  });
  app.addHook('onClose', async () => clearInterval(timer));
}
