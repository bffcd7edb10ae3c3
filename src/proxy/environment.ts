// The environment variables of the command, read as options of the proxy.

import { z } from 'zod';
import type { AgentProxyOptions } from './options.js';

/** A comma-separated list. */
const list = z
  .string()
  .transform((text) => text.split(',').flatMap((word) => word.trim() || []))
  .optional();

const record = z
  .string()
  .transform((text, context) => {
    try {
      return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
    } catch {
      context.addIssue({ code: 'custom', message: 'must be a JSON object such as {"tenant": "a"}' });
      return z.NEVER;
    }
  })
  .optional();

const number = z.coerce.number().nonnegative().optional();

const environment = z.object({
  AGENT_CHAT_UPSTREAM: z.string().default(''),
  AGENT_CHAT_API_KEY: z.string().optional(),
  LANGSMITH_API_KEY: z.string().optional(),
  AGENT_CHAT_ASSISTANTS: list,
  AGENT_CHAT_ORIGINS: list,
  AGENT_CHAT_SECRET: list,
  AGENT_CHAT_BASE_PATH: z.string().optional(),
  AGENT_CHAT_LANGSMITH_URL: z.string().optional(),
  AGENT_CHAT_INPUT_KEYS: list,
  AGENT_CHAT_CONTEXT_KEYS: list,
  AGENT_CHAT_FEEDBACK_KEYS: list,
  AGENT_CHAT_CONFIG: record,
  AGENT_CHAT_CONTEXT: record,
  AGENT_CHAT_METADATA: record,
  AGENT_CHAT_LIMITS: record,
  AGENT_CHAT_TIMEOUT: number,
  AGENT_CHAT_JWT_KEY: z.string().optional(),
  AGENT_CHAT_JWT_JWKS_URL: z.string().optional(),
  AGENT_CHAT_JWT_ALG: z.enum(['HS256', 'RS256', 'ES256', 'EdDSA']).optional(),
  AGENT_CHAT_JWT_ISSUER: z.string().optional(),
  AGENT_CHAT_JWT_AUDIENCE: z.string().optional(),
  REDIS_URL: z.string().optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8_787),
});

/** What the command is told. */
export interface Environment {
  readonly options: AgentProxyOptions;
  readonly port: number;
  readonly redisUrl: string | undefined;
}

/** Reads `env`. Throws a TypeError that names the variable to mend. */
export function readEnvironment(env: Readonly<Record<string, string | undefined>>): Environment {
  const set = Object.fromEntries(Object.entries(env).filter(([, text]) => text !== undefined && text !== ''));
  const read = environment.safeParse(set);
  if (!read.success) {
    const [issue] = read.error.issues;
    throw new TypeError(`${issue?.path.join('.')} ${issue?.message}.`);
  }
  const given = read.data;
  const { AGENT_CHAT_CONFIG: config, AGENT_CHAT_CONTEXT: context, AGENT_CHAT_METADATA: metadata } = given;
  const [key, jwksUrl] = [given.AGENT_CHAT_JWT_KEY, given.AGENT_CHAT_JWT_JWKS_URL];
  return {
    port: given.PORT,
    redisUrl: given.REDIS_URL,
    options: {
      upstream: given.AGENT_CHAT_UPSTREAM,
      apiKey: given.AGENT_CHAT_API_KEY ?? given.LANGSMITH_API_KEY,
      assistants: given.AGENT_CHAT_ASSISTANTS ?? ['agent'],
      allowedOrigins: given.AGENT_CHAT_ORIGINS,
      secret: given.AGENT_CHAT_SECRET,
      basePath: given.AGENT_CHAT_BASE_PATH,
      langsmithUrl: given.AGENT_CHAT_LANGSMITH_URL,
      langsmithApiKey: given.LANGSMITH_API_KEY,
      inputKeys: given.AGENT_CHAT_INPUT_KEYS,
      contextKeys: given.AGENT_CHAT_CONTEXT_KEYS,
      feedbackKeys: given.AGENT_CHAT_FEEDBACK_KEYS,
      run: { ...(config && { config }), ...(context && { context }), ...(metadata && { metadata }) },
      limits: given.AGENT_CHAT_LIMITS as AgentProxyOptions['limits'],
      timeout: given.AGENT_CHAT_TIMEOUT,
      ...((key || jwksUrl) && {
        jwt: {
          key,
          jwksUrl,
          alg: given.AGENT_CHAT_JWT_ALG,
          issuer: given.AGENT_CHAT_JWT_ISSUER,
          audience: given.AGENT_CHAT_JWT_AUDIENCE,
        },
      }),
    },
  };
}
