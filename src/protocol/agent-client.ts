// The narrow door to the Agent Server, and the only importer of the LangGraph SDK: through its BaseClient,
// because the whole Client costs ten times the bytes. Speaks RunEvents and AgentErrors only.

import { BaseClient } from '@langchain/langgraph-sdk/client';
import { isRecord } from '../is-record.js';
import { type AgentFetchOptions, createAgentFetch } from './agent-fetch.js';
import { AgentError, isAbort, toAgentError } from './errors.js';
import { readEvent, readInterruptList, readTokens } from './read-event.js';
import { readMessages } from './read-message.js';
import { readEventStream, type WireEvent } from './read-stream.js';
import type { FeedbackTokens, RunEvent, RunStatus, ThreadSnapshot } from './run-events.js';
import { within } from './within.js';

/** What {@link AgentClient} is made of. */
export interface AgentClientOptions extends AgentFetchOptions {
  /** Absolute base URL of the proxy or the Agent Server. */
  readonly endpoint: string;
  readonly assistantId: string;
  /** State key that holds the messages. */
  readonly messagesKey: string;
  /** Ends every request but those of runs, which have signals of their own. */
  readonly signal: AbortSignal;
}

/** One run to start. `input` is the graph's input; `resume` answers an interrupt instead. */
export interface RunRequest {
  readonly input?: unknown;
  readonly resume?: unknown;
  readonly feedbackKeys: readonly string[];
  readonly context?: unknown;
  readonly config?: unknown;
  readonly metadata?: unknown;
  readonly signal: AbortSignal;
}

/** Told every event of a run, in order, with its id on the wire when it has one. */
export type OnRunEvent = (event: RunEvent, eventId?: string) => void;

/** `Last-Event-ID` that asks a server for a resumable run's whole stream. */
export const fromTheStart = '-1';

const streamModes = ['values', 'messages-tuple'] as const;

/** The few calls the chat needs, without the SDK's ThreadsClient and RunsClient. */
class Calls extends BaseClient {
  create(signal: AbortSignal): Promise<unknown> {
    return this.fetch('/threads', { method: 'POST', json: {}, signal });
  }

  state(threadId: string, signal: AbortSignal): Promise<unknown> {
    return this.fetch(pathOf(threadId, 'state'), { signal });
  }

  run(threadId: string, runId: string, signal: AbortSignal): Promise<unknown> {
    return this.fetch(pathOf(threadId, 'runs', runId), { signal });
  }

  cancel(threadId: string, runId: string, signal: AbortSignal): Promise<unknown> {
    const params = { wait: '0', action: 'interrupt' };
    return this.fetch(pathOf(threadId, 'runs', runId, 'cancel'), { method: 'POST', params, signal });
  }

  feedback(threadId: string, runId: string, keys: readonly string[], signal: AbortSignal): Promise<unknown> {
    const params = { keys: keys.join(',') };
    return this.fetch(pathOf(threadId, 'runs', runId, 'feedback'), { params, signal });
  }

  /** The answer itself, for a stream to be read from. */
  open(path: string, options: Parameters<BaseClient['prepareFetchOptions']>[1]): Promise<Response> {
    const [url, init] = this.prepareFetchOptions(path, options);
    return this.asyncCaller.fetch(url.toString(), init);
  }
}

function pathOf(threadId: string, ...rest: readonly string[]): string {
  return ['', 'threads', ...[threadId, ...rest].map(encodeURIComponent)].join('/');
}

/** Talks to one assistant at one endpoint. Every method rejects with {@link AgentError} or an abort. */
export class AgentClient {
  readonly #options: AgentClientOptions;
  readonly #calls: Calls;

  constructor(options: AgentClientOptions) {
    this.#options = options;
    const config = {
      apiUrl: options.endpoint,
      apiKey: null, // never look for keys in an environment
      // A repeated POST would be a second run, and its cost; the session decides what is tried again.
      callerOptions: { maxRetries: 0, fetch: createAgentFetch(options) },
    } as unknown as ConstructorParameters<typeof BaseClient>[0];
    this.#calls = new Calls(config);
  }

  /** Makes a thread; its id. */
  async createThread(): Promise<string> {
    const thread = await this.#ask((signal) => this.#calls.create(signal));
    if (isRecord(thread) && typeof thread['thread_id'] === 'string') return thread['thread_id'];
    throw new AgentError('endpoint-wrong', { message: 'POST /threads answered without a thread_id.' });
  }

  /** The thread as it stands on the server. A thread nobody has written to is empty. */
  async readThread(threadId: string): Promise<ThreadSnapshot> {
    const state = await this.#ask((signal) => this.#calls.state(threadId, signal));
    if (!isRecord(state)) throw new AgentError('protocol', { message: 'The thread state is not an object.' });
    const values = isRecord(state['values']) ? state['values'] : {};
    const tasks = Array.isArray(state['tasks']) ? state['tasks'].filter(isRecord) : [];
    return {
      messages: readMessages(values[this.#options.messagesKey]) ?? [],
      interrupts: tasks.flatMap((task) => readInterruptList(task['interrupts'])),
      finished: Array.isArray(state['next']) && state['next'].length === 0,
    };
  }

  /** Starts a run and tells its events until the stream ends. A clean end is not proof that the run has ended. */
  async streamRun(threadId: string, request: RunRequest, onEvent: OnRunEvent): Promise<void> {
    const { input = null, resume, context, config, metadata, feedbackKeys, signal } = request;
    const json = {
      assistant_id: this.#options.assistantId,
      input,
      ...(resume !== undefined && { command: { resume } }),
      ...(context !== undefined && { context }),
      ...(config !== undefined && { config }),
      ...(metadata !== undefined && { metadata }),
      ...(feedbackKeys.length > 0 && { feedback_keys: feedbackKeys }),
      stream_mode: streamModes,
      stream_resumable: true,
      on_disconnect: 'continue',
    };
    const path = pathOf(threadId, 'runs', 'stream');
    // However long it takes: giving up a run that may have been taken would lose its answer.
    const response = await told(this.#calls.open(path, { method: 'POST', json, signal }));
    // The id is known before the first event, when the answer's header may be read.
    const runId = /\/runs\/([^/?#]+)/.exec(response.headers.get('content-location') ?? '')?.[1];
    if (runId) onEvent({ type: 'run', runId });
    await this.#consume(response, onEvent, !runId);
  }

  /**
   * Joins a run that goes on, or that has just ended, after the event `lastEventId` (null: from now on).
   * No `stream_mode` is named: the Python server would leave out the `feedback` event.
   */
  async joinRun(
    threadId: string,
    runId: string,
    lastEventId: string | null,
    signal: AbortSignal,
    onEvent: OnRunEvent,
  ): Promise<void> {
    const headers = lastEventId === null ? {} : { 'Last-Event-ID': lastEventId };
    const params = { cancel_on_disconnect: '0' };
    const path = pathOf(threadId, 'runs', runId, 'stream');
    const open = (own: AbortSignal) => this.#calls.open(path, { headers, params, signal: own });
    const response = await told(within(signal, open));
    await this.#consume(response, onEvent);
  }

  /** How the run stands. */
  async readRunStatus(threadId: string, runId: string): Promise<RunStatus> {
    const run = await this.#ask((signal) => this.#calls.run(threadId, runId, signal));
    return (isRecord(run) ? run['status'] : 'error') as RunStatus;
  }

  /** Asks the server to stop the run. */
  async cancelRun(threadId: string, runId: string): Promise<void> {
    await this.#ask((signal) => this.#calls.cancel(threadId, runId, signal));
  }

  /** The run's rating URLs, from a proxy that can list or mint them. */
  async readFeedbackTokens(
    threadId: string,
    runId: string,
    keys: readonly string[],
  ): Promise<FeedbackTokens> {
    const answer = await this.#ask((signal) => this.#calls.feedback(threadId, runId, keys, signal));
    return this.#absolute(readTokens(answer));
  }

  async #consume({ body, headers }: Response, onEvent: OnRunEvent, patient = false): Promise<void> {
    if (!body) return;
    const type = headers.get('content-type') ?? '';
    if (!/^text\/event-stream\b|^$/i.test(type)) {
      body.cancel().catch(() => {});
      throw new AgentError('endpoint-wrong', { message: `A run was answered with ${type}, not a stream.` });
    }
    const read = (wire: WireEvent) => {
      for (const event of readEvent(wire, this.#options.messagesKey)) {
        const resolved =
          event.type === 'feedback' ? { ...event, tokens: this.#absolute(event.tokens) } : event;
        onEvent(resolved, wire.id);
      }
    };
    try {
      await readEventStream(body, read, patient);
    } catch (error) {
      if (isAbort(error)) throw error;
      // What fails after the answer has begun is the line, never our request.
      throw toAgentError(error, 'stream-broken');
    }
  }

  /** Proxies name token URLs relative to the endpoint, for they cannot know their public address. */
  #absolute(tokens: FeedbackTokens): FeedbackTokens {
    const base = `${this.#options.endpoint.replace(/\/$/, '')}/`;
    const resolved = Object.entries(tokens).flatMap(([key, url]) =>
      URL.canParse(url, base) ? [[key, new URL(url, base).href] as const] : [],
    );
    return Object.fromEntries(resolved);
  }

  #ask<T>(start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return told(within(this.#options.signal, start));
  }
}

/** `request`, failing with an {@link AgentError} or an abort. */
async function told<T>(request: Promise<T>): Promise<T> {
  try {
    return await request;
  } catch (error) {
    if (isAbort(error)) throw error;
    throw toAgentError(error);
  }
}
