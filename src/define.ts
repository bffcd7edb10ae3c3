// The only place that registers elements. Guarded: the script may be on a page twice, in two versions; the
// first one to arrive serves the page.

import { AgentChat } from './elements/agent-chat.js';
import { AgentChatComposer } from './elements/agent-chat-composer.js';
import { AgentChatLauncher } from './elements/agent-chat-launcher.js';
import { AgentChatMessage } from './elements/agent-chat-message.js';
import { AgentChatNotice } from './elements/agent-chat-notice.js';
import { AgentChatRating } from './elements/agent-chat-rating.js';
import { AgentChatTranscript } from './elements/agent-chat-transcript.js';
import { AgentFeedback } from './elements/agent-feedback.js';

// Inner elements first: <agent-chat> draws them as soon as it upgrades.
const elements: readonly (readonly [name: string, element: CustomElementConstructor])[] = [
  ['agent-chat-composer', AgentChatComposer],
  ['agent-chat-launcher', AgentChatLauncher],
  ['agent-chat-message', AgentChatMessage],
  ['agent-chat-notice', AgentChatNotice],
  ['agent-chat-rating', AgentChatRating],
  ['agent-chat-transcript', AgentChatTranscript],
  ['agent-feedback', AgentFeedback],
  ['agent-chat', AgentChat],
];

/** Registers `<agent-chat>`, `<agent-feedback>` and their inner elements. Does nothing on a server, or when they are registered. */
export function defineAgentChat(): void {
  if (typeof customElements === 'undefined' || customElements.get('agent-chat')) return;
  // A page may have taken one of the inner names for itself: then that one is the page's, and nothing is thrown.
  for (const [name, element] of elements) if (!customElements.get(name)) customElements.define(name, element);
}
