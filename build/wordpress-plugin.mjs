// Puts the script into the WordPress plugin, and the plugin into the zip file that WordPress installs. The plugin
// itself is plain PHP and JavaScript: nothing else of it is built.

import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';

const folder = 'cms/wordpress';

/** The Rollup plugin. `version` is the package's, and must be what the plugin says of itself. */
export function wordpress(version) {
  return {
    name: 'wordpress',
    writeBundle({ file }) {
      for (const [name, pattern] of [
        ['agent-chat.php', /^ \* Version: +(\S+)$/m],
        ['agent-chat.php', /VERSION = '([^']+)'/],
        ['block/editor.asset.php', /'version' +=> '([^']+)'/],
        ['readme.txt', /^Stable tag: (\S+)$/m],
      ]) {
        const [, said] = pattern.exec(readFileSync(join(folder, name), 'utf8')) ?? [];
        if (said !== version)
          this.error(`${folder}/${name} says version ${said}; package.json says ${version}.`);
      }
      copyFileSync(file, join(folder, 'agent-chat.js'));
      const files = readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name));
      // A fixed date: the same files give the same zip.
      const entries = files
        .sort()
        .map((path) => [
          join('agent-chat', path.slice(folder.length + 1)),
          [readFileSync(path), { mtime: '2026-01-01' }],
        ]);
      writeFileSync('dist/agent-chat-wordpress.zip', zipSync(Object.fromEntries(entries)));
    },
  };
}
