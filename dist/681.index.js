"use strict";
exports.id = 681;
exports.ids = [681];
exports.modules = {

/***/ 3681:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createBatchService: () => (/* binding */ createBatchService)
/* harmony export */ });
/* harmony import */ var _azure_batch__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3949);
/* harmony import */ var _azure_batch__WEBPACK_IMPORTED_MODULE_4___default = /*#__PURE__*/__webpack_require__.n(_azure_batch__WEBPACK_IMPORTED_MODULE_4__);
/* harmony import */ var _azure_core_rest_pipeline__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1818);
/* harmony import */ var _arm_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9481);
/* harmony import */ var _pipeline_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7413);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2294);





/**
 * The only user of @azure/batch. Its generation speaks an old api-version, asks for the wrong audience, never repeats a
 * 429 and knows no NO_PROXY; so it only shapes requests and answers here, and what sends them is the pipeline
 * that all other clients use.
 */
function createBatchService(account, batchScope, credential) {
    const { origin, pathname } = new URL(`https://${account.accountEndpoint}`);
    const client = new _azure_batch__WEBPACK_IMPORTED_MODULE_4__.BatchServiceClient({ signRequest: async (request) => request }, origin, {
        httpClient: pipelineClient(pathname.replace(/\/$/, ''), batchScope, credential),
        noRetryPolicy: true,
    });
    client.apiVersion = _arm_js__WEBPACK_IMPORTED_MODULE_1__/* .BATCH_API_VERSION */ .hx;
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
        listUnhealthyNodes: (poolName) => {
            const filter = "state ne 'idle' and state ne 'running'";
            const select = 'id,state,isDedicated,errors,startTaskInfo';
            return read(() => client.computeNode.list(poolName, { computeNodeListOptions: { filter, select, maxResults: 1000 } }), (link) => client.computeNode.listNext(link), (nodes) => nodes.map(poolNode));
        },
    };
}
/** Sends the SDK's requests through the shared pipeline: proxies, repeats and the Batch token like everywhere else. */
function pipelineClient(prefix, batchScope, credential) {
    const options = (0,_pipeline_js__WEBPACK_IMPORTED_MODULE_2__/* .clientOptions */ .s1)();
    const pipeline = (0,_azure_core_rest_pipeline__WEBPACK_IMPORTED_MODULE_0__/* .createPipelineFromOptions */ .Fp)(options);
    for (const { policy } of options.additionalPolicies)
        pipeline.addPolicy(policy, { afterPhase: 'Retry' });
    pipeline.addPolicy((0,_azure_core_rest_pipeline__WEBPACK_IMPORTED_MODULE_0__/* .bearerTokenAuthenticationPolicy */ .N$)({ credential, scopes: [batchScope] }), { phase: 'Sign' });
    const http = (0,_azure_core_rest_pipeline__WEBPACK_IMPORTED_MODULE_0__/* .createDefaultHttpClient */ .fl)();
    return {
        async sendRequest(request) {
            const sent = await pipeline.sendRequest(http, (0,_azure_core_rest_pipeline__WEBPACK_IMPORTED_MODULE_0__/* .createPipelineRequest */ .G6)({
                url: withPrefix(request.url, prefix),
                method: request.method,
                headers: (0,_azure_core_rest_pipeline__WEBPACK_IMPORTED_MODULE_0__/* .createHttpHeaders */ .Nc)(request.headers.rawHeaders()),
                ...(request.body !== undefined && { body: request.body }),
            }));
            const headers = request.headers.clone();
            for (const { name } of headers.headersArray())
                headers.remove(name);
            for (const [name, value] of sent.headers)
                headers.set(name, value);
            const bodyAsText = sent.bodyAsText ?? '';
            // The SDK would hide the sentence of a refusal inside an object; it never gets to see one.
            if (sent.status >= 400)
                throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .refusal */ .x5)(sent.status, parsed(bodyAsText), sent.headers);
            return { request, status: sent.status, headers, bodyAsText };
        },
    };
}
/** Endpoints may have a path, in which the SDK would lose its own; links to next pages have it already. */
function withPrefix(address, prefix) {
    const url = new URL(address);
    if (!url.pathname.startsWith(`${prefix}/`))
        url.pathname = `${prefix}${url.pathname}`;
    return url.href;
}
function parsed(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
async function read(first, next, shape) {
    try {
        let page = await first();
        const items = [...page];
        while (page.odatanextLink) {
            page = await next(page.odatanextLink);
            items.push(...page);
        }
        return (0,_arm_js__WEBPACK_IMPORTED_MODULE_1__/* .withWait */ .SO)({ state: 'present', value: shape(items) }, page._response.headers);
    }
    catch (error) {
        return { observed: (0,_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .reading */ .hF)((0,_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .thrown */ .rS)(error)) };
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