// The demo page's own script: its looks (a style sheet that the policy cannot refuse), its switches, and the ratings as they arrive. Knows the chat only as any page would: by its tag and attributes.

import { controlSets } from './control-sets.js';
import { pageStyles } from './demo.styles.js';
import { showRatings } from './ratings.js';

const sheet = new CSSStyleSheet();
sheet.replaceSync(pageStyles);
document.adoptedStyleSheets.push(sheet);

addEventListener('DOMContentLoaded', () => {
  const root = document.documentElement;
  const chat = document.querySelector('agent-chat');
  const look = new URLSearchParams(location.search);

  choose('scheme', ['Dark', 'Light'], look.get('scheme') === 'dark', (dark) => {
    root.dataset['scheme'] = dark ? 'dark' : 'light';
    chat?.setAttribute('color-scheme', dark ? 'dark' : 'light');
  });
  choose('direction', ['Right to left', 'Left to right'], look.get('dir') === 'rtl', (rtl) => {
    root.dir = rtl ? 'rtl' : 'ltr';
  });
  choose('mode', ['Floating', 'Inline'], look.get('mode') === 'floating', (floating) => {
    chat?.setAttribute('mode', floating ? 'floating' : 'inline');
  });
  chooseControls(look.get('controls'), (feedback) => chat?.setAttribute('feedback', feedback));
  showRatings();
});

/** The list of control sets. An answer keeps the keys that its run was asked for: the next one shows the change. */
function chooseControls(wanted: string | null, apply: (feedback: string) => void): void {
  const list = document.getElementById('controls');
  if (!(list instanceof HTMLSelectElement)) return;
  list.append(...controlSets.map(({ id, name }) => new Option(name, id, false, id === wanted)));
  const show = () => apply(controlSets.find(({ id }) => id === list.value)?.feedback ?? 'thumbs');
  list.addEventListener('change', show);
  if (wanted !== null) show();
}

/** A button that switches between two states and names the other one. */
function choose(
  id: string,
  names: readonly [string, string],
  on: boolean,
  apply: (on: boolean) => void,
): void {
  const button = document.getElementById(id);
  let state = on;
  const show = () => {
    apply(state);
    if (button) button.textContent = names[state ? 1 : 0];
  };
  button?.addEventListener('click', () => {
    state = !state;
    show();
  });
  show();
}
