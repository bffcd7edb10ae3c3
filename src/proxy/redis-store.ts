// The shared store in Redis, for several instances of the proxy.

import { createClient } from '@redis/client';
import type { SharedStore } from './shared-store.js';

const prefix = 'agent-chat:';

/** A store in the Redis at `url` (`redis://…`). Rejects when it cannot be reached. */
export async function connectRedis(url: string): Promise<SharedStore & { close(): Promise<void> }> {
  const client = createClient({ url, socket: { connectTimeout: 5_000 } });
  // Without a listener a lost connection would end the process; the client connects again by itself.
  client.on('error', () => {});
  await client.connect();
  return {
    async add(key, amount, lifetime) {
      const name = prefix + key;
      // NX: a counter's life begins with its first count and is not prolonged.
      const [total, , left] = await client
        .multi()
        .incrBy(name, amount)
        .pExpire(name, lifetime, 'NX')
        .pTTL(name)
        .exec();
      return { total: Number(total), left: Math.max(0, Number(left)) };
    },
    async claim(key, text, lifetime) {
      return client.set(prefix + key, text, {
        condition: 'NX',
        GET: true,
        expiration: { type: 'PX', value: lifetime },
      });
    },
    async set(key, text, lifetime) {
      if (text === null) await client.del(prefix + key);
      else await client.set(prefix + key, text, { expiration: { type: 'PX', value: lifetime } });
    },
    close: async () => client.destroy(),
  };
}
