// A block of code: what language it is in, a button that copies it, and a region that scrolls sideways.

import { html, type TemplateResult } from 'lit';
import type { Block } from './blocks.js';
import { type Highlight, renderHighlighted } from './highlight.js';

/** The words of a code block. */
export interface CodeStrings {
  readonly copyCode: string;
  readonly copied: string;
  readonly code: string;
}

/** How long the button says that it has copied, in ms. */
const copiedFor = 2_000;

/** A code block as a template. */
export function renderCode(
  { language, text }: Extract<Block, { kind: 'code' }>,
  strings: CodeStrings,
  highlight?: Highlight,
): TemplateResult {
  return html`<figure class="code" dir="ltr">
    <figcaption>
      <span>${language || strings.code}</span>
      <button type="button" @click=${(event: Event) => copy(event, text, strings)}>${strings.copyCode}</button>
    </figcaption>
    <pre tabindex="0" role="region" aria-label=${language || strings.code}><code>${renderHighlighted(text, language, highlight)}</code></pre>
  </figure>`;
}

async function copy(event: Event, text: string, strings: CodeStrings): Promise<void> {
  const button = event.currentTarget as HTMLButtonElement;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // No clipboard on http pages or in some frames: the visitor copies what we select.
    const code = button.closest('figure')?.querySelector('code');
    if (code) getSelection()?.selectAllChildren(code);
    return;
  }
  const label = [...button.childNodes].find((node): node is Text => node.nodeType === Node.TEXT_NODE);
  if (!label) return;
  label.data = strings.copied;
  setTimeout(() => {
    label.data = strings.copyCode;
  }, copiedFor);
}
