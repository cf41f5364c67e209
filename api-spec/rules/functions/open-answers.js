import {received, sent} from './document.js';

const CLOSING = ['required', 'minLength', 'maxLength', 'pattern', 'minItems', 'maxItems', 'uniqueItems', 'minimum',
  'maximum', 'minProperties', 'maxProperties', 'enum'];

export default function openAnswers(root) {
  const both = sent(root);
  return [...received(root).entries()]
    .filter(([key]) => !both.has(key))
    .flatMap(([, [schema, path]]) => {
      const closing = CLOSING.filter((word) => word in schema);
      return schema.additionalProperties === false ? [[[...closing, 'additionalProperties'], path]]
        : closing.length > 0 ? [[closing, path]] : [];
    })
    .map(([words, path]) => ({message: `${words.join(', ')} in what is received`, path}));
}
