// Reads the `feedback` option, shorthand or JSON, as controls. What makes no sense is told with the fix,
// and never costs the page its ratings: thumbs stand in.

import { isRecord } from '../is-record.js';
import {
  type ChoiceSpec,
  type CommentRule,
  type ControlKind,
  type FeedbackControl,
  scales,
} from './controls.js';

/** Controls, and what was wrong with what they were read from. */
export interface ParsedControls {
  readonly controls: readonly FeedbackControl[];
  /** Sentences for the console, each with the fix. */
  readonly problems: readonly string[];
}

const defaultKey = 'user_score';
const kinds: readonly ControlKind[] = ['thumbs', 'stars', 'scale', 'choice', 'comment'];
const commentRules: readonly CommentRule[] = ['none', 'optional', 'negative', 'required'];

/** LangSmith's keys are free text; these are the ones that survive every URL, header and log. */
const keyPattern = /^[\w.-]{1,64}$/;

/** Shorthand (`thumbs`, `stars:KEY thumbs:UP,DOWN`, `none`), a list of controls, or its JSON text. */
export function parseControls(given: unknown): ParsedControls {
  const list = typeof given === 'string' && given.trim().startsWith('[') ? parseJson(given) : given;
  const wishes = typeof list === 'string' ? list.trim().split(/\s+/).filter(Boolean) : list;
  if (!Array.isArray(wishes))
    return thumbsInstead('feedback is no list of controls: see the docs for its JSON.');
  if (wishes.length === 1 && wishes[0] === 'none') return { controls: [], problems: [] };

  const problems: string[] = [];
  const controls = wishes.flatMap((wish: unknown) => {
    const control = typeof wish === 'string' ? readShorthand(wish) : readSpec(wish);
    if (typeof control !== 'string') return control;
    problems.push(control);
    return [];
  });
  return controls.length > 0 ? { controls, problems } : thumbsInstead(...problems);
}

function thumbsInstead(...problems: readonly string[]): ParsedControls {
  return { controls: [build('thumbs', [defaultKey])], problems };
}

function readShorthand(word: string): FeedbackControl | string {
  const [name = '', keyText] = word.split(':', 2);
  const kind = kinds.find((known) => known === name);
  if (!kind || kind === 'choice') {
    return `feedback="${word}": "${name}" has no shorthand. Use thumbs, stars, scale, comment or none, or JSON for choice.`;
  }
  const keys = keyText === undefined ? [defaultKey] : keyText.split(',');
  return keysProblem(word, kind, keys) ?? build(kind, keys);
}

function readSpec(spec: unknown): FeedbackControl | string {
  const shown = (JSON.stringify(spec) ?? 'nothing').slice(0, 80);
  if (!isRecord(spec))
    return `feedback: ${shown} is no control: give objects such as {"key":"user_score","control":"thumbs"}.`;
  const kind = kinds.find((known) => known === (spec['control'] ?? 'thumbs'));
  if (!kind) return `feedback: ${shown} has an unknown "control": use one of ${kinds.join(', ')}.`;
  const key = spec['key'] ?? defaultKey;
  const keys = (Array.isArray(key) ? key : String(key).split(',')).map(String);
  const problem = keysProblem(shown, kind, keys);
  if (problem) return problem;
  const choices = readChoices(spec['options']);
  if (kind === 'choice' && choices.length < 2) {
    return `feedback: ${shown} needs two or more "options" such as {"label":"Fully","score":1,"value":"full"}.`;
  }
  const comment = commentRules.find(
    (rule) => rule === (spec['comment'] ?? (kind === 'comment' ? 'required' : 'none')),
  );
  if (!comment) return `feedback: ${shown} has an unknown "comment": use one of ${commentRules.join(', ')}.`;
  return build(kind, keys, {
    label: typeof spec['label'] === 'string' ? spec['label'] : '',
    comment: kind === 'comment' ? 'required' : comment,
    reasons: Array.isArray(spec['reasons'])
      ? spec['reasons'].filter((reason) => typeof reason === 'string')
      : [],
    correction: spec['correction'] === true,
    choices,
  });
}

function keysProblem(shown: string, kind: ControlKind, keys: readonly string[]): string | null {
  const most = kind === 'thumbs' ? 2 : 1;
  if (keys.length <= most && keys.every((key) => keyPattern.test(key))) return null;
  return `feedback: ${shown} needs ${most === 2 ? 'one key, or two for up and down,' : 'one key'} of letters, digits, "_", "." and "-".`;
}

function readChoices(raw: unknown): readonly ChoiceSpec[] {
  return (Array.isArray(raw) ? raw : []).filter(isRecord).flatMap(({ label, score, value }) => {
    const text = typeof label === 'string' ? label : '';
    const worth =
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
    return text === ''
      ? []
      : [{ label: text, score: typeof score === 'number' ? score : null, value: worth ?? text }];
  });
}

interface Extras extends Partial<Pick<FeedbackControl, 'label' | 'comment' | 'reasons' | 'correction'>> {
  readonly choices?: readonly ChoiceSpec[];
}

function build(kind: ControlKind, keys: readonly string[], extras: Extras = {}): FeedbackControl {
  const {
    label = '',
    comment = kind === 'comment' ? 'required' : 'none',
    reasons = [],
    correction = false,
  } = extras;
  return {
    kind,
    label,
    keys,
    options: scales[kind](keys, extras.choices ?? []),
    comment,
    reasons,
    correction,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
