// `npm start`: the demo on PORT (8080), until it is interrupted.

import { startStack } from './stack.js';

try {
  const stack = await startStack({ port: Number(process.env['PORT'] ?? 8080) });
  console.log(`agent-chat demo: ${stack.url}/`);
  const stop = () => void stack.stop().then(() => process.exit());
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
