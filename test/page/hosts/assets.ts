// Styles, scripts and libraries of the host pages: each does one thing that real pages do to a chat.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { build } from 'esbuild';
import { compile } from 'svelte/compiler';
import { debianFile } from '../../support/debian.js';

const { resolve } = createRequire(import.meta.url);
const file = (path: string) => readFileSync(path, 'utf8');

const snippet = '/agent-chat.js';
const react = `
  import { createElement, useState } from 'react';
  import { createRoot } from 'react-dom/client';
  function App() {
    const [count, setCount] = useState(0);
    return createElement('div', null,
      createElement('button', { onClick: () => setCount(count + 1) }, 'Count ' + count),
      createElement('agent-chat', { endpoint: '/api/agent', assistantId: 'agent', starters: '["One"]', heading: 'Times ' + count }));
  }
  createRoot(document.getElementById('app')).render(createElement(App));
`;

const svelte = `
  <script>let count = $state(0);</script>
  <button onclick={() => { count += 1; }}>Count {count}</button>
  <agent-chat endpoint="/api/agent" assistant-id="agent" starters={'["One"]'} heading={'Times ' + count}></agent-chat>
`;

const angular = `
  import '@angular/compiler';
  import { Component, CUSTOM_ELEMENTS_SCHEMA, provideZonelessChangeDetection, signal } from '@angular/core';
  import { bootstrapApplication } from '@angular/platform-browser';
  class App { count = signal(0); }
  Component({
    selector: 'app-root',
    schemas: [CUSTOM_ELEMENTS_SCHEMA],
    template: '<button (click)="count.set(count() + 1)">Count {{ count() }}</button><agent-chat endpoint="/api/agent" assistant-id="agent" [starters]="\\'[&quot;One&quot;]\\'" [heading]="\\'Times \\' + count()"></agent-chat>',
  })(App);
  bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });
`;

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true,
    write: false,
    format: 'iife',
    conditions: ['browser'],
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

/** An asset's text; `bare` for the page without the chat. */
type Asset = (bare?: boolean) => string | Promise<string>;

/** Asset path to its text. */
export const assets: Readonly<Record<string, Asset>> = {
  '/agent-chat.js': (bare) => (bare ? '' : file('dist/agent-chat.js')),
  // Another version of the script, as a theme or a plugin may bring it along.
  '/other-version.js': (bare) =>
    bare ? '' : file('dist/agent-chat.js').replaceAll('Write a message', 'Write to us'),
  '/index.js': (bare) => (bare ? '' : file('dist/index.js')),
  // What a caching plugin makes of all scripts of a page: one file, in whose tag nothing of ours stands.
  '/scripts/aggregated.js': (bare) =>
    `"use strict";var shop={open:true}\n;${bare ? '' : `(window.agentChatQueue=window.agentChatQueue||[]).push(['init',{endpoint:'/api/agent'}])\n;${file('dist/agent-chat.js')}`}\nshop.closed=false`,
  '/scripts/written.js': () =>
    `document.write('<script data-agent-chat data-endpoint="/api/agent" src="${snippet}"></' + 'script>');`,
  // Scripts of old, which put their own into everything, where every loop sees it.
  '/scripts/polluted.js': () => `
    ['clone', 'each', 'extend', 'forEach', 'keys', 'map', 'toJSONString', 'watch'].forEach(function (name) { Object.prototype[name] = function () { return this; }; });
    Array.prototype.last = function () { return this[this.length - 1]; };
    Array.prototype.find = Array.prototype.includes = function (wanted) { return typeof wanted === 'function' ? this.filter(wanted)[0] : this.indexOf(wanted) >= 0; };
    String.prototype.trim = function () { return this.replace(/^\\s+|\\s+$/g, ''); };
    Function.prototype.defer = function () { return setTimeout(this, 1); };
    Node.prototype.remove = Element.prototype.remove = function () { if (this.parentNode) this.parentNode.removeChild(this); };`,
  '/scripts/new-body.js': () =>
    `setTimeout(() => { const body = document.createElement('body'); body.append(document.querySelector('h1')); document.body = body; }, 300);`,
  '/styles/small-root.css': () => 'html { font-size: 62.5%; }',
  '/styles/important.css': () =>
    '* { color: red !important; font: 40px serif !important; display: block !important; margin: 9px !important; float: left !important; letter-spacing: 9px !important; }',
  '/styles/transformed.css': () => 'body { transform: translateX(0); height: 3000px; overflow: hidden; }',
  '/scripts/hotkeys.js': () =>
    `addEventListener('keydown', (event) => { event.preventDefault(); document.title = 'hotkey ' + event.key; });`,
  '/scripts/dialog.js': () => `document.querySelector('dialog').show();`,
  '/scripts/inject.js': () =>
    `addEventListener('load', () => { const script = document.createElement('script'); Object.assign(script.dataset, { agentChat: '', endpoint: '/api/agent' }); script.src = '${snippet}'; document.head.append(script); });`,
  '/scripts/delay.js': () =>
    `setTimeout(() => { const script = document.createElement('script'); script.setAttribute('data-agent-chat', ''); script.setAttribute('data-endpoint', '/api/agent'); script.type = 'module'; script.src = '${snippet}'; document.body.append(script); }, 400);`,
  '/scripts/queue.js': () =>
    `(window.agentChatQueue = window.agentChatQueue || []).push(['init', { endpoint: '/api/agent', assistantId: 'agent', starters: ['One'] }]);`,
  '/scripts/late-queue.js': () =>
    `setTimeout(() => (window.agentChatQueue = window.agentChatQueue || []).push(['init', { endpoint: '/api/agent' }]), 400);`,
  '/scripts/late-placeholder.js': () =>
    `setTimeout(() => { const post = document.createElement('article'); const place = document.createElement('div'); Object.assign(place.dataset, { agentChat: 'inline', endpoint: '/api/agent' }); post.append(place); document.body.append(post); }, 400);`,
  '/scripts/vue.js': () =>
    `const { createApp, h, ref } = Vue; createApp({ setup() { const count = ref(0); return () => h('div', [h('button', { onClick: () => { count.value += 1; } }, 'Count ' + count.value), h('agent-chat', { endpoint: '/api/agent', assistantId: 'agent', starters: '["One"]', heading: 'Times ' + count.value })]); } }).mount('#app');`,
  '/scripts/react.js': () => bundle(react),
  '/scripts/angular.js': () => bundle(angular),
  // The compiled component and what mounts it, as one module.
  '/scripts/svelte.js': () => {
    const { js } = compile(svelte, { generate: 'client', filename: 'App.svelte' });
    return bundle(
      `${js.code}\nimport { mount } from 'svelte'; mount(App, { target: document.getElementById('app') });`,
    );
  },
  '/libraries/vue.js': () => file(resolve('vue/dist/vue.global.prod.js')),
  '/libraries/require.js': () => file(resolve('requirejs/require.js')),
  '/libraries/zone.js': () => file(resolve('zone.js')),
  '/libraries/turbo.js': () => file(resolve('@hotwired/turbo/dist/turbo.es2017-umd.js')),
  '/libraries/pjax.js': () => file(resolve('pjax/pjax.js')),
  '/scripts/pjax.js': () =>
    `addEventListener('DOMContentLoaded', () => new Pjax({ elements: 'a', selectors: ['title', 'main'], cacheBust: false }));`,
  '/libraries/prototype.js': () =>
    file(debianFile('/usr/share/javascript/prototype/prototype.js', 'libjs-prototype')),
  '/libraries/mootools.js': () =>
    file(debianFile('/usr/share/javascript/mootools/mootools.js', 'libjs-mootools')),
};
