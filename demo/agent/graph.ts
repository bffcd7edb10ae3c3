// The demo's agent: a LangGraph graph that answers questions about this project from its README and docs.
// Without a model key it quotes them; with OPENAI_API_KEY that model answers over the same passages.

import { fileURLToPath } from 'node:url';
import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { AIMessage, type BaseMessage, SystemMessage } from '@langchain/core/messages';
import { END, MessagesAnnotation, START, StateGraph } from '@langchain/langgraph';
import { composeAnswer, find } from './compose.js';
import { readLibrary } from './library.js';
import { PacedModel } from './paced-model.js';

const library = readLibrary(fileURLToPath(new URL('../..', import.meta.url)));

const pause = Number(process.env['AGENT_CHAT_DEMO_PAUSE'] ?? 18);

async function answer({ messages }: typeof MessagesAnnotation.State) {
  const questions = messages.filter((message) => message.getType() === 'human').map(textOf);
  const question = questions.at(-1) ?? '';
  const earlier = questions.at(-2) ?? null;
  if (!process.env['OPENAI_API_KEY']) {
    const text = composeAnswer(library, question, earlier);
    return { messages: [await new PacedModel(pause).invoke([new AIMessage(text)])] };
  }
  const passages = find(library, question, earlier).map(
    ({ section }) => `## ${section.heading}\n${section.text}`,
  );
  const instructions = new SystemMessage(
    `You answer questions about agent-chat from these passages of its docs, in Markdown, briefly, and name the sections used. Say so when they do not hold the answer.\n\n${passages.join('\n\n')}`,
  );
  const model = await openAi();
  return { messages: [await model.invoke([instructions, ...messages])] };
}

async function openAi(): Promise<BaseChatModel> {
  const { ChatOpenAI } = await import('@langchain/openai');
  return new ChatOpenAI({
    model: process.env['OPENAI_MODEL'] ?? 'gpt-4o-mini',
    configuration: { baseURL: process.env['OPENAI_BASE_URL'] },
  });
}

function textOf(message: BaseMessage): string {
  return typeof message.content === 'string' ? message.content : '';
}

/** The graph, as the Agent Server loads it. */
export const graph = new StateGraph(MessagesAnnotation)
  .addNode('answer', answer)
  .addEdge(START, 'answer')
  .addEdge('answer', END)
  .compile();
