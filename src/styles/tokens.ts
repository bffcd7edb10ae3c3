// Every --agent-chat-* custom property, with its default, as internal names that the elements use. Colours
// derive from surface, text and accent, so that one accent gives a whole, readable theme.

import { css } from 'lit';

/**
 * Custom properties and what is derived from them. Set on each element's wrapper through inheritance:
 * only <agent-chat> and <agent-feedback> adopt this sheet.
 */
export const tokens = css`
  :host {
    --_accent: var(--agent-chat-accent, oklch(0.55 0.19 262));
    --_surface: var(--agent-chat-surface, light-dark(#fff, #16181d));
    --_text: var(--agent-chat-on-surface, light-dark(#1b1e26, #e9ebf0));
    /* Black or white, whichever reads better on the accent: past L = 0.57 in OKLCH, dark text wins. */
    --_on-accent: var(
      --agent-chat-on-accent,
      oklch(from var(--_accent) clamp(0, (0.57 - l) * 1000, 1) 0 0)
    );
    /* The accent as text or icon on the surface: pulled towards the text until it has contrast. */
    --_accent-text: light-dark(
      oklch(from var(--_accent) min(l, 0.52) c h),
      oklch(from var(--_accent) max(l, 0.76) min(c, 0.14) h)
    );
    --_muted: var(--agent-chat-muted, color-mix(in oklab, var(--_text) 68%, var(--_surface)));
    --_border: var(--agent-chat-border, color-mix(in oklab, var(--_text) 14%, var(--_surface)));
    --_tint: color-mix(in oklab, var(--_text) 5%, var(--_surface));
    --_hover: color-mix(in oklab, var(--_text) 8%, var(--_surface));
    --_bubble: color-mix(in oklab, var(--_accent) 12%, var(--_surface));
    --_error: light-dark(#b3261e, #ffb4ab);
    --_error-tint: color-mix(in oklab, var(--_error) 9%, var(--_surface));
    --_success: light-dark(#146c2e, #7fd99a);
    --_radius: var(--agent-chat-radius, 16px);
    --_radius-s: max(6px, calc(var(--_radius) * 0.5));
    --_font: var(--agent-chat-font-family, ui-sans-serif, system-ui, sans-serif);
    --_size: var(--agent-chat-font-size, 15px);
    --_small: calc(var(--_size) * 0.867);
    --_focus: 2px solid var(--_accent-text);
    --_shadow: 0 1px 3px rgb(0 0 0 / 10%), 0 12px 32px rgb(0 0 0 / 16%);
  }
`;
