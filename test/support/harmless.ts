// Judges what was drawn from hostile text (shared/corpora/README.md): only elements that the renderer makes
// on purpose, no attribute that can run or clobber anything, addresses that lead nowhere dangerous.

/** Elements that an answer may be made of. */
const elements: ReadonlySet<string> = new Set(
  'a blockquote br button code del div em figcaption figure h3 h4 h5 h6 hr img input li ol p pre span strong table tbody td th thead tr ul'.split(
    ' ',
  ),
);
const attributes: ReadonlySet<string> = new Set(
  'alt aria-hidden aria-label class dir disabled href loading part referrerpolicy rel role src start tabindex target title type'.split(
    ' ',
  ),
);
const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:', 'tel:']);

// Payloads clobber `element.attributes` and the like with form fields of that name: ask the prototypes.
const read = <T>(prototype: object, name: string) => {
  const get = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  return (node: Node): T => get?.call(node) as T;
};
const childNodesOf = read<NodeListOf<ChildNode>>(Node.prototype, 'childNodes');
const attributesOf = read<NamedNodeMap>(Element.prototype, 'attributes');
const localNameOf = read<string>(Element.prototype, 'localName');
const namespaceOf = read<string>(Element.prototype, 'namespaceURI');

/** What is wrong below `root`; empty: nothing. */
export function findHarm(root: Node): readonly string[] {
  const harm: string[] = [];
  const pending: Node[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    pending.push(...childNodesOf(node));
    if (!(node instanceof Element) || node === root) continue;
    const name = localNameOf(node);
    if (namespaceOf(node) !== 'http://www.w3.org/1999/xhtml' || !elements.has(name)) harm.push(`<${name}>`);
    for (const attribute of [...attributesOf(node)]) {
      if (!attributes.has(attribute.name)) harm.push(`<${name} ${attribute.name}>`);
      if (attribute.name !== 'href' && attribute.name !== 'src') continue;
      if (!URL.canParse(attribute.value) || !schemes.has(new URL(attribute.value).protocol))
        harm.push(`${attribute.name}=${attribute.value}`);
    }
    if (name === 'a' && node.getAttribute('rel') !== 'noopener noreferrer') harm.push('a without rel');
  }
  return harm;
}
