import {answers, operations, parameters} from './document.js';

/** Guidelines that most APIs keep, each with the operations (or the document itself) that depart from it. */
const GUIDELINES = {
  'created-or-accepted': (root) => operations(root)
    .filter(({method, operation}) => method === 'post'
      && !['201', '202', '204'].some((status) => status in (operation.responses ?? {}))),
  'idempotency-key': (root) => operations(root)
    .filter((one) => one.method === 'post'
      && !parameters(root, one).some(([parameter]) => /idempoten|client[-_]?(request[-_]?)?token/i.test(parameter.name))),
  'problem-json': (root) => operations(root)
    .filter((one) => answers(root, one).some(([answer, , status]) =>
      /^[45]/.test(status) && answer?.content && !('application/problem+json' in answer.content))),
  'version-not-in-path': (root) => operations(root).filter(({path}) => /^\/v\d/.test(path[1])),
};

export default function deviations(root) {
  const explained = root['x-deviations'] ?? {};
  const missing = Object.entries(GUIDELINES)
    .map(([guideline, departing]) => [guideline, departing(root)])
    .filter(([guideline, departing]) => departing.length > 0 && !explained[guideline])
    .map(([guideline, departing]) => ({
      message: `${departing.map(({operation}) => operation.operationId).join(', ')}: ${guideline} is not kept, and x-deviations does not say why`,
      path: [],
    }));
  const stale = Object.keys(explained)
    .filter((guideline) => !(guideline in GUIDELINES) || GUIDELINES[guideline](root).length === 0)
    .map((guideline) => ({message: `${guideline} is kept, or no guideline`, path: ['x-deviations', guideline]}));
  return [...missing, ...stale];
}
