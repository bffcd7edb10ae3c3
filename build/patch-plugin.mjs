// Applies patches.mjs to the modules of a bundle.

import { patches } from './patches.mjs';

/** The Rollup plugin. Fails the build when a text is not there exactly once. */
export function patchDependencies() {
  return {
    name: 'patch-dependencies',
    transform(code, id) {
      const patch = patches.find(({ file }) => file.test(id));
      if (!patch) return null;
      let patched = code;
      for (const [from, to] of patch.replace) {
        if (patched.split(from).length !== 2) {
          this.error(
            `build/patches.mjs: ${from} does not stand once in ${id}. Read its new source and mend the patch.`,
          );
        }
        patched = patched.replace(from, () => to);
      }
      return { code: patch.prologue + patched, map: { mappings: '' } };
    },
  };
}
