"use strict";
exports.id = 235;
exports.ids = [235];
exports.modules = {

/***/ 7235:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createBatchService: () => (/* binding */ createBatchService)
});

// EXTERNAL MODULE: ./node_modules/@azure/batch/dist/batch.js
var batch = __webpack_require__(3949);
// EXTERNAL MODULE: ./node_modules/@azure/core-rest-pipeline/dist/esm/index.js + 37 modules
var esm = __webpack_require__(1818);
// EXTERNAL MODULE: ./build/model/resource-id.js
var resource_id = __webpack_require__(5575);
// EXTERNAL MODULE: ./build/azure/arm.js
var arm = __webpack_require__(9481);
// EXTERNAL MODULE: ./build/model/json.js
var json = __webpack_require__(5603);
// EXTERNAL MODULE: ./build/azure/members.js
var members = __webpack_require__(3764);
// EXTERNAL MODULE: ./build/azure/refusal.js
var refusal = __webpack_require__(1895);
;// CONCATENATED MODULE: ./build/azure/batch-job-schedules.js




/**
 * Job schedules as raw JSON. A PATCH replaces the template of their jobs whole, so it has to go back with every member
 * that it came with, also those that are newer than the SDK.
 */
function createJobSchedules(rest) {
    return {
        async listJobSchedules() {
            try {
                const { items, headers } = await rest.list(['jobschedules'], { maxresults: '1000' });
                return (0,arm/* withWait */.SO)({ state: 'present', value: items.map(parseSchedule) }, headers);
            }
            catch (error) {
                return { observed: (0,refusal/* reading */.hF)((0,refusal/* thrown */.rS)(error)) };
            }
        },
        async readJobSchedule(id) {
            try {
                const { body, headers } = await rest.read(['jobschedules', id]);
                return (0,arm/* withWait */.SO)({ state: 'present', value: parseSchedule(body) }, headers);
            }
            catch (error) {
                return { observed: (0,refusal/* reading */.hF)((0,refusal/* thrown */.rS)(error)) };
            }
        },
        async updateJobSchedule(id, jobSpecification, etag) {
            await rest.send('PATCH', ['jobschedules', id], { body: { jobSpecification }, headers: { 'if-match': etag } });
        },
    };
}
function parseSchedule(body) {
    const specification = (0,json/* memberAt */.mz)(body, ['jobSpecification']);
    const poolName = (0,members/* textAt */.$6)(specification, 'poolInfo', 'poolId');
    const auto = (0,json/* memberAt */.mz)(specification, ['poolInfo', 'autoPoolSpecification']);
    const image = (0,members/* textAt */.$6)(auto, 'pool', 'virtualMachineConfiguration', 'imageReference', 'virtualMachineImageId');
    return {
        id: (0,members/* textAt */.$6)(body, 'id') ?? '',
        state: (0,members/* textAt */.$6)(body, 'state') ?? 'unknown',
        etag: (0,members/* textAt */.$6)(body, 'eTag') ?? '',
        specification: (0,json/* isJsonObject */.OW)(specification) ? specification : {},
        ...(poolName !== undefined && { poolName }),
        ...((0,json/* isJsonObject */.OW)(auto) && { autoPool: { ...(image !== undefined && { imageVersionId: image }) } }),
    };
}

;// CONCATENATED MODULE: ./build/azure/batch-jobs.js



/** Jobs are asked for by the SDK; job schedules are not, as it would lose parts of their templates. */
function createBatchJobs(sdk, endpoint) {
    return {
        ...createJobSchedules(endpoint),
        listJobs: () => listJobs(sdk),
        async readJob(id) {
            try {
                const told = await sdk.get(id);
                return (0,arm/* withWait */.SO)({ state: 'present', value: parseJob(told) }, told._response.headers);
            }
            catch (error) {
                return { observed: (0,refusal/* reading */.hF)((0,refusal/* thrown */.rS)(error)) };
            }
        },
        updateJob: async (id, { poolName, metadata }, etag) => {
            const change = {
                ...(poolName !== undefined && { poolInfo: { poolId: poolName } }),
                ...(metadata && { metadata: [...metadata] }),
            };
            const { _response: answer } = await written(() => sdk.patch(id, change, { jobPatchOptions: { ifMatch: etag } }));
            const after = answer.headers.get('etag');
            return after === undefined ? undefined : { etag: after };
        },
        async disableJob(id, running, etag) {
            await written(() => sdk.disable(id, running, { jobDisableOptions: { ifMatch: etag } }));
        },
        async enableJob(id, etag) {
            await written(() => sdk.enable(id, { jobEnableOptions: { ifMatch: etag } }));
        },
    };
}
/** Every page is asked for whole: which members a `$select` takes differs between versions of the service. */
async function listJobs(sdk) {
    try {
        let page = await sdk.list({ jobListOptions: { filter: "state ne 'completed'", maxResults: 1000 } });
        const jobs = [...page];
        while (page.odatanextLink) {
            page = await sdk.listNext(page.odatanextLink);
            jobs.push(...page);
        }
        return (0,arm/* withWait */.SO)({ state: 'present', value: jobs.map(parseJob) }, page._response.headers);
    }
    catch (error) {
        return { observed: (0,refusal/* reading */.hF)((0,refusal/* thrown */.rS)(error)) };
    }
}
async function written(write) {
    try {
        return await write();
    }
    catch (error) {
        throw (0,refusal/* thrown */.rS)(error);
    }
}
function parseJob({ id = '', eTag = '', state = 'unknown', poolInfo = {}, metadata = [] }) {
    const { poolId, autoPoolSpecification: auto } = poolInfo;
    const image = auto?.pool?.virtualMachineConfiguration?.imageReference.virtualMachineImageId;
    return {
        id,
        state,
        etag: eTag,
        ...(poolId !== undefined && { poolName: poolId }),
        ...(auto && { autoPool: { ...(image !== undefined && { imageVersionId: image }) } }),
        metadata: metadata.map(({ name, value }) => ({ name, value })),
    };
}

// EXTERNAL MODULE: ./build/azure/batch-rest.js
var batch_rest = __webpack_require__(5846);
;// CONCATENATED MODULE: ./build/azure/legacy-http.js



/**
 * Sends a request of the old generation of SDKs as all others are sent; `prefix` is the path of its service's endpoint.
 * Throws `AzureError` for a refusal, whose sentence the SDK would hide inside an object.
 */
async function sendLegacy(request, prefix, send) {
    const { 'user-agent': _theirs, ...asked } = request.headers.rawHeaders();
    const sent = await send({
        url: withPrefix(request.url, prefix),
        method: request.method,
        headers: (0,esm/* createHttpHeaders */.Nc)(asked),
        ...(typeof request.body === 'string' && { body: request.body }),
    });
    const { status, bodyAsText } = sent;
    const body = (0,refusal/* jsonIn */.Yf)(bodyAsText);
    if (status >= 400)
        throw (0,refusal/* refusal */.x5)(status, body, sent.headers);
    // A write that Azure has taken is answered by a status alone.
    if (!(0,json/* isJsonObject */.OW)(body) && (request.method === 'GET' || bodyAsText)) {
        throw (0,refusal/* unexpectedAnswer */.au)(status, 'what came with it is not JSON');
    }
    if (request.method === 'GET' && !isResourceOrList(body)) {
        throw (0,refusal/* unexpectedAnswer */.au)(status, 'there is neither a resource nor a list in it');
    }
    const headers = request.headers.clone();
    for (const { name } of headers.headersArray())
        headers.remove(name);
    for (const [name, value] of sent.headers)
        headers.set(name, value);
    return { request, status, headers, bodyAsText: bodyAsText ?? '' };
}
/** The SDK takes anything else for an empty list. */
function isResourceOrList(body) {
    return Array.isArray((0,json/* memberAt */.mz)(body, ['value'])) || typeof (0,json/* memberAt */.mz)(body, ['id']) === 'string';
}
/** The SDK loses the path of an endpoint; links to next pages have it already. */
function withPrefix(address, prefix) {
    const url = new URL(address);
    if (!url.pathname.startsWith(`${prefix}/`))
        url.pathname = `${prefix}${url.pathname}`;
    return url.href;
}

// EXTERNAL MODULE: ./build/azure/pipeline.js
var pipeline = __webpack_require__(7413);
;// CONCATENATED MODULE: ./build/azure/batch-service.js









/**
 * The only user of @azure/batch. Its generation speaks an old api-version, asks for the wrong audience, never repeats a
 * 429 and knows no NO_PROXY; so it only shapes requests and answers here, and what sends them is the pipeline
 * that all other clients use.
 */
function createBatchService(access) {
    const { account, scope, credential, patience } = access;
    const { origin, pathname } = new URL(`https://${account.accountEndpoint}`);
    const send = (0,pipeline/* createSend */.Rx)(patience, (0,esm/* bearerTokenAuthenticationPolicy */.N$)({ credential, scopes: [scope] }));
    const client = new batch.BatchServiceClient({ signRequest: async (request) => request }, origin, {
        httpClient: { sendRequest: (request) => sendLegacy(request, pathname.replace(/\/$/, ''), send) },
        noRetryPolicy: true,
    });
    client.apiVersion = arm/* BATCH_API_VERSION */.hx;
    return {
        ...createBatchJobs(client.job, (0,batch_rest/* createBatchRest */.b)(access)),
        listSupportedImages: () => read(() => client.account.listSupportedImages({ accountListSupportedImagesOptions: { maxResults: 1000 } }), (link) => client.account.listSupportedImagesNext(link), (images) => images.map(supportedImage)),
        readNodeCounts: async (poolName) => {
            const filter = `poolId eq '${poolName}'`;
            const all = await read(() => client.account.listPoolNodeCounts({ accountListPoolNodeCountsOptions: { filter } }), (link) => client.account.listPoolNodeCountsNext(link), (pools) => pools);
            const { observed, ...wait } = all;
            if (observed.state !== 'present')
                return { observed, ...wait };
            const [counts] = observed.value;
            return { observed: counts ? { state: 'present', value: nodeCounts(counts) } : { state: 'absent' }, ...wait };
        },
        countRunningTasks: (poolName) => readNodes(client, poolName, {
            filter: "state eq 'running'",
            select: 'id,runningTasksCount',
            shape: (nodes) => nodes.reduce((sum, { runningTasksCount = 0 }) => sum + runningTasksCount, 0),
        }),
        listNodeImages: (poolName) => readNodes(client, poolName, { select: 'id,state,virtualMachineInfo', shape: (nodes) => nodes.map(nodeImage) }),
        listUnhealthyNodes: (poolName) => readNodes(client, poolName, {
            filter: "state ne 'idle' and state ne 'running'",
            select: 'id,state,isDedicated,errors,startTaskInfo',
            shape: (nodes) => nodes.map(poolNode),
        }),
    };
}
function readNodes(client, poolName, asked) {
    const { filter, select, shape } = asked;
    const options = { ...(filter !== undefined && { filter }), select, maxResults: 1000 };
    return read(() => client.computeNode.list(poolName, { computeNodeListOptions: options }), (link) => client.computeNode.listNext(link), shape);
}
async function read(first, next, shape) {
    try {
        let page = await first();
        const items = [...page];
        while (page.odatanextLink) {
            page = await next(page.odatanextLink);
            items.push(...page);
        }
        return (0,arm/* withWait */.SO)({ state: 'present', value: shape(items) }, page._response.headers);
    }
    catch (error) {
        return { observed: (0,refusal/* reading */.hF)((0,refusal/* thrown */.rS)(error)) };
    }
}
function supportedImage(image) {
    const { publisher = '', offer = '', sku = '', version } = image.imageReference;
    return {
        nodeAgentSkuId: image.nodeAgentSKUId,
        image: { publisher, offer, sku, ...(version && { version }) },
        osType: image.osType,
        verified: image.verificationType === 'verified',
        ...(image.batchSupportEndOfLife && { batchSupportEndOfLife: new Date(image.batchSupportEndOfLife).toISOString() }),
    };
}
/** Dedicated and spot nodes together; states that newer services add are kept, spelled as in the node list. */
function nodeCounts({ dedicated, lowPriority }) {
    const byState = {};
    for (const [name, count] of [...Object.entries(dedicated ?? {}), ...Object.entries(lowPriority ?? {})]) {
        const state = name.toLowerCase();
        if (typeof count === 'number')
            byState[state] = (byState[state] ?? 0) + count;
    }
    const { total = 0, ...states } = byState;
    return { total, byState: states };
}
function nodeImage({ id = '', state = 'unknown', virtualMachineInfo }) {
    const imageVersionId = virtualMachineInfo?.imageReference?.virtualMachineImageId;
    // Of the definition alone nobody can tell which version it was.
    const isVersion = (0,resource_id/* isOfType */.gh)(imageVersionId ?? '', 'Microsoft.Compute', 'galleries/images/versions');
    return { id, state, ...(imageVersionId !== undefined && isVersion && { imageVersionId }) };
}
function poolNode(node) {
    const task = node.startTaskInfo;
    return {
        id: node.id ?? '',
        state: node.state ?? 'unknown',
        isDedicated: node.isDedicated ?? true,
        errors: (node.errors ?? []).map(({ code, message, errorDetails }) => reason(code, message, errorDetails)),
        ...(task && {
            startTask: {
                state: task.state,
                ...(task.exitCode !== undefined && { exitCode: task.exitCode }),
                ...(task.result !== undefined && { result: task.result }),
                ...(task.failureInfo && {
                    failure: {
                        ...reason(task.failureInfo.code, task.failureInfo.message, task.failureInfo.details),
                        category: task.failureInfo.category,
                    },
                }),
            },
        }),
    };
}
function reason(code = 'Unknown', message = '', details = []) {
    return { code, message, details: details.map(({ name = '', value = '' }) => ({ name, value })) };
}


/***/ })

};
;