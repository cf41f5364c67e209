import {received, sent} from './document.js';

const SECRET = /(^|[_-])(password|passwd|secret|secret_?key|access_?key|token|credential)$/i;

export default function sensitive(root) {
  const schemas = new Map([...sent(root), ...received(root)]);
  return [...schemas.values()]
    .flatMap(([schema, path]) => Object.entries(schema.properties ?? {})
      .filter(([name, property]) => SECRET.test(name) && property?.type === 'string' && property['x-sensitive'] !== true)
      .map(([name]) => ({message: `${name} is not marked x-sensitive`, path: [...path, 'properties', name]})));
}
