import {sent} from './document.js';

/** A pattern for the whole text in which nothing may be repeated without end. */
const isFinite = (pattern) => /^\^.*\$$/.test(pattern) && !/[*+]|\{\d+,\}/.test(pattern.replaceAll(/\[(\\.|[^\]])*\]/g, ''));

const BOUNDED = {
  string: (schema) => 'maxLength' in schema || 'enum' in schema || isFinite(schema.pattern ?? ''),
  array: (schema) => 'minItems' in schema && ('maxItems' in schema || Boolean(schema['x-unbounded'])),
  number: (schema) => 'enum' in schema || ('minimum' in schema && ('maximum' in schema || Boolean(schema['x-unbounded']))),
};

export default function boundedRequests(root, {type}) {
  return [...sent(root).values()]
    .filter(([schema]) => (schema.type === 'integer' ? 'number' : schema.type) === type && !BOUNDED[type](schema))
    .map(([, path]) => ({message: `this ${type} is sent and has no bounds`, path}));
}
