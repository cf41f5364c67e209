import {answers, operations} from './document.js';

export default function answerExamples(root) {
  const places = new Map(operations(root).flatMap((one) => answers(root, one)).flatMap(([answer, path]) =>
    Object.entries(answer?.content ?? {})
      .filter(([type]) => /json/.test(type))
      .map(([type, media]) => [path.join('\n') + type, [media, [...path, 'content', type]]])));
  return [...places.values()]
    .filter(([media]) => {
      const examples = Object.values(media?.examples ?? {});
      return examples.length === 0 || examples.some((example) => !example?.summary && !example?.$ref);
    })
    .map(([, path]) => ({message: 'an answer without a named example, or an example without a summary', path}));
}
