// The rooms of src and what each may import: the one table behind the import check and CONTRIBUTING.

/** A room: a folder of src, or a single file. */
export interface Room {
  /** Path below src; a folder ends in `/`. The first room that fits a file is its room. */
  readonly path: string;
  /** Rooms it may import. `type NAME`: types alone. */
  readonly imports: readonly string[];
  /** Packages it may import. */
  readonly packages: readonly string[];
}

const lit = ['lit', 'lit/'];

/** The table. */
export const rooms: readonly Room[] = [
  { path: 'is-record.ts', imports: [], packages: [] },
  { path: 'store.ts', imports: [], packages: [] },
  { path: 'storage.ts', imports: [], packages: [] },
  { path: 'warn.ts', imports: [], packages: [] },
  { path: 'config.ts', imports: [], packages: [] },
  { path: 'protocol/', imports: ['is-record.ts'], packages: ['@langchain/langgraph-sdk/client'] },
  { path: 'session/', imports: ['store.ts', 'type storage.ts', 'protocol/'], packages: [] },
  { path: 'feedback/', imports: ['is-record.ts', 'store.ts', 'type storage.ts'], packages: [] },
  { path: 'i18n/', imports: [], packages: [] },
  { path: 'styles/', imports: [], packages: lit },
  { path: 'markdown/', imports: [], packages: [...lit, 'markdown-it'] },
  { path: 'events.ts', imports: ['type protocol/', 'type session/', 'type feedback/'], packages: [] },
  { path: 'controllers/', imports: ['store.ts', 'session/', 'feedback/'], packages: ['type lit'] },
  {
    path: 'elements/agent-feedback.',
    imports: [
      'storage.ts',
      'warn.ts',
      'config.ts',
      'events.ts',
      'feedback/',
      'i18n/',
      'styles/',
      'controllers/',
    ],
    packages: lit,
  },
  {
    path: 'elements/agent-chat.',
    imports: [
      'elements/agent-feedback.',
      'store.ts',
      'storage.ts',
      'warn.ts',
      'config.ts',
      'events.ts',
      'protocol/',
      'session/',
      'feedback/',
      'markdown/',
      'i18n/',
      'styles/',
      'controllers/',
    ],
    packages: lit,
  },
  {
    path: 'elements/',
    imports: [
      'events.ts',
      'markdown/',
      'i18n/',
      'styles/',
      'controllers/',
      'type protocol/',
      'type session/',
      'type feedback/',
    ],
    packages: lit,
  },
  {
    path: 'define.ts',
    imports: ['elements/agent-chat.', 'elements/agent-feedback.', 'elements/'],
    packages: [],
  },
  { path: 'embed/', imports: ['define.ts', 'config.ts', 'warn.ts'], packages: [] },
  {
    path: 'index.ts',
    imports: [
      'define.ts',
      'elements/agent-chat.',
      'elements/agent-feedback.',
      'i18n/',
      'type config.ts',
      'type events.ts',
      'type markdown/',
      'type protocol/',
      'type session/',
      'type feedback/',
    ],
    packages: [],
  },
  { path: 'proxy/node.ts', imports: ['proxy/'], packages: ['@hono/node-server'] },
  { path: 'proxy/redis-store.ts', imports: ['proxy/'], packages: ['@redis/client'] },
  { path: 'proxy/', imports: ['is-record.ts', 'type protocol/'], packages: ['hono', 'hono/', 'zod'] },
];
