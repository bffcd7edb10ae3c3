// What `npm run build` makes: the one script, the ES module, the proxy and their types (see package.json).

import { readFileSync } from 'node:fs';
import commonjs from '@rollup/plugin-commonjs';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import dts from 'rollup-plugin-dts';
import esbuild from 'rollup-plugin-esbuild';
import { replacement } from './build/aliases.mjs';
import { integrity } from './build/integrity-plugin.mjs';
import { minifyTemplates } from './build/minify-templates.mjs';
import { patchDependencies } from './build/patch-plugin.mjs';
import { wordpress } from './build/wordpress-plugin.mjs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const target = 'es2022';

const aliased = {
  name: 'aliases',
  resolveId: replacement,
};

/** Terser makes the script some 2 kB smaller (gzip) than esbuild does. */
const smallest = { ecma: 2020, compress: { passes: 3 } };

/** For the browser: everything in one file, so that nothing is fetched and Lit is the patched one. */
const browser = {
  plugins: [
    aliased,
    nodeResolve({ browser: true, exportConditions: ['production', 'browser', 'default'] }),
    commonjs(),
    patchDependencies(),
    minifyTemplates(),
    esbuild({ target, tsconfig: 'tsconfig.json', define: { 'process.env.NODE_ENV': '"production"' } }),
  ],
  // The SDK's modules have no effects of their own; without saying so its unused half comes along.
  treeshake: { moduleSideEffects: (id) => !/node_modules\/(?!lit|@lit)/.test(id) },
  onwarn: strict,
};

/** A warning is a mistake in the build, but for those that this list names. */
function strict(warning, warn) {
  // Legacy decorators compile to `this` at the top level of a helper.
  if (warning.code === 'THIS_IS_UNDEFINED') return;
  // Comments in the SDK's dependencies, which are left out of the bundle anyway.
  if (warning.code === 'INVALID_ANNOTATION') return;
  if (warning.code === 'CIRCULAR_DEPENDENCY' && warning.ids?.every((id) => id.includes('node_modules')))
    return;
  warn(warning);
  throw new Error(`rollup: ${warning.message}`);
}

const proxyExternal = [/^hono/, /^@hono\//, /^@redis\//, /^zod/, /^node:/];

export default [
  {
    ...browser,
    input: 'src/embed/script.ts',
    output: {
      file: 'dist/agent-chat.js',
      format: 'iife',
      sourcemap: 'hidden',
      plugins: [terser(smallest), integrity(version), wordpress(version)],
    },
  },
  {
    ...browser,
    input: 'src/index.ts',
    output: { file: 'dist/index.js', format: 'es', sourcemap: true, plugins: [terser(smallest)] },
  },
  {
    input: { proxy: 'src/proxy/index.ts', 'agent-chat-proxy': 'src/proxy/node.ts' },
    external: proxyExternal,
    plugins: [nodeResolve(), esbuild({ target, tsconfig: 'tsconfig.json' })],
    output: { dir: 'dist', format: 'es', chunkFileNames: 'proxy-[name].js' },
    onwarn: strict,
  },
  {
    input: { index: 'src/index.ts', proxy: 'src/proxy/index.ts' },
    external: [/^lit/, ...proxyExternal],
    plugins: [dts({ tsconfig: 'tsconfig.json' })],
    output: { dir: 'dist', format: 'es', chunkFileNames: 'types-[name].d.ts' },
    onwarn: strict,
  },
];
