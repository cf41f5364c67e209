import {sent} from './document.js';

const BOUNDED = {
  string: (schema) => 'maxLength' in schema || 'enum' in schema,
  array: (schema) => 'minItems' in schema && ('maxItems' in schema || Boolean(schema['x-unbounded'])),
  number: (schema) => ('minimum' in schema && 'maximum' in schema) || 'enum' in schema,
};

export default function boundedRequests(root, {type}) {
  return [...sent(root).values()]
    .filter(([schema]) => (schema.type === 'integer' ? 'number' : schema.type) === type && !BOUNDED[type](schema))
    .map(([, path]) => ({message: `this ${type} is sent and has no bounds`, path}));
}
