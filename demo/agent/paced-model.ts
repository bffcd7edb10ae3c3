// A chat model that says a given text word by word, so that the graph streams like one with a real model.

import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import { SimpleChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessageChunk, type BaseMessage } from '@langchain/core/messages';
import { ChatGenerationChunk } from '@langchain/core/outputs';

/** Says what its last message holds. */
export class PacedModel extends SimpleChatModel {
  readonly #pause: number;

  /** `pause` is the time between two pieces, in ms. */
  constructor(pause: number) {
    super({});
    this.#pause = pause;
  }

  override _llmType(): string {
    return 'paced';
  }

  override async _call(messages: BaseMessage[]): Promise<string> {
    return textOf(messages);
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    runManager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    for (const piece of textOf(messages).match(/\s*\S+/g) ?? []) {
      if (this.#pause > 0) await new Promise((resolve) => setTimeout(resolve, this.#pause));
      options.signal?.throwIfAborted();
      const chunk = new ChatGenerationChunk({ text: piece, message: new AIMessageChunk(piece) });
      yield chunk;
      await runManager?.handleLLMNewToken(piece, undefined, undefined, undefined, undefined, { chunk });
    }
  }
}

function textOf(messages: BaseMessage[]): string {
  return String(messages.at(-1)?.content ?? '');
}
