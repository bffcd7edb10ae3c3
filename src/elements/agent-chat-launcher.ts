// The round button that opens the floating chat and turns into its close button. Whether the panel is open
// is the chat's to say.

import { html, LitElement } from 'lit';
import { property } from 'lit/decorators.js';
import { request } from '../events.js';
import { english } from '../i18n/strings.js';
import { base } from '../styles/base.js';
import { closeIcon } from '../styles/icons.js';
import { launcherStyles } from './agent-chat-launcher.styles.js';

/**
 * The floating chat's button.
 *
 * @slot icon - The icon while the chat is closed.
 * @csspart launcher - The button.
 */
export class AgentChatLauncher extends LitElement {
  static override styles = [base, launcherStyles];
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };

  @property({ attribute: false }) strings = english;
  @property({ type: Boolean, reflect: true }) open = false;

  override render() {
    const { strings, open } = this;
    return html`<button
      part="launcher"
      aria-label=${open ? strings.closeChat : strings.openChat}
      aria-expanded=${open ? 'true' : 'false'}
      @click=${this.#onClick}
    >
      <span class="when-closed"><slot name="icon"></slot></span>
      <span class="when-open">${closeIcon}</span>
    </button>`;
  }

  #onClick(): void {
    request(this, 'agent-chat-request-open', { open: !this.open });
  }
}
