// The public module `agent-chat/proxy`.

export { type AgentProxy, createAgentProxy } from './create-agent-proxy.js';
export type { Limits } from './limits.js';
export type { AgentProxyOptions, RunSettings } from './options.js';
export type { RequestRecord } from './records.js';
export { MemoryStore, type SharedStore } from './shared-store.js';
export type { SiteToken, Visitor } from './visitors.js';
