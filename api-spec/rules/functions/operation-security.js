import {operations} from './document.js';

export default function operationSecurity(root) {
  return operations(root)
    .filter(({operation}) => !Array.isArray(operation.security))
    .map(({operation, path}) => ({message: `${operation.operationId} has no security of its own`, path}));
}
