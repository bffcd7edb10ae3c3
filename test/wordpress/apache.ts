// Apache in front of PHP-FPM, as many hosts have it: it holds small pieces of an answer back, and may compress all.

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { debianProgram } from '../support/debian.js';
import { type Program, startProgram } from '../support/programs.js';

const modules = '/usr/lib/apache2/modules';
const load = (names: readonly string[]) =>
  names.map((name) => `LoadModule ${name}_module ${modules}/mod_${name}.so`).join('\n');

/** Serves the WordPress below `folder`, which PHP-FPM at `fpmPort` runs. `rules`: what a site's .htaccess says. */
export async function startApache(
  folder: string,
  { port, fpmPort, url, rules }: { port: number; fpmPort: number; url: string; rules: string },
): Promise<Program> {
  const apache = debianProgram('apache2', 'apache2');
  const own = join(folder, 'apache');
  mkdirSync(own);
  const asRoot = process.getuid?.() === 0;
  // It serves nothing as root.
  if (asRoot) execFileSync('chmod', ['-R', 'a+rX', folder]);
  const file = join(own, 'apache.conf');
  writeFileSync(
    file,
    `ServerRoot ${own}
PidFile ${own}/pid
ServerName localhost
Listen 127.0.0.1:${port}
${load(['mpm_event', 'authz_core', 'dir', 'mime', 'setenvif', 'filter', 'deflate', 'proxy', 'proxy_fcgi'])}
${asRoot ? 'User www-data\nGroup www-data' : ''}
ErrorLog ${own}/error.log
TypesConfig /etc/mime.types
DocumentRoot ${folder}/site
DirectoryIndex index.php
<Directory ${folder}/site>
  Require all granted
  FallbackResource /index.php
</Directory>
<FilesMatch "\\.php$">
  SetHandler "proxy:fcgi://127.0.0.1:${fpmPort}"
</FilesMatch>
${rules}
`,
  );
  return startProgram(apache, ['-DFOREGROUND', '-f', file], {}, `${url}/wp-includes/version.php`);
}
