// A real WordPress, from Debian's packages: MariaDB, PHP and nginx (or Apache), each started here, in a folder of its
// own, with nothing of the machine's own services.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { debianFile, debianPackage, debianProgram } from '../support/debian.js';
import { freePort, type Program, startProgram } from '../support/programs.js';
import { startApache } from './apache.js';

/** What to start. */
export interface SiteOptions {
  /** Origin that `/api/agent` is passed on to, as site owners do without the plugin. */
  readonly endpoint?: string;
  /** Whether the plugin is there, and active; a test may install it itself. */
  readonly plugin?: boolean;
  /** Constants of wp-config.php. */
  readonly constants?: Readonly<Record<string, string | number>>;
  /** With Apache instead of nginx: what its configuration says besides; may be empty. */
  readonly apache?: string;
  /** Options of the database, as PHP's `update_option` takes them in JSON. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** More PHP that the site runs, as a must-use plugin. */
  readonly code?: string;
}

/** A running site. */
export interface Site {
  readonly url: string;
  /** Runs PHP inside WordPress; what it has printed. */
  php(code: string): string;
  /** Changes settings of the plugin. */
  set(settings: Readonly<Record<string, unknown>>): void;
  /** What PHP has complained of. */
  complaints(): string;
  stop(): void;
}

/** Secrets of wp-config.php. The visitors' tokens are signed with what the plugin makes of them. */
const salts = [
  'AUTH_KEY',
  'SECURE_AUTH_KEY',
  'LOGGED_IN_KEY',
  'NONCE_KEY',
  'AUTH_SALT',
  'SECURE_AUTH_SALT',
  'LOGGED_IN_SALT',
  'NONCE_SALT',
];

/** Starts one. */
export async function startSite(options: SiteOptions = {}): Promise<Site> {
  const nginx = debianProgram('nginx', 'nginx-light');
  const mariadb = debianProgram('mariadbd', 'mariadb-server');
  const php = debianProgram('php', 'php-cli');
  const fpm = debianProgram(`php-fpm${phpVersion(php)}`, 'php-fpm');
  const wordpress = debianFile('/usr/share/wordpress/wp-load.php', 'wordpress').replace('/wp-load.php', '');
  for (const theme of ['twentytwentyone', 'twentytwentythree'])
    debianFile(`/usr/share/wordpress/wp-content/themes/${theme}/style.css`, `wordpress-theme-${theme}`);
  for (const extension of ['curl', 'mysqli'])
    if (!execFileSync(php, ['-m'], { encoding: 'utf8' }).includes(extension))
      debianPackage(extension === 'mysqli' ? 'php-mysql' : 'php-curl');

  const folder = mkdtempSync(join(tmpdir(), 'agent-chat-wordpress-'));
  const site = join(folder, 'site');
  // Real files instead of Debian's links: WordPress finds its folder by the path of its files.
  cpSync(wordpress, site, { recursive: true, dereference: true });
  const started: Program[] = [];
  const stop = () => {
    // A killed parent would leave nginx's and PHP's workers behind.
    for (const { child } of started.reverse())
      child.kill(child.spawnfile === mariadb ? 'SIGKILL' : 'SIGTERM');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const socket = join(folder, 'database.sock');
    started.push(await startDatabase(mariadb, folder, socket));
    const [port, fpmPort] = [await freePort(), await freePort()];
    const url = `http://localhost:${port}`;
    writeFileSync(join(site, 'wp-config.php'), config(socket, url, options.constants ?? {}));
    mkdirSync(join(site, 'wp-content/mu-plugins'), { recursive: true });
    const owner = readFileSync(fileURLToPath(new URL('./owner.php', import.meta.url)), 'utf8');
    writeFileSync(join(site, 'wp-content/mu-plugins/owner.php'), owner + (options.code ?? ''));
    const run = (args: readonly string[]) => execFileSync(php, args, { encoding: 'utf8', cwd: site });
    run([fileURLToPath(new URL('./install.php', import.meta.url)), site]);
    const inside = (code: string) =>
      run(['-r', `$_SERVER['HTTP_HOST'] = 'localhost:${port}'; require 'wp-load.php'; ${code}`]);
    if (options.plugin) {
      // As it lies in the repository: a change is seen without installing it again.
      const plugin = fileURLToPath(new URL('../../cms/wordpress', import.meta.url));
      symlinkSync(plugin, join(site, 'wp-content/plugins/agent-chat'));
      inside(
        `require_once ABSPATH . 'wp-admin/includes/plugin.php'; activate_plugin( 'agent-chat/agent-chat.php' );`,
      );
    }
    for (const [name, value] of Object.entries(options.options ?? {}))
      inside(`update_option( '${name}', ${inPhp(value)} );`);
    inside('flush_rewrite_rules();');
    started.push(await startPhp(fpm, folder, fpmPort));
    const web =
      options.apache === undefined
        ? startWeb(nginx, folder, { port, fpmPort, url, endpoint: options.endpoint })
        : startApache(folder, { port, fpmPort, url, rules: options.apache });
    started.push(await web);
    return {
      url,
      php: inside,
      set: (settings) =>
        void inside(
          `update_option( 'agent_chat', array_merge( get_option( 'agent_chat' ), ${inPhp(settings)} ) );`,
        ),
      complaints: () => readFileSync(join(folder, 'php.log'), { encoding: 'utf8', flag: 'a+' }),
      stop,
    };
  } catch (error) {
    stop();
    throw error;
  }
}

/** A value as PHP reads it. */
function inPhp(value: unknown): string {
  return `json_decode( base64_decode( '${Buffer.from(JSON.stringify(value)).toString('base64')}' ), true )`;
}

function phpVersion(php: string): string {
  return execFileSync(php, ['-r', 'echo PHP_MAJOR_VERSION, ".", PHP_MINOR_VERSION;'], { encoding: 'utf8' });
}

const asRoot = process.getuid?.() === 0;

async function startDatabase(mariadb: string, folder: string, socket: string): Promise<Program> {
  const data = join(folder, 'database');
  const user = asRoot ? ['--user=root'] : [];
  execFileSync(
    debianProgram('mariadb-install-db', 'mariadb-server'),
    [
      '--no-defaults',
      `--datadir=${data}`,
      '--auth-root-authentication-method=normal',
      '--skip-test-db',
      ...user,
    ],
    { stdio: 'ignore' },
  );
  const client = debianProgram('mariadb', 'mariadb-client');
  const ask = (query: string) =>
    execFileSync(client, ['--no-defaults', `--socket=${socket}`, '--user=root', '-e', query], {
      stdio: 'ignore',
    });
  const program = await startProgram(
    mariadb,
    [
      '--no-defaults',
      `--datadir=${data}`,
      `--socket=${socket}`,
      '--skip-networking',
      '--innodb-flush-log-at-trx-commit=0',
      ...user,
    ],
    {},
    async () => {
      try {
        ask('SELECT 1');
        return true;
      } catch {
        return false;
      }
    },
  );
  ask('CREATE DATABASE wordpress CHARACTER SET utf8mb4');
  return program;
}

function config(socket: string, url: string, constants: Readonly<Record<string, string | number>>): string {
  const all: Record<string, string | number> = {
    DB_NAME: 'wordpress',
    DB_USER: 'root',
    DB_PASSWORD: '',
    DB_HOST: `localhost:${socket}`,
    DB_CHARSET: 'utf8mb4',
    DB_COLLATE: '',
    WP_HOME: url,
    WP_SITEURL: url,
    FS_METHOD: 'direct',
    // Nobody on the internet is asked for updates and news.
    WP_HTTP_BLOCK_EXTERNAL: 1,
    WP_ACCESSIBLE_HOSTS: '127.0.0.1,localhost',
    DISABLE_WP_CRON: 1,
    ...Object.fromEntries(salts.map((name) => [name, `${name} of a test`])),
    ...constants,
  };
  const lines = Object.entries(all).map(
    ([name, value]) => `define( '${name}', ${typeof value === 'number' ? value : `'${value}'`} );`,
  );
  return `<?php\n${lines.join('\n')}\n$table_prefix = 'wp_';\nif ( ! defined( 'ABSPATH' ) ) {\n\tdefine( 'ABSPATH', __DIR__ . '/' );\n}\nrequire_once ABSPATH . 'wp-settings.php';\n`;
}

async function startPhp(fpm: string, folder: string, port: number): Promise<Program> {
  const file = join(folder, 'fpm.conf');
  writeFileSync(
    file,
    `[global]
error_log = ${folder}/fpm.log
daemonize = no
[www]
listen = 127.0.0.1:${port}
pm = static
pm.max_children = 12
${asRoot ? 'user = root\ngroup = root' : ''}
php_admin_value[error_log] = ${folder}/php.log
php_admin_flag[log_errors] = on
php_admin_value[error_reporting] = 32767
php_value[upload_max_filesize] = 20M
`,
  );
  return startProgram(
    fpm,
    ['--nodaemonize', '--fpm-config', file, ...(asRoot ? ['--allow-to-run-as-root'] : [])],
    {},
    async () =>
      fetch(`http://127.0.0.1:${port}/`).then(
        () => true,
        // It speaks another language than ours, but it is there.
        (error: { cause?: { code?: string } }) => error.cause?.code !== 'ECONNREFUSED',
      ),
  );
}

interface Web {
  readonly port: number;
  readonly fpmPort: number;
  readonly url: string;
  readonly endpoint: string | undefined;
}

async function startWeb(
  nginx: string,
  folder: string,
  { port, fpmPort, url, endpoint }: Web,
): Promise<Program> {
  const file = join(folder, 'nginx.conf');
  mkdirSync(join(folder, 'logs'));
  const own = endpoint
    ? `location /api/agent/ { proxy_pass ${endpoint}; proxy_http_version 1.1; proxy_buffering off; proxy_set_header X-Forwarded-Host $http_host; }
       location = /own/agent-chat.js { alias ${fileURLToPath(new URL('../../dist/agent-chat.js', import.meta.url))}; }`
    : '';
  const params = Object.entries({
    SCRIPT_FILENAME: '$document_root$fastcgi_script_name',
    SCRIPT_NAME: '$fastcgi_script_name',
    PATH_INFO: '$fastcgi_path_info',
    QUERY_STRING: '$query_string',
    REQUEST_METHOD: '$request_method',
    CONTENT_TYPE: '$content_type',
    CONTENT_LENGTH: '$content_length',
    REQUEST_URI: '$request_uri',
    DOCUMENT_URI: '$document_uri',
    DOCUMENT_ROOT: '$document_root',
    SERVER_PROTOCOL: '$server_protocol',
    REMOTE_ADDR: '$remote_addr',
    SERVER_NAME: 'localhost',
    SERVER_PORT: String(port),
    REDIRECT_STATUS: '200',
  }).map(([name, value]) => `fastcgi_param ${name} ${value};`);
  writeFileSync(
    file,
    `${asRoot ? 'user root;' : ''} daemon off; pid ${folder}/nginx.pid; error_log stderr; events {}
http {
  access_log off; client_max_body_size 20m; gzip on; default_type text/plain;
  types { text/html html; text/css css; text/javascript js; image/svg+xml svg; }
  client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b; fastcgi_temp_path ${folder}/c; uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e;
  server {
    listen 127.0.0.1:${port}; server_name localhost; root ${folder}/site; index index.php;
    ${own}
    location / { try_files $uri $uri/ /index.php?$args; }
    location ~ \\.php(/|$) {
      fastcgi_split_path_info ^(.+?\\.php)(/.*)$;
      set $path_info $fastcgi_path_info;
      ${params.join(' ')}
      fastcgi_pass 127.0.0.1:${fpmPort};
    }
  }
}`,
  );
  return startProgram(nginx, ['-p', folder, '-c', file], {}, `${url}/wp-includes/version.php`);
}
