// The options of <agent-chat>, as one table with three uses: properties and attributes of the element,
// `data-*` of the script tag and placeholders, and the table in the README. Reads and warns; draws nothing.

/** How the text of an attribute becomes a property's value. */
export type OptionType = 'text' | 'boolean' | 'choice' | 'list' | 'number' | 'data';

/** What an option can hold. `data` is checked by who reads it. */
export type OptionValue = string | number | boolean | readonly unknown[] | null;

/** One option. */
export interface OptionSpec {
  /** Property name; the attribute is the same in kebab-case, `data-*` likewise. */
  readonly name: string;
  readonly type: OptionType;
  readonly default: OptionValue;
  /** For `choice`: what is allowed. */
  readonly values?: readonly string[];
  /** The property is shown in the attribute. */
  readonly reflect?: boolean;
  readonly description: string;
}

const none: readonly string[] = Object.freeze([]);

/** The options, in the order of the README. */
export const options = [
  {
    name: 'endpoint',
    type: 'text',
    default: '',
    description:
      'Base URL of the proxy (or of an Agent Server); required. Relative URLs count from the page’s origin.',
  },
  { name: 'assistantId', type: 'text', default: 'agent', description: 'Assistant or graph to run.' },
  {
    name: 'threadId',
    type: 'text',
    default: null,
    reflect: true,
    description: 'Open this thread; tells the current one.',
  },
  {
    name: 'mode',
    type: 'choice',
    default: 'inline',
    values: ['inline', 'floating', 'fullscreen'],
    reflect: true,
    description: 'Where the chat stands. A script tag that mounts itself uses `floating`.',
  },
  {
    name: 'position',
    type: 'choice',
    default: 'bottom-right',
    values: ['bottom-right', 'bottom-left'],
    reflect: true,
    description: 'Corner of the launcher; follows the text direction.',
  },
  {
    name: 'open',
    type: 'boolean',
    default: false,
    reflect: true,
    description: 'The floating panel is shown.',
  },
  { name: 'heading', type: 'text', default: '', description: 'Title above the conversation.' },
  { name: 'greeting', type: 'text', default: '', description: 'Markdown shown before the first message.' },
  { name: 'placeholder', type: 'text', default: '', description: 'Hint in the empty text box.' },
  {
    name: 'disclaimer',
    type: 'text',
    default: '',
    description: 'Markdown in small print below the text box.',
  },
  { name: 'starters', type: 'list', default: none, description: 'JSON array of suggested first messages.' },
  {
    name: 'feedback',
    type: 'data',
    default: 'thumbs',
    description: 'Which ratings each answer gets: shorthand or JSON, see Ratings.',
  },
  {
    name: 'feedbackUndo',
    type: 'number',
    default: 3_000,
    description: 'How long a rating can be undone before it is sent, in ms; 0 sends it at once.',
  },
  {
    name: 'feedbackHosts',
    type: 'list',
    default: none,
    description: 'JSON array of hosts that ratings may go to, besides LangSmith’s and the endpoint’s.',
  },
  {
    name: 'imageHosts',
    type: 'list',
    default: none,
    description:
      'JSON array of hosts (`cdn.example.com`, `*.example.com`) that images in answers may come from; others show as links.',
  },
  {
    name: 'persist',
    type: 'choice',
    default: 'local',
    values: ['local', 'session', 'none'],
    description: 'What this browser remembers: beyond the visit, for the tab, or nothing.',
  },
  {
    name: 'colorScheme',
    type: 'choice',
    default: 'auto',
    values: ['auto', 'light', 'dark'],
    reflect: true,
    description: 'Light or dark, or as the page and the system say.',
  },
  {
    name: 'messagesKey',
    type: 'text',
    default: 'messages',
    description: 'State key that holds the messages.',
  },
] as const satisfies readonly OptionSpec[];

/** The value of every option, by property name. */
export interface OptionValues {
  endpoint: string;
  assistantId: string;
  threadId: string | null;
  mode: 'inline' | 'floating' | 'fullscreen';
  position: 'bottom-right' | 'bottom-left';
  open: boolean;
  heading: string;
  greeting: string;
  placeholder: string;
  disclaimer: string;
  starters: readonly string[];
  feedback: string | readonly unknown[];
  feedbackUndo: number;
  feedbackHosts: readonly string[];
  imageHosts: readonly string[];
  persist: 'local' | 'session' | 'none';
  colorScheme: 'auto' | 'light' | 'dark';
  messagesKey: string;
}

/** `assistantId` as its attribute: `assistant-id`. */
export function attributeName(option: string): string {
  return option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** What was wrong with a value, for the console. */
export type Warn = (message: string) => void;

/**
 * The value of an option from what a host gave: text of an attribute, or anything at all as a property
 * (frameworks assign raw text). What does not fit gives the default and one warning with the fix.
 */
export function readOption(spec: OptionSpec, given: unknown, warn: Warn): OptionValue {
  if (given === null || given === undefined) return spec.default;
  switch (spec.type) {
    case 'boolean':
      return given !== false && given !== 'false';
    case 'text':
      if (typeof given === 'string') return given;
      if (typeof given === 'number') return String(given);
      break;
    case 'number': {
      const number = given === '' ? Number.NaN : Number(given);
      if (number >= 0 && Number.isFinite(number)) return number;
      break;
    }
    case 'data':
      if (typeof given === 'string' || Array.isArray(given)) return given;
      break;
    case 'choice':
      if (typeof given === 'string' && spec.values?.includes(given)) return given;
      break;
    case 'list': {
      const list = typeof given === 'string' ? parseJson(given) : given;
      if (Array.isArray(list) && list.every((item) => typeof item === 'string')) return list;
      break;
    }
    default:
      return spec.type satisfies never;
  }
  warn(`${attributeName(spec.name)}=${show(given)} is not usable: ${expected(spec)}`);
  return spec.default;
}

function expected(spec: OptionSpec): string {
  if (spec.type === 'choice') return `use one of ${spec.values?.join(', ')}.`;
  if (spec.type === 'list') return `give a JSON array of texts, such as '["How do I start?"]'.`;
  if (spec.type === 'number') return 'give a number, 0 or more.';
  return 'give a text.';
}

function show(given: unknown): string {
  const text = typeof given === 'string' ? given : String(JSON.stringify(given));
  return `"${text.slice(0, 60)}"`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An endpoint that can be used, or what is wrong with it and how to mend it. */
export type Endpoint = { readonly url: string } | { readonly problem: string };

/** The origin that relative addresses count from. A frame made of `srcdoc` has no address, but its parent's origin. */
function pageOrigin(): string {
  return location.origin === 'null' ? globalThis.origin : location.origin;
}

/** `endpoint` as an absolute URL without a slash at its end. Relative ones count from `origin`, the page's. */
export function readEndpoint(endpoint: string, origin = pageOrigin()): Endpoint {
  if (endpoint.trim() === '') {
    return { problem: 'The attribute endpoint="…" is missing: set it to the URL of your agent-chat proxy.' };
  }
  const url = URL.canParse(endpoint, origin) ? new URL(endpoint, origin) : null;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    return {
      problem: `endpoint="${endpoint}" is no web address: use a path such as /api/agent, or an https URL.`,
    };
  }
  return { url: `${url.origin}${url.pathname.replace(/\/+$/, '')}` };
}
