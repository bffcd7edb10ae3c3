// One visitor's conversation: what happens on send, stop, retry, a new conversation and a reload. Holds
// the store and the memory; folding is reduce.ts, staying with a run is follow-run.ts.

import { fromTheStart, type RunRequest } from '../protocol/agent-client.js';
import { AgentError, isAbort, isGone, toAgentError } from '../protocol/errors.js';
import type { RunEvent } from '../protocol/run-events.js';
import { Store } from '../store.js';
import { TokenRequests } from './ask-tokens.js';
import { followRun } from './follow-run.js';
import {
  freezeGrowing,
  lastVisitorMessage,
  visitorMessage,
  withoutLastAnswer,
  withStatus,
} from './messages.js';
import { newsOf } from './other-tabs.js';
import { readConversation } from './read-conversation.js';
import { endRun, next, type RunOutcome, reduceRunEvent } from './reduce.js';
import type { ChatSessionOptions } from './session-options.js';
import { type ChatMessage, emptyState, type SessionState } from './state.js';

/** A conversation with one assistant. Methods never reject: what fails is in the state and in an event. */
export class ChatSession {
  readonly store = new Store<SessionState>(emptyState);
  readonly #options: ChatSessionOptions;
  readonly #tokens: TokenRequests;
  /** The run (or the reading of a thread) under way: aborted by stop, a new conversation and disposal. */
  #current: AbortController | null = null;
  /** A cancel on its way: the server refuses a new run on the thread until it is through. */
  #cancelling: Promise<void> = Promise.resolve();
  /** Runs left by the visitor before the server had named them: cancelled as soon as it does. */
  readonly #left = new WeakSet<AbortController>();
  #feedbackRefused = false;

  constructor(options: ChatSessionOptions) {
    this.#options = options;
    this.#tokens = new TokenRequests(options.client, this.store);
  }

  /** Opens a thread, or the remembered one. Joins its run when one is going on. */
  async open(threadId: string | null = null): Promise<void> {
    const { memory } = this.#options;
    if (threadId !== null && threadId !== memory.get().threadId) {
      memory.forgetThread();
      memory.remember({ threadId });
    }
    const { threadId: id, activeRunId: runId } = memory.get();
    if (id === null) return;
    const abort = this.#begin();
    this.#set({ threadId: id, loading: true, error: null });
    this.#options.onEvent({ type: 'thread-change', threadId: id });
    try {
      await this.#read(id, abort.signal);
      if (runId === null || abort.signal.aborted) return;
      await this.#follow(id, null, abort, runId).catch((error: unknown) => {
        // A server that has forgotten the run leaves what the thread says.
        if (!isGone(error)) throw error;
        if (!this.#isOver(abort)) this.#end('stopped', id, runId, null);
      });
    } catch (error) {
      this.#failed(error, abort, null);
    } finally {
      if (this.#current === abort) this.#set({ loading: false });
    }
  }

  /** Another tab has written to the memory: shows what it did to this conversation. Leaves others alone. */
  async sync(): Promise<void> {
    const { memory, wait } = this.#options;
    const news = newsOf(this.store.get(), memory.get(), memory.stored());
    const current = this.#current;
    // Its last words are on their way here too; only a stream that stays open needs to be left.
    if (news === 'ended' && current) await wait(2_000, current.signal).catch(() => {});
    if (news === 'none' || (news === 'ended' && this.store.get().status !== 'running')) return;
    memory.reload();
    await this.open();
  }

  /** Sends the visitor's text. Nothing happens while a run goes on or when there is no text. */
  async send(text: string): Promise<void> {
    const trimmed = text.trim();
    const { status } = this.store.get();
    if (trimmed === '' || status === 'running') return;
    const message = visitorMessage(this.#options.createId(), trimmed, this.#options.now());
    this.#set({ messages: [...this.store.get().messages, message] });
    await this.#run(message);
  }

  /** Tries again what failed last: the reading of the thread, the rest of a broken answer, or the message. */
  async retry(): Promise<void> {
    const { status, messages, threadId, error } = this.store.get();
    const { activeRunId } = this.#options.memory.get();
    const message = lastVisitorMessage(messages);
    if (status === 'running' || (!error && message?.status !== 'failed')) return;
    if (!message || (activeRunId !== null && threadId !== null)) return this.open();
    // The same id again: the graph's state replaces the message, so it never stands there twice.
    this.#set({ messages: withStatus(withoutLastAnswer(messages), message.id, 'pending') });
    await this.#run(message);
  }

  /** Stops the run, here at once and on the server. What was said so far stays. */
  stop(): void {
    const { status, threadId, runId } = this.store.get();
    const current = this.#current;
    if (status !== 'running' || !current) return;
    this.#current = null;
    if (threadId && runId) {
      current.abort();
      this.#cancel(threadId, runId);
    } else {
      this.#left.add(current);
    }
    this.#end('stopped', threadId, runId, lastVisitorMessage(this.store.get().messages)?.id ?? null);
  }

  /** Leaves this conversation and begins an empty one. */
  newThread(): void {
    this.stop();
    this.#current?.abort();
    this.#options.memory.forgetThread();
    this.store.update(() => emptyState);
    this.#options.onEvent({ type: 'thread-change', threadId: null });
  }

  /** Ends all that is under way here; the run on the server goes on and can be joined after a reload. */
  dispose(): void {
    this.#current?.abort();
    this.#current = null;
  }

  async #run(message: ChatMessage): Promise<void> {
    const abort = this.#begin();
    const interrupted = this.store.get().interrupts.length > 0;
    this.#set({ status: 'running', error: null, loading: false });
    this.#options.memory.remember({ draft: message.text });
    try {
      await this.#cancelling;
      const known = this.store.get().threadId;
      await this.#post(known ?? (await this.#createThread()), message, interrupted, abort).catch(
        async (error) => {
          // The thread was deleted or has expired: the conversation goes on in a new one.
          if (!isGone(error) || known === null || this.store.get().runId !== null) throw error;
          await this.#post(await this.#createThread(), message, false, abort);
        },
      );
    } catch (error) {
      this.#failed(error, abort, message.id);
    }
  }

  async #createThread(): Promise<string> {
    const threadId = await this.#options.client.createThread();
    if (this.#current === null) return threadId;
    this.#options.memory.remember({ threadId, activeRunId: null, runs: {} });
    this.#set({ threadId });
    this.#options.onEvent({ type: 'thread-change', threadId });
    return threadId;
  }

  async #post(
    threadId: string,
    message: ChatMessage,
    resume: boolean,
    abort: AbortController,
  ): Promise<void> {
    if (this.#isOver(abort)) return;
    const settings = this.#options.settings();
    const feedbackKeys = this.#feedbackRefused ? [] : settings.feedbackKeys;
    try {
      await this.#follow(threadId, message.id, abort, null, {
        ...(resume ? { resume: message.text } : { input: settings.input(message) }),
        context: settings.context,
        config: settings.config,
        metadata: settings.metadata,
        feedbackKeys,
      });
    } catch (error) {
      const refused = error instanceof AgentError && error.code === 'feedback-keys-refused';
      if (!refused || feedbackKeys.length === 0) throw error;
      this.#feedbackRefused = true;
      this.#options.warn(
        'The server refuses `feedback_keys`, so answers cannot be rated. Update the Agent Server.',
      );
      await this.#post(threadId, message, resume, abort);
    }
  }

  /** Starts a run (`request`) or joins one (`joinId`), and folds its events until it has ended. */
  async #follow(
    threadId: string,
    sentId: string | null,
    abort: AbortController,
    joinId: string | null,
    request?: Omit<RunRequest, 'signal'>,
  ): Promise<void> {
    const { client, wait, now } = this.#options;
    const { signal } = abort;
    const onEvent = (event: RunEvent): void => {
      if (event.type === 'run' && this.#left.delete(abort)) {
        abort.abort();
        this.#cancel(threadId, event.runId);
      }
      if (signal.aborted) return;
      if (event.type === 'run') this.#accepted(threadId, event.runId, sentId);
      this.store.update((state) => reduceRunEvent(state, event, now()));
    };
    const outcome = await followRun({
      client,
      threadId,
      signal,
      wait,
      onEvent,
      onGap: () => this.#set({ messages: freezeGrowing(this.store.get().messages) }),
      open: async (hear) => {
        if (request) return client.streamRun(threadId, { ...request, signal }, hear);
        hear({ type: 'run', runId: joinId ?? '' });
        return client.joinRun(threadId, joinId ?? '', fromTheStart, signal, hear);
      },
    });
    if (!this.#isOver(abort)) this.#end(outcome, threadId, this.store.get().runId, sentId);
  }

  /** The server has taken the run: from here on the visitor's text is safe there. */
  #accepted(threadId: string, runId: string, sentId: string | null): void {
    const state = this.store.get();
    if (state.runId === runId) return;
    const sent = sentId === null ? state.messages : withStatus(state.messages, sentId, 'complete');
    this.#set({ status: 'running', runId, messages: sent, interrupts: [] });
    this.#options.memory.remember({ activeRunId: runId, draft: '' });
    this.#options.onEvent({ type: 'run-start', threadId, runId });
    const message = sent.find(({ id }) => id === sentId);
    if (message) this.#options.onEvent({ type: 'message', message });
  }

  #end(outcome: RunOutcome, threadId: string | null, runId: string | null, sentId: string | null): void {
    const { memory, onEvent } = this.#options;
    this.store.update((state) => endRun(state, outcome, sentId));
    const { messages, interrupts, error } = this.store.get();
    const answers = messages.filter((message) => message.runId === runId && message.role === 'assistant');
    const runs = Object.fromEntries(runId === null ? [] : answers.map(({ id }) => [id, runId]));
    memory.remember({ activeRunId: null, runs: { ...memory.get().runs, ...runs } });
    if (threadId === null || runId === null) return;
    void this.#tokens.ask(threadId, answers, this.#options.settings().feedbackKeys);
    for (const message of answers) onEvent({ type: 'message', message });
    if (outcome === 'interrupted') onEvent({ type: 'interrupt', interrupts });
    if (outcome === 'error' && error) onEvent({ type: 'error', error });
    onEvent({ type: 'run-end', threadId, runId, status: outcome });
  }

  async #read(threadId: string, signal: AbortSignal): Promise<void> {
    const { client, memory, now, settings } = this.#options;
    const { runs } = memory.get();
    const read = await readConversation(threadId, () => this.store.get(), { client, runs, now: now() });
    if (signal.aborted) return;
    this.#set(read);
    void this.#tokens.ask(threadId, this.store.get().messages, settings().feedbackKeys);
  }

  /** What failed: a run for the visitor's message `sentId`, or (null) the opening of a conversation. */
  #failed(error: unknown, abort: AbortController, sentId: string | null): void {
    if (isAbort(error) || this.#isOver(abort)) return;
    const { threadId, runId } = this.store.get();
    const failure = toAgentError(error);
    if (runId === null && sentId === null && isGone(failure)) {
      this.newThread();
      return;
    }
    this.#set({ error: failure });
    if (runId === null) {
      this.store.update((state) => endRun(state, 'error', sentId));
      this.#options.onEvent({ type: 'error', error: failure });
    } else {
      this.#end('error', threadId, runId, sentId);
      // The run may go on without us: keep its id, so that a retry or a reload joins it.
      if (!isGone(failure)) this.#options.memory.remember({ activeRunId: runId });
    }
  }

  #cancel(threadId: string, runId: string): void {
    this.#cancelling = this.#options.client.cancelRun(threadId, runId).catch((error: unknown) => {
      this.#options.warn(`The run could not be stopped on the server: ${toAgentError(error).message}`);
    });
  }

  /** Nobody waits for it any more: what it still brings must not touch the screen. */
  #isOver(abort: AbortController): boolean {
    return abort.signal.aborted || this.#left.has(abort);
  }

  #begin(): AbortController {
    this.#current?.abort();
    this.#current = new AbortController();
    return this.#current;
  }

  #set(change: Partial<SessionState>): void {
    this.store.update((state) => next(state, change));
  }
}
