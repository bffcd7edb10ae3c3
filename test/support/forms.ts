// The four forms of embedding, as their documentation has them, for any script and endpoint.

/** The names of the forms. */
export type Form = 'one line' | 'element' | 'placeholder' | 'queue';

/** Forms that float; the others stand in the content. */
export const floating: ReadonlySet<Form> = new Set(['one line', 'queue']);

/** The bare script, which the element and placeholders need. */
export const scriptTag = (src: string): string => `<script async src="${src}"></script>`;

/** The HTML of each form. */
export function formsFor(src: string, endpoint: string): Readonly<Record<Form, string>> {
  const script = scriptTag(src);
  return {
    'one line': `<script data-cfasync="false" data-no-optimize="1" data-agent-chat data-endpoint="${endpoint}" data-assistant-id="agent" async src="${src}"></script>`,
    element: `${script}<agent-chat endpoint="${endpoint}" assistant-id="agent"></agent-chat>`,
    placeholder: `<div data-agent-chat="inline" data-endpoint="${endpoint}" data-assistant-id="agent"><a href="/contact">Contact us</a></div>`,
    queue: `${script}<script>(window.agentChatQueue=window.agentChatQueue||[]).push(['init',{endpoint:'${endpoint}',assistantId:'agent'}])</script>`,
  };
}
