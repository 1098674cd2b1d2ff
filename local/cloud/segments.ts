import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** Takes the place of the X-Ray daemon. */
export interface Segments {
  /** `host:port` for AWS_XRAY_DAEMON_ADDRESS. */
  readonly address: string;
  /** Segment documents, oldest first. */
  read(): readonly unknown[];
  stop(): Promise<void>;
}

/** Documents kept; older ones are dropped. */
const kept = 5_000;

/** Collects the segments the tracer sends over UDP: a header line, then the document. */
export async function startSegments(): Promise<Segments> {
  const documents: unknown[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (packet) => {
    const text = packet.toString();
    try {
      documents.push(JSON.parse(text.slice(text.indexOf('\n') + 1)));
    } catch {
      return; // Not from the tracer.
    }
    if (documents.length > kept) documents.shift();
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    read: () => [...documents],
    stop: async () => {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}
