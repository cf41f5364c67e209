// What the rules share: ways through an OpenAPI 3.0 document in which the references stand as they are written. A document
// that is being written may hold anything anywhere; what is not of the form that OpenAPI demands is for others to tell.

const METHODS = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace']);

const isObject = (node) => node !== null && typeof node === 'object';

/** Calls visit(node, path) for every object, parents first; what examples show is not part of the document. */
export function walk(node, visit, path = []) {
  if (Array.isArray(node)) {
    node.forEach((child, index) => walk(child, visit, [...path, index]));
  } else if (isObject(node)) {
    visit(node, path);
    for (const [key, child] of Object.entries(node)) {
      // A property may be called "example" as well; below "properties" each key is a name.
      if ((key !== 'example' && key !== 'examples' && !key.startsWith('x-')) || path.at(-1) === 'properties') {
        walk(child, visit, [...path, key]);
      }
    }
  }
}

/** Where a reference leads: [node, path]; a node that is none, and one that leads back to itself, as it is. */
export function follow(root, node, path) {
  const passed = new Set();
  while (typeof node?.$ref === 'string' && node.$ref.startsWith('#/') && !passed.has(node)) {
    passed.add(node);
    path = node.$ref.slice(2).split('/').map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
    node = path.reduce((from, step) => from?.[step], root);
  }
  return [node, path];
}

/** Each operation as {operation, path, method, item, itemPath}. */
export function operations(root) {
  return Object.entries(root.paths ?? {}).flatMap(([address, item]) =>
    Object.entries(item ?? {})
      .filter(([method, operation]) => METHODS.has(method) && isObject(operation))
      .map(([method, operation]) => ({
        operation, method, item, path: ['paths', address, method], itemPath: ['paths', address],
      })));
}

/** The parameters of an operation, its path's included, each as [parameter, path]. */
export function parameters(root, {operation, path, item, itemPath}) {
  const of = (list, at) => (Array.isArray(list) ? list : [])
    .map((one, index) => follow(root, one, [...at, 'parameters', index]))
    .filter(([parameter]) => isObject(parameter));
  return [...of(item.parameters, itemPath), ...of(operation.parameters, path)];
}

/** The answers of an operation, each as [answer, path, status]. */
export function answers(root, {operation, path}) {
  return Object.entries(operation.responses ?? {})
    .map(([status, answer]) => [...follow(root, answer, [...path, 'responses', status]), status]);
}

/** The schemas of the bodies of a request or an answer, each as [schema, path]. */
export function bodies(part, path) {
  return Object.entries(part?.content ?? {})
    .filter(([, media]) => media?.schema)
    .map(([type, media]) => [media.schema, [...path, 'content', type, 'schema']]);
}

/** Every schema that can be reached from these, keyed by its path as text. */
export function reachable(root, starts) {
  const found = new Map();
  const visit = (start, at) => {
    const [schema, path] = follow(root, start, at);
    const key = path.join('\n');
    if (!isObject(schema) || found.has(key)) {
      return;
    }
    found.set(key, [schema, path]);
    Object.entries(schema.properties ?? {}).forEach(([name, one]) => visit(one, [...path, 'properties', name]));
    ['items', 'additionalProperties', 'not'].forEach((word) => schema[word] && visit(schema[word], [...path, word]));
    ['allOf', 'oneOf', 'anyOf'].forEach((word) =>
      (schema[word] ?? []).forEach((one, index) => visit(one, [...path, word, index])));
  };
  starts.forEach(([schema, path]) => visit(schema, path));
  return found;
}

/** The schemas of all that is sent: parameters and request bodies. */
export function sent(root) {
  return reachable(root, operations(root).flatMap((one) => {
    const [body, at] = follow(root, one.operation.requestBody, [...one.path, 'requestBody']);
    const fields = parameters(root, one).filter(([parameter]) => parameter?.schema)
      .map(([parameter, path]) => [parameter.schema, [...path, 'schema']]);
    return [...fields, ...bodies(body, at)];
  }));
}

/** The schemas of all that is received: bodies and headers of answers. */
export function received(root) {
  return reachable(root, operations(root).flatMap((one) => answers(root, one).flatMap(([answer, path]) => {
    const headers = Object.entries(answer?.headers ?? {})
      .map(([name, header]) => follow(root, header, [...path, 'headers', name]))
      .filter(([header]) => header?.schema)
      .map(([header, at]) => [header.schema, [...at, 'schema']]);
    return [...headers, ...bodies(answer, path)];
  })));
}
