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

/** Documents kept; older ones are dropped. As text, which takes a fraction of what it says. */
const kept = 2_000;

/** Collects the segments the tracer sends over UDP: a header line, then the document. */
export async function startSegments(): Promise<Segments> {
  let documents: string[] = [];
  const socket = createSocket('udp4');
  socket.on('message', (packet) => {
    const text = packet.toString();
    documents.push(text.slice(text.indexOf('\n') + 1));
    // Cut in larger pieces, since moving a long array for each would cost more than the document.
    if (documents.length > 2 * kept) documents = documents.slice(-kept);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    address: `127.0.0.1:${socket.address().port}`,
    read: () => documents.slice(-kept).flatMap(parsed),
    stop: async () => {
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}

/** Nothing for what is not from the tracer. */
function parsed(text: string): unknown[] {
  try {
    return [JSON.parse(text)];
  } catch {
    return [];
  }
}
