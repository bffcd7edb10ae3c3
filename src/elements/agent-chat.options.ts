// What a page can set on <agent-chat>: the option table of config.ts as properties and attributes, and the
// settings that only code can give. What the element does with them is agent-chat.ts.

import { LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { type OptionValues, options } from '../config.js';
import type { Strings } from '../i18n/strings.js';
import type { Highlight } from '../markdown/index.js';
import { warn } from '../warn.js';
import type { HostSettings } from './agent-chat.conversation.js';
import { defaultValues, defineOptionAccessors, optionProperties } from './agent-feedback.options.js';

/** Options that belong to another conversation when they change. */
export const identity: readonly (keyof OptionValues)[] = [
  'endpoint',
  'assistantId',
  'persist',
  'messagesKey',
];

/**
 * The base of `<agent-chat>`: its properties, attributes and custom properties.
 *
 * @cssprop [--agent-chat-accent=oklch(0.55 0.19 262)] - The one colour: buttons, bubbles, focus.
 * @cssprop [--agent-chat-on-accent] - Text on the accent; computed when absent.
 * @cssprop [--agent-chat-surface] - Background; white or near-black when absent.
 * @cssprop [--agent-chat-on-surface] - Text.
 * @cssprop [--agent-chat-muted] - Quiet text.
 * @cssprop [--agent-chat-border] - Hairlines.
 * @cssprop [--agent-chat-radius=16px] - Corners; inner ones derive from it.
 * @cssprop [--agent-chat-font-family=ui-sans-serif, system-ui, sans-serif] - Font; name the page's own to match it.
 * @cssprop [--agent-chat-font-size=15px] - Text size; the rest derives from it.
 * @cssprop [--agent-chat-width] - Width; 100% inline, 400px floating.
 * @cssprop [--agent-chat-height=640px] - Height.
 * @cssprop [--agent-chat-offset=20px] - Distance of the floating button from the edges.
 * @cssprop [--agent-chat-z-index=2147483000] - Layer, in browsers without a top layer and for `fullscreen`.
 */
export class OptionsElement extends LitElement implements HostSettings {
  static override properties = optionProperties(options);

  /** The options' values; read and set through the properties. @internal */
  readonly optionValues = defaultValues(options) as OptionValues;

  declare endpoint: string;
  declare assistantId: string;
  declare threadId: string | null;
  declare mode: OptionValues['mode'];
  declare position: OptionValues['position'];
  declare open: boolean;
  declare heading: string;
  declare greeting: string;
  declare placeholder: string;
  declare disclaimer: string;
  declare starters: readonly string[];
  declare feedback: OptionValues['feedback'];
  declare feedbackUndo: number;
  declare feedbackHosts: readonly string[];
  declare imageHosts: readonly string[];
  declare persist: OptionValues['persist'];
  declare colorScheme: OptionValues['colorScheme'];
  declare messagesKey: string;

  /** Extra request headers, or a function (may be async) that gives them before each request. */
  @property({ attribute: false }) headers: HostSettings['headers'];
  /** `credentials` of the requests to the endpoint. */
  @property({ attribute: false }) credentials: HostSettings['credentials'];
  /** Other words for what the chat says; see the `Strings` type. */
  @property({ attribute: false }) strings: Partial<Strings> | undefined;
  /** `context` of each run. */
  @property({ attribute: false }) context: unknown;
  /** `config` of each run. */
  @property({ attribute: false }) config: unknown;
  /** `metadata` of each run. */
  @property({ attribute: false }) metadata: unknown;
  /** Changes a run's input before it is sent. */
  @property({ attribute: false }) transformInput: HostSettings['transformInput'];
  /** Used instead of the global `fetch`. */
  @property({ attribute: false }) fetch: HostSettings['fetch'];

  /**
   * Colours for finished code blocks: `(code, language)` to pieces, texts or `{kind, text}` with kind `comment`,
   * `keyword`, `string`, `number` or `name`.
   */
  @property({ attribute: false }) highlight: Highlight | undefined;

  /** The page's `highlight`; code stays plain when it fails. @internal */
  get highlighter(): Highlight | undefined {
    return typeof this.highlight === 'function' ? safely(this.highlight) : undefined;
  }

  static {
    defineOptionAccessors(this.prototype, options);
  }
}

const safe = new WeakMap<Highlight, Highlight>();

/** `highlight` as a function that never throws, the same one each time: what is drawn depends on it. */
function safely(highlight: Highlight): Highlight {
  const known = safe.get(highlight);
  if (known) return known;
  const made: Highlight = (code, language) => {
    try {
      const pieces = highlight(code, language);
      if (pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('') === code)
        return pieces;
      warn('The `highlight` function changed the code: return pieces that together are the same text.');
    } catch (error) {
      warn(`The \`highlight\` function failed: ${error instanceof Error ? error.message : String(error)}`);
    }
    return [code];
  };
  safe.set(highlight, made);
  return made;
}
