// The public ES module: registers the elements and exports what a page's own code works with.

import { defineAgentChat } from './define.js';
import type { AgentChat } from './elements/agent-chat.js';
import type { AgentFeedback } from './elements/agent-feedback.js';

export type { OptionValues } from './config.js';
export { defineAgentChat } from './define.js';
export type { HostSettings } from './elements/agent-chat.conversation.js';
export { AgentChat } from './elements/agent-chat.js';
export { AgentFeedback } from './elements/agent-feedback.js';
export type { AgentChatEvents } from './events.js';
export type { Rating } from './feedback/rating.js';
export { english, type Strings } from './i18n/strings.js';
export type { CodePiece, Highlight } from './markdown/index.js';
export type { ErrorKind } from './protocol/errors.js';
export type { Interrupt, Role, ToolCall } from './protocol/run-events.js';
export type { ChatMessage, MessageStatus, SessionStatus } from './session/state.js';

defineAgentChat();

declare global {
  interface HTMLElementTagNameMap {
    'agent-chat': AgentChat;
    'agent-feedback': AgentFeedback;
  }
}
