// Graphs for the page tests: each does one thing that a real agent may do to a chat.

import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import { SimpleChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage, AIMessageChunk, type BaseMessage, ToolMessage } from '@langchain/core/messages';
import { ChatGenerationChunk } from '@langchain/core/outputs';
import { END, interrupt, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';

/** Says `pieces`, one every `pause` ms, and fails after them when it is told to. */
class ScriptedModel extends SimpleChatModel {
  readonly #pieces: readonly string[];
  readonly #pause: number;
  readonly #fails: boolean;

  constructor(pieces: readonly string[], { pause = 5, fails = false } = {}) {
    super({ maxRetries: 0 });
    this.#pieces = pieces;
    this.#pause = pause;
    this.#fails = fails;
  }

  override _llmType(): string {
    return 'scripted';
  }

  override async _call(): Promise<string> {
    return this.#pieces.join('');
  }

  override async *_streamResponseChunks(
    _messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    runManager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    for (const piece of this.#pieces) {
      await new Promise((resolve) => setTimeout(resolve, this.#pause));
      options.signal?.throwIfAborted();
      const chunk = new ChatGenerationChunk({ text: piece, message: new AIMessageChunk(piece) });
      yield chunk;
      await runManager?.handleLLMNewToken(piece, undefined, undefined, undefined, undefined, { chunk });
    }
    if (this.#fails) throw new Error('the model broke');
  }
}

type State = typeof MessagesAnnotation.State;
type Node = (state: State) => Promise<{ messages: BaseMessage[] }>;

function graphOf(node: Node) {
  return new StateGraph(MessagesAnnotation)
    .addNode('node', node)
    .addEdge(START, 'node')
    .addEdge('node', END)
    .compile();
}

/** Says half a sentence, then raises. */
export const faulty = graphOf(async ({ messages }) => ({
  messages: [await new ScriptedModel(['Half ', 'a sentence '], { fails: true }).invoke(messages)],
}));

/** Talks for ten seconds. */
export const slow = graphOf(async ({ messages }) => ({
  messages: [
    await new ScriptedModel(
      Array.from({ length: 500 }, (_, index) => `word${index} `),
      { pause: 20 },
    ).invoke(messages),
  ],
}));

/** Answers without streaming. */
export const plain = graphOf(async () => ({ messages: [new AIMessage('A plain answer.')] }));

/** Asks a person before it answers. */
export const careful = graphOf(async () => {
  const word = interrupt<string, string>('May I look into your order?');
  return { messages: [new AIMessage(`You said: ${word}`)] };
});

/** Streams a few words. */
export const brief = graphOf(async ({ messages }) => ({
  messages: [await new ScriptedModel(['A ', 'brief ', 'answer.'], { pause: 30 }).invoke(messages)],
}));

/** Looks something up with a tool before it answers. */
export const handy = graphOf(async ({ messages }) => ({
  messages: [
    new AIMessage({ content: '', tool_calls: [{ id: 'call-1', name: 'find_order', args: { order: 7 } }] }),
    new ToolMessage({ tool_call_id: 'call-1', name: 'find_order', content: '{"status":"sent"}' }),
    await new ScriptedModel(['Your order ', 'was sent.']).invoke(messages),
  ],
}));
