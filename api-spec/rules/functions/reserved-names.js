import {operations} from './document.js';

// Renamed by at least one of the generators for Java, Kotlin, TypeScript, Python and Go, or shadowing what every program has.
const SCHEMAS = /^(Any|ApiResponse|Array|Boolean|Character|Class|Configuration|Date|Double|Error|Exception|File|Float|Function|Integer|Iterable|List|Long|Map|Number|Object|Record|Request|Response|Set|String|Symbol|Type|Void)$/;
const OPERATIONS = /^(break|case|catch|class|const|continue|default|delete|do|else|export|for|func|go|if|import|in|interface|is|new|null|object|package|range|return|select|struct|switch|this|throw|try|type|typeof|var|void|when|while|with|yield)$/;

export default function reservedNames(root) {
  const ids = operations(root).map(({operation, path}) => [operation.operationId, [...path, 'operationId']])
    .filter(([id]) => typeof id === 'string' && id);
  // Generators name the arguments of an operation like that.
  const taken = new Map(ids.map(([id]) => [`${id[0].toUpperCase()}${id.slice(1)}Request`, id]));
  const schemas = Object.keys(root.components?.schemas ?? {});
  return [
    ...schemas.filter((name) => SCHEMAS.test(name))
      .map((name) => ({message: `${name} is renamed or shadows a type`, path: ['components', 'schemas', name]})),
    ...schemas.filter((name) => taken.has(name)).map((name) => ({
      message: `${name} is what generators call the arguments of ${taken.get(name)}`,
      path: ['components', 'schemas', name],
    })),
    ...ids.filter(([id]) => OPERATIONS.test(id)).map(([id, path]) => ({message: `${id} is a word of a language`, path})),
  ];
}
