import {walk} from './document.js';

const DESCRIBED = /^(components\n(schemas|parameters|headers|responses|requestBodies|securitySchemes)\n[^\n]+|paths\n.*\n(parameters|headers)\n[^\n]+|.*\nproperties\n[^\n]+)$/s;

export default function described(root) {
  const silent = [];
  walk(root, (node, path) => {
    if (DESCRIBED.test(path.join('\n')) && path.at(-1) !== 'schema' && !node.$ref && !node.description) {
      silent.push({message: `${path.at(-1)} has no description`, path});
    }
  });
  return silent;
}
