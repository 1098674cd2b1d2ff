import { ChannelCallError } from './channel.ts';

/**
 * Reads from a channel. Refused credentials are renewed, since they may have been rotated, and the read is made once more.
 * @throws ChannelCallError as `read` and `renew` do
 */
export async function readTwice<T>(
  read: () => Promise<T>,
  renew: () => Promise<boolean>,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const refused = error instanceof ChannelCallError && error.outcome.kind === 'unauthorized';
    if (!refused || !(await renew())) throw error;

    return read();
  }
}
