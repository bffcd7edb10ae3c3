// The public module `agent-chat/proxy`.

export { type AgentProxy, createAgentProxy } from './create-agent-proxy.js';
export type { AgentProxyOptions } from './options.js';
export type { SubmissionOutcome, SubmissionStore } from './submissions.js';
