import {walk} from './document.js';

export default function namedSources(root) {
  const documents = Object.keys(root['x-sources'] ?? {});
  const unknown = [];
  walk(root, (node, path) => {
    const source = node['x-source'];
    if (source === undefined || path.at(-1) === 'properties') {
      return;
    }
    const parts = typeof source === 'string' && !source.includes('\n') ? source.split('; ') : [undefined];
    if (!parts.every((part) => documents.includes(part?.split(',')[0]))) {
      unknown.push({message: 'x-source is not one line that begins with an id of x-sources', path: [...path, 'x-source']});
    }
  });
  return unknown;
}
