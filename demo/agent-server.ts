// The real Agent Server, in memory, as a process of its own: `tsx demo/agent-server.ts '{"port":…}'`. Ends
// with the process that started it.

import { startServer } from '@langchain/langgraph-api/server';

const { port, cwd, graphs } = JSON.parse(process.argv[2] ?? '{}') as {
  port: number;
  cwd: string;
  graphs: Record<string, string>;
};

await startServer({ port, host: '127.0.0.1', nWorkers: 10, cwd, graphs });
process.send?.('ready');
process.on('disconnect', () => process.exit());
