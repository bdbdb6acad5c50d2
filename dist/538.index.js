"use strict";
exports.id = 538;
exports.ids = [538];
exports.modules = {

/***/ 2538:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createBatchService: () => (/* binding */ createBatchService)
});

// EXTERNAL MODULE: ./node_modules/@azure/batch/dist/batch.js
var batch = __webpack_require__(3949);
// EXTERNAL MODULE: ./node_modules/@azure/core-rest-pipeline/dist/esm/index.js + 37 modules
var esm = __webpack_require__(1818);
// EXTERNAL MODULE: ./build/azure/arm.js
var arm = __webpack_require__(9481);
// EXTERNAL MODULE: ./build/model/json.js
var json = __webpack_require__(5603);
// EXTERNAL MODULE: ./build/azure/refusal.js
var refusal = __webpack_require__(1895);
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
    if (!(0,json/* isJsonObject */.OW)(body))
        throw (0,refusal/* unexpectedAnswer */.au)(status, 'what came with it is not JSON');
    const headers = request.headers.clone();
    for (const { name } of headers.headersArray())
        headers.remove(name);
    for (const [name, value] of sent.headers)
        headers.set(name, value);
    return { request, status, headers, bodyAsText: bodyAsText ?? '' };
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
function createBatchService({ account, scope, credential, patience }) {
    const { origin, pathname } = new URL(`https://${account.accountEndpoint}`);
    const send = (0,pipeline/* createSend */.Rx)(patience, (0,esm/* bearerTokenAuthenticationPolicy */.N$)({ credential, scopes: [scope] }));
    const client = new batch.BatchServiceClient({ signRequest: async (request) => request }, origin, {
        httpClient: { sendRequest: (request) => sendLegacy(request, pathname.replace(/\/$/, ''), send) },
        noRetryPolicy: true,
    });
    client.apiVersion = arm/* BATCH_API_VERSION */.hx;
    return {
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
        listUnhealthyNodes: (poolName) => readNodes(client, poolName, {
            filter: "state ne 'idle' and state ne 'running'",
            select: 'id,state,isDedicated,errors,startTaskInfo',
            shape: (nodes) => nodes.map(poolNode),
        }),
    };
}
function readNodes(client, poolName, asked) {
    const { filter, select, shape } = asked;
    return read(() => client.computeNode.list(poolName, { computeNodeListOptions: { filter, select, maxResults: 1000 } }), (link) => client.computeNode.listNext(link), shape);
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