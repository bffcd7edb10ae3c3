// Every word the chat says to a visitor, as one typed table. Hosts replace any of them with the `strings`
// property; a missing word falls back to English.

/** The words of the chat. `{name}` marks a place that {@link format} fills. */
export interface Strings {
  readonly message: string;
  readonly placeholder: string;
  readonly send: string;
  readonly stop: string;
  readonly newConversation: string;
  readonly openChat: string;
  readonly closeChat: string;
  readonly conversation: string;
  readonly heading: string;
  readonly you: string;
  readonly agent: string;
  readonly thinking: string;
  readonly stopped: string;
  readonly notSent: string;
  readonly retry: string;
  readonly copy: string;
  readonly copyCode: string;
  readonly code: string;
  readonly copied: string;
  readonly openInNewTab: string;
  readonly usingTool: string;
  readonly usedTool: string;
  readonly suggestions: string;
  readonly loading: string;
  readonly jumpToLatest: string;
  readonly newMessages: string;
  readonly needsAnswer: string;
  readonly rateAnswer: string;
  readonly goodResponse: string;
  readonly badResponse: string;
  readonly sendingFeedback: string;
  readonly feedbackSent: string;
  readonly feedbackFailed: string;
  readonly feedbackWaiting: string;
  readonly feedbackUnconfirmed: string;
  readonly feedbackExpired: string;
  readonly undo: string;
  readonly oneStar: string;
  readonly stars: string;
  readonly tellUsMore: string;
  readonly reasons: string;
  readonly suggestAnswer: string;
  readonly sendFeedback: string;
  readonly cancel: string;
  readonly charactersLeft: string;
  readonly tooLong: string;
  readonly errorOffline: string;
  readonly errorUnreachable: string;
  readonly errorStreamBroken: string;
  readonly errorUnauthorized: string;
  readonly errorRateLimited: string;
  readonly errorRateLimitedFor: string;
  readonly errorBusy: string;
  readonly errorServer: string;
  readonly errorRunFailed: string;
  readonly errorTooLarge: string;
  readonly errorProtocol: string;
  readonly errorEndpointMissing: string;
  readonly errorEndpointWrong: string;
  readonly errorAssistantUnknown: string;
  readonly errorRefused: string;
}

/** English, the fallback of every word. */
export const english: Strings = Object.freeze({
  message: 'Message',
  placeholder: 'Write a message',
  send: 'Send',
  stop: 'Stop',
  newConversation: 'New conversation',
  openChat: 'Open chat',
  closeChat: 'Close chat',
  conversation: 'Conversation',
  heading: 'Chat',
  you: 'You',
  agent: 'Assistant',
  thinking: 'Thinking',
  stopped: 'Stopped',
  notSent: 'Not sent',
  retry: 'Try again',
  copy: 'Copy answer',
  copyCode: 'Copy code',
  code: 'Code',
  copied: 'Copied',
  openInNewTab: 'opens in a new tab',
  usingTool: 'Using {name}',
  usedTool: 'Used {name}',
  suggestions: 'Suggestions',
  loading: 'Loading the conversation',
  jumpToLatest: 'Jump to the latest message',
  newMessages: '{count} new',
  needsAnswer: 'The assistant needs your answer to go on',
  rateAnswer: 'Rate this answer',
  goodResponse: 'Good response',
  badResponse: 'Bad response',
  sendingFeedback: 'Sending your feedback',
  feedbackSent: 'Thanks for your feedback',
  feedbackFailed: 'Your feedback was not accepted',
  feedbackWaiting: 'Not sent yet. We will try again',
  feedbackUnconfirmed: 'Your feedback may not have arrived',
  feedbackExpired: 'It is too late to rate this answer',
  undo: 'Undo',
  oneStar: '1 star',
  stars: '{count} stars',
  tellUsMore: 'Tell us more',
  reasons: 'Reasons',
  suggestAnswer: 'Suggest a better answer',
  sendFeedback: 'Send feedback',
  cancel: 'Cancel',
  charactersLeft: '{count} characters left',
  tooLong: '{count} characters too long',
  errorOffline: 'You are offline. Your message is kept: send it again when you are back.',
  errorUnreachable: 'The assistant cannot be reached right now. Your message is kept.',
  errorStreamBroken: 'The connection was lost before the answer was complete.',
  errorUnauthorized: 'This page is not allowed to talk to the assistant. Reload the page, or sign in again.',
  errorRateLimited: 'There are too many requests right now. Wait a moment, then try again.',
  errorRateLimitedFor: 'There are too many requests right now. Try again in {seconds} seconds.',
  errorBusy: 'The assistant is still working on your last message. Try again in a moment.',
  errorServer: 'The assistant has a problem right now. Your message is kept: try again in a moment.',
  errorRunFailed: 'The assistant could not finish this answer. You can try again.',
  errorTooLarge: 'This message is too long. Shorten it and send it again.',
  errorProtocol: 'The answer could not be read. You can try again.',
  errorEndpointMissing: 'This chat is not set up yet: it has no endpoint.',
  errorEndpointWrong: 'This chat is not set up correctly: its endpoint does not answer like an agent.',
  errorAssistantUnknown: 'This chat is not set up correctly: the assistant it names does not exist.',
  errorRefused: 'The assistant did not accept this message.',
});
