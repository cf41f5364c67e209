import {walk} from './document.js';

export default function objectComponents(root) {
  const inline = [];
  walk(root, (node, path) => {
    const isObject = path.at(-1) !== 'properties' && node.properties && typeof node.properties === 'object';
    const isComponent = path.length === 3 && path[0] === 'components' && path[1] === 'schemas';
    // The parts of a composed component carry no name of their own.
    const isPart = path.length === 5 && path[1] === 'schemas' && path[3] === 'allOf';
    if (isObject && !isComponent && !isPart) {
      inline.push({message: 'an inline object; make it a component', path});
    }
  });
  return inline;
}
