// Text in our dependencies that stands otherwise in the bundle, and why. Each text must stand there once:
// after an upgrade the build fails until somebody has read the new source.

/** File, code to put before it, and texts with what replaces them. */
export const patches = [
  {
    // Lit makes its Trusted Types policy at import, under a name that another Lit on the page may own, and
    // dies when it is refused. Ours is made when the first template is drawn, and is never fatal.
    file: /\/lit-html\/lit-html\.js$/,
    prologue: `
let agentChatPolicy;
function agentChatHtml(html) {
  if (agentChatPolicy === undefined) {
    try {
      agentChatPolicy = globalThis.trustedTypes?.createPolicy('agent-chat', { createHTML: (text) => text }) ?? null;
    } catch {
      agentChatPolicy = false;
    }
  }
  return agentChatPolicy ? agentChatPolicy.createHTML(html) : html;
}
// A page that is served as XML parses HTML as XML, which Lit's templates are not.
function agentChatTemplate() {
  const page = document.contentType === 'text/html' ? document : document.implementation.createHTMLDocument();
  return page.createElement('template');
}
// Where the page allows no policy at all, setHTML is the one way in. It must keep what Lit's templates
// are made of: comments, and every element and attribute that is not a script.
function agentChatFill(template, html) {
  if (agentChatPolicy === false && template.setHTML) {
    template.setHTML(html, { sanitizer: { comments: true, removeElements: [], removeAttributes: [] } });
  } else template.innerHTML = html;
}
`,
    replace: [
      ['e=s?s.createPolicy("lit-html",{createHTML:t=>t}):void 0,', ''],
      ['return void 0!==e?e.createHTML(i):i', 'return agentChatHtml(i)'],
      ['l.createElement("template")', 'agentChatTemplate()'],
      ['return s.innerHTML=t,s', 'return agentChatFill(s,t),s'],
      // The page's globals are the page's.
      [/,\(t\.litHtmlVersions\?\?=\[\]\)\.push\("[^"]+"\)/, ''],
      // On a server there is no document; importing must not ask for one.
      [',l=document,', ',l=t.document??{createTreeWalker(){return{}}},'],
    ],
  },
  {
    // On a server there is no HTMLElement either. The metadata of standard decorators, which are not used
    // here, is kept out of the page's globals too.
    file: /\/@lit\/reactive-element\/reactive-element\.js$/,
    prologue: 'const litPropertyMetadata = new WeakMap();\n',
    replace: [
      ['extends HTMLElement{', 'extends(globalThis.HTMLElement??class{}){'],
      ['Symbol.metadata??=Symbol("metadata"),a.litPropertyMetadata??=new WeakMap;', ''],
      [/,\(a\.reactiveElementVersions\?\?=\[\]\)\.push\("[^"]+"\)/, ''],
    ],
  },
  {
    file: /\/lit-element\/lit-element\.js$/,
    prologue: '',
    replace: [[/\(s\.litElementVersions\?\?=\[\]\)\.push\("[^"]+"\);/, '']],
  },
  {
    // The SDK's own streaming, its shared reads and its search for keys in an environment:
    // protocol/read-stream.ts reads streams, and a browser has no keys.
    file: /\/langgraph-sdk\/dist\/client\/base\.js$/,
    prologue: '',
    replace: [
      [/import \{[^}]*\} from "\.\.\/utils\/sse\.js";/, ''],
      [/import \{[^}]*\} from "\.\.\/utils\/stream\.js";/, ''],
      [/\tasync \*streamWithRetry\(config\) \{[\s\S]*?\n\t\}/, ''],
      [/\t\tif \(options\?\.dedupe === true[\s\S]*?\n\t\t\}/, ''],
      ['const apiKey = getApiKey(config?.apiKey);', 'const apiKey = null;'],
    ],
  },
  {
    // Rules that are switched off, and the HTML renderer, which is never called: without them the bundler
    // can leave their code out.
    file: /\/markdown-it\/dist\/markdown-it\.mjs$/,
    prologue: '',
    replace: [
      ['["linkify", linkify$1],', ''],
      ['["replacements", replace],', ''],
      ['["smartquotes", smartquotes],', ''],
      ['["linkify", linkify],', ''],
      ['["html_inline", html_inline],', ''],
      [/\[\s*"html_block",\s*html_block,\s*\[[^\]]*\]\s*\],/, ''],
      ['new Renderer()', 'null'],
      ['_defineProperty(MarkdownIt, "Renderer", Renderer);', ''],
      // Rendering to HTML text, presets and link rewriting: render.ts and safe-url.ts do that here.
      [/\trender\(src, env = \{\}\) \{[^}]*\}/, ''],
      [/\trenderInline\(src, env = \{\}\) \{[^}]*\}/, ''],
      [/\tzero: \{[\s\S]*?\n\t\}\n\};/, '};'],
      [/\tvalidateLink\(url\) \{[\s\S]*?\n\t\}/, ''],
      [/\tnormalizeLink\(url\) \{[\s\S]*?\n\t\}/, ''],
      [/\tnormalizeLinkText\(url\) \{[\s\S]*?\n\t\}/, ''],
      // Plugins and rules that come and go: ours are chosen by this list.
      [/\tat\(name, fn[\s\S]*?\n\t\}/, ''],
      [/\tbefore\(beforeName[\s\S]*?\n\t\}/, ''],
      [/\tafter\(afterName[\s\S]*?\n\t\}/, ''],
      [/\tenable\(list, ignoreInvalid = false\) \{\n\t\tif[\s\S]*?\n\t\}/, ''],
      [/\tenable\(list, ignoreInvalid = false\) \{\n\t\tlet[\s\S]*?\n\t\}/, ''],
      [/\tdisable\(list, ignoreInvalid = false\) \{\n\t\tif[\s\S]*?\n\t\}/, ''],
      [/\tdisable\(list, ignoreInvalid = false\) \{\n\t\tlet[\s\S]*?\n\t\}/, ''],
      [/\tenableOnly\(list[\s\S]*?\n\t\}/, ''],
      [/\tuse\(plugin[\s\S]*?\n\t\}/, ''],
      [/\tparseInline\(src[\s\S]*?\n\t\}/, ''],
      [/\tconfigure\(presets\) \{[\s\S]*?\n\t\}/, 'configure() { this.options = config.default.options; }'],
    ],
  },
];
