// A second opinion on whether pact and contract agree, and proof that it is one.
import {join} from 'node:path';
import {Comparator} from '@pactflow/openapi-pact-comparator';
import {DOCUMENTS, GOVERNANCE, ROOT, json, list, operationAt, operationsOf, source, yaml} from './project.mjs';

const FOLDER = join(ROOT, 'contract-tests/pacts');

export async function pact() {
  const contracts = await Promise.all(DOCUMENTS.map(async (document) => ({document, root: await yaml(source(document))})));
  const {pact: accepted} = await yaml(join(GOVERNANCE, 'accepted.yaml'));
  const pacts = await Promise.all((await list(FOLDER)).filter((name) => name.endsWith('.json'))
    .map(async (name) => {
      const content = await json(join(FOLDER, name));
      // The contract of a pact is the one that has the address of its first request.
      const contract = contracts.find(({root}) => operationAt(operationsOf(root), content.interactions[0].request));
      return {name, content, ...contract};
    }));
  const findings = [];
  const used = new Set();
  for (const {name, content, root} of pacts) {
    for (const one of await disagreements(root, content)) {
      const reason = accepted.find((row) => row.code === one.code && new RegExp(row.message).test(one.message));
      if (reason) {
        used.add(reason);
      } else {
        findings.push(`${name}: ${one.interaction}: ${one.message}`);
      }
    }
  }
  accepted.filter((row) => !used.has(row))
    .forEach((row) => findings.push(`nobody disagrees any more as in: ${row.code} ${row.message}`));
  const first = pacts.find(({document}) => document === DOCUMENTS[0]);
  const kinds = await proof(first.root, first.content);
  kinds.filter(({caught}) => !caught).forEach(({kind}) => findings.push(`not caught: ${kind}`));
  return {findings, kinds, accepted, pacts: pacts.map(({name, document, content}) => ({name, document, interactions: content.interactions}))};
}

async function disagreements(contract, content) {
  const found = [];
  for await (const one of new Comparator(structuredClone(contract)).compare(structuredClone(content))) {
    if (one.type === 'error') {
      found.push({interaction: one.mockDetails?.interactionDescription, code: one.code, message: one.message});
    }
  }
  return found;
}

/** Each kind of disagreement, put into an interaction that agrees. */
async function proof(contract, content) {
  const template = content.interactions.find((one) =>
    one.request.path.endsWith('/share-files') && one.request.method === 'POST' && one.response.status === 200
      && one.request.body?.content?.bucket_name && one.response.body.content.jobs?.[0]?.job_id
      && !/later day|header alone/.test(one.description));
  const kinds = {
    pattern: (one) => { one.request.body.content.bucket_name = 'bucketA'; },
    missing: (one) => { delete one.request.body.content.object_path; },
    extra: (one) => { one.request.body.content.file_paths = '/data/x'; },
    type: (one) => { one.response.body.content.request_id = 1; },
    nested: (one) => { one.response.body.content.jobs[0].job_id = 1; },
    path: (one) => { one.request.path += 's'; },
    method: (one) => { one.request.method = 'PUT'; },
    status: (one) => { one.response.status = 418; },
    credentials: (one) => { delete one.request.headers['X-Auth-Token']; },
    'content type': (one) => { one.request.headers['Content-Type'] = ['text/plain']; one.request.body.contentType = 'text/plain'; },
    'unknown response field': (one) => { one.response.body.content.a_later_field = 1; },
  };
  const alone = (one) => ({...content, interactions: [one]});
  if ((await disagreements(contract, alone(template))).length > 0) {
    throw new Error(`the interaction that is to be broken disagrees as it is: ${template.description}`);
  }
  return Promise.all(Object.entries(kinds).map(async ([kind, breakIt]) => {
    const broken = structuredClone(template);
    breakIt(broken);
    return {kind, caught: (await disagreements(contract, alone(broken))).length > 0};
  }));
}
