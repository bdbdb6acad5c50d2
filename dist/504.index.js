"use strict";
exports.id = 504;
exports.ids = [504];
exports.modules = {

/***/ 9481:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pn: () => (/* binding */ createArm),
/* harmony export */   SO: () => (/* binding */ withWait),
/* harmony export */   Tl: () => (/* binding */ readArm),
/* harmony export */   hx: () => (/* binding */ BATCH_API_VERSION),
/* harmony export */   vL: () => (/* binding */ listArm)
/* harmony export */ });
/* harmony import */ var _azure_rest_core_client__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3049);
/* harmony import */ var _model_json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5603);
/* harmony import */ var _pipeline_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7413);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1895);




/** Batch's management plane. Older versions are on the service's retirement list; newer ones are drafts. */
const BATCH_API_VERSION = '2025-06-01';
/** The one client of a cloud for what is asked without an SDK. */
function createArm(cloud, credential, patience) {
    const client = (0,_azure_rest_core_client__WEBPACK_IMPORTED_MODULE_0__/* .getClient */ .KU)(cloud.resourceManager, credential, {
        ...(0,_pipeline_js__WEBPACK_IMPORTED_MODULE_1__/* .clientOptions */ .s1)(patience),
        credentials: { scopes: [cloud.resourceManagerScope] },
    });
    return {
        send: (method, id, request = {}) => ask(client, method, pathOf(id), request),
        async remove(id) {
            const { status, body, headers } = await sendOnce(client, 'DELETE', pathOf(id), {});
            const code = Number(status);
            if (code >= 300 && code !== 404) {
                throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .refusal */ .x5)(code, (0,_model_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isJsonObject */ .OW)(body) ? body : undefined, { get: (name) => headers[name] });
            }
        },
        async list(id, apiVersion = BATCH_API_VERSION) {
            const items = [];
            const asked = new Set();
            for (let place = pathOf(id);;) {
                asked.add(place);
                const { body, headers } = await ask(client, 'GET', place, { apiVersion });
                if (!Array.isArray(body['value']))
                    throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .unexpectedAnswer */ .au)(200, 'there is no list in it');
                items.push(...body['value'].filter(_model_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isJsonObject */ .OW));
                const next = nextPage(body, cloud.resourceManager);
                if (next === undefined)
                    return { items, headers };
                if (asked.has(next))
                    throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .unexpectedAnswer */ .au)(200, 'its pages lead in a circle');
                place = next;
            }
        },
    };
}
function pathOf(id) {
    return id.split('/').map(encodeURIComponent).join('/');
}
/** The link to the next page. It is followed with a token, so it has to stay where the token belongs. */
function nextPage({ nextLink }, endpoint) {
    if (typeof nextLink !== 'string' || nextLink === '')
        return undefined;
    const origin = URL.parse(nextLink)?.origin;
    if (origin === new URL(endpoint).origin)
        return nextLink;
    throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .unexpectedAnswer */ .au)(200, `its next page is not at ${endpoint}, but at ${origin ?? 'no web address'}`);
}
/** `place` is a path below the endpoint, or the whole address of a next page, which has its api-version in it. */
async function ask(client, method, place, request) {
    const response = await sendOnce(client, method, place, request);
    const headers = { get: (name) => response.headers[name] };
    const status = Number(response.status);
    const body = response.body;
    if (status >= 300)
        throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .refusal */ .x5)(status, (0,_model_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isJsonObject */ .OW)(body) ? body : undefined, headers);
    if (!(0,_model_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isJsonObject */ .OW)(body))
        throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .unexpectedAnswer */ .au)(status, 'there is no resource in it');
    return { body, headers };
}
async function sendOnce(client, method, place, { apiVersion = BATCH_API_VERSION, body, headers = {} }) {
    const path = client.pathUnchecked(place);
    const options = {
        queryParameters: { 'api-version': apiVersion },
        headers: { ...headers },
        ...(body !== undefined && { body, contentType: 'application/json' }),
    };
    try {
        if (method === 'PUT')
            return await path.put(options);
        if (method === 'PATCH')
            return await path.patch(options);
        if (method === 'POST')
            return await path.post(options);
        if (method === 'DELETE')
            return await path.delete(options);
        return await path.get(options);
    }
    catch (error) {
        throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .thrown */ .rS)(error);
    }
}
/** Reads a resource and parses it; 404 is absent, a refusal unreadable. */
async function readArm(arm, id, parse, apiVersion = BATCH_API_VERSION) {
    try {
        const answer = await arm.send('GET', id, { apiVersion });
        return withWait({ state: 'present', value: parse(answer) }, answer.headers);
    }
    catch (error) {
        return { observed: (0,_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .reading */ .hF)(error) };
    }
}
/** Reads every page of a list and parses its items; 404 is absent, a refusal unreadable. */
async function listArm(arm, id, parse, apiVersion = BATCH_API_VERSION) {
    try {
        const { items, headers } = await arm.list(id, apiVersion);
        return withWait({ state: 'present', value: parse(items) }, headers);
    }
    catch (error) {
        return { observed: (0,_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .reading */ .hF)(error) };
    }
}
/** A reading with the wait that the answer's headers ask for. */
function withWait(observed, headers) {
    const wait = headers && (0,_pipeline_js__WEBPACK_IMPORTED_MODULE_1__/* .retryAfterMs */ .Vs)(headers, Date.now());
    return wait === undefined ? { observed } : { observed, retryAfterMs: wait };
}


/***/ }),

/***/ 5846:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ createBatchRest)
/* harmony export */ });
/* harmony import */ var _azure_core_rest_pipeline__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1818);
/* harmony import */ var _model_json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5603);
/* harmony import */ var _arm_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9481);
/* harmony import */ var _pipeline_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7413);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1895);





/** The service of an account, as an identity. */
function createBatchRest({ account, scope, credential, patience }) {
    const base = `https://${account.accountEndpoint.replace(/\/$/, '')}`;
    const pipeline = (0,_pipeline_js__WEBPACK_IMPORTED_MODULE_2__/* .createSend */ .Rx)(patience, (0,_azure_core_rest_pipeline__WEBPACK_IMPORTED_MODULE_0__/* .bearerTokenAuthenticationPolicy */ .N$)({ credential, scopes: [scope] }));
    const ask = async (method, url, { headers = {}, body }) => {
        const typed = body === undefined ? {} : { 'content-type': 'application/json; odata=minimalmetadata' };
        const request = {
            url,
            method,
            headers: (0,_azure_core_rest_pipeline__WEBPACK_IMPORTED_MODULE_0__/* .createHttpHeaders */ .Nc)({ accept: 'application/json', ...headers, ...typed }),
            ...(body !== undefined && { body: JSON.stringify(body) }),
        };
        const answer = await pipeline(request).catch((error) => {
            throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .thrown */ .rS)(error);
        });
        if (answer.status >= 300)
            throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .refusal */ .x5)(answer.status, (0,_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .jsonIn */ .Yf)(answer.bodyAsText), answer.headers);
        return answer;
    };
    const send = (method, path, request = {}) => ask(method, addressOf(base, path, request), request);
    return {
        send,
        read: async (path) => objectIn(await send('GET', path)),
        async list(path, query = {}) {
            const items = [];
            const asked = new Set();
            for (let url = addressOf(base, path, { query });;) {
                asked.add(url);
                const { body, headers } = objectIn(await ask('GET', url, {}));
                if (!Array.isArray(body['value']))
                    throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .unexpectedAnswer */ .au)(200, 'there is no list in it');
                items.push(...body['value'].filter(_model_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isJsonObject */ .OW));
                const next = nextPage(body, base);
                if (next === undefined)
                    return { items, headers };
                if (asked.has(next))
                    throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .unexpectedAnswer */ .au)(200, 'its pages lead in a circle');
                url = next;
            }
        },
    };
}
function addressOf(base, path, { query = {} }) {
    const asked = new URLSearchParams({ 'api-version': _arm_js__WEBPACK_IMPORTED_MODULE_1__/* .BATCH_API_VERSION */ .hx, ...query });
    return `${base}/${path.map(encodeURIComponent).join('/')}?${asked}`;
}
function objectIn({ status, bodyAsText, headers }) {
    const body = (0,_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .jsonIn */ .Yf)(bodyAsText);
    if (!(0,_model_json_js__WEBPACK_IMPORTED_MODULE_4__/* .isJsonObject */ .OW)(body))
        throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .unexpectedAnswer */ .au)(status, 'what came with it is not JSON');
    return { body, headers };
}
/** The link to the next page. It is followed with a token, so it has to stay where the token belongs. */
function nextPage(body, base) {
    const link = body['odata.nextLink'];
    if (typeof link !== 'string' || link === '')
        return undefined;
    if (URL.parse(link)?.origin === new URL(base).origin)
        return link;
    throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_3__/* .unexpectedAnswer */ .au)(200, `its next page is not at ${base}`);
}


/***/ }),

/***/ 3764:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $6: () => (/* binding */ textAt),
/* harmony export */   bz: () => (/* binding */ knownOf),
/* harmony export */   i1: () => (/* binding */ textsAt),
/* harmony export */   r7: () => (/* binding */ textIn),
/* harmony export */   tk: () => (/* binding */ numberAt),
/* harmony export */   yR: () => (/* binding */ objectsAt)
/* harmony export */ });
/* harmony import */ var _model_json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5603);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1895);


/** A text that Azure always tells; throws `AzureError` where it is missing. */
function textIn(body, ...path) {
    const value = textAt(body, ...path);
    if (value !== undefined)
        return value;
    throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_0__/* .unexpectedAnswer */ .au)(200, `it has no ${path.join('.')}`);
}
/** A text; undefined where there is none, or an empty one. */
function textAt(value, ...path) {
    const found = (0,_model_json_js__WEBPACK_IMPORTED_MODULE_1__/* .memberAt */ .mz)(value, path);
    return typeof found === 'string' && found !== '' ? found : undefined;
}
/** A number; undefined where there is none. */
function numberAt(value, ...path) {
    const found = (0,_model_json_js__WEBPACK_IMPORTED_MODULE_1__/* .memberAt */ .mz)(value, path);
    return typeof found === 'number' ? found : undefined;
}
/** The objects of a list; none where there is no list. */
function objectsAt(value, ...path) {
    return listAt(value, path).filter(_model_json_js__WEBPACK_IMPORTED_MODULE_1__/* .isJsonObject */ .OW);
}
/** The texts of a list; none where there is no list. */
function textsAt(value, ...path) {
    return listAt(value, path).filter((item) => typeof item === 'string');
}
function listAt(value, path) {
    const found = (0,_model_json_js__WEBPACK_IMPORTED_MODULE_1__/* .memberAt */ .mz)(value, path);
    return Array.isArray(found) ? found : [];
}
/** Leaves out of `facts` what is undefined. */
function knownOf(facts) {
    return Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined));
}


/***/ }),

/***/ 7413:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rx: () => (/* binding */ createSend),
/* harmony export */   Vs: () => (/* binding */ retryAfterMs),
/* harmony export */   aZ: () => (/* binding */ PATIENCE),
/* harmony export */   s1: () => (/* binding */ clientOptions)
/* harmony export */ });
/* unused harmony exports stubbornRetryPolicy, silencePolicy */
/* harmony import */ var _azure_core_rest_pipeline__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1818);

/** With five repeats a service may be gone for half a minute, and throttle without a word for a minute. */
const PATIENCE = { maxRetries: 5, retryDelayMs: 1000, throttledMs: 2000 };
const WAIT_HEADERS = ['retry-after-ms', 'x-ms-retry-after-ms', 'retry-after'];
/** Trouble of the network that passes, and that the SDKs would tell at once. */
const PASSING_TROUBLE = new Set(['EAI_AGAIN', 'EPIPE']);
/** Repeats what the SDKs' own policy does not: a 429 that names no wait, and some trouble of the network. */
function stubbornRetryPolicy({ maxRetries, retryDelayMs, throttledMs }) {
    const strategy = {
        name: 'stubborn',
        retry({ retryCount, response, responseError }) {
            const throttled = response?.status === 429 && !WAIT_HEADERS.some((name) => response.headers.has(name));
            if (throttled)
                return { retryAfterInMs: throttledMs * 2 ** retryCount };
            const passes = PASSING_TROUBLE.has(responseError?.code ?? '');
            return passes ? { retryAfterInMs: retryDelayMs * 2 ** retryCount } : { skipStrategy: true };
        },
    };
    return { ...(0,_azure_core_rest_pipeline__WEBPACK_IMPORTED_MODULE_0__/* .retryPolicy */ .Jb)([strategy], { maxRetries }), name: 'stubbornRetryPolicy' };
}
/** Azure gives up on what it asks within itself after a minute; what takes longer does not come at all. */
const SILENCE_MS = 100_000;
/** As Node calls it. */
const TIMED_OUT = 'ETIMEDOUT';
/** Gives up on one answer that does not come, which the SDKs would wait for without end; they repeat it like every timeout. */
function silencePolicy({ silenceMs = SILENCE_MS }) {
    return {
        name: 'silencePolicy',
        async sendRequest(request, next) {
            request.timeout = silenceMs;
            try {
                return await next(request);
            }
            catch (error) {
                const isOurs = error instanceof Error && error.name === 'AbortError' && !request.abortSignal?.aborted;
                if (!isOurs)
                    throw error;
                throw new _azure_core_rest_pipeline__WEBPACK_IMPORTED_MODULE_0__/* .RestError */ .pj(`none within ${silenceMs / 1000} seconds`, { code: TIMED_OUT, request });
            }
        },
    };
}
/** Options of every client: who asks, and how often a request is repeated. Proxies the SDKs read from the environment. */
function clientOptions(patience = PATIENCE) {
    return {
        userAgentOptions: { userAgentPrefix: 'sig-batch-pool/1' },
        retryOptions: { maxRetries: patience.maxRetries, retryDelayInMs: patience.retryDelayMs },
        additionalPolicies: [
            { policy: stubbornRetryPolicy(patience), position: 'perRetry' },
            { policy: silencePolicy(patience), position: 'perRetry' },
        ],
    };
}
/** The same way to Azure for what is not sent by a client of the SDKs; `signed` adds the token. */
function createSend(patience, signed) {
    const options = clientOptions(patience);
    const pipeline = (0,_azure_core_rest_pipeline__WEBPACK_IMPORTED_MODULE_0__/* .createPipelineFromOptions */ .Fp)(options);
    for (const { policy } of options.additionalPolicies)
        pipeline.addPolicy(policy, { afterPhase: 'Sign' });
    if (signed !== undefined)
        pipeline.addPolicy(signed, { phase: 'Sign' });
    const http = (0,_azure_core_rest_pipeline__WEBPACK_IMPORTED_MODULE_0__/* .createDefaultHttpClient */ .fl)();
    return (request) => pipeline.sendRequest(http, (0,_azure_core_rest_pipeline__WEBPACK_IMPORTED_MODULE_0__/* .createPipelineRequest */ .G6)(request));
}
/** The wait Azure asks for before the same thing is read again, in ms; `now` in ms since 1970. */
function retryAfterMs(headers, now) {
    for (const name of WAIT_HEADERS) {
        const text = headers.get(name)?.trim() ?? '';
        if (text === '')
            continue;
        const number = Number(text);
        if (Number.isFinite(number))
            return Math.max(0, name === 'retry-after' ? number * 1000 : number);
        const date = name === 'retry-after' ? Date.parse(text) : Number.NaN;
        if (!Number.isNaN(date))
            return Math.max(0, date - now);
    }
    return undefined;
}


/***/ }),

/***/ 1895:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Yf: () => (/* binding */ jsonIn),
/* harmony export */   au: () => (/* binding */ unexpectedAnswer),
/* harmony export */   hF: () => (/* binding */ reading),
/* harmony export */   rS: () => (/* binding */ thrown),
/* harmony export */   x5: () => (/* binding */ refusal)
/* harmony export */ });
/* harmony import */ var _azure_core_rest_pipeline__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1818);
/* harmony import */ var _model_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8182);
/* harmony import */ var _model_json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5603);
/* harmony import */ var _unreachable_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2957);




/** The JSON in a body; undefined for anything else, such as the page of a proxy. */
function jsonIn(text) {
    try {
        // Real answers may begin with a byte order mark.
        return JSON.parse((text ?? '').replace(/^\uFEFF/, ''));
    }
    catch {
        return undefined;
    }
}
/** An answer that is not a success, from ARM or the Batch service, as an error with Azure's own words. */
function refusal(status, body, headers) {
    const error = (0,_model_json_js__WEBPACK_IMPORTED_MODULE_3__/* .memberAt */ .mz)(body, ['error']) ?? body;
    const requestId = headers.get('x-ms-request-id') ?? headers.get('request-id');
    const code = textAt(error, ['code']);
    const message = textAt(error, ['message', 'value']) ?? textAt(error, ['message']);
    if (code === undefined && message === undefined) {
        return new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AzureError */ .M6(status, `Http${status}`, strangersAnswer(status), { requestId });
    }
    // The Batch service ends its sentence with lines of its own for request ID and time.
    const sentence = message?.split(/\n\s*RequestId:/)[0]?.trim();
    const details = detailsOf(error);
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AzureError */ .M6(status, code ?? `Http${status}`, sentence || `Azure answered ${status}.`, {
        requestId,
        details,
    });
}
/** A success that does not say what it has to say. */
function unexpectedAnswer(status, what) {
    return new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AzureError */ .M6(status, 'UnexpectedAnswer', `The answer was ${status}, but ${what}: a proxy may have given it instead of Azure.`);
}
/** Anything a client threw, as an error of ours: an answer of Azure, or no answer at all (status 0). */
function thrown(error) {
    if (error instanceof _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AzureError */ .M6 || error instanceof _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo)
        return error;
    if (!(error instanceof Error))
        return new Error(String(error));
    if (!(0,_azure_core_rest_pipeline__WEBPACK_IMPORTED_MODULE_0__/* .isRestError */ .T0)(error))
        return error;
    const { response, request, code = 'REQUEST_SEND_ERROR' } = error;
    if (response === undefined)
        return new _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AzureError */ .M6(0, code, (0,_unreachable_js__WEBPACK_IMPORTED_MODULE_2__/* .unreachable */ .H)(request?.url, code, error.message));
    const { status, bodyAsText, headers } = response;
    return status >= 400
        ? refusal(status, jsonIn(bodyAsText), headers)
        : unexpectedAnswer(status, 'what came with it cannot be read');
}
/** `absent` for 404, `unreadable` for any other refusal; what is no answer of Azure is thrown on. */
function reading(error) {
    const known = isOfOtherShape(error) ? otherShape(error) : thrown(error);
    if (!(known instanceof _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AzureError */ .M6))
        throw known;
    if (known.status === 404 && !NOT_ABSENT.has(known.code)) {
        return known.code === 'ResourceGroupNotFound' ? { state: 'absent', isGroupMissing: true } : { state: 'absent' };
    }
    return { state: 'unreadable', code: known.code, reason: [known.message, ...known.details].join(' ') };
}
/** What comes of taking an answer apart that has not what Azure always tells: the SDKs look for nothing before they do. */
function isOfOtherShape(error) {
    return error instanceof TypeError || error instanceof RangeError;
}
function otherShape({ message }) {
    return unexpectedAnswer(200, `what came with it is not what Azure tells (${message})`);
}
/**
 * Codes of a 404 that say nothing of the resource: one without Azure's words comes from something else on the way, and
 * of a subscription in which the caller has no role Azure says that there is none.
 */
const NOT_ABSENT = new Set(['Http404', 'SubscriptionNotFound']);
function strangersAnswer(status) {
    return status === 407
        ? 'The proxy asks who calls (407): its user and password belong into `HTTPS_PROXY`.'
        : `The answer was ${status} without a word of Azure's: a proxy or firewall may have given it instead of Azure.`;
}
/** ARM lists facts as `details`, the Batch service as `values`; one line each. */
function detailsOf(error) {
    const facts = (path, name, text) => {
        const list = (0,_model_json_js__WEBPACK_IMPORTED_MODULE_3__/* .memberAt */ .mz)(error, [path]);
        return (Array.isArray(list) ? list : [])
            .filter(_model_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isJsonObject */ .OW)
            .map((fact) => [textAt(fact, [name]), textAt(fact, [text])].filter(Boolean).join(': '));
    };
    return [...facts('details', 'code', 'message'), ...facts('values', 'key', 'value')]
        .map((line) => line.replace(/\s+/g, ' ').trim())
        .filter((line) => line !== '');
}
function textAt(value, path) {
    const found = (0,_model_json_js__WEBPACK_IMPORTED_MODULE_3__/* .memberAt */ .mz)(value, path);
    return typeof found === 'string' ? found : undefined;
}


/***/ }),

/***/ 2957:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ unreachable)
/* harmony export */ });
/** What a code of Node's network or TLS layer means, and where to look. */
const REASONS = {
    ENOTFOUND: 'no name server knows this name',
    EAI_AGAIN: 'the name server does not answer',
    ECONNREFUSED: 'nothing listens there, or a firewall refuses',
    ECONNRESET: 'the connection was cut before an answer came',
    EPIPE: 'the connection was cut before an answer came',
    ETIMEDOUT: 'no answer came in time',
    EHOSTUNREACH: 'no route leads there',
    ENETUNREACH: 'no route leads there',
    ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
    CERT_HAS_EXPIRED: 'its certificate has expired, or the clock of the runner is wrong',
    CERT_NOT_YET_VALID: 'its certificate is not valid yet, or the clock of the runner is wrong',
};
const UNTRUSTED = new Set([
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);
/** Why no answer came from `url`, in one sentence; what Node said stands in brackets, for it names a proxy's address. */
function unreachable(url, code, said) {
    const place = url !== undefined && URL.canParse(url) ? new URL(url).host : 'Azure';
    const untrusted = 'its certificate comes from an authority that is not trusted here, such as that of a proxy that looks into connections';
    const reason = UNTRUSTED.has(code) ? untrusted : REASONS[code];
    const words = said.trim() === '' ? code : said.trim();
    return reason === undefined
        ? `No answer came from ${place}: ${words}.`
        : `No answer came from ${place}: ${reason} (${words}).`;
}


/***/ }),

/***/ 5504:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  carryOutJob: () => (/* binding */ carryOutJob)
});

// UNUSED EXPORTS: realClock

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./build/model/errors.js
var errors = __webpack_require__(8182);
;// CONCATENATED MODULE: ./build/plan/rights/rights.js
// Azure's two sentences: AuthorizationFailed names one action, LinkedAuthorizationFailed first the one it has.
const LINKED = /not have permission to perform action(?:\(s\))? '([^']+)' on the linked scope(?:\(s\))? '([^']+)'/i;
const PLAIN = /authorization to perform action '([^']+)'(?: or)?(?: over scope '([^']+)')?/i;
/** Reads the missing right out of Azure's sentence; undefined when it names none. */
function missingRight(message) {
    const [, action, scope] = LINKED.exec(message) ?? PLAIN.exec(message) ?? [];
    if (action === undefined)
        return undefined;
    return { action, ...(scope !== undefined && { scope: assignable(scope) }) };
}
/**
 * Where a role is given: at the definition of a version and the account of a pool, which themselves may not be there yet,
 * and at the subscription for what lies in it without a resource group.
 */
function assignable(scope) {
    return scope.replace(/\/(versions|pools)\/[^/]+$/i, '').replace(/^(\/subscriptions\/[^/]+)\/providers\/.*$/i, '$1');
}
/**
 * Whether roles allow an action: one of them does, and does not except it. Case does not count, and `*` stands for
 * anything. Deny assignments and conditions are not seen.
 */
function isAllowed(permissions, { action, isDataAction }) {
    if (!isDataAction)
        return permissions.some(({ actions, notActions }) => covers(actions, notActions, action));
    return (permissions.some(({ dataActions = [], notDataActions }) => covers(dataActions, notDataActions, action)) ||
        standIns(action).some((other) => isAllowed(permissions, { action: other })));
}
/** Whether roles may allow a data action that they are not seen to allow: Azure does not tell those of all of them. */
function mayBeUntold(permissions, { isDataAction }) {
    return isDataAction === true && permissions.some(({ dataActions }) => dataActions === undefined);
}
function covers(given, excepted, action) {
    return given.some((pattern) => matches(pattern, action)) && !excepted.some((pattern) => matches(pattern, action));
}
/**
 * Actions that stand for a data action of Batch: the keys of the account open everything, reading it all that is read.
 * Source: learn.microsoft.com/azure/batch/batch-role-based-access-control, custom roles.
 */
function standIns(action) {
    if (!/^Microsoft\.Batch\/batchAccounts\//i.test(action))
        return [];
    const keys = 'Microsoft.Batch/batchAccounts/listKeys/action';
    return action.toLowerCase().endsWith('/read') ? [keys, 'Microsoft.Batch/batchAccounts/read'] : [keys];
}
/** `*` stands for anything; between slashes also for nothing, as Azure's own role Managed Identity Operator needs. */
function matches(pattern, action) {
    const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${parts.join('.*').replaceAll('/.*/', '/(.*/)?')}$`, 'i').test(action);
}
const PUBLISHER = 'Compute Gallery Artifacts Publisher';
/** The least built-in role that holds an action; undefined where no single one is right. */
function roleFor(action) {
    return ROLES.find(({ actions }) => actions.test(action))?.role;
}
/** Who holds an action, in words: `the role Reader`, or `a role that holds ACTION` where no built-in one is right. */
function holderOf(action) {
    const role = roleFor(action);
    return role === undefined ? `a role that holds ${action}` : `the role ${role}`;
}
/**
 * The narrowest first. Reader lacks `disks/beginGetAccess`; the narrowest role that has it is made for backups of disks.
 * Source: learn.microsoft.com, "Azure built-in roles", and what the Batch and gallery pages say of roles.
 */
const ROLES = [
    {
        actions: /^Microsoft\.Batch\/batchAccounts\/(write|delete|.*keys\/action)$/i,
        role: 'Azure Batch Account Contributor',
    },
    { actions: /^Microsoft\.Batch\/register\/action$/i, role: 'Contributor' },
    { actions: /^Microsoft\.Batch\/.*\/read$/i, role: 'Azure Batch Account Reader' },
    { actions: /^Microsoft\.Batch\/batchAccounts\/(jobs|jobSchedules)\//i, role: 'Azure Batch Job Submitter' },
    { actions: /^Microsoft\.Batch\//i, role: 'Azure Batch Data Contributor' },
    { actions: /^Microsoft\.Compute\/galleries\/images\/(versions\/)?read$/i, role: 'Compute Gallery Image Reader' },
    { actions: /^Microsoft\.Compute\/(galleries|images)\/read$/i, role: 'Reader' },
    { actions: /^Microsoft\.Compute\/(galleries|images|locations\/capsOperations)\//i, role: PUBLISHER },
    { actions: /^Microsoft\.Compute\/(virtualMachines|disks)\/write$/i, role: PUBLISHER },
    { actions: /^Microsoft\.Compute\/disks\/beginGetAccess\/action$/i, role: 'Disk Backup Reader' },
    { actions: /^Microsoft\.Compute\/snapshots\/write$/i, role: 'Disk Snapshot Contributor' },
    { actions: /^Microsoft\.Storage\/storageAccounts\/listKeys\/action$/i, role: 'Reader and Data Access' },
    {
        actions: /^Microsoft\.ManagedIdentity\/userAssignedIdentities\/(assign\/action|read)$/i,
        role: 'Managed Identity Operator',
    },
    { actions: /\/read$/i, role: 'Reader' },
    { actions: /^Microsoft\.Network\//i, role: 'Network Contributor' },
];

;// CONCATENATED MODULE: ./build/plan/health/remedies.js

/**
 * What to do about a code of Azure's or of the network, in one sentence; undefined where nothing better is known
 * than its own sentence. Case does not count: the services disagree on it. Sources: the troubleshooting pages of
 * Compute Gallery, Batch and Azure RBAC.
 */
function remedyFor(code, message) {
    const key = code.toLowerCase();
    return BY_MESSAGE[key]?.(message) ?? REMEDIES[key];
}
/** Codes that mean different things; only Azure's sentence tells which. */
const BY_MESSAGE = {
    authorizationfailed: grant,
    authorizationfailure: grant,
    insufficientaccountpermissions: grant,
    linkedauthorizationfailed: grantLinked,
    allocationfailed: allocationFailed,
    conflict,
    invalidparameter: invalidParameter,
};
function grant(message) {
    const right = missingRight(message);
    const wait = 'and run again after some minutes: a new role assignment takes that long to reach everywhere';
    if (right === undefined)
        return `Give the identity of this workflow a role with the right that Azure names, ${wait}.`;
    const { action, scope = 'the resource that Azure names' } = right;
    const role = roleFor(action);
    const which = role === undefined ? `a role that holds ${action}` : `the role ${role}, which holds ${action},`;
    // Who it is stands in Azure's sentence alone.
    const [, objectId] = /with object id '([0-9a-f-]{36})'/i.exec(message) ?? [];
    const isWhole = role !== undefined && objectId !== undefined && right.scope !== undefined;
    const where = isWhole ? `by \`${assignment(`--assignee-object-id ${objectId}`, role, scope)}\`` : `at ${scope}`;
    return `Give the identity of this workflow ${which} ${where}, ${wait}.`;
}
function assignment(assignee, role, scope) {
    return `az role assignment create ${assignee} --assignee-principal-type ServicePrincipal --role "${role}" --scope ${scope}`;
}
function grantLinked(message) {
    if (!/linked subscription/i.test(message))
        return grant(message);
    return 'Keep what Azure names as linked (source, identity, subnet) in a subscription of the same tenant: a token of one tenant opens nothing in another.';
}
/** AllocationFailed relays the provider's words: a bad image, the surroundings of the pool, or a passing fault. */
function allocationFailed(message) {
    if (/hypervisor generation/i.test(message)) {
        return 'Choose a `vm-size` that supports the generation of the image definition (V1 or V2), or publish to a definition of the other generation.';
    }
    if (/cpu architecture/i.test(message)) {
        return 'Choose a `vm-size` of the architecture of the image definition (x64 or Arm64).';
    }
    if (/purchase plan|plan information/i.test(message)) {
        return 'Publish to an image definition that carries the purchase plan of the marketplace image, and accept its terms in the subscription of the Batch account.';
    }
    if (/disk controller/i.test(message)) {
        return 'Choose a `vm-size` with the disk controller that the image definition names (SCSI where it names none), or publish to one that names NVMe among its DiskControllerTypes.';
    }
    if (/vm size '[^']*' is not supported for creation/i.test(message)) {
        return 'Choose a `vm-size` whose machines are of the security type that the pool asks for.';
    }
    if (/vm size does not support|is not supported for vm size|accelerated networking/i.test(message)) {
        return 'Choose a `vm-size` that has what Azure names, or take it out of `pool-properties`.';
    }
    if (/security ?type|trusted ?launch/i.test(message)) {
        return 'Give the security type that the image demands as `securityProfile` in `pool-properties`, or publish to a definition with TrustedLaunchSupported.';
    }
    if (/image .*not (found|available)|galleryimagenotfound/i.test(message))
        return IMAGE_NOT_THERE;
    if (/public ip/i.test(message)) {
        return 'Give the pool public IP addresses that nothing else uses, one for each 100 nodes, as networkConfiguration.publicIPAddressConfiguration in `pool-properties`.';
    }
    if (/subnet|network security|delegat/i.test(message)) {
        return 'Mend the subnet as Azure names it (no delegation, enough free addresses, a security group that lets Batch in), and run again.';
    }
    if (/key vault|not authorized|permission|scopelocked/i.test(message)) {
        return 'Give the Batch service the right that Azure names, or remove the lock, and run again.';
    }
    return 'Run again in some minutes: the nodes are then asked for once more, and a fault of the platform mostly passes.';
}
function conflict(message) {
    if (/marked for deletion|being deleted/i.test(message)) {
        return 'Wait until Azure has deleted it and run again, or give a name that is not in use.';
    }
    if (/not unique within the subscription/i.test(message)) {
        return 'Give another `gallery`: a name is there once in a subscription, whatever the resource group.';
    }
    if (/publisher.*offer.*sku.*already\s+exists/is.test(message)) {
        return 'Give another `sku`, `offer` or `publisher`, or the `image-definition` that has them already.';
    }
    return undefined;
}
function invalidParameter(message) {
    if (/duplicate region/i.test(message))
        return 'Name each region once, also in `target-regions`.';
    if (/zrs/i.test(message))
        return NO_ZONES;
    if (/shallow/i.test(message)) {
        return 'Publish the image under a new version number: a version that was made in mode Shallow keeps one replica in one region.';
    }
    if (/replica/i.test(message)) {
        return 'Ask for 1 to 100 replicas in a region; a larger `nodes-per-replica` lowers the computed number.';
    }
    return undefined;
}
const IMAGE_NOT_THERE = 'Look at the regions of the image version in the portal: that of the Batch account has to be Completed; run again once it is, which also adds a region that another writer dropped.';
const NO_ZONES = 'Set `replica-storage-type` to Standard_LRS: this region keeps no zone-redundant replicas.';
const CHANGED_MEANWHILE = 'Run again: someone else changed it meanwhile, and the new plan starts from what it is now.';
const FEWER_REQUESTS = 'Run again in some minutes, and let fewer runs work on this subscription at the same time.';
const BUSY = 'Run again in some minutes: Azure is busy, and what it has begun goes on.';
const SPOT_CORES = 'Ask for more spot cores in the portal (Batch account, Quotas), or for fewer nodes by `spot-node-count`, and run again.';
const OTHER_SIZE = 'Choose a `vm-size` that this subscription may use in the region of the Batch account; `az batch location list-skus --location REGION` lists them.';
const NO_WAY_THROUGH = 'Let the runner reach the address that is named: a firewall or a proxy (`HTTPS_PROXY`, `NO_PROXY`) stands between.';
const UNKNOWN_CERTIFICATE = 'Give the certificate of the proxy or cloud to the runner by `NODE_EXTRA_CA_CERTS`.';
/** By code in lower case. */
const REMEDIES = {
    galleryimagenotfound: IMAGE_NOT_THERE,
    accountcorequotareached: 'Ask for more dedicated cores in the portal (Batch account, Quotas), free cores by shrinking other pools of the account, or ask for fewer nodes, and run again.',
    accountvmseriescorequotareached: 'Ask for more cores of this VM series in the portal (Batch account, Quotas), or choose a `vm-size` of a series with cores left, and run again.',
    accountlowprioritycorequotareached: SPOT_CORES,
    accountspotcorequotareached: SPOT_CORES,
    poolquotareached: 'Delete a pool that nobody needs, or ask for a higher pool quota in the portal (Batch account, Quotas), and run again.',
    allocationtimedout: 'Run again, which asks for the missing nodes once more; when it stays so, give a larger `resize-timeout-minutes` or a smaller `nodes-per-replica`, or choose another VM size or region.',
    overconstrainedallocationrequest: 'Choose another `vm-size` or region, or fewer constraints (zones, disk types): Azure has no machines that meet all that is asked.',
    resizestopped: 'Run again when nobody else resizes the pool: the missing nodes are then asked for once more.',
    skunotavailable: OTHER_SIZE,
    notavailableforsubscription: OTHER_SIZE,
    unsupportedvmsize: OTHER_SIZE,
    communicationenabledpoolreachedmaxvmcount: 'Ask for at most 100 nodes (80 where the account allocates in your own subscription), or turn inter-node communication off, which has that limit.',
    propertychangenotallowed: 'Publish under a new version number: what Azure names never changes on an existing version.',
    propertycannotbeupdated: 'Resize the pool to 0 nodes first; Azure changes this only while a pool is empty.',
    poolbeingresized: 'Run again when the resize that is under way has ended.',
    poolbeingdeleted: 'Run again when the pool is gone.',
    zrsnotsupported: NO_ZONES,
    conflict: 'Run again when the other change of the same resource has ended, and let one workflow at a time write it (a `concurrency` group).',
    deletegalleryimageversionblockedbeforeendoflife: 'Wait until its end of life, or let whoever holds it back set blockDeletionBeforeEndOfLife of its safety profile to false; until then it stays, and `keep-versions` leaves it alone.',
    conditionnotmet: CHANGED_MEANWHILE,
    preconditionfailed: CHANGED_MEANWHILE,
    toomanyrequests: FEWER_REQUESTS,
    resourcecollectionrequeststhrottled: FEWER_REQUESTS,
    subscriptionrequeststhrottled: FEWER_REQUESTS,
    resourcenotfound: 'Check name, resource group and subscription of the resource in the inputs of the workflow.',
    parentresourcenotfound: 'Create the gallery, image definition or Batch account first, or correct its name in the inputs.',
    resourcegroupnotfound: 'Correct `resource-group`, or `subscription-id` when the group is in another subscription.',
    subscriptionnotfound: 'Correct `subscription-id`, or give the identity of this workflow a role in it: without one Azure answers that there is no such subscription.',
    invalidauthenticationtokentenant: 'Set `tenant-id` to the tenant to which the subscription belongs.',
    invalidauthenticationtokenaudience: 'Set `environment` to the cloud in which the resources are.',
    missingsubscriptionregistration: 'Register the resource provider that Azure names in the subscription (`az provider register --namespace NAME`), and run again when it is registered.',
    scopelocked: 'Remove the lock that Azure names from the resource or its group, and run again.',
    requestdisallowedbypolicy: 'Give the resource what the policy demands (often tags: `image-tags`), or ask the owner of the policy for an exemption.',
    denyassignmentauthorizationfailed: 'Have the owner of the deny assignment that Azure names take this identity out of it: no role opens what it closes.',
    readonlydisabledsubscription: 'Have the subscription enabled again: Azure only lets it be read.',
    internalservererror: 'Run again in some minutes; when it repeats, give the request ID to Azure support.',
    serverbusy: BUSY,
    serviceunavailable: BUSY,
    gatewaytimeout: BUSY,
    operationtimedout: BUSY,
    enotfound: 'Check that the runner resolves the name, and that `environment` or `resource-manager-endpoint` names the right cloud.',
    econnrefused: NO_WAY_THROUGH,
    etimedout: NO_WAY_THROUGH,
    econnreset: 'Run again; when it repeats, look at the firewall or proxy between the runner and Azure.',
    self_signed_cert_in_chain: UNKNOWN_CERTIFICATE,
    unable_to_verify_leaf_signature: UNKNOWN_CERTIFICATE,
};

;// CONCATENATED MODULE: ./build/apply/failure.js


/** Anything thrown, in words for people. What is neither a person's nor Azure's doing is our bug, told with its stack. */
function failureOf(error) {
    if (error instanceof errors/* UserError */.yo)
        return { code: error.code, message: error.message, remedy: error.remedy };
    if (error instanceof errors/* Cancelled */.cJ)
        return cancelled(error.message);
    if (error instanceof errors/* AzureError */.M6) {
        const message = [error.message, ...error.details].join('\n');
        return {
            code: error.code,
            message,
            remedy: remedyFor(error.code, message) ??
                'Look the code up in the documentation of Azure, and run again when its cause is mended.',
            ...(error.requestId !== undefined && { requestId: error.requestId }),
        };
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { code: 'Bug', message: text, remedy: 'This is a mistake in sig-batch-pool itself; report it with this text.' };
}
function cancelled(message) {
    return {
        code: 'Cancelled',
        message,
        remedy: 'Run again: what Azure was told to do goes on without this run, and the next one takes it up where it stands.',
    };
}

;// CONCATENATED MODULE: ./build/azure/assertion.js
/** How long one ID token serves: it lives 5 minutes, and the sign-in library asks twice for every access token. */
const FRESH_MS = 60_000;
/**
 * An ID token that is never older than a minute when it is exchanged: shared by requests of the same moment, asked
 * for anew for every later access token. `first` may have been asked for before this was made.
 */
function freshAssertion(ask, now, first) {
    let [current, askedAt] = [first, now()];
    return () => {
        if (current === undefined || now() - askedAt >= FRESH_MS) {
            const asked = ask();
            current = asked;
            askedAt = now();
            // A refusal is not kept: the next access token asks again.
            asked.catch(() => {
                if (current === asked)
                    current = undefined;
            });
        }
        return current;
    };
}

// EXTERNAL MODULE: ./build/model/resource-id.js
var resource_id = __webpack_require__(5575);
// EXTERNAL MODULE: ./build/azure/arm.js
var azure_arm = __webpack_require__(9481);
// EXTERNAL MODULE: ./build/model/json.js
var json = __webpack_require__(5603);
// EXTERNAL MODULE: ./build/azure/members.js
var members = __webpack_require__(3764);
;// CONCATENATED MODULE: ./build/azure/batch-account.js


/** A Batch account from ARM's answer. Shape: Microsoft.Batch/batchAccounts, 2025-06-01. */
function parseBatchAccount({ body }) {
    const modes = (0,json/* memberAt */.mz)(body, ['properties', 'allowedAuthenticationModes']);
    const poolAllocationMode = (0,members/* textIn */.r7)(body, 'properties', 'poolAllocationMode');
    const endpoints = (0,members/* objectsAt */.yR)(body, 'properties', 'privateEndpointConnections').flatMap(endpointsOf);
    return {
        id: (0,members/* textIn */.r7)(body, 'id'),
        location: (0,members/* textIn */.r7)(body, 'location'),
        accountEndpoint: (0,members/* textIn */.r7)(body, 'properties', 'accountEndpoint'),
        provisioningState: (0,members/* textIn */.r7)(body, 'properties', 'provisioningState'),
        poolAllocationMode,
        // Accounts from before there was a choice are public.
        publicNetworkAccess: (0,members/* textAt */.$6)(body, 'properties', 'publicNetworkAccess') ?? 'Enabled',
        ...(0,members/* knownOf */.bz)({
            accountAccess: accessOf(body, 'accountAccess'),
            nodeManagementAccess: accessOf(body, 'nodeManagementAccess'),
        }),
        ...(endpoints.length > 0 && { privateEndpoints: endpoints }),
        ...(Array.isArray(modes) && { allowedAuthenticationModes: modes.map(String) }),
        quotas: quotasOf(body, poolAllocationMode),
    };
}
function accessOf(body, profile) {
    const access = (0,json/* memberAt */.mz)(body, ['properties', 'networkProfile', profile]);
    if (!(0,json/* isJsonObject */.OW)(access))
        return undefined;
    const rules = (0,members/* objectsAt */.yR)(access, 'ipRules').map((rule) => (0,members/* textAt */.$6)(rule, 'value'));
    const ipRules = rules.filter((value) => value !== undefined);
    return { defaultAction: (0,members/* textAt */.$6)(access, 'defaultAction') ?? 'Allow', ipRules };
}
/** A connection that is not approved leads nowhere; one that does not tell its sub-resource may be any. */
function endpointsOf(connection) {
    const status = (0,members/* textAt */.$6)(connection, 'properties', 'privateLinkServiceConnectionState', 'status') ?? 'Approved';
    if (status !== 'Approved')
        return [];
    const groups = (0,members/* textsAt */.i1)(connection, 'properties', 'groupIds');
    return groups.length === 0 ? [''] : groups;
}
/** Pools in the user's own subscription are under its quotas, which Batch does not tell. */
function quotasOf(body, poolAllocationMode) {
    const ofBatch = poolAllocationMode !== 'UserSubscription';
    const quota = (name) => (0,members/* numberAt */.tk)(body, 'properties', name);
    const enforced = (0,json/* memberAt */.mz)(body, ['properties', 'dedicatedCoreQuotaPerVMFamilyEnforced']) === true;
    return {
        ...(0,members/* knownOf */.bz)({
            pools: quota('poolQuota'),
            dedicatedCores: ofBatch ? quota('dedicatedCoreQuota') : undefined,
            spotCores: ofBatch ? quota('lowPriorityCoreQuota') : undefined,
        }),
        coresByFamily: ofBatch && enforced ? familiesOf(body) : [],
    };
}
function familiesOf(body) {
    return (0,members/* objectsAt */.yR)(body, 'properties', 'dedicatedCoreQuotaPerVMFamily').map((each) => ({
        family: (0,members/* textIn */.r7)(each, 'name'),
        cores: (0,members/* numberAt */.tk)(each, 'coreQuota') ?? 0,
    }));
}

// EXTERNAL MODULE: ./build/azure/batch-rest.js
var batch_rest = __webpack_require__(5846);
// EXTERNAL MODULE: ./build/azure/refusal.js
var refusal = __webpack_require__(1895);
;// CONCATENATED MODULE: ./build/azure/batch-tasks.js





/** Bytes of a file that are read: more than a log shows. */
const LONGEST_TAIL = 64 * 1024;
/** Jobs and tasks of one account. */
function createBatchTasks(access) {
    const rest = (0,batch_rest/* createBatchRest */.b)(access);
    return {
        listNodes: (poolName) => listed(() => rest.list(['pools', poolName, 'nodes'], { $select: 'id,state,affinityId' }), taskNode),
        readJob: (id) => one(() => rest.read(['jobs', id]), taskJob),
        createJob: async (job) => {
            await rest.send('POST', ['jobs'], { body: jobBody(job) });
        },
        deleteJob: (id) => remove(rest, ['jobs', id]),
        addTask: async (jobId, task) => {
            await rest.send('POST', ['jobs', jobId, 'tasks'], { body: taskBody(task) });
        },
        listTasks: (jobId) => listed(() => rest.list(['jobs', jobId, 'tasks']), batchTask),
        readTail: (jobId, taskId, file) => readTail(rest, ['jobs', jobId, 'tasks', taskId, 'files'], file),
    };
}
async function remove(rest, path) {
    try {
        await rest.send('DELETE', path);
    }
    catch (error) {
        if ((0,refusal/* reading */.hF)(error).state !== 'absent')
            throw error;
    }
}
/** The list of files says how long one is, and only that tells where its end begins. */
async function readTail(rest, path, file) {
    try {
        const { items } = await rest.list(path, { recursive: 'false' });
        const found = items.find(({ name }) => name === file);
        if (found === undefined)
            return { observed: { state: 'absent' } };
        const length = lengthOf(found);
        if (length === 0)
            return { observed: { state: 'present', value: '' } };
        const range = `bytes=${Math.max(0, length - LONGEST_TAIL)}-${length - 1}`;
        const accept = 'application/octet-stream, application/json';
        const { bodyAsText } = await rest.send('GET', [...path, file], { headers: { accept, 'ocp-range': range } });
        return { observed: { state: 'present', value: bodyAsText ?? '' } };
    }
    catch (error) {
        return { observed: (0,refusal/* reading */.hF)((0,refusal/* thrown */.rS)(error)) };
    }
}
/** Numbers of 64 bits are texts in answers of the Batch service, as OData wants it; its specification has them as numbers. */
function lengthOf(file) {
    const length = (0,json/* memberAt */.mz)(file, ['properties', 'contentLength']);
    const isKnown = typeof length === 'number' || (typeof length === 'string' && /^\d+$/.test(length));
    if (!isKnown)
        throw (0,refusal/* unexpectedAnswer */.au)(200, 'it does not say how long a file is');
    return Number(length);
}
async function one(read, parse) {
    try {
        const { body, headers } = await read();
        return (0,azure_arm/* withWait */.SO)({ state: 'present', value: parse(body) }, headers);
    }
    catch (error) {
        return { observed: (0,refusal/* reading */.hF)(error) };
    }
}
async function listed(read, parse) {
    try {
        const { items, headers } = await read();
        return (0,azure_arm/* withWait */.SO)({ state: 'present', value: items.map(parse) }, headers);
    }
    catch (error) {
        return { observed: (0,refusal/* reading */.hF)(error) };
    }
}
function jobBody({ id, poolName, metadata, longestMinutes }) {
    return {
        id,
        poolInfo: { poolId: poolName },
        constraints: { maxWallClockTime: `PT${longestMinutes}M` },
        metadata: Object.entries(metadata).map(([name, value]) => ({ name, value })),
    };
}
function taskBody({ id, commandLine, affinityId, requiredSlots }) {
    return { id, commandLine, affinityInfo: { affinityId }, requiredSlots };
}
function taskNode(item) {
    return {
        id: (0,members/* textAt */.$6)(item, 'id') ?? '',
        state: (0,members/* textAt */.$6)(item, 'state') ?? 'unknown',
        affinityId: (0,members/* textAt */.$6)(item, 'affinityId') ?? '',
    };
}
function taskJob(body) {
    const poolName = (0,members/* textAt */.$6)(body, 'poolInfo', 'poolId');
    const entries = (0,members/* objectsAt */.yR)(body, 'metadata').map(({ name, value }) => [String(name), String(value)]);
    return {
        id: (0,members/* textAt */.$6)(body, 'id') ?? '',
        state: (0,members/* textAt */.$6)(body, 'state') ?? 'unknown',
        ...(poolName !== undefined && { poolName }),
        metadata: Object.fromEntries(entries),
    };
}
function batchTask(item) {
    const affinityId = (0,members/* textAt */.$6)(item, 'affinityInfo', 'affinityId');
    const nodeId = (0,members/* textAt */.$6)(item, 'nodeInfo', 'nodeId');
    const exitCode = (0,members/* numberAt */.tk)(item, 'executionInfo', 'exitCode');
    const failure = (0,json/* memberAt */.mz)(item, ['executionInfo', 'failureInfo']);
    return {
        id: (0,members/* textAt */.$6)(item, 'id') ?? '',
        state: (0,members/* textAt */.$6)(item, 'state') ?? 'unknown',
        ...(affinityId !== undefined && { affinityId }),
        ...(nodeId !== undefined && { nodeId }),
        ...(exitCode !== undefined && { exitCode }),
        ...((0,json/* isJsonObject */.OW)(failure) && { failure: reasonOf(failure) }),
    };
}
function reasonOf(failure) {
    const details = (0,members/* objectsAt */.yR)(failure, 'details');
    return {
        code: (0,members/* textAt */.$6)(failure, 'code') ?? 'Unknown',
        message: (0,members/* textAt */.$6)(failure, 'message') ?? '',
        details: details.map((detail) => ({ name: (0,members/* textAt */.$6)(detail, 'name') ?? '', value: (0,members/* textAt */.$6)(detail, 'value') ?? '' })),
    };
}

// EXTERNAL MODULE: ./node_modules/@azure/arm-compute/dist/esm/index.js + 141 modules
var esm = __webpack_require__(8821);
// EXTERNAL MODULE: ./build/azure/pipeline.js
var pipeline = __webpack_require__(7413);
;// CONCATENATED MODULE: ./build/azure/compute.js






/** Resource IDs may lie in any subscription of the tenant. */
function createCompute(cloud, credential, patience) {
    const clients = new Map();
    return {
        clientOf(resourceId) {
            const { subscriptionId } = partsOf(resourceId);
            const key = subscriptionId.toLowerCase();
            const client = clients.get(key) ??
                new esm/* ComputeManagementClient */.Kx(credential, subscriptionId, {
                    ...(0,pipeline/* clientOptions */.s1)(patience),
                    endpoint: cloud.resourceManager,
                    credentials: { scopes: [cloud.resourceManagerScope] },
                });
            clients.set(key, client);
            return client;
        },
    };
}
/** Group and names of a resource ID, for the SDK's arguments. */
function partsOf(resourceId) {
    const parts = (0,resource_id/* parseResourceId */.RQ)(resourceId);
    if (parts === undefined)
        throw new Error(`${resourceId} is not a resource ID`);
    return parts;
}
/** Sends a request through the SDK; a refusal keeps the details that the SDK would lose. */
async function sendWatched(send) {
    let last;
    const onResponse = (raw) => {
        last = raw;
    };
    try {
        return { value: await send({ onResponse }), answer: last };
    }
    catch (error) {
        if (last !== undefined && last.status >= 400)
            throw (0,refusal/* refusal */.x5)(last.status, (0,refusal/* jsonIn */.Yf)(last.bodyAsText), last.headers);
        throw (0,refusal/* thrown */.rS)(error);
    }
}
/** Reads a resource through the SDK and shapes what comes; 404 is absent, a refusal unreadable. */
async function readWatched(send, shape, isExpected = isResource) {
    try {
        const { value, answer } = await sendWatched(send);
        const body = (0,refusal/* jsonIn */.Yf)(answer?.bodyAsText);
        // The SDK takes a page of HTML for a resource without members.
        if (!(0,json/* isJsonObject */.OW)(body) || !isExpected(body)) {
            throw (0,refusal/* unexpectedAnswer */.au)(answer?.status ?? 0, 'there is no resource in it');
        }
        return (0,azure_arm/* withWait */.SO)({ state: 'present', value: shape(value) }, answer?.headers);
    }
    catch (error) {
        return { observed: (0,refusal/* reading */.hF)(error) };
    }
}
/** All that Microsoft.Compute keeps lies somewhere. */
function isResource({ location }) {
    return typeof location === 'string';
}
/** Whether a body is a page of a list. */
function isList({ value }) {
    return Array.isArray(value);
}

;// CONCATENATED MODULE: ./build/azure/made-from.js

const LINK_TYPES = ['images', 'virtualMachines', 'disks', 'snapshots', 'galleries/images/versions'];
/** Type of the resource that an ID names; undefined for one that no lineage leads over. */
function linkTypeOf(id) {
    return LINK_TYPES.find((type) => (0,resource_id/* isOfType */.gh)(id, 'Microsoft.Compute', type));
}
/** The resources to go on with, the best first. What cannot be looked at, such as a restore point, is no next link. */
function nextLink(...ids) {
    const [next, otherwise] = ids.filter((id) => id && linkTypeOf(id) !== undefined);
    return { ...(next && { next }), ...(otherwise && { otherwise }) };
}
/** The image that a virtual machine or disk was made from. */
function madeFromImage(reference) {
    const { publisher, offer, sku, version, exactVersion, id } = reference ?? {};
    if (publisher && offer && sku) {
        // `latest` is a wish, and no version.
        const number = exactVersion ?? (version === 'latest' ? undefined : version);
        return { baseImage: { publisher, offer, sku, ...(number && { version: number }) } };
    }
    if (!id)
        return {};
    const baseImage = marketplaceImageIn(id);
    if (baseImage !== undefined)
        return { baseImage };
    // A machine made from the latest version names the definition, and beside it the version that it got.
    const isDefinition = (0,resource_id/* isOfType */.gh)(id, 'Microsoft.Compute', 'galleries/images');
    return nextLink(isDefinition && exactVersion ? (0,resource_id/* childId */._U)(id, 'versions', exactVersion) : id);
}
const MARKETPLACE_ID = /\/Providers\/Microsoft\.Compute\/Locations\/[^/]+\/Publishers\/([^/]+)\/ArtifactTypes\/VMImage\/Offers\/([^/]+)\/Skus\/([^/]+)(?:\/Versions\/([^/]+))?\/?$/i;
/** The marketplace image that an ID stands for, as disks name it; undefined for the ID of anything else. */
function marketplaceImageIn(id) {
    const [, publisher, offer, sku, version] = MARKETPLACE_ID.exec(id) ?? [];
    if (publisher === undefined || offer === undefined || sku === undefined)
        return undefined;
    return { publisher, offer, sku, ...(version !== undefined && { version }) };
}

// EXTERNAL MODULE: ./build/model/image-source.js
var image_source = __webpack_require__(6432);
;// CONCATENATED MODULE: ./build/azure/version-source.js


/** Each source in the field that Azure wants for it. Disks get the host caching that Batch advises; data disks none. */
function storageProfileOf(source) {
    switch (source.kind) {
        case 'managed-image':
        case 'gallery-image-version':
            return { source: { id: source.id } };
        case 'virtual-machine':
            return { source: { virtualMachineId: source.id } };
        case 'community-image':
            return { source: { communityGalleryImageId: source.id } };
        case 'disks':
            return {
                osDiskImage: { source: { ...source.osDisk }, hostCaching: 'ReadWrite' },
                ...(source.dataDisks.length > 0 && {
                    dataDiskImages: source.dataDisks.map(({ lun, source: disk }) => ({
                        lun,
                        source: { ...disk },
                        hostCaching: 'None',
                    })),
                }),
            };
    }
}
/** What a version was made from: one whole image, or its disks. Azure lists the disks of a whole image too, without sources. */
function sourceOf({ storageProfile }) {
    const { source, osDiskImage, dataDiskImages } = storageProfile ?? {};
    if (source?.virtualMachineId)
        return { kind: 'virtual-machine', id: source.virtualMachineId };
    if (source?.communityGalleryImageId)
        return { kind: 'community-image', id: source.communityGalleryImageId };
    if (source?.id)
        return (0,image_source/* sourceOfId */.sJ)(source.id);
    const osDisk = diskOf(osDiskImage);
    if (osDisk === undefined)
        return undefined;
    const dataDisks = (dataDiskImages ?? []).flatMap((disk) => {
        const found = diskOf(disk);
        return found ? [{ lun: disk.lun, source: found }] : [];
    });
    return { kind: 'disks', osDisk, dataDisks };
}
/** Older versions name the storage account of a VHD as `id`; where none is named, it stays empty. */
function diskOf(disk) {
    const { id, uri, storageAccountId } = disk?.source ?? {};
    if (!uri)
        return id ? { id } : undefined;
    const account = id && (0,resource_id/* isOfType */.gh)(id, 'Microsoft.Storage', 'storageAccounts') ? id : '';
    return { uri, storageAccountId: storageAccountId ?? account };
}

;// CONCATENATED MODULE: ./build/azure/image-version.js



/**
 * The body that makes a version, with every default said: newer api-versions choose other ones where nothing is said. It is
 * excluded from latest until its nodes have proven healthy; its regions say nothing of their own, for that would win.
 */
function versionBody(step) {
    return {
        location: step.location,
        tags: { ...step.tags },
        publishingProfile: {
            targetRegions: step.targetRegions.map((target) => wireRegion({ storageAccountType: step.storageAccountType, ...target })),
            storageAccountType: step.storageAccountType,
            replicationMode: 'Full',
            excludeFromLatest: true,
            ...(step.endOfLifeDate !== undefined && { endOfLifeDate: new Date(step.endOfLifeDate) }),
        },
        storageProfile: storageProfileOf(step.source),
        safetyProfile: { allowDeletionOfReplicatedLocations: false, blockDeletionBeforeEndOfLife: false },
    };
}
/**
 * The PATCH with the complete list of regions. PATCH, because its body needs neither location nor source: nothing that
 * cannot change is sent back, so nothing of it can be refused.
 */
function changeBody(change) {
    const publishingProfile = {
        targetRegions: change.targetRegions.map(wireRegion),
        ...(change.excludeFromLatest !== undefined && { excludeFromLatest: change.excludeFromLatest }),
        ...(change.endOfLifeDate !== undefined && { endOfLifeDate: new Date(change.endOfLifeDate) }),
    };
    return { tags: { ...change.tags }, publishingProfile, storageProfile: {} };
}
/** A version as the SDK gives it; `id` is spelled as it was asked for. */
function parseVersion(id, version) {
    const profile = version.publishingProfile;
    const source = sourceOf(version);
    const storageAccountType = storageTypeOf(profile?.storageAccountType);
    return {
        id,
        location: version.location,
        provisioningState: version.provisioningState ?? 'Unknown',
        targetRegions: (profile?.targetRegions ?? []).map((region) => parseRegion(region, profile?.replicaCount)),
        replication: (version.replicationStatus?.summary ?? []).map(parseReplication),
        ...(source && { source }),
        tags: version.tags ?? {},
        ...(profile?.endOfLifeDate && { endOfLifeDate: profile.endOfLifeDate.toISOString() }),
        ...(profile?.publishedDate && { publishedDate: profile.publishedDate.toISOString() }),
        ...(version.safetyProfile?.blockDeletionBeforeEndOfLife && { blockDeletionBeforeEndOfLife: true }),
        excludeFromLatest: profile?.excludeFromLatest ?? false,
        replicationMode: profile?.replicationMode === 'Shallow' ? 'Shallow' : 'Full',
        ...(storageAccountType && { storageAccountType }),
    };
}
/** The marketplace image that a version's validation profile names. */
function platformImageOf(version) {
    const attributes = version.validationsProfile?.platformAttributes ?? [];
    const named = (name) => attributes.find((each) => each.name === `source_image_${name}`)?.value;
    const [publisher, offer, sku, number] = ['publisher', 'offer', 'sku', 'version'].map(named);
    return madeFromImage({ publisher, offer, sku, version: number }).baseImage;
}
const STORAGE_TYPES = [
    'Standard_LRS',
    'Standard_ZRS',
    'Premium_LRS',
    'PremiumV2_LRS',
];
function storageTypeOf(type) {
    return type !== undefined && STORAGE_TYPES.includes(type) ? type : undefined;
}
function parseRegion({ name, regionalReplicaCount, storageAccountType, ...rest }, otherwise = 1) {
    const known = storageTypeOf(storageAccountType);
    // A type that is not known here has to go back as it came, too.
    const echo = plain({ ...rest, ...(known === undefined && { storageAccountType }) });
    return {
        region: (0,resource_id/* normalizeRegion */.wh)(name),
        regionalReplicaCount: regionalReplicaCount ?? otherwise,
        ...(known && { storageAccountType: known }),
        ...(Object.keys(echo).length > 0 && { echo }),
    };
}
/** The SDK names every member it knows, also those that Azure did not send. */
function plain(members) {
    return JSON.parse(JSON.stringify(members));
}
function wireRegion({ region, regionalReplicaCount, storageAccountType, echo }) {
    return {
        ...echo,
        name: region,
        regionalReplicaCount,
        ...(storageAccountType && { storageAccountType }),
    };
}
function parseReplication({ region = '', state, progress = 0, details = '' }) {
    return {
        region: (0,resource_id/* normalizeRegion */.wh)(region),
        state: state === 'Completed' || state === 'Failed' || state === 'Replicating' ? state : 'Unknown',
        progress,
        details,
    };
}

;// CONCATENATED MODULE: ./build/azure/gallery.js


/** A gallery. */
function readGallery(compute, id) {
    return readWatched((options) => compute.clientOf(id).galleries.get(...galleryName(id), options), (gallery) => parseGallery(id, gallery));
}
function parseGallery(id, { location, provisioningState }) {
    return { id, location, provisioningState: provisioningState ?? 'Unknown' };
}
/** All galleries of the subscription in which a gallery is, or would be. */
function listGalleries(compute, id) {
    const { galleries } = compute.clientOf(id);
    return readWatched(async (options) => {
        const listed = [];
        for await (const gallery of galleries.list(options))
            listed.push(gallery);
        return listed;
    }, (listed) => listed.map((gallery) => parseGallery(gallery.id ?? '', gallery)), isList);
}
/** Makes a gallery; gives back once Azure has accepted it. */
async function createGallery(compute, { galleryId, location }) {
    const { galleries } = compute.clientOf(galleryId);
    const name = galleryName(galleryId);
    await sendWatched((options) => galleries.createOrUpdate(...name, { location }, options).submitted());
}
function galleryName(id) {
    const { resourceGroup, names } = partsOf(id);
    const [gallery = ''] = names;
    return [resourceGroup, gallery];
}
/** An image version with its replication status. */
function readImageVersion(compute, id) {
    const shape = (version) => parseVersion(id, version);
    return readExpandedVersion(compute, id, { expand: 'ReplicationStatus', shape });
}
/** All versions of a definition; a list carries no replication status. */
function listImageVersions(compute, definitionId) {
    const { resourceGroup, names } = partsOf(definitionId);
    const [gallery = '', definition = ''] = names;
    const { galleryImageVersions } = compute.clientOf(definitionId);
    return readWatched(async (options) => {
        const versions = [];
        const listed = galleryImageVersions.listByGalleryImage(resourceGroup, gallery, definition, options);
        for await (const version of listed)
            versions.push(version);
        return versions;
    }, (versions) => versions.map((version) => parseVersion(`${definitionId}/versions/${version.name}`, version)), isList);
}
/** A version with what Azure tells only when asked for it. */
function readExpandedVersion(compute, id, { expand, shape, }) {
    const name = versionName(id);
    return readWatched((options) => compute.clientOf(id).galleryImageVersions.get(...name, { ...options, expand }), shape);
}
/**
 * Makes a version. Gives back once Azure has accepted it; the SDK's poller is left alone, for it ends at the first
 * HTTP error.
 */
async function createImageVersion(compute, step) {
    const { galleryImageVersions } = compute.clientOf(step.imageVersionId);
    const name = versionName(step.imageVersionId);
    await sendWatched((options) => galleryImageVersions.createOrUpdate(...name, versionBody(step), options).submitted());
}
/** Changes a version; gives back once Azure has accepted it. */
async function updateImageVersion(compute, id, change) {
    const { galleryImageVersions } = compute.clientOf(id);
    const name = versionName(id);
    await sendWatched((options) => galleryImageVersions.update(...name, changeBody(change), options).submitted());
}
/** Begins to delete a version; gives back once Azure has accepted it. One that is gone is no mistake. */
async function deleteImageVersion(compute, id) {
    const { galleryImageVersions } = compute.clientOf(id);
    const name = versionName(id);
    await sendWatched((options) => galleryImageVersions.delete(...name, options).submitted());
}
/** Resource group, gallery, definition and version, as the SDK wants them. */
function versionName(id) {
    const { resourceGroup, names } = partsOf(id);
    const [gallery = '', definition = '', version = ''] = names;
    return [resourceGroup, gallery, definition, version];
}

;// CONCATENATED MODULE: ./build/azure/image-facts.js

/** Where a resource lies, and how far Azure is with it. */
function placeOf(resource) {
    const location = (0,resource_id/* normalizeRegion */.wh)(resource.location);
    const state = resource.provisioningState ?? 'Unknown';
    // In Azure's own examples a managed image that is done is `created`.
    return { location, regions: [location], provisioningState: state === 'created' ? 'Succeeded' : state };
}
/** Operating system; undefined where it is not told. */
function osTypeOf(type) {
    return type === 'Windows' || type === 'Linux' ? type : undefined;
}
/** Whether it is generalized; undefined where it is not told. */
function osStateOf(state) {
    return state === 'Generalized' || state === 'Specialized' ? state : undefined;
}
/** Hyper-V generation; undefined where it is not told. */
function generationOf(generation) {
    return generation === 'V1' || generation === 'V2' ? generation : undefined;
}
/** Architecture of the processor; undefined where it is not told. */
function architectureOf(architecture) {
    return architecture === 'x64' || architecture === 'Arm64' ? architecture : undefined;
}
/** Security type as machines and definitions spell it; undefined for standard. Disks say how a confidential one is encrypted. */
function securityTypeOf(type) {
    if (!type || type === 'Standard')
        return undefined;
    return type.startsWith('ConfidentialVM_') ? 'ConfidentialVM' : type;
}
/** Size of the largest disk, GiB; undefined where none tells its size. */
function largestOf(sizes) {
    const told = sizes.filter((size) => typeof size === 'number');
    return told.length === 0 ? undefined : Math.max(...told);
}
/** A purchase plan with all its three names; undefined otherwise. */
function planOf(plan) {
    const { name, publisher, product } = plan ?? {};
    return name && publisher && product ? { name, publisher, product } : undefined;
}

;// CONCATENATED MODULE: ./build/azure/image-definition.js


/** An image definition. */
function readImageDefinition(compute, id) {
    return readWatched((options) => compute.clientOf(id).galleryImages.get(...definitionName(id), options), (image) => parseDefinition(id, image));
}
/** All image definitions of a gallery. */
function listImageDefinitions(compute, galleryId) {
    const { resourceGroup, names } = partsOf(galleryId);
    const [gallery = ''] = names;
    const { galleryImages } = compute.clientOf(galleryId);
    return readWatched(async (options) => {
        const images = [];
        for await (const image of galleryImages.listByGallery(resourceGroup, gallery, options))
            images.push(image);
        return images;
    }, (images) => images.map((image) => parseDefinition(`${galleryId}/images/${image.name}`, image)), isList);
}
/** Makes an image definition; gives back once Azure has accepted it. */
async function createImageDefinition(compute, step) {
    const { galleryImages } = compute.clientOf(step.imageDefinitionId);
    const name = definitionName(step.imageDefinitionId);
    await sendWatched((options) => galleryImages.createOrUpdate(...name, definitionBody(step), options).submitted());
}
/** Resource group, gallery and definition, as the SDK wants them. */
function definitionName(id) {
    const { resourceGroup, names } = partsOf(id);
    const [gallery = '', definition = ''] = names;
    return [resourceGroup, gallery, definition];
}
/** The body that makes a definition, with every default said: newer api-versions choose other ones where nothing is said. */
function definitionBody({ location, to }) {
    const { osType, hyperVGeneration, architecture, securityType, diskControllers, publisher, offer, sku, purchasePlan } = to;
    return {
        location,
        osType,
        osState: 'Generalized',
        hyperVGeneration,
        architecture,
        features: [
            { name: 'SecurityType', value: securityType },
            ...(diskControllers === undefined ? [] : [{ name: 'DiskControllerTypes', value: diskControllers }]),
        ],
        identifier: { publisher, offer, sku },
        ...(purchasePlan && { purchasePlan: { ...purchasePlan } }),
    };
}
/** A definition as the SDK gives it; `id` is spelled as it was asked for. */
function parseDefinition(id, image) {
    const feature = (wanted) => image.features?.find(({ name }) => name === wanted)?.value;
    const diskControllers = feature('DiskControllerTypes');
    const purchasePlan = planOf(image.purchasePlan);
    return {
        id,
        location: image.location,
        provisioningState: image.provisioningState ?? 'Unknown',
        osType: image.osType === 'Windows' ? 'Windows' : 'Linux',
        osState: image.osState === 'Specialized' ? 'Specialized' : 'Generalized',
        // A definition that says nothing is from before it had to be said, and the default was V1.
        hyperVGeneration: image.hyperVGeneration === 'V2' ? 'V2' : 'V1',
        architecture: image.architecture === 'Arm64' ? 'Arm64' : 'x64',
        securityType: feature('SecurityType') ?? 'Standard',
        ...(diskControllers && { diskControllers }),
        ...(image.endOfLifeDate && { endOfLifeDate: image.endOfLifeDate.toISOString() }),
        identifier: {
            publisher: image.identifier?.publisher ?? '',
            offer: image.identifier?.offer ?? '',
            sku: image.identifier?.sku ?? '',
        },
        ...(purchasePlan && { purchasePlan }),
    };
}

;// CONCATENATED MODULE: ./build/azure/disk.js




/** A managed disk. */
function readDiskLink(compute, id) {
    const { resourceGroup, names } = partsOf(id);
    const [name = ''] = names;
    return readWatched((options) => compute.clientOf(id).disks.get(resourceGroup, name, options), (disk) => diskLink(id, 'disk', disk));
}
/** A snapshot of a managed disk. */
function readSnapshotLink(compute, id) {
    const { resourceGroup, names } = partsOf(id);
    const [name = ''] = names;
    return readWatched((options) => compute.clientOf(id).snapshots.get(resourceGroup, name, options), (snapshot) => diskLink(id, 'snapshot', snapshot));
}
/** What a managed disk or a snapshot says of itself, as the SDK gives it. Whether it is generalized, neither knows. */
function diskLink(id, kind, disk) {
    return {
        id,
        kind,
        ...placeOf(disk),
        purchasePlan: planOf(disk.purchasePlan) ?? null,
        isGuestEncrypted: disk.encryptionSettingsCollection?.enabled ?? false,
        isCustomerEncrypted: /CustomerKey/.test(disk.encryption?.type ?? ''),
        ...(0,members/* knownOf */.bz)({
            osType: osTypeOf(disk.osType),
            hyperVGeneration: generationOf(disk.hyperVGeneration),
            architecture: architectureOf(disk.supportedCapabilities?.architecture),
            diskControllers: disk.supportedCapabilities?.diskControllerTypes ?? undefined,
            securityType: securityTypeOf(disk.securityProfile?.securityType),
            osDiskGb: disk.diskSizeGB ?? undefined,
            largestDiskGb: largestOf([disk.diskSizeGB]),
            createdAt: disk.timeCreated?.toISOString(),
            unfinished: unfinishedOf(disk),
            unfitDisk: disk.sku?.name === 'UltraSSD_LRS' ? 'ultra' : undefined,
            uniqueId: disk.uniqueId || undefined,
            nextUniqueId: disk.creationData?.sourceUniqueId || undefined,
        }),
        ...madeFrom(disk.creationData),
    };
}
/**
 * A snapshot that is copied from another region is Succeeded long before its data is there, and a disk for an upload
 * before it is uploaded.
 * Source: learn.microsoft.com, "Copy an incremental snapshot to a new region", "Upload a VHD to Azure".
 */
function unfinishedOf(disk) {
    const { errorCode, errorMessage } = ('copyCompletionError' in disk && disk.copyCompletionError) || {};
    if (errorCode)
        return `its copy ended with ${errorCode}: ${errorMessage ?? 'Azure gives no details'}`;
    const isCopied = disk.creationData?.createOption === 'CopyStart';
    if (isCopied && (disk.completionPercent ?? 100) < 100)
        return `its copy is at ${disk.completionPercent} %`;
    const { diskState } = disk;
    return diskState === 'ReadyToUpload' || diskState === 'ActiveUpload' ? `its disk state is ${diskState}` : undefined;
}
/** An image of a gallery, of the marketplace or a managed one, or the disk or snapshot that was copied. */
function madeFrom(creation) {
    for (const reference of [creation?.galleryImageReference, creation?.imageReference]) {
        const found = madeFromImage(reference);
        if (found.baseImage || found.next)
            return found;
    }
    return nextLink(creation?.sourceResourceId);
}

;// CONCATENATED MODULE: ./build/azure/managed-image.js





/** A managed image. */
function readImageLink(compute, id) {
    return readWatched((options) => compute.clientOf(id).images.get(...imageName(id), options), (image) => imageLink(id, image));
}
/** Makes a managed image; gives back once Azure has accepted it. */
async function createManagedImage(compute, step) {
    const { images } = compute.clientOf(step.managedImageId);
    const name = imageName(step.managedImageId);
    await sendWatched((options) => images.createOrUpdate(...name, managedImageBody(step), options).submitted());
}
function imageName(id) {
    const { resourceGroup, names } = partsOf(id);
    const [name = ''] = names;
    return [resourceGroup, name];
}
/** What a managed image says of itself, as the SDK gives it. */
function imageLink(id, image) {
    const { osDisk, dataDisks } = image.storageProfile ?? {};
    const disks = [...(osDisk ? [osDisk] : []), ...(dataDisks ?? [])];
    return {
        id,
        kind: 'managed-image',
        // A version is made in the region of its managed image and nowhere else.
        ...placeOf(image),
        isCustomerEncrypted: disks.some(({ diskEncryptionSet }) => diskEncryptionSet?.id),
        dataDiskLuns: (dataDisks ?? []).map(({ lun }) => lun),
        ...(0,members/* knownOf */.bz)({
            osType: osTypeOf(osDisk?.osType),
            osState: osStateOf(osDisk?.osState),
            hyperVGeneration: generationOf(image.hyperVGeneration),
            osDiskCaching: osDisk?.caching ?? undefined,
            osDiskGb: osDisk?.diskSizeGB ?? undefined,
            largestDiskGb: largestOf(disks.map(({ diskSizeGB }) => diskSizeGB)),
            madeFrom: madeFromOf(image),
        }),
        // A captured image names the disk of its machine too, which tells less than the machine but may outlive it.
        ...nextLink(...[image.sourceVirtualMachine?.id, osDisk?.managedDisk?.id, osDisk?.snapshot?.id].map(rooted)),
    };
}
/** Undefined where it is not known to the last disk: of a VHD, an image does not name the storage account. */
function madeFromOf({ sourceVirtualMachine, storageProfile }) {
    const machine = rooted(sourceVirtualMachine?.id);
    if (machine)
        return { kind: 'virtual-machine', id: machine };
    const osDisk = managed_image_diskOf(storageProfile?.osDisk);
    const dataDisks = (storageProfile?.dataDisks ?? []).flatMap((disk) => {
        const source = managed_image_diskOf(disk);
        return source ? [{ lun: disk.lun, source }] : [];
    });
    const isComplete = dataDisks.length === (storageProfile?.dataDisks ?? []).length;
    return osDisk && isComplete ? { kind: 'disks', osDisk, dataDisks } : undefined;
}
function managed_image_diskOf(disk) {
    const id = rooted(disk?.managedDisk?.id ?? disk?.snapshot?.id);
    return id ? { id } : undefined;
}
/** An image gives IDs back as they were written, at times without the first slash. */
function rooted(id) {
    return id && `/${id.replace(/^\/+/, '')}`;
}
/** The body that makes a managed image, each default said. Throws where Azure makes no managed image from the source. */
function managedImageBody({ source, ...step }) {
    const common = { location: step.location, tags: { ...step.tags }, hyperVGeneration: step.hyperVGeneration };
    if (source.kind === 'virtual-machine')
        return { ...common, sourceVirtualMachine: { id: source.id } };
    if (source.kind !== 'disks')
        throw new Error(`no managed image is made from a ${source.kind}`);
    return {
        ...common,
        storageProfile: {
            // Batch advises ReadWrite, with which nodes start faster.
            osDisk: { osType: step.osType, osState: 'Generalized', caching: 'ReadWrite', ...wireDisk(source.osDisk) },
            dataDisks: source.dataDisks.map(({ lun, source: disk }) => ({ lun, caching: 'None', ...wireDisk(disk) })),
            zoneResilient: false,
        },
    };
}
function wireDisk(disk) {
    if ('uri' in disk)
        return { blobUri: disk.uri };
    const isSnapshot = (0,resource_id/* isOfType */.gh)(disk.id, 'Microsoft.Compute', 'snapshots');
    return isSnapshot ? { snapshot: { id: disk.id } } : { managedDisk: { id: disk.id } };
}

;// CONCATENATED MODULE: ./build/azure/version-link.js









/** A gallery image version with the facts of its definition; a definition that cannot be read leaves them out. */
async function readVersionLink(compute, id) {
    const [version, definition] = await Promise.all([
        readExpandedVersion(compute, id, { expand: 'ValidationProfile', shape: (wire) => versionLink(id, wire) }),
        readImageDefinition(compute, (0,resource_id/* parentId */.A1)(id)),
    ]);
    const { observed, ...wait } = version;
    if (observed.state !== 'present' || definition.observed.state !== 'present')
        return version;
    return {
        observed: { state: 'present', value: { ...observed.value, ...factsOf(definition.observed.value) } },
        ...wait,
    };
}
/** What a version says of itself, as the SDK gives it; its regions are told by its replication status. */
function versionLink(id, version) {
    const { osDiskImage, dataDiskImages } = version.storageProfile ?? {};
    const baseImage = platformImageOf(version);
    const source = sourceOf(version);
    return {
        id,
        kind: 'gallery-image-version',
        ...placeOf(version),
        regions: [],
        dataDiskLuns: (dataDiskImages ?? []).map(({ lun }) => lun),
        ...(0,members/* knownOf */.bz)({
            osDiskCaching: osDiskImage?.hostCaching ?? undefined,
            isCustomerEncrypted: isEncrypted(version) || undefined,
            publishedAt: version.publishingProfile?.publishedDate?.toISOString(),
            osDiskGb: osDiskImage?.sizeInGB ?? undefined,
            largestDiskGb: largestOf([osDiskImage, ...(dataDiskImages ?? [])].map((disk) => disk?.sizeInGB)),
        }),
        ...(baseImage ? { baseImage } : nextLink(source && (0,image_source/* sourceId */.t6)(source))),
    };
}
/** With a disk encryption set, in any of its regions. */
function isEncrypted({ publishingProfile }) {
    const disks = (publishingProfile?.targetRegions ?? []).flatMap(({ encryption }) => [
        encryption?.osDiskImage,
        ...(encryption?.dataDiskImages ?? []),
    ]);
    return disks.some((disk) => disk?.diskEncryptionSetId);
}
function factsOf(definition) {
    const { osType, osState, hyperVGeneration, architecture, securityType, purchasePlan = null } = definition;
    const { diskControllers } = definition;
    return {
        ...{ osType, osState, hyperVGeneration, architecture, purchasePlan },
        ...(0,members/* knownOf */.bz)({ securityType: securityTypeOf(securityType), diskControllers }),
    };
}

;// CONCATENATED MODULE: ./build/azure/virtual-machine.js






/**
 * A virtual machine with its instance view, which alone tells whether it is generalized and deallocated. Of data disks a
 * deallocated one does not tell the type: those are read beside.
 */
async function readMachineLink(compute, id) {
    const { resourceGroup, names } = partsOf(id);
    const [name = ''] = names;
    const { observed, ...wait } = await readWatched((options) => compute.clientOf(id).virtualMachines.get(resourceGroup, name, { ...options, expand: 'instanceView' }), (machine) => ({ link: machineLink(id, machine), untold: untoldDisks(machine) }));
    if (observed.state !== 'present')
        return { observed, ...wait };
    const { link, untold } = observed.value;
    const disks = await Promise.all(untold.map(async (diskId) => ({ id: diskId, ...(await readDiskLink(compute, diskId)) })));
    return { observed: { state: 'present', value: withDataDisks(link, disks) }, ...wait };
}
/** Managed data disks whose type the machine does not tell. */
function untoldDisks({ storageProfile }) {
    const untold = (storageProfile?.dataDisks ?? []).filter(({ managedDisk }) => !managedDisk?.storageAccountType);
    return untold.flatMap(({ managedDisk }) => managedDisk?.id ?? []);
}
/** A machine with what its data disks say of themselves. */
function withDataDisks(machine, readings) {
    const disks = readings.flatMap(({ observed }) => (observed.state === 'present' ? [observed.value] : []));
    const encrypted = disks.find(({ isGuestEncrypted }) => isGuestEncrypted);
    const [unread] = readings.flatMap(({ id, observed }) => (observed.state === 'unreadable' ? [{ id, observed }] : []));
    return {
        ...machine,
        ...(0,members/* knownOf */.bz)({
            largestDiskGb: largestOf([machine, ...disks].map(({ largestDiskGb }) => largestDiskGb)),
            encryptedDataDisk: machine.encryptedDataDisk ?? (encrypted && (0,resource_id/* resourceName */.Iy)(encrypted.id)),
            unfitDisk: machine.unfitDisk ?? disks.find(({ unfitDisk }) => unfitDisk)?.unfitDisk,
            unreadDataDisk: unread && { id: unread.id, code: unread.observed.code, reason: unread.observed.reason },
        }),
    };
}
/** What a virtual machine says of itself, as the SDK gives it. */
function machineLink(id, machine) {
    const { storageProfile, securityProfile, instanceView, plan } = machine;
    const osDisk = storageProfile?.osDisk;
    return {
        id,
        kind: 'virtual-machine',
        ...placeOf(machine),
        purchasePlan: planOf(plan) ?? null,
        isCustomerEncrypted: disksOf(machine).some(({ managedDisk }) => managedDisk?.diskEncryptionSet?.id),
        dataDiskLuns: (storageProfile?.dataDisks ?? []).map(({ lun }) => lun),
        extensions: extensionsOf(machine),
        ...(0,members/* knownOf */.bz)({
            osType: osTypeOf(osDisk?.osType),
            osState: osStateIn(machine),
            hyperVGeneration: generationOf(instanceView?.hyperVGeneration),
            securityType: securityTypeOf(securityProfile?.securityType),
            osDiskCaching: osDisk?.caching ?? undefined,
            osDiskGb: osDisk?.diskSizeGB ?? undefined,
            largestDiskGb: largestOf(disksOf(machine).map(({ diskSizeGB }) => diskSizeGB)),
            createdAt: machine.timeCreated?.toISOString(),
            isGuestEncrypted: isGuestEncrypted(machine),
            encryptedDataDisk: encryptedDataDiskOf(machine),
            powerState: statusOf(machine, 'PowerState'),
            unfitDisk: unfitDiskOf(machine),
        }),
        ...virtual_machine_madeFrom(machine),
    };
}
/**
 * The OS disk of a machine, which tells architecture and encryption, and what it was made from itself: it may have been
 * exchanged. The image that the machine was made from is the way round it.
 */
function virtual_machine_madeFrom({ storageProfile }) {
    const { next: image, ...found } = madeFromImage(storageProfile?.imageReference);
    return { ...found, ...nextLink(storageProfile?.osDisk?.managedDisk?.id, image) };
}
function disksOf({ storageProfile }) {
    const { osDisk, dataDisks } = storageProfile ?? {};
    return [...(osDisk ? [osDisk] : []), ...(dataDisks ?? [])];
}
/** The second half of a status such as `PowerState/deallocated`. */
function statusOf({ instanceView }, kind) {
    const begin = `${kind.toLowerCase()}/`;
    const codes = (instanceView?.statuses ?? []).map(({ code }) => code ?? '');
    return codes.find((code) => code.toLowerCase().startsWith(begin))?.slice(begin.length);
}
/** Azure tells of a machine that it is generalized, and says nothing of one that is not. */
function osStateIn(machine) {
    if (!machine.instanceView)
        return undefined;
    return statusOf(machine, 'OSState')?.toLowerCase() === 'generalized' ? 'Generalized' : 'Specialized';
}
/**
 * The first way of Azure Disk Encryption is told by the machine, the newer one by its instance view, or by its disk alone:
 * a machine that says nothing of it does not vouch for the disk.
 */
function isGuestEncrypted({ storageProfile, instanceView }) {
    const { name, encryptionSettings: ofDisk } = storageProfile?.osDisk ?? {};
    // The instance view lists data disks too, which may be encrypted by themselves.
    const osDisks = (instanceView?.disks ?? []).filter((disk) => !name || !disk.name || disk.name === name);
    const settings = [
        ...(ofDisk ? [ofDisk] : []),
        ...osDisks.flatMap(({ encryptionSettings }) => encryptionSettings ?? []),
    ];
    return settings.some(({ enabled }) => enabled) || undefined;
}
/** Only by the instance view, which names each disk, and only where the OS disk can be told from the others. */
function encryptedDataDiskOf({ storageProfile, instanceView }) {
    const osDisk = storageProfile?.osDisk?.name;
    const others = osDisk ? (instanceView?.disks ?? []).filter(({ name }) => name && name !== osDisk) : [];
    return others.find(({ encryptionSettings }) => encryptionSettings?.some(({ enabled }) => enabled))?.name;
}
function unfitDiskOf(machine) {
    const disks = disksOf(machine);
    if (disks.some(({ vhd, managedDisk }) => vhd?.uri && !managedDisk))
        return 'unmanaged';
    if (machine.storageProfile?.osDisk?.diffDiskSettings?.option)
        return 'ephemeral';
    return disks.some(({ managedDisk }) => managedDisk?.storageAccountType === 'UltraSSD_LRS') ? 'ultra' : undefined;
}
/** Names of the extensions: as resources of the machine, of which at times only the ID is told, and as they run in it. */
function extensionsOf({ resources, instanceView }) {
    const installed = (resources ?? []).flatMap(({ id, name, type }) => /\/extensions(\/|$)/i.test(type ?? id ?? '') ? [(0,resource_id/* resourceName */.Iy)(name ?? id ?? '')] : []);
    const running = (instanceView?.extensions ?? []).flatMap(({ name }) => (name ? [name] : []));
    const byKey = new Map([...installed, ...running].map((name) => [name.toLowerCase(), name]));
    return [...byKey.values()];
}

;// CONCATENATED MODULE: ./build/azure/lineage-link.js





const READERS = {
    images: readImageLink,
    virtualMachines: readMachineLink,
    disks: readDiskLink,
    snapshots: readSnapshotLink,
    'galleries/images/versions': readVersionLink,
};
/** One resource of a lineage, in one request; a gallery image version needs its definition beside. Throws for other types. */
async function readLineageLink(compute, id) {
    const type = linkTypeOf(id);
    if (type === undefined)
        throw new Error(`no lineage leads over ${id}`);
    return READERS[type](compute, id);
}

;// CONCATENATED MODULE: ./build/azure/permissions.js


const AUTHORIZATION_API_VERSION = '2022-04-01';
/** What the caller's roles allow at a resource or a resource group; deny assignments and conditions are not told. */
function readPermissions(arm, scope) {
    const id = `${scope}/providers/Microsoft.Authorization/permissions`.replace(/\/{2,}/g, '/');
    return (0,azure_arm/* listArm */.vL)(arm, id, (items) => items.map(parsePermission), AUTHORIZATION_API_VERSION);
}
function parsePermission(body) {
    return {
        actions: (0,members/* textsAt */.i1)(body, 'actions'),
        notActions: (0,members/* textsAt */.i1)(body, 'notActions'),
        ...('dataActions' in body && { dataActions: (0,members/* textsAt */.i1)(body, 'dataActions') }),
        notDataActions: (0,members/* textsAt */.i1)(body, 'notDataActions'),
    };
}

;// CONCATENATED MODULE: ./build/azure/pool.js



/** A pool from ARM's answer. Shape: Microsoft.Batch/batchAccounts/pools, 2025-06-01. */
function parsePool({ body, headers }) {
    const properties = objectAt(body, 'properties') ?? {};
    const startTime = (0,json/* memberAt */.mz)(properties, ['resizeOperationStatus', 'startTime']);
    const autoScaleError = (0,json/* memberAt */.mz)(properties, ['autoScaleRun', 'error']);
    return {
        id: (0,members/* textIn */.r7)(body, 'id'),
        etag: headers.get('etag') ?? (0,members/* textIn */.r7)(body, 'etag'),
        provisioningState: (0,members/* textIn */.r7)(body, 'properties', 'provisioningState'),
        allocationState: allocationStateOf(properties['allocationState']),
        currentDedicatedNodes: countOf(properties['currentDedicatedNodes']),
        currentSpotNodes: countOf(properties['currentLowPriorityNodes']),
        ...(typeof startTime === 'string' && {
            resize: { startTime, errors: reasonsOf((0,json/* memberAt */.mz)(properties, ['resizeOperationStatus', 'errors'])) },
        }),
        ...((0,json/* isJsonObject */.OW)(autoScaleError) && { autoScaleError: pool_reasonOf(autoScaleError) }),
        definition: definitionOf(body, properties),
    };
}
function definitionOf(body, properties) {
    const identity = objectAt(body, 'identity');
    const tags = objectAt(body, 'tags');
    return {
        properties,
        ...(identity && { identity }),
        ...(tags && { tags: Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, String(value)])) }),
    };
}
function objectAt(value, name) {
    const found = value[name];
    return (0,json/* isJsonObject */.OW)(found) ? found : undefined;
}
/** Azure leaves counts out while a pool has none. */
function countOf(count) {
    return typeof count === 'number' ? count : 0;
}
/** A state that is not known yet counts as movement: nothing is decided on it. */
function allocationStateOf(state) {
    return state === 'Steady' || state === 'Stopping' ? state : 'Resizing';
}
function reasonsOf(errors) {
    return (Array.isArray(errors) ? errors : []).filter(json/* isJsonObject */.OW).map(pool_reasonOf);
}
/** ARM keeps the facts of a resize error in `details`, with their names as codes. */
function pool_reasonOf(error) {
    const details = (Array.isArray(error['details']) ? error['details'] : []).filter(json/* isJsonObject */.OW);
    return {
        code: String(error['code'] ?? 'Unknown'),
        message: String(error['message'] ?? ''),
        details: details.map(({ code, message }) => ({ name: String(code ?? ''), value: String(message ?? '') })),
    };
}
/** All pools of an account. In a list the ETag of a pool is in its body; where it is left out, it stays empty. */
function listPools(arm, batchAccountId) {
    return (0,azure_arm/* listArm */.vL)(arm, `${batchAccountId}/pools`, (items) => items.map((body) => parsePool({ body, headers: { get: () => (0,members/* textAt */.$6)(body, 'etag') ?? '' } })));
}
/** Creates the pool, and only creates: `If-None-Match` makes a pool of that name a 412. */
async function putPool(arm, id, { properties, identity, tags }) {
    const body = { properties, ...(identity && { identity }), ...(tags && { tags }) };
    await arm.send('PUT', id, { body, headers: { 'If-None-Match': '*' } });
}
/** Ends a resize where it stands. */
async function stopResize(arm, id) {
    await arm.send('POST', `${id}/stopResize`);
}
/** Begins to delete the pool; gives back once Azure has accepted it. One that is gone is no mistake. */
async function deletePool(arm, id) {
    await arm.remove(id);
}
/** Changes the pool that `etag` names. */
async function patchPool(arm, id, patch, etag) {
    await arm.send('PATCH', id, { body: patch, headers: { 'If-Match': etag } });
}

;// CONCATENATED MODULE: ./build/azure/subnet.js




const NETWORK_API_VERSION = '2024-05-01';
/**
 * Addresses of each subnet that Azure keeps for itself: network, gateway, two for DNS, broadcast.
 * Source: learn.microsoft.com/azure/virtual-network/virtual-networks-faq.
 */
const KEPT_ADDRESSES = 5;
/** A subnet, read with its virtual network: that tells the region too, in one request. */
async function readSubnet(arm, id) {
    const network = await (0,azure_arm/* readArm */.Tl)(arm, (0,resource_id/* parentId */.A1)(id), ({ body }) => parseSubnet(id, body), NETWORK_API_VERSION);
    const { observed, ...wait } = network;
    if (observed.state !== 'present')
        return { observed, ...wait };
    const { value } = observed;
    return { observed: value ? { state: 'present', value } : { state: 'absent' }, ...wait };
}
/** One subnet of a virtual network; undefined where the network has none of that name. Shape: Microsoft.Network, 2024-05-01. */
function parseSubnet(id, network) {
    const name = (0,resource_id/* resourceName */.Iy)(id).toLowerCase();
    const subnet = (0,members/* objectsAt */.yR)(network, 'properties', 'subnets').find((each) => (0,members/* textAt */.$6)(each, 'name')?.toLowerCase() === name);
    if (subnet === undefined)
        return undefined;
    const delegations = (0,members/* objectsAt */.yR)(subnet, 'properties', 'delegations').map((each) => (0,members/* textAt */.$6)(each, 'properties', 'serviceName'));
    return {
        id,
        location: (0,resource_id/* normalizeRegion */.wh)((0,members/* textIn */.r7)(network, 'location')),
        ...addressesOf(subnet),
        ...(isClosed(subnet) && { isClosed: true }),
        delegations: delegations.filter((service) => service !== undefined),
    };
}
/** What a route table leads to is for whoever made it to know. */
function isClosed(subnet) {
    const waysOut = ['natGateway', 'routeTable'].map((name) => (0,members/* textAt */.$6)(subnet, 'properties', name, 'id'));
    return (0,json/* memberAt */.mz)(subnet, ['properties', 'defaultOutboundAccess']) === false && waysOut.every((id) => id === undefined);
}
/** Nodes take IPv4 addresses, one for each; IPv6 prefixes have room for any number. */
function addressesOf(subnet) {
    const prefixes = new Set([
        ...(0,members/* textsAt */.i1)(subnet, 'properties', 'addressPrefixes'),
        ...[(0,members/* textAt */.$6)(subnet, 'properties', 'addressPrefix')].filter((prefix) => prefix !== undefined),
    ]);
    const taken = (0,members/* objectsAt */.yR)(subnet, 'properties', 'ipConfigurations').length;
    const all = [...prefixes].reduce((sum, prefix) => sum + usableAddresses(prefix), 0);
    return { freeAddresses: Math.max(0, all - taken), takenAddresses: taken };
}
function usableAddresses(prefix) {
    const bits = /^\d+\.\d+\.\d+\.\d+\/(\d+)$/.exec(prefix)?.[1];
    return bits === undefined ? 0 : Math.max(0, 2 ** (32 - Number(bits)) - KEPT_ADDRESSES);
}

;// CONCATENATED MODULE: ./build/azure/subscription.js



const PROVIDERS_API_VERSION = '2021-04-01';
/** First version that tells the zones of a region. */
const LOCATIONS_API_VERSION = '2022-12-01';
/** Registration state of a resource provider, as Azure spells it. */
function readRegistration(arm, subscriptionId, namespace) {
    const id = `/subscriptions/${subscriptionId}/providers/${namespace}`;
    return (0,azure_arm/* readArm */.Tl)(arm, id, ({ body }) => (0,members/* textIn */.r7)(body, 'registrationState'), PROVIDERS_API_VERSION);
}
/** Asks for the registration of a resource provider; it takes some minutes. */
async function registerProvider(arm, subscriptionId, namespace) {
    const id = `/subscriptions/${subscriptionId}/providers/${namespace}/register`;
    await arm.send('POST', id, { apiVersion: PROVIDERS_API_VERSION });
}
/** Regions that a subscription may use; Azure lists groups of regions, such as Europe, beside them. */
function listRegions(arm, subscriptionId) {
    const id = `/subscriptions/${subscriptionId}/locations`;
    return (0,azure_arm/* listArm */.vL)(arm, id, (items) => items.filter(isPhysical).map(subscription_parseRegion), LOCATIONS_API_VERSION);
}
/** A cloud that tells no types of regions has no groups of them. */
function isPhysical(body) {
    return ((0,members/* textAt */.$6)(body, 'metadata', 'regionType') ?? 'Physical').toLowerCase() === 'physical';
}
function subscription_parseRegion(body) {
    return {
        name: (0,resource_id/* normalizeRegion */.wh)((0,members/* textIn */.r7)(body, 'name')),
        hasZones: (0,members/* objectsAt */.yR)(body, 'availabilityZoneMappings').length > 0,
    };
}

;// CONCATENATED MODULE: ./build/azure/vhd.js



const STORAGE_API_VERSION = '2023-05-01';
/** A VHD by its storage account, which says the region. Whether the blob is there, Resource Manager does not know. */
function readVhd(arm, uri, storageAccountId) {
    return (0,azure_arm/* readArm */.Tl)(arm, storageAccountId, ({ body }) => {
        const provisioningState = (0,members/* textAt */.$6)(body, 'properties', 'provisioningState');
        const blobEndpoint = (0,members/* textAt */.$6)(body, 'properties', 'primaryEndpoints', 'blob');
        const place = placeOf({ location: (0,members/* textIn */.r7)(body, 'location'), provisioningState });
        return { id: uri, kind: 'vhd', ...place, ...(0,members/* knownOf */.bz)({ blobEndpoint }) };
    }, STORAGE_API_VERSION);
}

;// CONCATENATED MODULE: ./build/azure/vm-sizes.js


/** VM sizes that Batch offers in a region. */
function listVmSizes(arm, subscriptionId, region) {
    const id = `/subscriptions/${subscriptionId}/providers/Microsoft.Batch/locations/${region}/virtualMachineSkus`;
    return (0,azure_arm/* listArm */.vL)(arm, id, (items) => items.map(parseVmSize));
}
/** A VM size from ARM's answer; sizes differ in which capabilities they tell. Shape: virtualMachineSkus, 2025-06-01. */
function parseVmSize(body) {
    const capabilities = new Map((0,members/* objectsAt */.yR)(body, 'capabilities').map((each) => [(0,members/* textAt */.$6)(each, 'name'), (0,members/* textAt */.$6)(each, 'value')]));
    const cores = Number(capabilities.get('vCPUs') ?? Number.NaN);
    const cachedBytes = Number(capabilities.get('CachedDiskBytes') ?? Number.NaN);
    const spot = capabilities.get('LowPriorityCapable')?.toLowerCase();
    return {
        name: (0,members/* textIn */.r7)(body, 'name'),
        family: (0,members/* textAt */.$6)(body, 'familyName') ?? '',
        ...(0,members/* knownOf */.bz)({
            cores: cores > 0 ? cores : undefined,
            hyperVGenerations: listIn(capabilities.get('HyperVGenerations')),
            architecture: capabilities.get('CpuArchitectureType'),
            isSpotCapable: spot === 'true' || spot === 'false' ? spot === 'true' : undefined,
            // Enclaves (SGX) are something else: their machines are ordinary ones.
            isConfidential: /snp|tdx/i.test(capabilities.get('ConfidentialComputingType') ?? '') || undefined,
            isTrustedLaunchDisabled: capabilities.get('TrustedLaunchDisabled')?.toLowerCase() === 'true' || undefined,
            cacheGb: cachedBytes >= 0 ? cachedBytes / 2 ** 30 : undefined,
            lacks: lackedIn(capabilities),
            diskControllers: listIn(capabilities.get('DiskControllerTypes')),
            batchSupportEndOfLife: instantOf((0,members/* textAt */.$6)(body, 'batchSupportEndOfLife')),
        }),
    };
}
/** Capabilities that pools may ask for and that a size may be without. */
const FEATURES = ['PremiumIO', 'EphemeralOSDiskSupported', 'EncryptionAtHostSupported', 'AcceleratedNetworkingEnabled'];
function lackedIn(capabilities) {
    const lacked = FEATURES.filter((name) => capabilities.get(name)?.toLowerCase() === 'false');
    return lacked.length > 0 ? lacked : undefined;
}
/** `V1, V2` */
function listIn(text) {
    return text?.split(',').map((each) => each.trim());
}
function instantOf(text) {
    const instant = Date.parse(text ?? '');
    return Number.isNaN(instant) ? undefined : new Date(instant).toISOString();
}

;// CONCATENATED MODULE: ./build/azure/azure.js
















/** Azure over HTTPS, in one cloud, as one identity. */
function createAzure(cloud, credential, patience = pipeline/* PATIENCE */.aZ) {
    const compute = createCompute(cloud, credential, patience);
    const arm = (0,azure_arm/* createArm */.Pn)(cloud, credential, patience);
    const services = new Map();
    const serviceOf = (account) => {
        const key = (0,resource_id/* resourceKey */.ik)(account.id);
        const service = services.get(key) ?? loadBatchService({ account, scope: cloud.batchScope, credential, patience });
        services.set(key, service);
        return service;
    };
    return {
        readGallery: (id) => readGallery(compute, id),
        readImageDefinition: (id) => readImageDefinition(compute, id),
        listGalleries: (id) => listGalleries(compute, id),
        listImageDefinitions: (id) => listImageDefinitions(compute, id),
        readImageVersion: (id) => readImageVersion(compute, id),
        listImageVersions: (id) => listImageVersions(compute, id),
        readLineageLink: (id) => readLineageLink(compute, id),
        readVhd: (uri, storageAccountId) => readVhd(arm, uri, storageAccountId),
        createGallery: (step) => createGallery(compute, step),
        createImageDefinition: (step) => createImageDefinition(compute, step),
        createManagedImage: (step) => createManagedImage(compute, step),
        createImageVersion: (step) => createImageVersion(compute, step),
        updateImageVersion: (id, change) => updateImageVersion(compute, id, change),
        deleteImageVersion: (id) => deleteImageVersion(compute, id),
        readBatchAccount: (id) => (0,azure_arm/* readArm */.Tl)(arm, id, parseBatchAccount),
        readPool: (id) => (0,azure_arm/* readArm */.Tl)(arm, id, parsePool),
        listPools: (batchAccountId) => listPools(arm, batchAccountId),
        listVmSizes: (subscriptionId, region) => listVmSizes(arm, subscriptionId, region),
        readSubnet: (id) => readSubnet(arm, id),
        readPermissions: (scope) => readPermissions(arm, scope),
        readRegistration: (subscriptionId, namespace) => readRegistration(arm, subscriptionId, namespace),
        registerProvider: (subscriptionId, namespace) => registerProvider(arm, subscriptionId, namespace),
        listRegions: (subscriptionId) => listRegions(arm, subscriptionId),
        createPool: (id, definition) => putPool(arm, id, definition),
        stopResize: (id) => stopResize(arm, id),
        deletePool: (id) => deletePool(arm, id),
        updatePool: (id, patch, etag) => patchPool(arm, id, patch, etag),
        listSupportedImages: async (account) => (await serviceOf(account)).listSupportedImages(),
        readNodeCounts: async (account, poolName) => (await serviceOf(account)).readNodeCounts(poolName),
        countRunningTasks: async (account, poolName) => (await serviceOf(account)).countRunningTasks(poolName),
        listNodeImages: async (account, poolName) => (await serviceOf(account)).listNodeImages(poolName),
        listUnhealthyNodes: async (account, poolName) => (await serviceOf(account)).listUnhealthyNodes(poolName),
        listJobs: async (account) => (await serviceOf(account)).listJobs(),
        readJob: async (account, id) => (await serviceOf(account)).readJob(id),
        updateJob: async (account, id, change, etag) => (await serviceOf(account)).updateJob(id, change, etag),
        disableJob: async (account, id, running, etag) => (await serviceOf(account)).disableJob(id, running, etag),
        enableJob: async (account, id, etag) => (await serviceOf(account)).enableJob(id, etag),
        listJobSchedules: async (account) => (await serviceOf(account)).listJobSchedules(),
        readJobSchedule: async (account, id) => (await serviceOf(account)).readJobSchedule(id),
        updateJobSchedule: async (account, id, specification, etag) => (await serviceOf(account)).updateJobSchedule(id, specification, etag),
        batchTasks: (account) => createBatchTasks({ account, scope: cloud.batchScope, credential, patience }),
    };
}
/** The Batch SDK is the largest of all; a run that only publishes never loads it. */
async function loadBatchService(access) {
    const { createBatchService } = await Promise.all(/* import() */[__webpack_require__.e(949), __webpack_require__.e(235)]).then(__webpack_require__.bind(__webpack_require__, 7235));
    return createBatchService(access);
}

;// CONCATENATED MODULE: ./build/azure/cloud.js


/** Clouds known by name. Source: Azure CLI's table of clouds and the Batch documentation of each. */
const KNOWN_CLOUDS = {
    AzureCloud: known('login.microsoftonline.com', 'management.azure.com', 'batch.core.windows.net', 'portal.azure.com'),
    AzureUSGovernment: known('login.microsoftonline.us', 'management.usgovcloudapi.net', 'batch.core.usgovcloudapi.net', 'portal.azure.us'),
    AzureChinaCloud: known('login.chinacloudapi.cn', 'management.chinacloudapi.cn', 'batch.chinacloudapi.cn', 'portal.azure.cn'),
};
function known(login, resourceManager, batch, portal) {
    return {
        authorityHost: `https://${login}`,
        resourceManager: `https://${resourceManager}`,
        resourceManagerScope: `https://${resourceManager}/.default`,
        batchScope: `https://${batch}/.default`,
        portal: `https://${portal}`,
        isCustomAuthority: false,
    };
}
/** The address of a cloud's description of itself. */
function metadataUrl(resourceManagerEndpoint) {
    return `${withoutSlash(resourceManagerEndpoint)}/metadata/endpoints?api-version=2022-09-01`;
}
/** A cloud from what its `/metadata/endpoints` says: one object, or a list that holds it. */
function cloudFromMetadata(resourceManagerEndpoint, metadata) {
    const here = withoutSlash(resourceManagerEndpoint);
    const clouds = (Array.isArray(metadata) ? metadata : [metadata]).filter(json/* isJsonObject */.OW);
    const cloud = clouds.find((each) => withoutSlash(cloud_text(each, 'resourceManager') ?? '') === here) ?? clouds[0];
    const login = cloud && cloud_text(cloud, 'authentication', 'loginEndpoint');
    const audiences = cloud && (0,json/* memberAt */.mz)(cloud, ['authentication', 'audiences']);
    const audience = Array.isArray(audiences) ? audiences.find((each) => typeof each === 'string') : undefined;
    const batch = cloud && cloud_text(cloud, 'batch');
    if (cloud === undefined || login === undefined || batch === undefined || audience === undefined) {
        throw new errors/* UserError */.yo('CloudNotDescribed', `${metadataUrl(here)} does not describe a cloud: loginEndpoint, audiences and batch are needed.`, 'Correct `resource-manager-endpoint`; it is the address of Azure Resource Manager in that cloud.');
    }
    return {
        authorityHost: withoutSlash(login),
        resourceManager: here,
        resourceManagerScope: `${withoutSlash(audience)}/.default`,
        batchScope: `${withoutSlash(batch)}/.default`,
        portal: withoutSlash(cloud_text(cloud, 'portal') ?? 'https://portal.azure.com'),
        isCustomAuthority: !Object.values(KNOWN_CLOUDS).some(({ authorityHost }) => authorityHost === withoutSlash(login)),
    };
}
function cloud_text(object, ...path) {
    const value = (0,json/* memberAt */.mz)(object, path);
    return typeof value === 'string' ? value : undefined;
}
function withoutSlash(url) {
    return url.replace(/\/+$/, '');
}

// EXTERNAL MODULE: ./node_modules/@azure/identity/dist/esm/index.js + 182 modules
var dist_esm = __webpack_require__(5563);
;// CONCATENATED MODULE: ./build/azure/federation.js
const GITHUB_ISSUER = 'https://token.actions.githubusercontent.com';
/** Numbers by which Entra says that no federated credential fits. Source: Microsoft Entra error code reference. */
const MISMATCHES = new Set(['70021', '70025', '700211', '700212', '700213', '7002138']);
/** Whether the number in Entra's answer says that no federated credential fits the ID token. */
function isMismatch(number) {
    return MISMATCHES.has(number);
}
/** Why the credential that is there may not fit, and the lines that add one that does, or change the one that has to. */
function mismatchRemedy(number, federation, clientId) {
    return [
        'Entra compares issuer, subject and audience letter by letter, and this identity has no federated credential with all three of the ID token.',
        ...hints(number, federation),
        ...(number === OTHER_AUDIENCE ? changeLines(federation, clientId) : addLines(federation, clientId)),
    ].join('\n');
}
/** The audience alone differs. An identity takes no second credential with the same issuer and subject. */
const OTHER_AUDIENCE = '700212';
function addLines(federation, clientId) {
    return [
        'Add one, under another name where this one is taken; it takes some minutes to work. For an application:',
        `\`${applicationLine(federation, clientId)}\``,
        'For a user-assigned managed identity (NAME and GROUP are its own):',
        `\`${identityLine('create', credentialName(federation.subject), federation)}\``,
    ];
}
/** Source: Microsoft Graph, federatedIdentityCredential: issuer and subject together are unique on an application. */
function changeLines(federation, clientId) {
    const { issuer, subject, audience } = federation;
    const parameters = quoted(JSON.stringify({ issuer, subject, audiences: [audience] }));
    return [
        'One with this issuer and subject is there, and an identity takes no second: change its audience, or the input; it takes some minutes to work. CREDENTIAL is its name, as `list` in place of `update` shows it. For an application:',
        `\`az ad app federated-credential update --id ${clientId} --federated-credential-id CREDENTIAL --parameters ${parameters}\``,
        'For a user-assigned managed identity (NAME and GROUP are its own):',
        `\`${identityLine('update', 'CREDENTIAL', federation)}\``,
    ];
}
function hints(number, { issuer, subject }) {
    switch (number) {
        case '700211':
            return [issuerHint(issuer)];
        case OTHER_AUDIENCE:
            return ['The audience is the input `audience`; each cloud has one of its own.'];
        case '7002138':
            return [
                'A credential is there whose subject differs from this one only in upper and lower case, and Entra takes them for two.',
            ];
        case '70025':
            return ['It has none at all: `client-id` may also name another application than the one that was set up.'];
        case '70021':
            return [
                'Entra says so also while a new credential is not yet everywhere: where one fits already, run again in some minutes.',
                ...subjectHints(subject),
            ];
        default:
            return subjectHints(subject);
    }
}
function issuerHint(issuer) {
    if (issuer.endsWith('/'))
        return 'This issuer ends in a slash: a credential whose issuer has none does not match it.';
    if (issuer === GITHUB_ISSUER) {
        return 'A credential whose issuer ends in a slash, or in the name of an enterprise, does not match it.';
    }
    const isOfEnterprise = issuer.startsWith(`${GITHUB_ISSUER}/`);
    return isOfEnterprise
        ? `This issuer ends in the name of an enterprise (${issuer.slice(GITHUB_ISSUER.length + 1)}): a credential with ${GITHUB_ISSUER} alone does not match it.`
        : `This is the issuer of a GitHub Enterprise of its own: a credential with ${GITHUB_ISSUER} does not match it.`;
}
/**
 * Repositories that were made, renamed or transferred since July 2026 have numeric IDs in their subjects, others where
 * their owner chose so. Source: GitHub changelog of 2026-04-23, immutable subject claims.
 */
function subjectHints(subject) {
    const [, repository = '', rest = ''] = /^repo:([^:]+):(.*)$/.exec(subject) ?? [];
    const kind = KINDS.find(({ begins }) => rest.startsWith(begins));
    const kinds = kind === undefined ? [] : [kind.hint];
    if (/^[^/@]+@\d+\/[^/@]+@\d+$/.test(repository)) {
        return [
            ...kinds,
            'This subject names owner and repository with their numeric IDs: a credential with the names alone does not match it.',
        ];
    }
    return /^[^/@]+\/[^/@]+$/.test(repository)
        ? [
            ...kinds,
            'This subject names owner and repository without numeric IDs: a credential with them (`repo:OWNER@123/REPOSITORY@456:`) does not match it.',
        ]
        : [];
}
/** What follows the repository in a subject of GitHub's own form, and what such a job is often mistaken for. */
const KINDS = [
    {
        begins: 'environment:',
        hint: 'The job has an `environment`, and its subject names nothing else: a credential for a branch, a tag or pull requests does not match it.',
    },
    {
        begins: 'pull_request',
        hint: 'The job runs for a pull request: a credential for a branch, a tag or an environment does not match it.',
    },
    {
        begins: 'ref:refs/tags/',
        hint: 'The job runs for a tag, and each tag has a subject of its own: with an `environment` the job has one that stays.',
    },
    {
        begins: 'ref:',
        hint: 'The job runs on a branch and has no `environment`: a credential for another branch, an environment or pull requests does not match it.',
    },
];
function applicationLine({ issuer, subject, audience }, clientId) {
    const parameters = JSON.stringify({ name: credentialName(subject), issuer, subject, audiences: [audience] });
    return `az ad app federated-credential create --id ${clientId} --parameters ${quoted(parameters)}`;
}
function identityLine(verb, name, { issuer, subject, audience }) {
    return `az identity federated-credential ${verb} --identity-name NAME --resource-group GROUP --name ${name} --issuer ${quoted(issuer)} --subject ${quoted(subject)} --audiences ${quoted(audience)}`;
}
/** Longest name of a federated credential. Source: Microsoft Graph, federatedIdentityCredential. */
const LONGEST_NAME = 120;
/** A name made of the subject: letters, digits and hyphens. */
function credentialName(subject) {
    const name = subject.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-/, '');
    return name.slice(0, LONGEST_NAME).replace(/-$/, '') || 'github';
}
/** One word for a POSIX shell, whatever is in it. */
function quoted(text) {
    return `'${text.replaceAll("'", `'\\''`)}'`;
}

;// CONCATENATED MODULE: ./build/azure/sign-in.js





const NO_SECRET_REMEDY = 'Nothing here signs in with a secret: check `client-id`, and that no proxy takes the body of requests away or alters it.';
const OTHER_CLOUD_REMEDY = 'Set `environment` to the cloud in which the tenant lives.';
const BUSY_REMEDY = 'Run again in some minutes: Microsoft Entra is busy.';
/** What to do by the number in Entra's answer. Source: Microsoft Entra error code reference and workload identity federation. */
const sign_in_REMEDIES = {
    '700024': 'Run again; when it stays so, the clock of the runner is wrong.',
    '700016': 'Check `client-id`, `tenant-id` and `environment`: this application is not known in that tenant.',
    '7000229': 'The application has no service principal in that tenant: make it with `az ad sp create --id CLIENT_ID`, or correct `tenant-id`.',
    '7000112': 'Have an administrator of the tenant enable the application again (Enterprise applications, Properties): it is disabled there.',
    '53003': 'Ask the administrator of the tenant: a conditional access policy keeps this identity out, mostly by the address of the runner. The sign-in log of service principals names the policy.',
    '500014': 'Ask the administrator of the tenant: Azure Resource Manager or Batch is disabled there, which is also so where no subscription is left that pays.',
    '7000215': NO_SECRET_REMEDY,
    '7000216': NO_SECRET_REMEDY,
    '7000218': NO_SECRET_REMEDY,
    '900144': NO_SECRET_REMEDY,
    '90014': NO_SECRET_REMEDY,
    '90002': 'Check `tenant-id` and `environment`: this tenant is not known in that cloud.',
    '90038': OTHER_CLOUD_REMEDY,
    '900382': OTHER_CLOUD_REMEDY,
    '500011': 'Check `environment`; for Batch, register the provider Microsoft.Batch in a subscription of the tenant.',
    '700223': 'Ask the administrator of the tenant: its policy does not allow this federation.',
    '7002381': 'Run the workflow in a repository of an enterprise that Entra names, or ask the administrator of the tenant: a policy there takes ID tokens of no others.',
    '700027': 'Entra did not accept the signature of the ID token: check that the issuer is reachable for Entra, and that no proxy alters the request.',
    '90006': BUSY_REMEDY,
    '90012': BUSY_REMEDY,
    '90024': BUSY_REMEDY,
    '90033': BUSY_REMEDY,
};
/** The assertion, noted in `attempt`. */
async function witnessed(attempt, assertion) {
    try {
        attempt.sent = await assertion();
        delete attempt.refused;
        return attempt.sent;
    }
    catch (error) {
        attempt.refused = error;
        throw error;
    }
}
/** Notes trouble in `attempt`: of the network, and of an unknown tenant, the library only says that there was some. */
function networkWitness(attempt) {
    return {
        name: 'networkWitness',
        async sendRequest(request, next) {
            try {
                const response = await next(request);
                const body = (0,refusal/* jsonIn */.Yf)(response.bodyAsText);
                attempt.trouble = (0,json/* isJsonObject */.OW)(body)
                    ? String(body['error_description'] ?? '')
                    : (0,refusal/* unexpectedAnswer */.au)(response.status, 'it is no answer of Microsoft Entra').message;
                return response;
            }
            catch (error) {
                attempt.trouble = (0,refusal/* thrown */.rS)(error).message;
                throw error;
            }
        },
    };
}
/** Why there is no access token for `clientId`, with issuer, subject and audience of the ID token as GitHub sent them. */
function signInFailure(error, attempt, clientId) {
    if (error instanceof errors/* UserError */.yo)
        return error;
    const said = error instanceof Error ? error.message : String(error);
    const message = said.includes('AADSTS') ? said : attempt.trouble || said;
    const number = /AADSTS(\d+)/.exec(message)?.[1];
    if (number !== undefined)
        return refusedByEntra(number, message, { assertion: attempt.sent ?? '', clientId });
    if (attempt.refused instanceof errors/* UserError */.yo)
        return attempt.refused;
    return new errors/* UserError */.yo('SignInFailed', `The sign-in to Azure came to nothing. ${message}`, 'Check that the runner reaches the sign-in address of the cloud (proxy, firewall, certificates), and run again.');
}
function refusedByEntra(number, message, { assertion, clientId }) {
    const sentence = /AADSTS\d+: (.*?)(?:\s*Trace ID:|$)/s.exec(message)?.[1]?.trim() ?? message;
    const claims = claimsOf(assertion);
    const [issuer, subject, audience] = ['iss', 'sub', 'aud'].map((name) => (0,members/* textAt */.$6)(claims, name));
    const federation = issuer && subject && audience ? { issuer, subject, audience } : undefined;
    return new errors/* UserError */.yo(`AADSTS${number}`, `Microsoft Entra refused the sign-in (AADSTS${number}): ${sentence}\nThe ID token has issuer ${issuer ?? 'unknown'}, subject ${subject ?? 'unknown'} and audience ${audience ?? 'unknown'}.`, sign_in_remedyFor(number, federation, clientId));
}
function sign_in_remedyFor(number, federation, clientId) {
    if (!isMismatch(number)) {
        const remedy = sign_in_REMEDIES[number] ?? `Look the number up: https://login.microsoftonline.com/error?code=${number}`;
        return remedy.replace('CLIENT_ID', clientId);
    }
    return federation
        ? mismatchRemedy(number, federation, clientId)
        : 'Make issuer, subject and audience of the federated credential of this identity equal to those of the ID token, letter by letter.';
}
/** The payload of a JWT; its signature is Entra's business. */
function claimsOf(token) {
    const payload = (0,refusal/* jsonIn */.Yf)(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return (0,json/* isJsonObject */.OW)(payload) ? payload : {};
}

;// CONCATENATED MODULE: ./build/azure/credential.js




const TOKEN_TIMEOUT_MS = 120_000;
/** A token with less left than this is bought anew. */
const RENEWAL_MS = 5 * 60_000;
/**
 * Access tokens bought with GitHub's ID token. Kept here until shortly before their end, and shared by all who ask
 * at the same moment: the library would ask GitHub for an ID token even where it has an access token left, and keeps
 * tokens of clients with and without continuous access evaluation apart, so that each would be bought twice.
 */
function createCredential(signIn, assertion, { now = Date.now, patience, timeoutMs = TOKEN_TIMEOUT_MS } = {}) {
    const attempt = {};
    const inner = createInner(signIn, assertion, attempt, patience);
    const held = new Map();
    const pending = new Map();
    const buy = async (scopes, options) => {
        try {
            return await withTimeout(inner.getToken(scopes, { ...options, enableCae: true }), timeoutMs);
        }
        catch (error) {
            throw signInFailure(error, attempt, signIn.clientId);
        }
    };
    return {
        getToken(scopes, options = {}) {
            const scope = [scopes].flat().join(' ');
            const token = held.get(scope);
            // Claims come with a challenge: Azure no longer takes the token that is held.
            if (token && options.claims === undefined && token.expiresOnTimestamp - now() > RENEWAL_MS) {
                return Promise.resolve(token);
            }
            const purchase = `${scope} ${options.claims ?? ''}`;
            const running = pending.get(purchase);
            if (running !== undefined)
                return running;
            const bought = buy(scopes, options)
                .then((fresh) => {
                held.set(scope, fresh);
                return fresh;
            })
                .finally(() => pending.delete(purchase));
            pending.set(purchase, bought);
            return bought;
        },
    };
}
function createInner({ tenantId, clientId, cloud }, assertion, attempt, patience) {
    const options = (0,pipeline/* clientOptions */.s1)(patience);
    return new dist_esm/* ClientAssertionCredential */.XI(tenantId, clientId, () => witnessed(attempt, assertion), {
        ...options,
        additionalPolicies: [
            ...options.additionalPolicies,
            { policy: networkWitness(attempt), position: 'perCall' },
        ],
        authorityHost: cloud.authorityHost,
        disableInstanceDiscovery: cloud.isCustomAuthority,
    });
}
/** Buys the tokens of the planes side by side, before anything asks for them. */
async function signIn(credential, { resourceManagerScope, batchScope }, usesBatch) {
    const scopes = usesBatch ? [resourceManagerScope, batchScope] : [resourceManagerScope];
    await Promise.all(scopes.map((scope) => credential.getToken([scope])));
}
function withTimeout(token, timeoutMs) {
    const { promise, reject } = Promise.withResolvers();
    const timer = setTimeout(() => {
        reject(new errors/* UserError */.yo('SignInSilent', `Microsoft Entra did not answer the sign-in within ${timeoutMs / 1000} seconds.`, 'Check the proxy and the network of the runner, and run again.'));
    }, timeoutMs);
    return Promise.race([token, promise]).finally(() => clearTimeout(timer));
}

// EXTERNAL MODULE: ./node_modules/@azure/core-rest-pipeline/dist/esm/index.js + 37 modules
var core_rest_pipeline_dist_esm = __webpack_require__(1818);
// EXTERNAL MODULE: ./build/azure/unreachable.js
var unreachable = __webpack_require__(2957);
;// CONCATENATED MODULE: ./build/azure/discover.js






/** Asks a cloud for its description of itself; needs no sign-in. Throws `UserError` where there is none to be had. */
async function discoverCloud(resourceManagerEndpoint, patience = pipeline/* PATIENCE */.aZ) {
    const url = metadataUrl(resourceManagerEndpoint);
    const answer = await (0,pipeline/* createSend */.Rx)(patience)({ url }).catch((error) => {
        if (!(0,core_rest_pipeline_dist_esm/* isRestError */.T0)(error))
            throw error;
        throw undescribed(url, (0,unreachable/* unreachable */.H)(url, error.code ?? '', error.message));
    });
    if (answer.status !== 200)
        throw undescribed(url, `The answer was ${answer.status}.`);
    const metadata = (0,refusal/* jsonIn */.Yf)(answer.bodyAsText);
    if (metadata === undefined)
        throw undescribed(url, 'The answer is not JSON.');
    return cloudFromMetadata(resourceManagerEndpoint, metadata);
}
function undescribed(url, reason) {
    return new errors/* UserError */.yo('CloudNotReachable', `The description of the cloud at ${url} could not be read. ${reason}`, 'Correct `resource-manager-endpoint`, and check proxy and certificates of the runner.');
}

;// CONCATENATED MODULE: ./build/plan/desire.js

/** What the workflow asks for, as a state of Azure: one pool is a fleet of one. */
function desire(inputs, origin) {
    const { pool, mode, wait, healthyPercent, bake, canary, rollout, prune, timeoutMinutes } = inputs;
    const { registerProvider, ignoreFindings, planHash } = inputs;
    return {
        image: {
            imageDefinitionId: inputs.imageDefinitionId,
            createGallery: inputs.createGallery,
            definition: inputs.definition,
            version: inputs.version,
            ...(inputs.source && { source: inputs.source }),
            ...(inputs.managedImageId !== undefined && { managedImageId: inputs.managedImageId }),
            extraRegions: inputs.extraRegions,
            nodesPerReplica: inputs.nodesPerReplica,
            minimumReplicas: inputs.minimumReplicas,
            replicaStorageType: inputs.replicaStorageType,
            ...(inputs.endOfLifeDate !== undefined && { endOfLifeDate: inputs.endOfLifeDate }),
            tags: inputs.tags,
            promote: inputs.promote,
        },
        pools: pool === undefined ? [] : [desiredPool(pool)],
        origin,
        mode,
        wait,
        healthyPercent,
        ...(bake && { bake }),
        ...(canary && { canary }),
        rollout,
        ...(prune && { prune }),
        ...(timeoutMinutes !== undefined && { timeoutMinutes }),
        registerProvider,
        ignoreFindings,
        ...(planHash !== undefined && { planHash }),
    };
}
function desiredPool({ poolName, ...rest }) {
    return { ...rest, poolId: (0,resource_id/* childId */._U)(rest.batchAccountId, 'pools', poolName) };
}

;// CONCATENATED MODULE: ./build/report/finding-words.js
/** What is said of a blocker that the workflow does not want to be stopped by. */
const IGNORED = 'blocker, ignored by ignore-findings';
/** Findings with the worst first; those that are equally grave stay in their order. */
function worstFirst(findings) {
    return findings.toSorted((one, other) => rank(one) - rank(other));
}
/** Code of a finding, and that it was ignored where it was: `X`, or `X (blocker, ignored by ignore-findings)`. */
function findingName({ code, isIgnored }) {
    return isIgnored ? `${code} (${IGNORED})` : code;
}
function rank({ severity, isIgnored }) {
    return ['blocker', 'warning', 'note'].indexOf(severity) + (severity === 'warning' && !isIgnored ? 0.5 : 0);
}

;// CONCATENATED MODULE: ./build/model/enumeration.js
/** Items as a sentence names them: `a`, `a and b`, `a, b and c`; beyond `most` it says how many were left out. */
function enumeration(items, most = 20) {
    const named = items.length > most ? [...items.slice(0, most), `${items.length - most} more`] : items;
    const last = named.at(-1) ?? '';
    return named.length < 2 ? last : `${named.slice(0, -1).join(', ')} and ${last}`;
}
/** Things by their names, the first three of them at most: `job a`, `jobs a, b, c and 7 more`. */
function fewNamed(thing, names) {
    const more = names.length > 3 ? [`${names.length - 3} more`] : [];
    return `${thing}${names.length === 1 ? '' : 's'} ${enumeration([...names.slice(0, 3), ...more])}`;
}
/** The three candidates that begin most like `name`, whatever the case, as a sentence names them; `none` of none. */
function likest(name, candidates) {
    const ranked = [...new Set(candidates)].toSorted((one, other) => sharedStart(other, name) - sharedStart(one, name) ||
        Math.abs(one.length - name.length) - Math.abs(other.length - name.length));
    return enumeration(ranked.slice(0, 3)) || 'none';
}
function sharedStart(one, other) {
    const [a, b] = [one.toLowerCase(), other.toLowerCase()];
    let length = 0;
    while (length < a.length && a[length] === b[length])
        length += 1;
    return length;
}

;// CONCATENATED MODULE: ./build/report/step-ending.js

/** Whether a step was sent, or may have been. */
function wasBegun({ state }) {
    return state === 'running' || state === 'failed';
}
/** A real failure, not the run being cut short. */
function isFailure({ state, failure }) {
    return state === 'failed' && failure?.code !== 'Cancelled';
}
/** How a step that did not end well ended: `ended with Conflict`, `was cut short`. */
function howEnded(result) {
    return isFailure(result) ? `ended with ${result.failure?.code}` : 'was cut short';
}
/** A request ID means that Azure answered; after a fault of its own, or a conflict, a change may still be under way. */
function isRefused({ failure }) {
    if (failure?.requestId === undefined)
        return false;
    return !/^(Conflict|InternalServerError|ServerBusy|ServiceUnavailable|BadGateway|GatewayTimeout|OperationTimedOut)$/i.test(failure.code);
}
/** Why a step was never begun: the first step before it that did not end well or proved nothing, or the end of the run. */
function whyNotBegun(result, steps) {
    const culprit = result.step.after
        .map((id) => steps.find(({ step }) => step.id === id))
        .find((before) => before !== undefined && !isSettled(before));
    if (culprit === undefined) {
        // Nothing before it went wrong, and it was skipped all the same: it is one that needs proof.
        const doubt = result.state === 'skipped' ? steps.find(({ state }) => state === 'unproven') : undefined;
        if (doubt !== undefined)
            return `${doubt.step.id}, which comes before it, ended without proof`;
        return 'the run ended before it was begun';
    }
    if (!wasBegun(culprit))
        return whyNotBegun(culprit, steps);
    return culprit.failure === undefined || culprit.failure.code === 'Cancelled'
        ? `the run was cut short during ${culprit.step.id}, which comes before it`
        : `${culprit.step.id}, which comes before it, ended with ${culprit.failure.code}`;
}
/** Whether a step came to its end, be it without proof. */
function isSettled({ state }) {
    return state === 'succeeded' || state === 'unproven';
}
/** The step, or the step of the undo, that ended with a failure; undefined where the run itself did. */
function stepOfFailure(failure, { steps, rollback }) {
    const { code, message } = failure;
    // Being cancelled is the end of the run, not of the step that learned of it first.
    if (code === 'Cancelled')
        return undefined;
    const all = [...steps, ...rollback];
    const origin = all.find((result) => result.failure === failure) ??
        all.find((result) => result.failure?.code === code && result.failure.message === message);
    return origin?.step.id;
}
/** What made a run undo what it had begun, from its failed steps: `await-pool a ended with NodesUnusable`. */
function whyUndone(failed) {
    const causes = failed.filter(({ failure }) => failure.code !== 'Cancelled');
    if (causes.length === 0)
        return 'the run was cut short';
    return enumeration(causes.map(({ stepId, failure }) => `${stepId} ended with ${failure.code}`), 3);
}

;// CONCATENATED MODULE: ./build/report/annotations.js



/** GitHub shows ten annotations of a kind for one step and drops the others. */
const MOST_OF_A_KIND = 10;
const LONGEST_MESSAGE = 4000;
/** One annotation for each failure, blocker, warning and unproven wait; the last says how many are left out. */
function annotations(report) {
    const findings = findingAnnotations(report.plan?.findings ?? []);
    const all = [
        ...report.failures.map((failure) => failureAnnotation(failure, stepOfFailure(failure, report))),
        ...findings,
        ...[...report.steps, ...report.rollback]
            .filter(({ state }) => state === 'unproven')
            .map(({ step, text }) => annotation('warning', `${step.id}: not proven`, text)),
    ];
    return [...capped(all, 'error'), ...capped(all, 'warning')];
}
/** Annotations for findings, and for mistakes in inputs, which are findings whose subject is the input; notes have none. */
function findingAnnotations(findings) {
    return worstFirst(findings)
        .filter(({ severity }) => severity !== 'note')
        .map((finding) => annotation(finding.severity === 'blocker' ? 'error' : 'warning', `${(0,resource_id/* resourceName */.Iy)(finding.subject)}: ${findingName(finding)}`, `${finding.message}\nRemedy: ${finding.remedy}`));
}
/** The annotation for what went wrong outside any plan, or in the step named. */
function failureAnnotation(failure, stepId) {
    const { code, message, remedy, requestId } = failure;
    const request = requestId === undefined ? [] : [`Azure's request ID: ${requestId}`];
    const title = stepId === undefined ? code : `${stepId}: ${code}`;
    return annotation('error', title, [message, `Remedy: ${remedy}`, ...request].join('\n'));
}
function annotation(kind, title, message) {
    const shown = message.length > LONGEST_MESSAGE ? `${message.slice(0, LONGEST_MESSAGE)} …` : message;
    return { kind, title: title.slice(0, 200), message: shown };
}
function capped(all, kind) {
    const own = all.filter((each) => each.kind === kind);
    if (own.length <= MOST_OF_A_KIND)
        return own;
    const shown = own.slice(0, MOST_OF_A_KIND - 1);
    const message = `${own.length - shown.length} more are told in the log and in the job summary.`;
    return [...shown, annotation(kind, kind === 'error' ? 'More errors' : 'More warnings', message)];
}

;// CONCATENATED MODULE: ./build/report/duration.js
/** A span of time for people: `35 s`, `12m 30s`, `1h 04m`; `ms` below zero counts as zero. */
function duration(ms) {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    if (seconds < 60)
        return `${seconds} s`;
    const minutes = Math.floor(seconds / 60);
    if (minutes < 60)
        return `${minutes}m ${twoDigits(seconds % 60)}s`;
    return `${Math.floor(minutes / 60)}h ${twoDigits(minutes % 60)}m`;
}
function twoDigits(value) {
    return String(value).padStart(2, '0');
}

// EXTERNAL MODULE: ./build/model/origin.js
var model_origin = __webpack_require__(6467);
;// CONCATENATED MODULE: ./build/model/canary.js


/** Metadata name under which a canary pool says which pool it is the canary of. */
const CANARY_METADATA = `${model_origin/* ORIGIN_PREFIX */.C0}canary-of`;
/** Name of the pool whose canary a pool is, by its properties; undefined for any other pool. */
function canaryOf(properties) {
    const items = Array.isArray(properties.metadata) ? properties.metadata : [];
    const value = items.filter(json/* isJsonObject */.OW).find(({ name }) => name === CANARY_METADATA)?.['value'];
    return typeof value === 'string' ? value : undefined;
}
/** Whether a step makes a canary pool. */
function makesCanary(step) {
    return step.kind === 'create-pool' && canaryOf(step.to.properties) !== undefined;
}

;// CONCATENATED MODULE: ./build/model/count.js
/** A whole number with separators between thousands: `3,000`. */
function number(value) {
    return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
/** A number with its noun, which takes an s: `1 node`, `3,000 nodes`. */
function count(value, noun) {
    return `${number(value)} ${noun}${value === 1 ? '' : 's'}`;
}

;// CONCATENATED MODULE: ./build/model/step.js
/** Whether a step writes to Azure; the others only wait. */
function isChange(step) {
    return !WAITS.includes(step.kind);
}
const WAITS = ['await-replication', 'await-pool', 'bake-pool', 'follow-upgrade'];
/**
 * Whether a step trusts the image, or takes away what never comes back: it is begun only where all that was waited for before
 * it is proven.
 */
function needsProof({ kind }) {
    return NEED_PROOF.includes(kind);
}
const NEED_PROOF = ['set-latest', 'move-jobs', 'delete-image-version'];
/** Resource that a step writes to or waits for; `/subscriptions/ID` where it is the subscription. */
function stepResource(step) {
    switch (step.kind) {
        case 'register-provider':
            return `/subscriptions/${step.subscriptionId}`;
        case 'create-gallery':
            return step.galleryId;
        case 'create-image-definition':
            return step.imageDefinitionId;
        case 'create-managed-image':
            return step.managedImageId;
        case 'publish-image-version':
        case 'update-image-version':
        case 'await-replication':
        case 'set-latest':
        case 'delete-image-version':
            return step.imageVersionId;
        case 'create-pool':
        case 'update-pool':
        case 'drain-pool':
        case 'delete-pool':
        case 'await-pool':
        case 'bake-pool':
        case 'smoke-pool':
        case 'move-jobs':
        case 'switch-pool':
        case 'follow-upgrade':
            return step.poolId;
    }
}
/** Steps that none of the others comes after. */
function lastSteps(steps) {
    const followed = new Set(steps.flatMap(({ after }) => after));
    return steps.map(({ id }) => id).filter((id) => !followed.has(id));
}

;// CONCATENATED MODULE: ./build/report/headline.js






/** How the run ended, in one line of plain text without a full stop. */
function headline(report) {
    const took = duration(report.endedAt - report.startedAt);
    switch (report.outcome) {
        case 'unchanged':
            return `Nothing to change: ${goal(report)} already`;
        case 'planned':
            return `Planned: ${intent(report)}; this run has changed nothing`;
        case 'blocked':
            return `Blocked: ${count(blockers(report), 'finding')} must be settled first; nothing was changed`;
        case 'applied':
            return `Applied: ${goal(report)}, after ${took}`;
        case 'applied-unproven':
            return `Applied without proof: ${goal(report)} after ${took}, but the health of its nodes is not proven`;
        case 'rolled-back':
            return `Rolled back after ${took}: ${codes(report)}; ${undone(report)}`;
        case 'rollback-failed':
            return `Rollback failed after ${took}: ${codes(report)}; what was begun on ${undonePools(report)} is not all undone`;
        case 'failed':
            return `Failed after ${took}: ${codes(report)}`;
        case 'cancelled':
            return `Cancelled after ${took}${report.changed ? '; what Azure was told to do goes on' : '; nothing was changed'}`;
    }
}
/** A sign that tells the outcome at a glance. */
function outcomeSign(outcome) {
    return SIGNS[outcome];
}
const SIGNS = {
    unchanged: '✅',
    planned: '📋',
    blocked: '⛔',
    applied: '✅',
    'applied-unproven': '⚠️',
    'rolled-back': '↩️',
    'rollback-failed': '❌',
    failed: '❌',
    cancelled: '⏹️',
};
/** What a plan changes, in a few words: its changing steps, or that there are none. */
function intent({ plan }) {
    const changes = (plan?.steps ?? []).filter(isChange);
    return changes.length === 0
        ? 'nothing to change'
        : enumeration(changes.map(({ id }) => id), 4);
}
function codes({ failures }) {
    return enumeration([...new Set(failures.map(({ code }) => code))], 3) || 'the plan was not carried out';
}
/** A brake is no way back, and a canary is no pool that anybody works on. */
function undone(report) {
    const { steps, rollback } = report;
    const canaries = new Set(steps.flatMap(({ step }) => (makesCanary(step) ? [step.poolId] : [])));
    const [first] = rollback;
    if (first !== undefined && rollback.every(({ step }) => canaries.has(stepResource(step)))) {
        return `${undonePools(report)}, the canary, is deleted, and no other pool was touched`;
    }
    return first !== undefined && rollback.every(({ step }) => step.kind === 'set-latest')
        ? `${undonePools(report)} is excluded from latest again, and nodes that show it keep it`
        : `what was begun on ${undonePools(report)} is undone`;
}
function undonePools({ rollback }) {
    const pools = rollback.filter(({ step }) => step.kind !== 'set-latest');
    const names = [...new Set(pools.map(({ step }) => (0,resource_id/* resourceName */.Iy)(stepResource(step))))];
    const version = rollback.find(({ step }) => step.kind === 'set-latest');
    if (version !== undefined && names.length === 0)
        return `image version ${(0,resource_id/* resourceName */.Iy)(stepResource(version.step))}`;
    return `${names.length === 1 ? 'pool' : 'pools'} ${enumeration(names, 4)}`;
}
function goal({ plan }) {
    const version = `image version ${(0,resource_id/* resourceName */.Iy)(plan?.imageVersionId ?? '')}`;
    const pools = (plan?.pools ?? []).map(({ poolId }) => (0,resource_id/* resourceName */.Iy)(poolId));
    if (pools.length === 0)
        return `${version} is published`;
    return `${version} is on ${pools.length === 1 ? 'pool' : 'pools'} ${enumeration(pools, 4)}`;
}
function blockers({ plan }) {
    return (plan?.findings ?? []).filter(({ severity }) => severity === 'blocker').length;
}

;// CONCATENATED MODULE: ./build/report/log-text.js
/**
 * Text from outside as lines of a log, none of which the runner takes for a workflow command: control characters
 * go, `##[` is broken up, and a line that begins with `::` is quoted.
 */
function logText(text) {
    return text
        .split(/\r\n|\r|\n/)
        .map((line) => line.replace(CONTROL, '').trimEnd())
        .map((line) => line.replaceAll('##[', '# #['))
        .map((line) => (line.trimStart().startsWith('::') ? `> ${line.trimStart()}` : line))
        .filter((line) => line !== '');
}
/** Everything a terminal acts on instead of showing it; a tab is kept. */
const CONTROL = /[^\P{Cc}\t]/gu;

;// CONCATENATED MODULE: ./build/report/arithmetic.js




/** Why a region gets its replicas: `ceil(3000 / 300) = 10 replicas for render-pool; 1 there now`. */
function replicaFormula(region) {
    const { existing, minimum, requested, pools, regionalReplicaCount, nodesPerReplica } = region;
    const needed = pools.reduce((sum, { replicas }) => sum + replicas, 0);
    const sum = pools.map(({ nodes }) => `ceil(${nodes} / ${nodesPerReplica})`).join(' + ');
    const now = existing === 0 ? 'none there now' : `${existing} there now`;
    if (pools.length > 0 && needed === regionalReplicaCount) {
        return `${sum} = ${count(needed, 'replica')} for ${enumeration(pools.map(({ poolId }) => (0,resource_id/* resourceName */.Iy)(poolId)))}; ${now}`;
    }
    if (pools.length === 0 && requested === undefined && minimum === existing && existing === regionalReplicaCount) {
        return `no pool of this run is here; its ${count(existing, 'replica')} ${existing === 1 ? 'stays' : 'stay'}`;
    }
    const terms = [
        ...(pools.length > 0 ? [sum] : []),
        `${minimum} at least`,
        ...(requested === undefined ? [] : [`${requested} asked for`]),
        ...(existing === 0 ? [] : [now]),
    ];
    return `${terms.length === 1 ? terms[0] : `max(${terms.join(', ')})`} = ${count(regionalReplicaCount, 'replica')}${existing === 0 ? `; ${now}` : ''}`;
}
/** Why a pool gets its resize timeout, in minutes; `asked` is what the workflow said. */
function resizeTimeoutFormula(pool, asked) {
    const { nodes, resizeTimeoutMinutes: minutes } = pool;
    if (minutes === undefined)
        return 'none is sent: Azure ignores it for autoscaled pools';
    if (asked !== 'auto')
        return `${count(minutes, 'minute')}, as given by resize-timeout-minutes`;
    const byThousand = 15 * Math.ceil(nodes / 1000);
    if (byThousand === minutes && nodes > 0)
        return `15 × ceil(${nodes} / 1000) = ${count(minutes, 'minute')}`;
    const above = nodes > 300 ? 'the least above 300 nodes' : 'the least';
    return `${count(minutes, 'minute')}, ${above} (${number(nodes)} asked for)`;
}
/** Cores at the peak against their quota: `400 of other pools + 12,000 of this run = 12,400 of 20,000 dedicated cores`. */
function coreFormula({ kind, others, planned, quota }) {
    const total = others + planned;
    const sum = `${number(others)} of other pools + ${number(planned)} of this run = ${number(total)}`;
    if (quota === undefined)
        return `${sum} ${kind} cores; the account names no quota of them`;
    const missing = total > quota ? `: ${number(total - quota)} too many` : '';
    return `${sum} of ${number(quota)} ${kind} cores${missing}`;
}
/** What is told of the cores of a pool whose nodes Azure upgrades where they are; undefined where they are counted. */
function steadyCores({ poolId, batchAccountId }, { steps, cores }) {
    const isCounted = cores.some((use) => (0,resource_id/* sameResourceId */.WL)(use.batchAccountId, batchAccountId));
    const isUpgraded = steps.some((step) => step.kind === 'follow-upgrade' && (0,resource_id/* sameResourceId */.WL)(step.poolId, poolId));
    return isUpgraded && !isCounted ? 'no more than it holds now: Azure upgrades its nodes where they are' : undefined;
}
/** How long a run may take, with its terms: `60 (replicating to westeurope) + 45 (resizing pool a) = 105 minutes (1h 45m)`. */
function timeFormula({ minutes, terms }) {
    const sum = terms.map((term) => `${number(term.minutes)} (${term.what})`).join(' + ');
    const total = `${count(minutes, 'minute')}${minutes < 60 ? '' : ` (${duration(minutes * 60_000)})`}`;
    return sum === '' ? total : `${sum} = ${total}`;
}

;// CONCATENATED MODULE: ./build/report/drain-words.js

/** What becomes of running tasks when their nodes go: `finish first, 60 minutes at most, then they are requeued`. */
function drainWords({ drain, deadlineMinutes, onDeadline, }) {
    if (drain !== 'taskcompletion')
        return TASKS[drain];
    if (deadlineMinutes === undefined)
        return 'finish first, however long they take';
    return `finish first, ${count(deadlineMinutes, 'minute')} at most, then ${DEADLINE[onDeadline]}`;
}
const TASKS = {
    requeue: 'are stopped and run again later',
    terminate: 'are ended and not run again',
};
const DEADLINE = {
    fail: 'the drain fails',
    requeue: 'they are stopped and run again later',
    terminate: 'they are ended and not run again',
};

// EXTERNAL MODULE: ./build/model/pool-field.js
var pool_field = __webpack_require__(7666);
;// CONCATENATED MODULE: ./build/model/secret-name.js
const SECRET_NAME = /password|secret|privatekey|accesskey|accountkey|saskey|protectedsettings|connectionstring|token/i;
/** Whether a member of this name holds a secret, such as `password` of a container registry. */
function isSecretName(name) {
    return SECRET_NAME.test(name);
}

;// CONCATENATED MODULE: ./build/model/secrets.js


/** What stands where a secret was. */
const MASK = '***';
/** A text in which the signatures of shared access URLs are masked. */
function withoutSignature(text) {
    return text.replace(/([?&]sig=)[^&\s"']+/gi, `$1${MASK}`);
}
/** A JSON value that can be shown to everyone: secrets are masked, by the name of their member or as signature of a URL. */
function withoutSecrets(value, name = '') {
    if (isSecretName(name) && value !== null)
        return MASK;
    if (typeof value === 'string')
        return withoutSignature(value);
    if (Array.isArray(value))
        return value.map((item) => withoutSecrets(item));
    return (0,json/* isJsonObject */.OW)(value) ? withoutSecretMembers(value) : value;
}
function withoutSecretMembers(object) {
    const label = object['name'];
    // An environment setting or metadata entry names what its value is.
    const named = typeof label === 'string' && isSecretName(label);
    return Object.fromEntries(Object.entries(object).map(([key, value]) => [
        key,
        value === undefined ? undefined : withoutSecrets(value, named && key === 'value' ? label : key),
    ]));
}

;// CONCATENATED MODULE: ./build/report/source-text.js




/** What an image is made from, as people know it: `managed image NAME`, `snapshot NAME with data disks at LUN 0 and 1`. */
function sourceText(source) {
    const name = namedResource((0,image_source/* sourceWords */.hI)(source), (0,image_source/* sourceId */.t6)(source));
    if (source.kind !== 'disks' || source.dataDisks.length === 0)
        return name;
    const luns = source.dataDisks.map(({ lun }) => String(lun));
    return `${name} with ${luns.length === 1 ? 'a data disk' : 'data disks'} at LUN ${enumeration(luns)}`;
}
/** A resource by its kind and name; an image version is named with its definition, a VHD without its query. */
function namedResource(kind, id) {
    const [path = ''] = id.split('?');
    if (kind !== 'gallery image version')
        return `${kind} ${(0,resource_id/* resourceName */.Iy)(path)}`;
    const [version = '', , definition = ''] = path.split('/').reverse();
    return `image version ${definition} ${version}`;
}
/** Each disk or image that a source consists of, by the field in which the plan shows it. */
function sourceFields(source) {
    const whole = { field: 'source', to: withoutSignature((0,image_source/* sourceId */.t6)(source)) };
    if (source.kind !== 'disks')
        return [whole];
    const account = 'uri' in source.osDisk ? [{ field: 'sourceStorageAccount', to: source.osDisk.storageAccountId }] : [];
    const disks = source.dataDisks.map(({ lun, source: disk }) => ({
        field: `dataDiskSources.${lun}`,
        to: withoutSignature((0,image_source/* diskName */.NH)(disk)),
    }));
    return [whole, ...account, ...disks];
}

;// CONCATENATED MODULE: ./build/report/field-changes.js






/** Everything a step changes, field by field; empty for a step that only waits. */
function stepChanges(step) {
    if (step.kind === 'update-pool') {
        return step.changes.flatMap(({ path, from, to }) => disrupting((0,pool_field/* fieldDisruption */.ix)(path), leaves(path.replace(/^properties\./, ''), from, to)));
    }
    const isWhole = step.kind === 'create-pool' || step.kind === 'delete-pool';
    return disrupting(isWhole ? 'new-pool' : 'none', stepLeaves(step));
}
/** Whether a step only takes away what an earlier one makes, whose fields are told there: a canary. */
function takesOwnAway(step, steps) {
    if (step.kind !== 'delete-pool')
        return false;
    const before = steps.slice(0, steps.indexOf(step));
    return before.some((other) => other.kind === 'create-pool' && (0,resource_id/* sameResourceId */.WL)(other.poolId, step.poolId));
}
function disrupting(disruption, changes) {
    return changes.map((change) => ({ ...change, disruption }));
}
function stepLeaves(step) {
    switch (step.kind) {
        case 'register-provider':
            return [{ field: 'registrationState', to: 'Registered' }];
        case 'create-gallery':
            return [{ field: 'location', to: step.location }];
        case 'create-image-definition':
            return [{ field: 'location', to: step.location }, ...leaves('', undefined, definitionFields(step.to))];
        case 'create-managed-image':
            return [
                ...sourceFields(step.source),
                { field: 'location', to: step.location },
                { field: 'osType', to: step.osType },
                { field: 'hyperVGeneration', to: step.hyperVGeneration },
                ...tagChanges(step.tags),
            ];
        case 'publish-image-version':
            return [
                ...sourceFields(step.source),
                { field: 'location', to: step.location },
                ...regionChanges([], step.targetRegions),
                { field: 'excludeFromLatest', to: 'true' },
                ...endOfLife(step),
                ...tagChanges(step.tags),
            ];
        case 'update-image-version':
            return [...regionChanges(step.from, step.to), ...endOfLife(step), ...tagChanges(step.tags)];
        case 'create-pool':
            return poolLeaves(undefined, step.to);
        case 'delete-pool':
            return poolLeaves(step.from, undefined);
        case 'drain-pool':
            return leaves('scaleSettings', step.from, withoutNodes(step.from));
        case 'smoke-pool':
            return [{ field: 'commandLine', to: step.command }];
        case 'set-latest':
            return [{ field: 'excludeFromLatest', from: `${!step.excludeFromLatest}`, to: `${step.excludeFromLatest}` }];
        case 'await-replication':
        case 'await-pool':
        case 'bake-pool':
        case 'move-jobs':
        case 'switch-pool':
        case 'follow-upgrade':
            return [];
        case 'delete-image-version':
            return regionsLost(step.targetRegions);
    }
}
function poolLeaves(from, to) {
    return [
        ...leaves('', from?.properties, to?.properties),
        ...leaves('identity', from?.identity, to?.identity),
        ...tagLeaves(from?.tags, to?.tags),
    ];
}
/** `scaleSettings` that ask for no node; of a fixed scale the rest stays as it is. */
function withoutNodes(scale) {
    const fixed = (0,json/* memberAt */.mz)(scale, ['fixedScale']);
    const zero = { targetDedicatedNodes: 0, targetLowPriorityNodes: 0 };
    return { fixedScale: (0,json/* isJsonObject */.OW)(fixed) ? { ...fixed, ...zero } : zero };
}
function definitionFields({ purchasePlan, ...fields }) {
    return { ...fields, osState: 'Generalized', ...(purchasePlan && { purchasePlan: { ...purchasePlan } }) };
}
function endOfLife({ endOfLifeDate }) {
    return endOfLifeDate === undefined ? [] : [{ field: 'endOfLifeDate', to: endOfLifeDate }];
}
function regionChanges(from, to) {
    return to.flatMap(({ region, regionalReplicaCount, storageAccountType }) => {
        const held = from.find((target) => target.region === region);
        if (held?.regionalReplicaCount === regionalReplicaCount)
            return [];
        const added = storageAccountType === undefined ? '' : `, ${storageAccountType}`;
        return [
            held
                ? { field: `replicas in ${region}`, from: String(held.regionalReplicaCount), to: String(regionalReplicaCount) }
                : { field: `replicas in ${region}`, to: `${regionalReplicaCount}${added}` },
        ];
    });
}
function regionsLost(regions) {
    return regions.map(({ region, regionalReplicaCount }) => ({
        field: `replicas in ${region}`,
        from: String(regionalReplicaCount),
    }));
}
function leaves(field, from, to) {
    if ((0,json/* sameJson */.Vk)(from, to))
        return [];
    const [before, after] = [named(from), named(to)];
    const split = (0,json/* isJsonObject */.OW)(after)
        ? before === undefined || (0,json/* isJsonObject */.OW)(before)
        : (0,json/* isJsonObject */.OW)(before) && after === undefined;
    if (!split || isSecretName(lastName(field)) || isEmpty(after ?? before)) {
        return [
            {
                field,
                ...(from !== undefined && { from: shown(field, from) }),
                ...(to !== undefined && { to: shown(field, to) }),
            },
        ];
    }
    const members = (value) => ((0,json/* isJsonObject */.OW)(value) ? value : {});
    const names = [...new Set([...Object.keys(members(before)), ...Object.keys(members(after))])];
    return names.flatMap((name) => leaves(joined(field, name), members(before)[name], members(after)[name]));
}
function tagChanges(tags) {
    return tagLeaves(undefined, tags);
}
function tagLeaves(from = {}, to = {}) {
    const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
    return names.flatMap((name) => leaves(`tags.${name}`, from[name], to[name]));
}
/** A list of `{ name, value }` (metadata, environment) compares by name, not by place. */
function named(value) {
    if (!Array.isArray(value) || value.length === 0)
        return value;
    const entries = value.map((item) => (0,json/* isJsonObject */.OW)(item) && typeof item['name'] === 'string' && item['value'] !== undefined
        ? [item['name'], item['value']]
        : undefined);
    return entries.includes(undefined) ? value : Object.fromEntries(entries.filter((entry) => entry !== undefined));
}
function shown(field, value) {
    const safe = withoutSecrets(value, lastName(field));
    return typeof safe === 'string' ? safe : JSON.stringify(safe);
}
function isEmpty(value) {
    return (0,json/* isJsonObject */.OW)(value) && Object.keys(value).length === 0;
}
function lastName(field) {
    return field.split('.').at(-1) ?? '';
}
/** Resource IDs as keys (identities) are cut to their name. */
function joined(field, name) {
    const short = name.startsWith('/') ? (0,resource_id/* resourceName */.Iy)(name) : name;
    return field === '' ? short : `${field}.${short}`;
}

;// CONCATENATED MODULE: ./build/report/disruption-words.js




/** What a change of one field demands, in a word or two: `none`, `needs zero nodes`, `new pool`. */
function disruptionWords(disruption) {
    return disruption.replaceAll('-', ' ');
}
/** What a step does to nodes and tasks; undefined where it disturbs nothing that is there. */
function stepDisruption(step) {
    if (step.kind === 'drain-pool')
        return 'takes every node off the pool';
    if (step.kind === 'move-jobs')
        return undefined;
    if (step.kind === 'delete-pool') {
        return step.disruption === 'none' ? undefined : 'takes the pool away with its nodes';
    }
    if (step.disruption === 'drain')
        return 'nodes that go let their tasks finish first';
    if (step.disruption === 'replace')
        return 'replaces nodes';
    if (step.kind === 'create-pool')
        return undefined;
    return stepChanges(step).some(({ disruption }) => disruption === 'needs-zero-nodes')
        ? 'the pool has to be without nodes'
        : undefined;
}
/** Running tasks that a plan touches on a pool, in words; undefined where it disturbs none. */
function touchedTasks(pool, steps) {
    const { poolId, runningTasks, replacesPoolId } = pool;
    const move = steps.find((step) => step.kind === 'move-jobs' && replacesPoolId === step.poolId);
    if (move?.kind === 'move-jobs')
        return movedTasks(move, runningTasks);
    const own = steps.filter((step) => 'poolId' in step && (0,resource_id/* sameResourceId */.WL)(step.poolId, poolId));
    const kind = ['replace', 'drain'].find((disruption) => own.some((step) => step.disruption === disruption));
    if (runningTasks === undefined)
        return kind && 'how many tasks run on its nodes could not be counted';
    // Those of a pool whose place this one takes, where the plan is blocked, run there.
    const nodes = replacesPoolId === undefined ? 'its nodes' : `the nodes of ${(0,resource_id/* resourceName */.Iy)(replacesPoolId)}`;
    if (runningTasks === 0)
        return `none runs on ${nodes} now`;
    const tasks = `${count(runningTasks, 'task')} ${runningTasks === 1 ? 'runs' : 'run'} on ${nodes} now`;
    // A plan that is blocked has no step that does anything to them.
    if (own.length === 0)
        return tasks;
    const drain = own.find((step) => step.kind === 'drain-pool');
    if (drain !== undefined)
        return `${tasks}; they ${drainWords(drain)}`;
    if (own.some((step) => step.kind === 'delete-pool'))
        return `${tasks}; they are stopped and run again later`;
    return kind === 'replace' ? `${tasks}, which are replaced` : `${tasks}; nodes that go let theirs finish first`;
}
function movedTasks({ poolId, running }, runningTasks) {
    const name = (0,resource_id/* resourceName */.Iy)(poolId);
    if (runningTasks === undefined)
        return `how many tasks run on the nodes of ${name} could not be counted`;
    if (runningTasks === 0)
        return `none runs on the nodes of ${name} now`;
    const tasks = `${count(runningTasks, 'task')} ${runningTasks === 1 ? 'runs' : 'run'} on the nodes of ${name} now`;
    return `${tasks}; those of jobs that move ${moveWords(running)}`;
}
/** What happens to running tasks of jobs that move to another pool. */
function moveWords(running) {
    return MOVES[running];
}
const MOVES = {
    requeue: 'are stopped, and run again there from their start',
    wait: 'finish first',
    terminate: 'are stopped for good',
};

;// CONCATENATED MODULE: ./build/report/downtime.js

/** How a plan interrupts the work of a pool. */
function downtimeOf({ poolId }, steps) {
    const own = steps.filter((step) => 'poolId' in step && (0,resource_id/* sameResourceId */.WL)(step.poolId, poolId));
    if (own.some(({ kind }) => kind === 'delete-pool'))
        return 'recreate';
    return own.some(({ kind }) => kind === 'drain-pool') ? 'drain' : 'none';
}
/** The same in words; undefined where nothing is rolled, and the work goes on as before. */
function downtimeWords(pool, steps) {
    const downtime = downtimeOf(pool, steps);
    if (downtime !== 'none')
        return WORDS[downtime];
    if (pool.replacesPoolId !== undefined && steps.length > 0)
        return 'none; a job stands still while it moves';
    const isUpgraded = steps.some((step) => step.kind === 'follow-upgrade' && (0,resource_id/* sameResourceId */.WL)(step.poolId, pool.poolId));
    return isUpgraded ? 'none; a node stands still while it is upgraded' : undefined;
}
const WORDS = {
    drain: 'no node works from the end of the drain until new ones have started; jobs wait meanwhile',
    recreate: 'the pool is gone until it is made anew, and no node works until new ones have started; jobs wait meanwhile',
};

;// CONCATENATED MODULE: ./build/report/markdown.js
/** Longest text of others that is put into a summary, in characters. */
const LONGEST_PROSE = 2000;
const LONGEST_CODE = 400;
/**
 * Text from outside as Markdown that shows just that text; line breaks become `<br>`, and what stands between
 * backticks is shown in code letters. Safe in a table cell.
 */
function prose(text, longest = LONGEST_PROSE) {
    return shortened(text, longest)
        .split(/[\r\n]+/)
        .map((line) => spans(line.trim()))
        .filter((line) => line !== '')
        .join('<br>');
}
/** Text from outside that stays on one line, for narrow cells of a table. */
function unbroken(text) {
    return prose(text).replaceAll('<br>', ' ').replaceAll(' ', '&nbsp;');
}
/** A value in code letters, whatever is in it. Safe in a table cell. */
function code(text, longest = LONGEST_CODE) {
    const shown = shortened(text, longest);
    if (shown.trim() === '')
        return '(empty)';
    if (/^[^`|\\<>&\r\n\s](?:[^`|\\<>&\r\n]*[^`|\\<>&\r\n\s])?$/.test(shown) && !shown.includes('##[')) {
        return `\`${shown}\``;
    }
    const lines = shown.split(/\r\n|\r|\n/).map(codeLine);
    return `<code>${lines.join('<br>')}</code>`;
}
function codeLine(line) {
    return line.replace(/[^\w .,:;/=()-]/gu, entity);
}
/** A link; only the text where the address is no web address. */
function markdown_link(text, url) {
    if (!/^https?:\/\/[^\s]+$/i.test(url))
        return prose(text);
    return `[${prose(text)}](<${url.replace(/[<>|\\`]/g, (sign) => encodeURIComponent(sign))}>)`;
}
/** A part that is folded until someone opens it; `title` is plain text. */
function details(title, body) {
    return `<details><summary>${escapeHtml(title)}</summary>\n\n${body}\n\n</details>`;
}
/** A bulleted list that says how many items were left out beyond `most`. */
function bullets(items, most = 50) {
    const shown = items.slice(0, most).map((item) => `- ${item}`);
    const rest = items.length - shown.length;
    return [...shown, ...(rest > 0 ? [`- ${rest} more, left out here`] : [])].join('\n');
}
function spans(line) {
    // Every second piece stood between backticks.
    const pieces = line.split(/`([^`]+)`/);
    return pieces.map((piece, index) => (index % 2 === 1 ? codeSpan(piece) : escapeText(piece, index === 0))).join('');
}
/** A command with a resource ID in it would make its line, and the table around, as wide as that. */
function codeSpan(text) {
    const shown = shortened(text, LONGEST_CODE);
    return shown.includes(ID) ? `<code>${breakable(codeLine(shown))}</code>` : code(text);
}
const ID = '/subscriptions/';
/** Lets a line break within resource IDs; what is copied from it is the same. */
function breakable(text) {
    return text.replace(/(?<!\S)\/subscriptions\/\S+/g, (id) => id.replace(/(?<=.)\//g, '/<wbr>'));
}
// Numeric references cannot be taken for structure, so they hold even where a backslash would not.
function escapeText(text, atStart) {
    const escaped = breakable(escapeHtml(text))
        .replace(/[\\`*[\]~]/g, '\\$&')
        .replace(/\|/g, '&#124;')
        .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
        .replace(/\$/g, '<span>$</span>') // the way GitHub documents for a dollar that opens no formula
        .replace(/@/g, '<span>@</span>'); // what Azure or a workflow says calls nobody into a pull request
    return atStart ? escaped.replace(/^(\d+)([.)])/, '$1\\$2').replace(/^[#+=-]/, '\\$&') : escaped;
}
function escapeHtml(text) {
    return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
function entity(sign) {
    return `&#${sign.codePointAt(0)};`;
}
function shortened(text, longest) {
    const clean = text.replace(markdown_CONTROL, '');
    return clean.length <= longest ? clean : `${clean.slice(0, longest)} … (${clean.length - longest} characters more)`;
}
/** Control characters but for tab and line ends, and the marks that turn the direction of text. */
const markdown_CONTROL = /[^\P{Cc}\t\r\n]|[\u202a-\u202e\u2066-\u2069]/gu;

;// CONCATENATED MODULE: ./build/report/section.js
/** A titled part of the summary. */
function section(title, body) {
    return `### ${title}\n\n${body}`;
}

;// CONCATENATED MODULE: ./build/report/table.js
/** Rows shown of one table; what is beyond is counted, not shown. */
const MOST_ROWS = 50;
/**
 * A Markdown table of cells that are Markdown already (`prose`, `code`, `link`). A line break or a bar that is
 * left in a cell cannot break the table.
 */
function table(header, rows, most = MOST_ROWS) {
    const shown = rows.slice(0, most);
    const lines = [header, header.map(() => '---'), ...shown].map((cells) => `| ${cells.map(cell).join(' | ')} |`);
    const rest = rows.length - shown.length;
    return [...lines, ...(rest > 0 ? ['', `${rest} more rows are left out here.`] : [])].join('\n');
}
function cell(markdown) {
    return markdown.replace(/[\r\n]+/g, '<br>').replace(/\|/g, '&#124;');
}

;// CONCATENATED MODULE: ./build/report/kept-versions.js





/** Why a version stays that is not among the newest, in words without a full stop. */
function keptWords(because) {
    switch (because.kind) {
        case 'this-run':
            return 'it is the version of this run';
        case 'pool-runs':
            return `pool ${(0,resource_id/* resourceName */.Iy)(because.poolId)} runs on it`;
        case 'pool-may-run':
            return `nodes of pool ${(0,resource_id/* resourceName */.Iy)(because.poolId)}, which names no version, may run on it`;
        case 'way-back':
            return `it is the way back of pool ${(0,resource_id/* resourceName */.Iy)(because.poolId)}`;
        case 'pool-names':
            return `pool ${(0,resource_id/* resourceName */.Iy)(because.poolId)} names it in its properties`;
        case 'latest':
            return `it is the latest in ${enumeration(because.regions)} for whoever names no version`;
        case 'foreign':
            return 'it was not published by this action';
        case 'being-written':
            return 'another run is writing it';
        case 'before-end-of-life':
            return because.date === undefined
                ? 'Azure deletes it only after an end of life, and it has none'
                : `Azure does not delete it before its end of life on ${because.date.slice(0, 10)}`;
    }
}
/** The versions that stay, a line each. */
function keptLines({ keptVersions = [] }) {
    return keptVersions.map(({ imageVersionId, because }) => `${(0,resource_id/* resourceName */.Iy)(imageVersionId)}: ${keptWords(because)}`);
}
/** The versions that stay, as a table; undefined where all that are not among the newest go. */
function keptSection({ plan }) {
    const kept = plan?.keptVersions ?? [];
    if (kept.length === 0)
        return undefined;
    const rows = kept.map(({ imageVersionId, because }) => [
        code((0,resource_id/* resourceName */.Iy)(imageVersionId)),
        prose(keptWords(because)),
    ]);
    return section('Image versions kept', table(['Not among the newest', 'Kept because'], rows));
}

;// CONCATENATED MODULE: ./build/model/lineage.js
/** What the nearest link that knows says; undefined where none does. */
function toldBy(lineage, fact) {
    return linkThatTells(lineage, fact)?.[fact];
}
/** The nearest link that tells a fact. */
function linkThatTells(lineage, fact) {
    return lineage?.links.find((link) => link[fact] !== undefined);
}
/** `publisher:offer:sku`, as the Azure CLI writes it. */
function marketplaceName({ publisher, offer, sku }) {
    return `${publisher}:${offer}:${sku}`;
}
/** A purchase plan as the workflow writes it, `publisher/product/name`; `none` without one. */
function planText(plan) {
    return plan ? `${plan.publisher}/${plan.product}/${plan.name}` : 'none';
}
/** A purchase plan in words: `no purchase plan`, `purchase plan publisher/product/name`. */
function planWords(plan) {
    return plan ? `purchase plan ${planText(plan)}` : 'no purchase plan';
}

;// CONCATENATED MODULE: ./build/report/lineage-text.js



/** A marketplace image as one name: `canonical:ubuntu-24_04-lts:server 24.04.202611`. */
function marketplaceText(image) {
    const { version } = image;
    return `${marketplaceName(image)}${version === undefined ? '' : ` ${version}`}`;
}
/** The chain behind an image, the source first: `managed image a < virtual machine b < marketplace p:o:s 1.0`. */
function lineageChain({ links, baseImage }) {
    const base = baseImage === undefined ? [] : [`marketplace ${marketplaceText(baseImage)}`];
    return [...links.map(linkText), ...base].join(' < ');
}
/** Why the walk ended before the marketplace, in a sentence; undefined where it came there. */
function lineageEnd({ links, end }) {
    const last = links.at(-1);
    const origin = last === undefined ? 'the image' : linkText(last);
    switch (end.kind) {
        case 'marketplace':
            return undefined;
        case 'origin-unknown':
            return `Nothing says what ${origin} was made from.`;
        case 'too-long':
            return `The chain goes on behind the ${count(links.length, 'link')} that were followed.`;
        case 'missing':
            return `The next, ${end.id}, is not there any more, or is another by now.`;
        case 'unreadable':
            return `The next, ${end.id}, could not be read. Azure says ${end.code}: ${end.reason}`;
    }
}
/** Chain and end together, as one text. */
function lineageText(lineage) {
    return [lineageChain(lineage), lineageEnd(lineage)].filter((text) => text).join('. ');
}
function linkText({ kind, id }) {
    return namedResource(kind === 'vhd' ? 'VHD' : kind.replaceAll('-', ' '), id);
}

;// CONCATENATED MODULE: ./build/report/moves-text.js



/** Which jobs come to a pool that takes the place of another; undefined where it takes none, or they could not be listed. */
function movesText({ moves, replacesPoolId }) {
    if (moves === undefined || replacesPoolId === undefined)
        return undefined;
    const parts = [told(moves.jobs, 'job'), told(moves.jobSchedules, 'job schedule')].filter((part) => part !== '');
    const from = `pool ${(0,resource_id/* resourceName */.Iy)(replacesPoolId)}`;
    return parts.length === 0
        ? `none names ${from} now`
        : `${parts.join(' and ')} to be moved from ${from}, and those that it gets meanwhile`;
}
function told(names, what) {
    return names.length === 0 ? '' : `${count(names.length, what)} (${enumeration(names, 5)})`;
}

;// CONCATENATED MODULE: ./build/report/step-text.js









/** What a step does, in a line without the step's name. */
function stepText(step) {
    switch (step.kind) {
        case 'register-provider':
            return `registers ${step.namespace} in subscription ${step.subscriptionId}, and waits for it`;
        case 'create-gallery':
            return `in ${step.location}`;
        case 'create-image-definition':
            return definitionText(step);
        case 'create-managed-image':
            return `from ${sourceText(step.source)} in ${step.location}, ${step.osType}, ${step.hyperVGeneration}`;
        case 'publish-image-version':
            return `from ${sourceText(step.source)} to ${regionsText(step.targetRegions)}, ${step.storageAccountType}`;
        case 'update-image-version':
            return updateText(step);
        case 'await-replication':
            return `until ${step.region} holds ${count(step.regionalReplicaCount, 'replica')}`;
        case 'create-pool':
            return `${scaleText(step.to)} of ${textAt(step.to, ['vmSize'])}, node agent ${textAt(step.to, pool_field/* NODE_AGENT */.pN)}`;
        case 'update-pool':
            return poolChangeText(step);
        case 'drain-pool':
            return `until no node is left; running tasks ${drainWords(step)}`;
        case 'delete-pool':
            return step.disruption === 'none'
                ? 'until it is gone'
                : 'until it is gone; running tasks are stopped and run again later';
        case 'await-pool':
            return awaitText(step);
        case 'bake-pool':
            return `watches its nodes ${watchWords(step)}`;
        case 'set-latest':
            return step.excludeFromLatest ? 'is not to count as the latest' : 'may count as the latest from now on';
        case 'smoke-pool':
            return `runs \`${step_text_shortened(step.command)}\` on each of its nodes, which has to end with 0 within ${count(step.timeoutMinutes, 'minute')}`;
        case 'move-jobs':
            return `its jobs and job schedules to pool ${(0,resource_id/* resourceName */.Iy)(step.toPoolId)}, each by itself; running tasks ${moveWords(step.running)}`;
        case 'switch-pool':
            return `is the current pool from now on, and no longer ${(0,resource_id/* resourceName */.Iy)(step.replacesPoolId)}`;
        case 'follow-upgrade':
            return `until each of its nodes shows image version ${(0,resource_id/* resourceName */.Iy)(step.imageVersionId)}`;
        case 'delete-image-version':
            return deletionText(step);
    }
}
/** Nodes that have to be healthy, rounded up; undefined where a formula decides how many there are. */
function healthyNodesNeeded({ targetNodes, healthyPercent }) {
    return targetNodes === undefined ? undefined : Math.ceil((targetNodes * healthyPercent) / 100);
}
/** Longest command that is shown in a line, in characters. */
const LONGEST_COMMAND = 80;
function step_text_shortened(command) {
    const line = command.replace(/\s+/g, ' ').trim();
    return line.length <= LONGEST_COMMAND ? line : `${line.slice(0, LONGEST_COMMAND)} …`;
}
const FIXED = 'scaleSettings.fixedScale.';
function definitionText({ imageDefinitionId, location, to }) {
    const { publisher, offer, sku, purchasePlan, osType, hyperVGeneration, architecture, securityType } = to;
    const controllers = to.diskControllers === undefined ? [] : [`disk controllers ${to.diskControllers}`];
    const gallery = (0,resource_id/* resourceName */.Iy)((0,resource_id/* parentId */.A1)(imageDefinitionId));
    const plan = purchasePlan === undefined ? 'no purchase plan' : `purchase plan ${purchasePlan.name}`;
    const facts = [
        osType,
        hyperVGeneration,
        architecture,
        securityType,
        ...controllers,
        `${publisher}:${offer}:${sku}`,
        plan,
    ];
    return `in gallery ${gallery}, ${location}, ${facts.join(', ')}`;
}
function regionsText(regions) {
    return enumeration(regions.map(({ region, regionalReplicaCount }) => `${region} (${count(regionalReplicaCount, 'replica')})`));
}
function updateText(step) {
    const held = new Map(step.from.map(({ region, regionalReplicaCount }) => [region, regionalReplicaCount]));
    const added = step.to.filter(({ region }) => !held.has(region));
    const raised = step.to.filter(({ region, regionalReplicaCount }) => (held.get(region) ?? regionalReplicaCount) < regionalReplicaCount);
    const tags = Object.keys(step.tags);
    const parts = [
        ...raised.map(({ region, regionalReplicaCount }) => `replicas in ${region} from ${held.get(region)} to ${regionalReplicaCount}`),
        ...(added.length > 0 ? [`adds ${regionsText(added)}`] : []),
        ...(tags.length > 0 ? [`tags ${enumeration(tags, 5)}`] : []),
        ...(step.endOfLifeDate === undefined ? [] : [`end of life ${step.endOfLifeDate}`]),
    ];
    return parts.length > 0 ? parts.join(', ') : 'written once more as it is, so that its failed replication starts anew';
}
function deletionText({ publishedDate, keepVersions }) {
    const published = publishedDate === undefined ? [] : [`published ${publishedDate.slice(0, 10)}`];
    const newest = keepVersions === 1 ? 'not the newest' : `not among the newest ${number(keepVersions)}`;
    return [...published, newest, 'no pool refers to it'].join(', ');
}
function poolChangeText(step) {
    if (step.retriesResize)
        return 'asks for the same scale once more, because the last resize fell short';
    // Of a pool without nodes, members that go with another way to scale say nothing.
    const told = stepChanges(step).filter(({ field, from, to }) => !(field.startsWith(FIXED) && from === '0' && to === undefined));
    const changes = told.map(({ field, from, to }) => {
        if (field.endsWith('.imageReference.id')) {
            return `image version ${from === undefined ? '' : `from ${(0,resource_id/* resourceName */.Iy)(from)} `}to ${(0,resource_id/* resourceName */.Iy)(to ?? 'nothing')}`;
        }
        const name = field.split('.').at(-1);
        if ([from, to].some((value) => (value ?? '').length > 40))
            return name ?? field;
        return from === undefined ? `${name} to ${to}` : `${name} from ${from} to ${to ?? 'nothing'}`;
    });
    return enumeration(changes, 5);
}
function awaitText(step) {
    const needed = healthyNodesNeeded(step);
    if (step.until === 'steady')
        return 'until the pool is steady';
    if (needed === undefined)
        return `until ${step.healthyPercent} % of its nodes are healthy`;
    return `until ${number(needed)} of ${count(step.targetNodes ?? 0, 'node')} ${needed === 1 ? 'is' : 'are'} healthy (${step.healthyPercent} %)`;
}
/** Nodes that may go bad: `none`, `at most 5`, `at most 2 % of them`. */
function forgivenText(forgiven) {
    const [amount] = Object.values(forgiven);
    if (amount === 0)
        return 'none';
    return 'percent' in forgiven ? `at most ${forgiven.percent} % of them` : `at most ${number(forgiven.nodes)}`;
}
/** How long nodes are watched, and what is forgiven: `for 30 minutes; at most 2 % of them may go bad`. */
function watchWords({ minutes, maxFailedNodes }) {
    return `for ${count(minutes, 'minute')}; ${forgivenText(maxFailedNodes)} may go bad`;
}
function scaleText(definition) {
    const at = (name) => (0,json/* memberAt */.mz)(definition.properties, ['scaleSettings', 'fixedScale', name]);
    const [dedicated, spot] = [at('targetDedicatedNodes') ?? 0, at('targetLowPriorityNodes') ?? 0];
    if ((0,json/* memberAt */.mz)(definition.properties, ['scaleSettings', 'autoScale']) !== undefined)
        return 'autoscaled nodes';
    if (typeof dedicated !== 'number' || typeof spot !== 'number')
        return 'nodes';
    if (spot === 0)
        return count(dedicated, 'node');
    return dedicated === 0 ? count(spot, 'spot node') : `${number(dedicated)} dedicated and ${count(spot, 'spot node')}`;
}
function textAt(definition, path) {
    const value = (0,json/* memberAt */.mz)(definition.properties, path);
    return typeof value === 'string' ? value : 'unknown';
}

;// CONCATENATED MODULE: ./build/report/plan-lines.js















/** Longest value of a field that the log shows, in characters; the job summary has more of it. */
const LONGEST_VALUE = 200;
/** A plan in a few words: what it changes, or how many findings block it. */
function planTitle(plan) {
    const blockers = plan.findings.filter(isBlocker).length;
    return blockers > 0 ? `blocked by ${count(blockers, 'finding')}` : intent({ plan });
}
/** A plan as lines of plain text. What blocks it comes first, else the steps; in mode plan each field is told. */
function planLines(plan, desired) {
    const findings = block('Findings', worstFirst(plan.findings).flatMap(findingLines));
    const blocked = plan.findings.some(isBlocker);
    return [
        ...(blocked ? findings : []),
        ...stepLines(plan.steps, 'Steps'),
        ...(desired.mode === 'plan' ? block('Changes', toldChanges(plan.steps).flatMap(plan_lines_changeLines)) : []),
        ...block('Image versions kept', keptLines(plan)),
        ...figureLines(plan, desired),
        ...(blocked ? [] : findings),
        ...(plan.steps.some(isChange) ? block('Plan hash', [plan.hash]) : []),
    ];
}
/** Steps with their numbers, below `title` where there is one. */
function stepLines(steps, title = '') {
    const lines = block(title, steps.map((step, index) => stepLine(step, index, steps)));
    return title === '' ? lines.slice(1) : lines;
}
/** `resize-timeout-minutes` as the workflow gave it for a pool. */
function askedTimeout({ pools }, poolId) {
    return pools.find((pool) => (0,resource_id/* sameResourceId */.WL)(pool.poolId, poolId))?.resizeTimeoutMinutes ?? 'auto';
}
/** What the plan rests on, each number with its arithmetic. */
function figureLines(plan, desired) {
    const { lineage, replicas, pools, cores, timeBudget } = plan;
    const ofPool = (text) => pools.flatMap((pool) => {
        const told = text(pool);
        return told ? [`${(0,resource_id/* resourceName */.Iy)(pool.poolId)}: ${told}`] : [];
    });
    return [
        ...block('Made from', lineage === undefined ? [] : [lineageText(lineage)]),
        ...block('Replicas', replicas.map((region) => `${region.region}: ${replicaFormula(region)}`)),
        ...block('Cores at the peak', [
            ...cores.map((use) => `${(0,resource_id/* resourceName */.Iy)(use.batchAccountId)}: ${coreFormula(use)}`),
            ...ofPool((pool) => steadyCores(pool, plan)),
        ]),
        ...block('Downtime', ofPool((pool) => downtimeWords(pool, plan.steps))),
        ...block('Running tasks', ofPool((pool) => touchedTasks(pool, plan.steps))),
        ...block('Jobs', ofPool(movesText)),
        ...block('Resize timeout', ofPool((pool) => resizeTimeoutFormula(pool, askedTimeout(desired, pool.poolId)))),
        ...block('Node agent', ofPool(({ nodeAgentSkuId }) => nodeAgentSkuId)),
        ...block('Time at most', timeBudget.minutes > 0 ? [timeFormula(timeBudget)] : []),
    ];
}
function toldChanges(steps) {
    return steps.filter((step) => isChange(step) && !takesOwnAway(step, steps));
}
function stepLine(step, index, steps) {
    const before = step.after.map((id) => String(steps.findIndex((other) => other.id === id) + 1));
    const notes = [...(before.length > 0 ? [`after ${enumeration(before)}`] : []), stepDisruption(step)];
    const told = notes.filter((note) => note !== undefined).join('; ');
    return `${index + 1}. ${step.id}: ${stepText(step)}${told === '' ? '' : ` (${told})`}`;
}
/** Where all fields of a step disturb alike, which is so for everything new, it is said once; of what goes, nothing is said. */
function plan_lines_changeLines(step) {
    const changes = stepChanges(step);
    const isAlike = new Set(changes.map(({ disruption }) => disruption)).size === 1;
    const told = ({ disruption }) => ` (disruption: ${disruptionWords(disruption)})`;
    const [first] = changes;
    // A step that moves jobs, or makes another pool the current one, has no fields: the steps above tell it.
    if (first === undefined)
        return [];
    return [
        `${step.id}${isAlike && step.kind !== 'delete-pool' ? told(first) : ''}`,
        ...changes.map((change) => `  ${fieldText(change)}${isAlike ? '' : told(change)}`),
    ];
}
function fieldText({ field, from, to }) {
    if (from === undefined)
        return `${field}: ${plan_lines_shortened(to ?? '')}`;
    return to === undefined ? `${field}: ${plan_lines_shortened(from)}, goes` : `${field}: ${plan_lines_shortened(from)} -> ${plan_lines_shortened(to)}`;
}
function plan_lines_shortened(text) {
    const line = logText(text).join(' ');
    return line.length <= LONGEST_VALUE
        ? line
        : `${line.slice(0, LONGEST_VALUE)} … (${line.length - LONGEST_VALUE} characters more)`;
}
function findingLines(finding) {
    const { severity, message, remedy } = finding;
    return [`${severity} ${findingName(finding)}: ${message}`, `  Remedy: ${remedy}`];
}
function isBlocker({ severity }) {
    return severity === 'blocker';
}
/** A titled block; lines inside a text are indented as its first. */
function block(title, texts) {
    const lines = texts.flatMap((text) => {
        const indent = text.slice(0, text.length - text.trimStart().length);
        return logText(text.trimStart()).map((line) => `  ${indent}${line}`);
    });
    return lines.length === 0 ? [] : [title, ...lines];
}

;// CONCATENATED MODULE: ./build/report/log.js





/**
 * The lines for one event. Observing and planning are folded; applying is not, because a fold would hide the
 * progress of a run that someone watches. Errors and warnings are told as `info` here and once more as
 * annotations when the run ends, so that nothing is annotated twice.
 */
function logLines(event, context) {
    if (event.kind === 'observed')
        return observedLines(event, context.before);
    const close = isObserving(context.before) ? [{ kind: 'endgroup', text: '' }] : [];
    return [...close, ...eventLines(event, context)];
}
/** What is said at the very end: how it ended and what Azure holds now. */
function closingLines(report) {
    const left = report.left.flatMap((sentence) => logText(sentence).map((line) => `  ${line}`));
    return infos(['', `${headline(report)}.`, 'What Azure holds now:', ...left]);
}
function observedLines(event, before) {
    const open = isObserving(before) ? [] : [{ kind: 'group', text: 'Observe' }];
    const known = before.some((other) => other.kind === 'observed' && other.subject === event.subject && other.text === event.text);
    return known ? [] : [...open, ...infos(logText(`${event.subject}: ${event.text}`))];
}
function isObserving(before) {
    const last = before.findLast(({ kind }) => kind === 'observed' || kind === 'planned' || kind === 'finished');
    return last?.kind === 'observed';
}
function eventLines(event, context) {
    switch (event.kind) {
        case 'planned':
            return plannedLines(event.plan, context.desired);
        case 'found':
            return timed(event.at, context, 'found', findingText(event.finding));
        case 'rollback-started':
            return rollbackLines(event.steps, context.before);
        case 'finished':
            return [];
        default:
            return toldLines(event, context);
    }
}
function plannedLines(plan, desired) {
    const applies = desired.mode === 'apply' && plan.steps.length > 0;
    return [
        { kind: 'group', text: `Plan: ${planTitle(plan)}` },
        ...infos(planLines(plan, desired)),
        { kind: 'endgroup', text: '' },
        ...infos(applies ? ['Apply'] : []),
    ];
}
/** Why it is undone, and by which steps. */
function rollbackLines(steps, before) {
    const why = whyUndone(before.flatMap((event) => (event.kind === 'step-failed' ? [event] : [])));
    return infos([`Roll back: ${logText(why).join(' ')}, so what was begun is undone`, ...stepLines(steps)]);
}
function toldLines(event, context) {
    const own = context.before.filter((other) => 'stepId' in other && other.stepId === event.stepId);
    const began = own.find(({ kind }) => kind === 'step-started');
    const took = began === undefined ? '' : ` after ${duration(event.at - began.at)}`;
    const say = (text) => timed(event.at, context, event.stepId, text);
    switch (event.kind) {
        case 'step-started':
            return say('begun.');
        case 'step-progressed': {
            const last = own.findLast(({ kind }) => kind === 'step-progressed');
            return last?.kind === 'step-progressed' && last.text === event.text ? [] : say(event.text);
        }
        case 'step-succeeded':
            return say(`done${took}. ${event.text}`);
        case 'step-unproven':
            return say(`not proven${took}. ${event.text}`);
        case 'step-skipped':
            return say(event.text);
        case 'step-failed':
            return say(`${event.failure.code === 'Cancelled' ? 'cut short' : 'failed'}${took}. ${failureText(event.failure)}`);
    }
}
function failureText({ code, message, remedy, requestId }) {
    const request = requestId === undefined ? '' : ` (request ${requestId})`;
    // Every step under way is cut short by the same; its remedy is told once, at the end.
    if (code === 'Cancelled')
        return message;
    return `${code}: ${message}${request}\nRemedy: ${remedy}`;
}
function findingText({ severity, code, message, remedy }) {
    return `${severity} ${code}: ${message}\nRemedy: ${remedy}`;
}
const ELAPSED_WIDTH = 9;
const log_LONGEST_NAME = 44;
/** Elapsed time, then the name, then the text, in columns; further lines are indented below. */
function timed(at, context, name, text) {
    const names = context.before.flatMap(stepsOf).map(({ id }) => id.length);
    const width = Math.min(log_LONGEST_NAME, Math.max(name.length, ...names));
    const [first = '', ...more] = logText(text);
    const elapsed = `+${duration(at - context.startedAt)}`.padEnd(ELAPSED_WIDTH);
    const indent = ' '.repeat(ELAPSED_WIDTH + width + 2);
    const label = logText(name).join(' ').padEnd(width);
    return infos([`${elapsed} ${label} ${first}`, ...more.map((line) => `${indent}${line}`)]);
}
function stepsOf(event) {
    if (event.kind === 'planned')
        return event.plan.steps;
    return event.kind === 'rollback-started' ? event.steps : [];
}
function infos(texts) {
    return texts.map((text) => ({ kind: 'info', text }));
}

;// CONCATENATED MODULE: ./build/report/healthy-nodes.js


/**
 * Healthy nodes that were proven, of all pools together; undefined where none were counted. What was counted of a pool
 * before it was rolled back counts no more.
 */
function provenHealthyNodes(steps, rollback = []) {
    const undone = new Set(rollback.map(({ step }) => stepResource(step).toLowerCase()));
    const lasting = [...steps.filter(({ step }) => !undone.has(stepResource(step).toLowerCase())), ...rollback];
    // A pool that was waited for and then watched is counted twice, and as it was seen last.
    const counts = new Map();
    for (const { step, state, healthyNodes } of lasting) {
        // A canary only proves an image: its nodes are none of those that were asked for.
        if (step.kind === 'await-pool' && step.hasToBeProven)
            continue;
        const pool = stepResource(step).toLowerCase();
        if (healthyNodes !== undefined)
            counts.set(pool, healthyNodes);
        else if (state === 'failed')
            counts.delete(pool);
    }
    return counts.size === 0 ? undefined : [...counts.values()].reduce((sum, each) => sum + each, 0);
}
/** `2,994 of 3,000`, or the number alone where a formula decides how many there are. */
function healthText(healthy, asked) {
    return asked === undefined ? number(healthy) : `${number(healthy)} of ${number(asked)}`;
}

;// CONCATENATED MODULE: ./build/report/sentence.js
/** A text with a full stop at its end, where it has no sign that ends it. */
function sentence(text) {
    return /[.!?]$/.test(text.trimEnd()) ? text.trimEnd() : `${text.trimEnd()}.`;
}
/** A text whose first letter is a capital. */
function upperFirst(text) {
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
/** A text whose first letter is none. */
function lowerFirst(text) {
    return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

;// CONCATENATED MODULE: ./build/report/pool-state.js




/** The state of a pool after its own steps, and those of their undo, in the order in which they were done. */
function poolStateAfter(pool, results) {
    const start = {
        isThere: pool.action !== 'create',
        isDrained: false,
        isNoted: false,
        imageVersionId: pool.previousImageVersionId,
    };
    return results.reduce((state, result) => (result.state === 'succeeded' ? after(state, result.step) : state), start);
}
/** What Azure holds of a pool between two steps, in sentences; what it held before the last write where that is not `certain`. */
function heldSentences(poolId, state, certain) {
    const name = certain ? `Pool ${(0,resource_id/* resourceName */.Iy)(poolId)}` : `Before that, pool ${(0,resource_id/* resourceName */.Iy)(poolId)}`;
    const [is, holds] = certain ? ['is', 'holds'] : ['was', 'held'];
    if (!state.isThere)
        return [`${name} ${is} deleted; its jobs wait until there is one of its name again.`];
    const { imageVersionId } = state;
    const image = imageVersionId === undefined
        ? `${is} on the image that it had`
        : `${is} on image version ${(0,resource_id/* resourceName */.Iy)(imageVersionId)}`;
    if (!state.isDrained)
        return [`${name} ${image}.`];
    return [
        `${name} ${holds} no node and ${image}; its jobs wait until it has nodes again.`,
        ...(state.isNoted ? [NOTED] : []),
        'The next run scales it as the workflow asks.',
    ];
}
/** Where a pool that was emptied says how it was scaled. */
const NOTED = `The scale that it had is noted in its metadata as ${model_origin/* RESTORE_METADATA */.xX}.`;
/** Whether a drain notes how the pool was scaled, which a very long formula is not. */
function notesScale({ metadata }) {
    return metadata[model_origin/* RESTORE_METADATA */.xX] !== undefined;
}
function after(state, step) {
    switch (step.kind) {
        case 'drain-pool':
            return { ...state, isDrained: true, isNoted: state.isNoted || notesScale(step) };
        case 'delete-pool':
            return { ...state, isThere: false, isDrained: false, isNoted: false };
        case 'create-pool':
            return {
                isThere: true,
                isDrained: false,
                isNoted: false,
                imageVersionId: imageOf(step.to.properties['deploymentConfiguration']),
            };
        case 'update-pool':
            return updated(state, step);
        default:
            return state;
    }
}
function updated(state, { changes, forgets = [] }) {
    const image = changes.find(({ path }) => path === 'properties.deploymentConfiguration');
    const isScaled = changes.some(({ path }) => path === pool_field/* SCALE */.Xt);
    return {
        ...state,
        isDrained: state.isDrained && !isScaled,
        isNoted: state.isNoted && !forgets.includes(model_origin/* RESTORE_METADATA */.xX),
        imageVersionId: image === undefined ? state.imageVersionId : imageOf(image.to),
    };
}
function imageOf(deploymentConfiguration) {
    const id = (0,json/* memberAt */.mz)(deploymentConfiguration, ['virtualMachineConfiguration', 'imageReference', 'id']);
    return typeof id === 'string' ? id : undefined;
}

;// CONCATENATED MODULE: ./build/report/left/left-pool.js






/** What is left of a pool for which nothing was undone; `own` are its steps. */
function reachedSentences(pool, own, steps) {
    const name = `Pool ${(0,resource_id/* resourceName */.Iy)(pool.poolId)}`;
    const writes = own.filter(({ step }) => isChange(step));
    const first = writes.findIndex(({ state }) => state !== 'succeeded');
    const stop = writes[first];
    if (stop === undefined)
        return settled(pool, own, writes);
    const why = whyNotBegun(stop, steps);
    if (first > 0) {
        const held = heldSentences(pool.poolId, poolStateAfter(pool, own), isCertain(stop));
        return wasBegun(stop) ? [endedSentence(stop, pool), ...held] : [...held, `Its ${deed(stop)} was not begun: ${why}.`];
    }
    if (wasBegun(stop))
        return [endedSentence(stop, pool)];
    if (stop.step.kind === 'create-pool')
        return [`${name} was not created: ${why}.`];
    const before = pool.previousImageVersionId === undefined ? '' : `, on image version ${(0,resource_id/* resourceName */.Iy)(pool.previousImageVersionId)}`;
    return [`${name} is as it was${before}: ${why}.`];
}
/** How a write that was begun and did not end well ended, and what that means for its pool. */
function endedSentence(result, { poolId }) {
    return `The ${deed(result)} of pool ${(0,resource_id/* resourceName */.Iy)(poolId)} ${howEnded(result)}. ${certainty(result)}`;
}
/** What is told of the nodes of a pool that was waited for. */
function nodesSentences(poolId, wait) {
    if (wait.state === 'succeeded' || wait.state === 'unproven')
        return [sentence(wait.text)];
    const last = wait.text === '' ? '' : ` Last seen: ${sentence(wait.text)}`;
    const pool = `pool ${(0,resource_id/* resourceName */.Iy)(poolId)}`;
    const isBake = wait.step.kind === 'bake-pool';
    if (wait.step.kind === 'follow-upgrade')
        return upgradeSentences(pool, wait, last);
    const state = isFailure(wait)
        ? `The ${isBake ? 'watch over' : 'wait for'} the nodes of ${pool} ${howEnded(wait)}.`
        : `The nodes of ${pool} go on ${isBake ? 'working, and nobody watches them any more' : 'starting without this run'}.`;
    return [
        `${state}${last}`,
        'Nodes that are there are billed, whatever their state, until the pool is resized or deleted.',
    ];
}
/** What Azure does with the nodes after a run that followed them no more. */
function upgradeSentences(pool, follow, last) {
    const state = isFailure(follow)
        ? `The upgrade of ${pool} ${howEnded(follow)}.`
        : `Azure goes on upgrading the nodes of ${pool} without this run.`;
    return [`${state}${last}`];
}
/** What is told last of the nodes: by the watch over them once that has begun, else by the wait, or by a wait without proof. */
function watchedSentences(poolId, wait, own) {
    const bake = own.find(({ step, startedAt }) => step.kind === 'bake-pool' && startedAt !== undefined);
    return nodesSentences(poolId, wait.state === 'unproven' ? wait : (bake ?? wait));
}
function settled(pool, own, writes) {
    const follow = own.find(({ step, startedAt }) => step.kind === 'follow-upgrade' && startedAt !== undefined);
    const wait = follow ?? own.find(({ step }) => step.kind === 'await-pool');
    const isAutoscaled = wait?.step.kind === 'await-pool' && wait.step.targetNodes === undefined;
    const scale = `${isAutoscaled ? 'a formula for up to ' : ''}${count(pool.nodes, 'node')} of ${pool.vmSize}`;
    return [
        `Pool ${(0,resource_id/* resourceName */.Iy)(pool.poolId)} ${change(pool, writes)} set to ${scale}.`,
        ...(wait ? watchedSentences(pool.poolId, wait, own) : ['Its nodes were not waited for.']),
    ];
}
/** Where a pool was emptied for its change, the image that it has now is told, too. */
function change(pool, writes) {
    const has = (kind) => writes.some(({ step }) => step.kind === kind);
    const isEmptied = has('delete-pool') || has('drain-pool');
    if (!isEmptied) {
        if (writes.length === 0 && pool.action === 'update')
            return 'was not written to; it is';
        return `${pool.action === 'create' ? 'was created' : writes.length > 0 ? 'was changed' : 'needed no change'}; it is`;
    }
    const { imageVersionId } = poolStateAfter(pool, writes);
    const image = imageVersionId === undefined ? '' : ` on image version ${(0,resource_id/* resourceName */.Iy)(imageVersionId)} and`;
    return `${has('delete-pool') ? 'was deleted and made anew' : 'was drained and changed'}; it is${image}`;
}
function deed({ step }) {
    switch (step.kind) {
        case 'create-pool':
            return 'creation';
        case 'delete-pool':
            return 'deletion';
        case 'drain-pool':
            return 'drain';
        default:
            return 'change';
    }
}
/** Whether it is known that nothing of a write that did not end well was done. */
function isCertain(result) {
    return !wasBegun(result) || isRefused(result) || result.failure?.code === 'PlanIsStale';
}
/** What it means for a pool that a write of it was begun and did not end well. */
function certainty(result) {
    const { kind } = result.step;
    if (result.failure?.code === 'PlanIsStale')
        return 'Nothing was sent, so the pool is as others left it.';
    if (result.step.kind === 'drain-pool')
        return drainCertainty(result, result.step);
    const thing = kind === 'update-pool' ? 'the change' : 'the pool';
    if (isRefused(result))
        return `Azure refused it, so ${thing} was not ${kind === 'delete-pool' ? 'deleted' : 'made'}.`;
    const doubt = 'is not certain; the next run looks and goes on from there';
    return `Whether Azure ${kind === 'delete-pool' ? 'deletes' : 'made'} ${thing} ${doubt}.`;
}
function drainCertainty(result, step) {
    if (isRefused(result) && result.text === '')
        return 'Azure refused it, so no node was taken off.';
    const state = DRAINS[result.failure?.code ?? ''] ?? 'Nodes may be gone, and others may still go.';
    const last = result.text === '' ? [] : [`Last seen: ${sentence(result.text)}`];
    return [state, ...(notesScale(step) ? [NOTED] : []), 'The next run goes on from there.', ...last].join(' ');
}
/** What is known of a pool whose drain the run itself gave up, by the code of that. */
const DRAINS = {
    DrainDeadlinePassed: 'The nodes that are left stay; those that went are not put back.',
    DrainIncomplete: 'The nodes that are left stay; those that went are not put back.',
    DrainInterrupted: 'It is scaled as somebody else set it.',
};

;// CONCATENATED MODULE: ./build/report/left/left-takeover.js




/** Whether the pool that a run was to put in the place of another is the current one at its end. */
function isTakenOver({ poolId }, steps) {
    return steps.some((result) => result.step.kind === 'switch-pool' && (0,resource_id/* sameResourceId */.WL)(result.step.poolId, poolId) && isSettled(result));
}
/** What is left where one pool was to take the place of another; `rollback` are the steps that undo it. */
function takeoverSentences(pool, replacesPoolId, steps, rollback) {
    const undo = rollback.filter(({ step }) => 'poolId' in step && (0,resource_id/* sameResourceId */.WL)(step.poolId, pool.poolId));
    const image = pool.previousImageVersionId;
    const current = image === undefined
        ? `Pool ${(0,resource_id/* resourceName */.Iy)(replacesPoolId)} is still the current one.`
        : `Pool ${(0,resource_id/* resourceName */.Iy)(replacesPoolId)} is still the current one, on image version ${(0,resource_id/* resourceName */.Iy)(image)}.`;
    if (undo.length > 0)
        return [...undoneTakeover(pool, undo, rollback), current];
    const own = steps.filter((result) => isOwn(result.step, pool.poolId));
    return [
        ...reachedSentences(pool, own, steps),
        ...movedSentences(pool, steps),
        ...(isTakenOver(pool, steps) ? [`Pool ${(0,resource_id/* resourceName */.Iy)(pool.poolId)} is the current one.`] : [current]),
    ];
}
/** What is left of pools whose place another has taken; while it has not, they are as they were. */
function retiredSentences(steps) {
    if (steps.some((result) => result.step.kind === 'switch-pool' && !isSettled(result)))
        return [];
    const retiring = steps.filter(({ step }) => 'retires' in step);
    const byPool = Map.groupBy(retiring, ({ step }) => ('poolId' in step ? (0,resource_id/* resourceKey */.ik)(step.poolId) : ''));
    return [...byPool.values()].flatMap((own) => retired(own, steps));
}
function retired(own, steps) {
    const [first] = own;
    if (first === undefined || !('poolId' in first.step))
        return [];
    const name = `Pool ${(0,resource_id/* resourceName */.Iy)(first.step.poolId)}`;
    const open = own.find((result) => !isSettled(result));
    const isDeleted = own.some(({ step }) => step.kind === 'delete-pool');
    if (open === undefined) {
        return [
            isDeleted ? `${name} is gone.` : `${name} is kept without nodes: \`image-version: previous\` goes back to it.`,
        ];
    }
    const why = wasBegun(open) ? `${open.step.id} ${howEnded(open)}` : whyNotBegun(open, steps);
    const doubt = wasBegun(open) && !isCertain(open) && open.step.kind !== 'move-jobs' ? ` ${certainty(open)}` : '';
    return [
        `${name}, whose place another has taken, is still there: ${why}.${doubt} Nodes that it has are billed; the next run takes it away.`,
    ];
}
function movedSentences({ poolId }, steps) {
    const move = steps.find(({ step }) => isMoveTo(step, poolId));
    if (move === undefined || move.step.kind !== 'move-jobs')
        return [];
    if (move.state === 'succeeded')
        return [sentence(move.text)];
    if (!wasBegun(move))
        return [];
    const from = (0,resource_id/* resourceName */.Iy)(move.step.poolId);
    return [
        `Not every job of pool ${from} has moved: ${move.step.id} ${howEnded(move)}. A job that it was at work on notes so in its metadata, and the next run finishes it.`,
    ];
}
function undoneTakeover(pool, undo, rollback) {
    const name = `Pool ${(0,resource_id/* resourceName */.Iy)(pool.poolId)}`;
    const jobs = undo.flatMap(({ step, state, text }) => step.kind === 'move-jobs' && state === 'succeeded' ? [sentence(text)] : []);
    const open = undo.find((result) => !isSettled(result));
    if (open === undefined) {
        const isDeleted = undo.some(({ step }) => step.kind === 'delete-pool');
        return [...jobs, isDeleted ? `${name} is deleted again.` : `${name} holds no node again.`];
    }
    const why = wasBegun(open) ? howEnded(open) : `was not begun, because ${whyNotBegun(open, rollback)}`;
    return [
        ...jobs,
        `${name} and the jobs that moved to it are not as before: ${open.step.id} ${why}.`,
        `Nodes that it has are billed.`,
    ];
}
/** Steps that are told as those of one pool: what made it, and the wait for it. */
function isOwn(step, poolId) {
    if (step.kind === 'switch-pool' || step.kind === 'move-jobs')
        return false;
    return 'poolId' in step && (0,resource_id/* sameResourceId */.WL)(step.poolId, poolId);
}
function isMoveTo(step, poolId) {
    return step.kind === 'move-jobs' && step.retires === undefined && (0,resource_id/* sameResourceId */.WL)(step.toPoolId, poolId);
}

;// CONCATENATED MODULE: ./build/report/plan-output.js










/** What the `plan` output says of a plan: member by member, so that nothing gets in that is not documented. */
function planOutput(plan) {
    return {
        formatVersion: 1,
        hash: plan.hash,
        imageVersionId: plan.imageVersionId,
        imageVersion: (0,resource_id/* resourceName */.Iy)(plan.imageVersionId),
        ...(plan.lineage && { lineage: lineageOutput(plan.lineage) }),
        replicas: plan.replicas.map((region) => ({
            region: region.region,
            existing: region.existing,
            regionalReplicaCount: region.regionalReplicaCount,
            arithmetic: replicaFormula(region),
        })),
        pools: plan.pools.map((pool) => poolOutput(pool, plan.steps)),
        ...(plan.keptVersions && {
            keptVersions: plan.keptVersions.map(({ imageVersionId, because }) => ({
                imageVersionId,
                imageVersion: (0,resource_id/* resourceName */.Iy)(imageVersionId),
                because: because.kind,
                text: keptWords(because),
            })),
        }),
        cores: plan.cores.map((use) => ({
            batchAccountId: use.batchAccountId,
            kind: use.kind,
            others: use.others,
            planned: use.planned,
            ...(use.quota !== undefined && { quota: use.quota }),
            arithmetic: coreFormula(use),
        })),
        timeBudget: {
            minutes: plan.timeBudget.minutes,
            terms: plan.timeBudget.terms.map(({ what, minutes }) => ({ what, minutes })),
            arithmetic: timeFormula(plan.timeBudget),
        },
        findings: plan.findings.map(({ code, severity, isIgnored = false, subject, message, remedy }) => ({
            code,
            severity,
            isIgnored,
            subject,
            message,
            remedy,
        })),
        steps: plan.steps.map(stepOutput),
    };
}
/** The `plan` output as text: equal plans give equal text. */
function planJson(plan) {
    return (0,json/* canonicalJson */.dj)(planOutput(plan));
}
function lineageOutput(lineage) {
    const { links, baseImage, end } = lineage;
    return {
        text: lineageText(lineage),
        links: links.map(({ id, kind }) => ({ id: withoutSignature(id), kind })),
        ...(baseImage && {
            baseImage: {
                publisher: baseImage.publisher,
                offer: baseImage.offer,
                sku: baseImage.sku,
                ...(baseImage.version !== undefined && { version: baseImage.version }),
            },
        }),
        end: end.kind,
    };
}
function poolOutput(pool, steps) {
    const { resizeTimeoutMinutes, previousImageVersionId, runningTasks } = pool;
    return {
        poolId: pool.poolId,
        batchAccountId: pool.batchAccountId,
        region: pool.region,
        action: pool.action,
        downtime: downtimeOf(pool, steps),
        nodes: pool.nodes,
        vmSize: pool.vmSize,
        nodeAgentSkuId: pool.nodeAgentSkuId,
        ...(resizeTimeoutMinutes !== undefined && { resizeTimeoutMinutes }),
        ...(previousImageVersionId !== undefined && { previousImageVersionId }),
        ...(runningTasks !== undefined && { runningTasks }),
        ...(pool.replacesPoolId !== undefined && { replacesPoolId: pool.replacesPoolId }),
        ...(pool.moves && { movedJobs: pool.moves.jobs, movedJobSchedules: pool.moves.jobSchedules }),
    };
}
function stepOutput(step) {
    return {
        id: step.id,
        kind: step.kind,
        after: step.after,
        disruption: step.disruption,
        resourceId: stepResource(step),
        text: stepText(step),
        changes: stepChanges(step),
    };
}

;// CONCATENATED MODULE: ./build/report/portal-url.js
/**
 * Address of a resource in the Azure portal: the resource deep link `#@TENANT/resource/ID`. Pools have it too;
 * the portal documents no address of its own for them.
 */
function portalUrl(portal, resourceId) {
    const tenant = portal.tenantId === undefined ? '' : `@${encodeURIComponent(portal.tenantId)}/`;
    const path = resourceId.split('/').map(encodeURIComponent).join('/');
    return `${portal.url.replace(/\/+$/, '')}/#${tenant}resource${path}`;
}

;// CONCATENATED MODULE: ./build/report/outputs.js






/**
 * All outputs, the empty text where nothing is known. Those about a pool speak of the first pool of the run; the
 * others are in `plan`. `healthy-nodes` counts all pools as they are at the end, and is empty where none was proven.
 */
function outputs(report, portal) {
    const { plan } = report;
    const pool = plan?.pools[0];
    const poolId = pool && currentPoolId(pool, report);
    const replicas = plan?.replicas.map(({ region, regionalReplicaCount }) => [region, regionalReplicaCount]);
    return {
        'image-version-id': plan?.imageVersionId ?? '',
        'image-version': plan ? (0,resource_id/* resourceName */.Iy)(plan.imageVersionId) : '',
        'previous-image-version': (0,resource_id/* resourceName */.Iy)(pool?.previousImageVersionId ?? ''),
        replicas: replicas ? (0,json/* canonicalJson */.dj)(Object.fromEntries(replicas)) : '',
        'pool-id': poolId ?? '',
        'pool-url': poolId === undefined ? '' : portalUrl(portal, poolId),
        'node-agent-sku': pool?.nodeAgentSkuId ?? '',
        'resize-timeout-minutes': String(pool?.resizeTimeoutMinutes ?? ''),
        'healthy-nodes': String(provenHealthyNodes(report.steps, report.rollback) ?? ''),
        outcome: report.outcome,
        changed: String(report.changed),
        plan: plan ? planJson(plan) : '',
        'plan-hash': plan?.hash ?? '',
    };
}
/** The pool that the workflow's name stands for at the end of the run. */
function currentPoolId(pool, { steps }) {
    return pool.replacesPoolId === undefined || isTakenOver(pool, steps) ? pool.poolId : pool.replacesPoolId;
}

;// CONCATENATED MODULE: ./build/report/fitted.js
/**
 * Puts the parts between `top` and `bottom`; where that is too long, the longest go until the rest fits, and are named,
 * with the place `elsewhere` that has them.
 */
function fitted(top, parts, { most, sizeOf, elsewhere }, bottom = '') {
    const kept = parts.filter((part) => part.text !== undefined);
    const dropped = [];
    const render = () => {
        const note = dropped.length === 0
            ? []
            : [`_Left out here because of their length: ${dropped.join(', ')}. ${elsewhere} has them._`];
        const texts = [top, ...kept.map(({ text }) => text), ...note, ...(bottom === '' ? [] : [bottom])];
        return `${texts.join('\n\n')}\n`;
    };
    while (sizeOf(render()) > most) {
        const longest = kept.toSorted((one, other) => sizeOf(other.text) - sizeOf(one.text))[0];
        if (longest === undefined)
            break;
        kept.splice(kept.indexOf(longest), 1);
        dropped.push(longest.name);
    }
    return render();
}

;// CONCATENATED MODULE: ./build/report/summary-figures.js











/** Nodes, cores against quota, running tasks and time that the plan takes, each with its sum. */
function figuresSection({ plan }) {
    if (plan === undefined)
        return undefined;
    const rows = [
        ...plan.pools.flatMap((pool) => poolRows(pool, plan)),
        ...plan.cores.map((use) => [`Cores of ${code((0,resource_id/* resourceName */.Iy)(use.batchAccountId))}`, prose(coreFormula(use))]),
        ...(plan.timeBudget.minutes > 0 ? [['Time at most', prose(timeFormula(plan.timeBudget))]] : []),
    ];
    return rows.length === 0 ? undefined : section('What it takes', table(['', 'Planned'], rows));
}
function poolRows(pool, plan) {
    const { steps } = plan;
    const name = code((0,resource_id/* resourceName */.Iy)(pool.poolId));
    const downtime = downtimeWords(pool, steps);
    const tasks = touchedTasks(pool, steps);
    const moves = movesText(pool);
    const cores = steadyCores(pool, plan);
    return [
        [`Nodes of ${name}`, `${number(pool.nodes)} of ${code(pool.vmSize)}`],
        ...(downtime === undefined ? [] : [[`Downtime of ${name}`, prose(downtime)]]),
        ...(tasks === undefined
            ? []
            : [[`Running tasks on ${code((0,resource_id/* resourceName */.Iy)(pool.replacesPoolId ?? pool.poolId))}`, prose(tasks)]]),
        ...(cores === undefined ? [] : [[`Cores of ${name}`, prose(cores)]]),
        ...(moves === undefined ? [] : [[`Jobs of ${name}`, prose(moves)]]),
    ];
}
/** The chain from the source back to the marketplace, and why it ended; undefined where it was not asked for. */
function lineageSection({ plan }) {
    if (plan?.lineage === undefined)
        return undefined;
    const lines = [lineageChain(plan.lineage), lineageEnd(plan.lineage)].flatMap((text) => (text ? [prose(text)] : []));
    return section('Where the image comes from', lines.join('\n\n'));
}
/** How to apply exactly what was planned; undefined where that was not planned alone, or there is nothing to apply. */
function applySection({ plan, outcome }) {
    if (outcome !== 'planned' || !plan?.steps.some(isChange))
        return undefined;
    const lines = ['mode: apply', `plan-hash: ${plan.hash}`];
    return section('To apply exactly this', [
        'Run the same step with these inputs; it refuses, before any change, when the plan is no longer this one.',
        ['```yaml', ...lines, '```'].join('\n'),
    ].join('\n\n'));
}

;// CONCATENATED MODULE: ./build/report/result-words.js
/** How a step went, in a word or two. */
function resultWords({ state, failure }) {
    if (state === 'failed' && failure?.code === 'Cancelled')
        return 'cut short';
    return result_words_WORDS[state];
}
const result_words_WORDS = {
    pending: 'not begun',
    running: 'under way',
    succeeded: 'done',
    unproven: 'not proven',
    failed: 'failed',
    skipped: 'not begun',
};
/** A sign that tells at a glance how a step went. */
function resultSign({ state, failure }) {
    if (state === 'failed' && failure?.code === 'Cancelled')
        return '⏹️';
    return result_words_SIGNS[state];
}
const result_words_SIGNS = {
    pending: '▫️',
    running: '⏳',
    succeeded: '✅',
    unproven: '⚠️',
    failed: '❌',
    skipped: '▫️',
};

;// CONCATENATED MODULE: ./build/report/summary-plan.js


















/** What the workflow asked for, as a table. */
function askedSection({ desired }) {
    const rows = [
        ...imageRows(desired.image),
        ...desired.pools.slice(0, 20).flatMap((pool) => summary_plan_poolRows(pool)),
        ...canaryRows(desired),
        ...rolloutRows(desired),
        ...pruneRows(desired),
        ...runRows(desired),
    ];
    return section('What was asked', table(['', 'Asked for'], rows));
}
/** What the workflow says in `image-version`. */
function asWritten(request) {
    if (request.kind === 'exact')
        return request.version;
    return request.kind === 'next' ? `next-${request.part}` : request.kind;
}
function imageRows(image) {
    const [definition = '', , gallery = ''] = image.imageDefinitionId.split('/').reverse();
    const regions = image.extraRegions.map(({ region, regionalReplicaCount: asked }) => asked === undefined ? region : `${region} (${asked})`);
    return [
        ['Image version', `${code(asWritten(image.version))} of ${code(definition)} in gallery ${code(gallery)}`],
        ...sourceRows(image),
        ...(regions.length === 0 ? [] : [['Regions beside those of the pools', prose(enumeration(regions))]]),
        [
            'Replicas',
            `one for every ${count(image.nodesPerReplica, 'node')}, at least ${image.minimumReplicas} in a region, ${code(image.replicaStorageType)}`,
        ],
    ];
}
function sourceRows({ source, managedImageId, createGallery }) {
    const fields = source === undefined ? [] : sourceFields(source);
    return [
        ...(source === undefined ? [] : [['Made from', `${(0,image_source/* sourceWords */.hI)(source)} ${code(fields[0]?.to ?? '')}`]]),
        ...fields.slice(1).map(({ field, to }) => [partWords(field), code(to)]),
        ...(managedImageId === undefined ? [] : [['By way of managed image', code(managedImageId)]]),
        ...(createGallery ? [['Gallery and definition', 'created where they are missing']] : []),
    ];
}
/** A disk beside the OS disk, or the account of them all. */
function partWords(field) {
    const [, lun] = /^dataDiskSources\.(\d+)$/.exec(field) ?? [];
    return lun === undefined ? 'Storage account of the VHD' : `Data disk at LUN ${lun}`;
}
function summary_plan_poolRows(pool) {
    return [
        ['Pool', `${code((0,resource_id/* resourceName */.Iy)(pool.poolId))} in Batch account ${code((0,resource_id/* resourceName */.Iy)(pool.batchAccountId))}`],
        ['Nodes', `${summary_plan_scaleText(pool.scale)} of ${code(pool.vmSize)}`],
        ...(pool.startTask === undefined ? [] : [['Start task', code(pool.startTask.commandLine)]]),
    ];
}
function summary_plan_scaleText(scale) {
    if (scale.kind === 'autoscale')
        return `by formula, up to ${number(scale.maximumNodes)}`;
    const { targetDedicatedNodes: dedicated, targetSpotNodes: spot } = scale;
    if (spot === 0)
        return number(dedicated);
    return dedicated === 0 ? `${number(spot)} spot` : `${number(dedicated)} dedicated and ${number(spot)} spot`;
}
function canaryRows({ canary }) {
    if (canary === undefined)
        return [];
    const { nodes, smoke } = canary;
    return [
        ['Canary', `${count(nodes, 'node')}, all of them healthy, before the image gets onto the pool`],
        ...(smoke ? [['Command on each', `${code(smoke.command)}, within ${count(smoke.timeoutMinutes, 'minute')}`]] : []),
    ];
}
/** Nothing where the run did not choose how a pool that has nodes gets what it asks. */
function rolloutRows({ rollout, pools }) {
    const { strategy, drain, drainTimeoutMinutes, drainDeadline, onFailure } = rollout;
    if (strategy === 'fail' || pools.length === 0)
        return [];
    const deadline = drainTimeoutMinutes === undefined ? {} : { deadlineMinutes: drainTimeoutMinutes };
    const tasks = drainWords({ drain, onDeadline: drainDeadline, ...deadline });
    return [
        ['Pools with nodes', `${code(strategy)}${strategy === 'in-place' ? `: running tasks ${tasks}` : ''}`],
        ...blueGreenRows(rollout),
        ['When something goes wrong', onFailure === 'rollback' ? 'what was begun is undone' : 'all stays as it is then'],
    ];
}
function blueGreenRows({ blueGreen }) {
    if (blueGreen === undefined)
        return [];
    const { jobMove, keepsOldPool } = blueGreen;
    return [
        ['Jobs that move', `running tasks ${moveWords(jobMove)}`],
        ['The old pool', keepsOldPool ? 'is kept, without nodes' : 'is deleted'],
    ];
}
function pruneRows({ prune }) {
    if (prune === undefined)
        return [];
    const { keepVersions, foreign, accountIds } = prune;
    const others = foreign ? 'also those that this action did not publish, ' : '';
    const accounts = enumeration(accountIds.map((id) => code((0,resource_id/* resourceName */.Iy)(id))));
    const newest = keepVersions === 1 ? 'the newest stays' : `the newest ${number(keepVersions)} stay`;
    return [['Image versions', `${newest}, older ones go, ${others}as far as no pool of ${accounts} refers to them`]];
}
function runRows({ mode, wait, healthyPercent, bake, pools }) {
    if (mode === 'plan')
        return [['Mode', 'plan only']];
    if (pools.length === 0)
        return [];
    const words = {
        healthy: `until ${healthyPercent} % of the nodes are healthy`,
        steady: 'until the pool is steady',
        none: 'not for the nodes',
    };
    return [['Waits', words[wait]], ...(bake ? [['Then watches', watchWords(bake)]] : [])];
}
/** What each step changes, field by field; undefined when no step changes anything. */
function changesSection(report) {
    // A step that moves jobs, or makes another pool the current one, has no fields: the table of steps tells it.
    const all = report.steps.map(({ step }) => step);
    const steps = report.steps
        .filter(({ step }) => isChange(step) && stepChanges(step).length > 0 && !takesOwnAway(step, all))
        .slice(0, 20);
    if (steps.length === 0)
        return undefined;
    return section(report.outcome === 'planned' ? 'What would change' : 'What changes', steps.map((result) => changeTable(result, report)).join('\n\n'));
}
function changeTable(result, { outcome }) {
    const changes = stepChanges(result.step);
    const state = outcome === 'planned' ? '' : ` (${resultWords(result)})`;
    const title = `${result.step.id}${state}`;
    if (CREATING.has(result.step.kind) || result.step.kind === 'delete-pool') {
        const rows = changes.map(({ field, from, to }) => [code(field), summary_plan_shown(to ?? from)]);
        const disruption = `disruption: ${disruptionWords(changes[0]?.disruption ?? 'none')}`;
        const ending = result.step.kind === 'delete-pool' ? 'which go with it' : disruption;
        const what = `${title}: ${count(changes.length, 'field')}, ${ending}`;
        return details(what, table(['Field', 'Value'], rows));
    }
    const rows = changes.map(({ field, from, to, disruption }) => [
        code(field),
        summary_plan_shown(from),
        summary_plan_shown(to),
        disruptionWords(disruption),
    ]);
    return `**${prose(title)}**\n\n${table(['Field', 'Before', 'After', 'Disruption'], rows)}`;
}
/** Kinds of steps before which there is nothing. */
const CREATING = new Set([
    'register-provider',
    'create-gallery',
    'create-image-definition',
    'create-managed-image',
    'publish-image-version',
    'create-pool',
]);
function summary_plan_shown(text) {
    return text === undefined ? '–' : code(text);
}
/** Replicas per region and resize timeouts, each with its arithmetic. */
function replicasSection({ plan, desired }) {
    if (plan === undefined || plan.replicas.length === 0)
        return undefined;
    const rows = plan.replicas.map((region) => [
        code(region.region),
        number(region.existing),
        `**${number(region.regionalReplicaCount)}**`,
        prose(replicaFormula(region)),
    ]);
    const timeouts = plan.pools.map((pool) => `Resize timeout of ${code((0,resource_id/* resourceName */.Iy)(pool.poolId))}: ${prose(resizeTimeoutFormula(pool, askedTimeout(desired, pool.poolId)))}.`);
    const body = table(['Region', 'Before', 'Planned', 'Arithmetic'], rows);
    return section('Replicas', [body, ...(timeouts.length > 0 ? [bullets(timeouts)] : [])].join('\n\n'));
}
/** Where to look at it all in the portal. */
function linksSection(report, portal) {
    const { plan, desired } = report;
    const to = (what, id) => markdown_link(`${what} ${(0,resource_id/* resourceName */.Iy)(id)}`, portalUrl(portal, id));
    const accounts = [...new Set(desired.pools.map(({ batchAccountId }) => batchAccountId))];
    const poolIds = plan?.pools.map((pool) => currentPoolId(pool, report)) ?? desired.pools.map(({ poolId }) => poolId);
    const definition = to('Image definition', desired.image.imageDefinitionId);
    return section('Links', bullets([
        ...poolIds.map((poolId) => to('Pool', poolId)),
        ...(plan ? [to('Image version', plan.imageVersionId)] : [definition]),
        ...accounts.map((id) => to('Batch account', id)),
        markdown_link('This run', desired.origin.runUrl),
    ]));
}

;// CONCATENATED MODULE: ./build/report/summary-run.js












/** What went wrong, in Azure's words, with the remedy; undefined when nothing did. */
function failuresSection(report) {
    const { failures } = report;
    if (failures.length === 0)
        return undefined;
    const shown = failures.slice(0, 20).map((failure) => summary_run_failureText(failure, report));
    const rest = failures.length - shown.length;
    const more = rest > 0 ? [`${rest} more are left out here.`] : [];
    return section(failures.every(({ code: name }) => name === 'Cancelled') ? 'Why it ended' : 'What went wrong', [...shown, ...more].join('\n\n'));
}
function summary_run_failureText(failure, report) {
    const { code: name, message, remedy, requestId } = failure;
    const origin = stepOfFailure(failure, report);
    const where = origin === undefined ? '' : ` in ${code(origin)}`;
    const quote = [`**${prose(name)}**${where}`, '', prose(message, 4000)].map((line) => `> ${line}`).join('\n');
    const request = requestId === undefined ? '' : `\n\nAzure's request ID: ${code(requestId)}`;
    return `${quote}\n\n**What to do:** ${prose(remedy)}${request}`;
}
/** Findings, the worst first, with their remedies; undefined when there are none. */
function findingsSection({ plan }) {
    const findings = worstFirst(plan?.findings ?? []);
    if (findings.length === 0)
        return undefined;
    const rows = findings.map(({ severity, isIgnored, code: name, subject, message, remedy }) => [
        unbroken(`${SEVERITY_SIGNS[severity]} ${severity}`),
        `**${prose(name)}**<br>${code((0,resource_id/* resourceName */.Iy)(subject))}${isIgnored ? `<br>${IGNORED}` : ''}`,
        `${prose(message)}<br>**What to do:** ${prose(remedy)}`,
    ]);
    return section('Findings', table(['', 'Finding', 'What is so, and what to do'], rows));
}
const SEVERITY_SIGNS = { blocker: '⛔', warning: '⚠️', note: 'ℹ️' };
/** What Azure holds now. */
function leftSection({ left }) {
    return section('What Azure holds now', bullets(left.map((sentence) => prose(sentence))));
}
/** Nodes healthy of those asked for, pool by pool; undefined where no pool was waited for. */
function healthSection({ steps, rollback }) {
    const rows = [...steps, ...rollback].flatMap((result) => isWatch(result.step) && summary_run_wasBegun(result)
        ? [healthRow(result, result.step, rollback.includes(result) ? ', undone' : '')]
        : []);
    if (rows.length === 0)
        return undefined;
    return section('Health', table(['Pool', 'Healthy', 'Needed', 'Last seen'], rows));
}
function isWatch(step) {
    return step.kind === 'await-pool' || step.kind === 'bake-pool' || step.kind === 'follow-upgrade';
}
const WATCHES = { 'await-pool': '', 'bake-pool': ', watched', 'follow-upgrade': ', upgraded' };
function healthRow(result, step, when) {
    const asked = step.kind === 'follow-upgrade' ? undefined : step.targetNodes;
    const proven = result.healthyNodes === undefined ? 'not proven' : healthText(result.healthyNodes, asked);
    return [
        `${code((0,resource_id/* resourceName */.Iy)(step.poolId))}${WATCHES[step.kind]}${when}`,
        unbroken(`${resultSign(result)} ${proven}`),
        unbroken(soughtText(step)),
        prose(result.text) || '–',
    ];
}
/** What a pool has to be for its wait, and its watch, to end well. */
function soughtText(step) {
    if (step.kind === 'follow-upgrade')
        return `all on ${(0,resource_id/* resourceName */.Iy)(step.imageVersionId)}, ${step.healthyPercent} % healthy`;
    if (step.kind === 'bake-pool')
        return `${forgivenText(step.maxFailedNodes)} bad`;
    const needed = healthyNodesNeeded(step);
    if (step.until === 'steady')
        return 'steady only';
    return needed === undefined ? `${step.healthyPercent} %` : `${number(needed)} (${step.healthyPercent} %)`;
}
function summary_run_wasBegun({ startedAt }) {
    return startedAt !== undefined;
}
/** All steps with how they went and how long they took; undefined when the plan has none. */
function stepsSection(report) {
    const { steps, outcome } = report;
    if (steps.length === 0)
        return undefined;
    if (outcome === 'planned') {
        return section('Steps', table(['Step', 'What it would do'], steps.map(({ step }) => [code(step.id), prose([stepText(step), ...disturbing(step)].join('; '))])));
    }
    return section('Steps', resultsBody(steps, report));
}
/** Why what was begun was undone, by which steps, and how they went; undefined where nothing was undone. */
function undoneSection(report) {
    const { steps, rollback } = report;
    if (rollback.length === 0)
        return undefined;
    const failed = steps.flatMap(({ step, failure }) => (failure === undefined ? [] : [{ stepId: step.id, failure }]));
    const why = `These steps were to undo what was begun, because ${whyUndone(failed)}.`;
    return section('What was undone', `${prose(why)}\n\n${resultsBody(rollback, report)}`);
}
function resultsBody(steps, { startedAt, endedAt }) {
    const rows = steps.map((result) => [
        `${resultSign(result)}&nbsp;${code(result.step.id)}`,
        unbroken(resultWords(result)),
        result.startedAt === undefined ? '–' : unbroken(`+${duration(result.startedAt - startedAt)}`),
        result.startedAt === undefined ? '–' : unbroken(duration((result.endedAt ?? endedAt) - result.startedAt)),
        prose(lastWords(result, steps)),
    ]);
    const body = table(['Step', 'State', 'Began', 'Took', 'Last told'], rows);
    const purposes = bullets(steps.map(({ step }) => `${code(step.id)}: ${prose(stepText(step))}`));
    return `${body}\n\n${details('What each step is for', purposes)}`;
}
function disturbing(step) {
    const disruption = stepDisruption(step);
    return disruption === undefined ? [] : [disruption];
}
function lastWords(result, steps) {
    if (result.startedAt === undefined && result.state !== 'unproven')
        return `Not begun: ${whyNotBegun(result, steps)}.`;
    return result.failure === undefined || result.failure.code === 'Cancelled'
        ? result.text
        : `${result.failure.code}${result.text === '' ? '' : `; before that: ${result.text}`}`;
}

;// CONCATENATED MODULE: ./build/report/timeline.js

/** Steps drawn at most; the table of steps holds the rest. */
const MOST_BARS = 40;
/** Mermaid writes the name of a section beside the bars, and over them when it is longer, in characters. */
const LONGEST_SECTION = 13;
const DAY_MS = 24 * 60 * 60_000;
/**
 * A Mermaid gantt of the steps that were begun, counted from the start of the run; undefined without one. Only
 * plain syntax is used. Times are written as a day without a clock change, so that every time zone shows the same.
 */
function timeline(report) {
    const begun = [...report.steps, ...report.rollback]
        .filter(({ startedAt }) => startedAt !== undefined)
        .slice(0, MOST_BARS);
    if (begun.length === 0)
        return undefined;
    const axis = report.endedAt - report.startedAt < DAY_MS ? '%H:%M' : 'day %d %H:%M';
    const sections = Map.groupBy(begun, sectionOf);
    const lines = [...sections].flatMap(([section, steps]) => [
        `    section ${section}`,
        ...steps.map((step) => `    ${bar(step, report)}`),
    ]);
    return [
        '```mermaid',
        'gantt',
        '    dateFormat YYYY-MM-DD HH:mm:ss',
        `    axisFormat ${axis}`,
        '    todayMarker off',
        ...lines,
        '```',
    ].join('\n');
}
function bar({ step, state, startedAt = 0, endedAt }, report) {
    const from = startedAt - report.startedAt;
    // Mermaid draws nothing for a bar without length.
    const to = Math.max((endedAt ?? report.endedAt) - report.startedAt, from + 1000);
    const tag = TAGS[state];
    return `${label(step.id)} :${tag === undefined ? '' : `${tag}, `}${instant(from)}, ${instant(to)}`;
}
const TAGS = {
    succeeded: 'done',
    failed: 'crit',
    running: 'active',
    unproven: 'active',
};
function sectionOf({ step }) {
    const name = label(sectionName(step));
    // Pools of one name differ in their ends: `render-pool-1-1-0`, `render-pool-canary`.
    return name.length <= LONGEST_SECTION ? name : `${name.slice(0, 4)}..${name.slice(6 - LONGEST_SECTION)}`;
}
function sectionName(step) {
    switch (step.kind) {
        case 'register-provider':
            return 'subscription';
        case 'create-gallery':
        case 'create-image-definition':
            return 'gallery';
        case 'create-managed-image':
            return 'managed image';
        case 'publish-image-version':
        case 'update-image-version':
        case 'await-replication':
        case 'set-latest':
        case 'delete-image-version':
            return `image ${(0,resource_id/* resourceName */.Iy)(step.imageVersionId)}`;
        case 'create-pool':
        case 'update-pool':
        case 'drain-pool':
        case 'delete-pool':
        case 'await-pool':
        case 'bake-pool':
        case 'smoke-pool':
        case 'move-jobs':
        case 'switch-pool':
        case 'follow-upgrade':
            return (0,resource_id/* resourceName */.Iy)(step.poolId);
    }
}
/** Signs that mean something to Mermaid are left out. */
function label(text) {
    return text.replace(/[^A-Za-z0-9 ._()-]/g, ' ');
}
function instant(ms) {
    return new Date(Date.UTC(2000, 0, 1) + ms).toISOString().slice(0, 19).replace('T', ' ');
}

;// CONCATENATED MODULE: ./build/report/summary.js









/** GitHub drops a summary over 1,024 KiB whole; this stays below it. */
const ROOM = {
    most: 1000 * 1024,
    sizeOf: (text) => new TextEncoder().encode(text).length,
    elsewhere: 'The log',
};
/** The job summary as GitHub-flavoured Markdown, what matters most first. */
function summary(report, portal) {
    const chart = timeline(report);
    const parts = [
        { name: 'failures', text: failuresSection(report) },
        { name: 'findings', text: findingsSection(report) },
        { name: 'what Azure holds now', text: leftSection(report) },
        { name: 'what was undone', text: undoneSection(report) },
        { name: 'what was asked', text: askedSection(report) },
        { name: 'where the image comes from', text: lineageSection(report) },
        { name: 'what changed', text: changesSection(report) },
        { name: 'image versions that are kept', text: keptSection(report) },
        { name: 'replicas', text: replicasSection(report) },
        { name: 'what it takes', text: figuresSection(report) },
        { name: 'health', text: healthSection(report) },
        { name: 'steps', text: stepsSection(report) },
        { name: 'timeline', text: chart && section('Timeline', `Hours and minutes since the run began.\n\n${chart}`) },
        { name: 'how to apply it', text: applySection(report) },
        { name: 'links', text: linksSection(report, portal) },
    ];
    return fitted(reportHead(report), parts, ROOM);
}
/** How it ended, for which commit, in which run: the first lines of everything that is shown of a report. */
function reportHead(report) {
    const { commit, repository, runUrl, runId, runAttempt } = report.desired.origin;
    const run = markdown_link(runAttempt === '1' ? `run ${runId}` : `run ${runId}, attempt ${runAttempt}`, runUrl);
    return `## ${outcomeSign(report.outcome)} ${prose(headline(report))}\n\n${code(repository)} at ${code(commit.slice(0, 12))}, ${run}`;
}

;// CONCATENATED MODULE: ./build/report/pull-request-text.js





/** GitHub takes 65,536 characters in a comment; the marker of the comment needs some. Longest signs count twice here. */
const pull_request_text_ROOM = { most: 65_000, sizeOf: (text) => text.length, elsewhere: 'The job summary' };
/** A plan as a comment of its pull request: what it finds, changes and takes, and how to apply exactly that. */
function pullRequestText(report) {
    const parts = [
        { name: 'failures', text: failuresSection(report) },
        { name: 'findings', text: findingsSection(report) },
        { name: 'steps', text: stepsSection(report) },
        { name: 'what would change', text: changesSection(report) },
        { name: 'what it takes', text: figuresSection(report) },
        { name: 'replicas', text: replicasSection(report) },
        { name: 'where the image comes from', text: lineageSection(report) },
    ];
    return fitted(reportHead(report), parts, pull_request_text_ROOM, applySection(report));
}

;// CONCATENATED MODULE: ./build/report/left/left-brake.js


/** What it means for nodes that a version which had become the latest was excluded from latest again, or was to be. */
function brakeSentences(rollback) {
    return rollback.flatMap((result) => {
        const { step } = result;
        if (step.kind !== 'set-latest' || !step.excludeFromLatest)
            return [];
        const version = `image version ${(0,resource_id/* resourceName */.Iy)(step.imageVersionId)}`;
        return isSettled(result)
            ? [
                `I${version.slice(1)} is excluded from latest again, so Azure gives it to no further node.`,
                'Nodes that show it keep it: publish what they ran before under a higher number to lead them back, or empty the pool.',
            ]
            : [
                `Whether ${version} is excluded from latest again is not certain (${step.id} ${howEnded(result)}): Azure may go on upgrading nodes to it.`,
            ];
    });
}

;// CONCATENATED MODULE: ./build/report/left/left-canary.js




/** What is left of the canary pools of a run, each by its own steps and those that undo them. */
function canarySentences(steps, rollback) {
    return steps
        .filter(({ step }) => makesCanary(step))
        .flatMap((create) => {
        const isOwn = ({ step }) => 'poolId' in step && step.poolId === poolIdOf(create);
        const removals = [...steps, ...rollback].filter((result) => isOwn(result) && result.step.kind === 'delete-pool');
        const [before, after] = divided(removals);
        return create.state === 'succeeded' || wasBegun(create)
            ? madeSentences(create, after)
            : clearedSentences(create, before);
    });
}
function poolIdOf({ step }) {
    return 'poolId' in step ? step.poolId : '';
}
/** Deletions of what an earlier run had left, and those of what this run has made. */
function divided(removals) {
    const isBefore = ({ step }) => step.id.startsWith('clear-pool ');
    return [removals.filter(isBefore), removals.filter((result) => !isBefore(result))];
}
function madeSentences(create, removals) {
    const poolName = (0,resource_id/* resourceName */.Iy)(poolIdOf(create));
    const name = `Canary pool ${poolName}`;
    if (create.state !== 'succeeded' && isCertain(create))
        return [`${name} was not made (${create.failure?.code}).`];
    if (removals.some(({ state }) => state === 'succeeded'))
        return [`${name} is gone, with its nodes.`];
    const open = removals.filter(wasBegun).at(-1);
    return [
        ...(open === undefined ? [] : [`The deletion of canary pool ${poolName} ${howEnded(open)}.`]),
        create.state === 'succeeded' && open === undefined ? `${name} is still there.` : `${name} may be there.`,
        `Its nodes are billed until it is deleted: by \`az batch pool delete --pool-id ${poolName} --yes\`, or by the next run with the same inputs.`,
    ];
}
/** A canary of an earlier run, which is deleted before another is made. */
function clearedSentences(create, removals) {
    const name = `Canary pool ${(0,resource_id/* resourceName */.Iy)(poolIdOf(create))}, which an earlier run left,`;
    return removals.map(({ state }) => state === 'succeeded' ? `${name} is gone.` : `${name} may still be there, and its nodes are billed.`);
}

;// CONCATENATED MODULE: ./build/report/left/left-latest.js


/** Whether the version counts as the latest now, where this action holds it back until it has proven healthy. */
function latestSentences({ promotion, imageVersionId }, steps) {
    const write = steps.find(({ step }) => step.kind === 'publish-image-version');
    // A version that is not there, or may not be, is told as that.
    if (promotion === undefined || (write !== undefined && write.state !== 'succeeded'))
        return [];
    const name = `Image version ${(0,resource_id/* resourceName */.Iy)(imageVersionId)}`;
    const promote = steps.find(({ step }) => step.kind === 'set-latest');
    if (promote === undefined)
        return [`${name} stays excluded from latest: ${WHY_LEFT[promotion]}.`];
    if (promote.state === 'succeeded')
        return [promote.text || `${name} is no longer excluded from latest.`];
    if (!wasBegun(promote)) {
        const why = whyNotBegun(promote, steps);
        return [`${name} stays excluded from latest: ${why}. The next run with this version that ends well sets it latest.`];
    }
    if (promote.failure?.code === 'PlanIsStale')
        return [`${name} stays excluded from latest, as somebody else has set it.`];
    if (isRefused(promote)) {
        return [`${name} stays excluded from latest: Azure refused to change that (${promote.failure?.code}).`];
    }
    const doubt = 'whether it is still excluded from latest is not certain; the next run looks and goes on from there';
    return [`The promotion of image version ${(0,resource_id/* resourceName */.Iy)(imageVersionId)} ${howEnded(promote)}: ${doubt}.`];
}
const WHY_LEFT = {
    planned: 'this run did not come so far',
    left: 'that is left to a run with `promote: true`',
    unseen: 'this run does not look at the health of its nodes, which takes `wait: healthy`',
    previous: 'a run that goes back to a version does not set it latest',
};

;// CONCATENATED MODULE: ./build/report/left/left-made.js


/** What is left of what comes before the image version: provider, gallery, image definition, managed image. */
function left_made_madeSentences(steps) {
    return steps.flatMap((result) => {
        const words = wordsFor(result.step);
        return words === undefined ? [] : [madeSentence(result, words, steps)];
    });
}
function wordsFor(step) {
    switch (step.kind) {
        case 'register-provider': {
            const name = `Resource provider ${step.namespace}`;
            return {
                name,
                done: `registered in subscription ${step.subscriptionId}`,
                deed: `the registration of ${step.namespace}`,
            };
        }
        case 'create-gallery':
            return created('Gallery', step.galleryId);
        case 'create-image-definition':
            return created('Image definition', step.imageDefinitionId);
        case 'create-managed-image':
            return created('Managed image', step.managedImageId);
        default:
            return undefined;
    }
}
function created(kind, id) {
    const name = `${kind} ${(0,resource_id/* resourceName */.Iy)(id)}`;
    return { name, done: 'created', deed: `the creation of ${name.charAt(0).toLowerCase()}${name.slice(1)}` };
}
function madeSentence(result, { name, done, deed }, steps) {
    // A resource that somebody else made meanwhile is taken as it is: only the step itself knows.
    if (result.state === 'succeeded')
        return result.text || `${name} was ${done}.`;
    if (!wasBegun(result))
        return `${name} was not ${done}: ${whyNotBegun(result, steps)}.`;
    if (isRefused(result))
        return `Azure refused ${deed} (${result.failure?.code}), so nothing of it was done.`;
    const begun = `${deed.charAt(0).toUpperCase()}${deed.slice(1)} ${howEnded(result)}`;
    return `${begun}: ${WHAT_IS_SO[result.failure?.code ?? ''] ?? NOT_CERTAIN}.`;
}
const NOT_CERTAIN = 'whether Azure took it is not certain; the next run looks and goes on from there';
/** What is known of the resource where the run itself ended the step, by the code it ended with. */
const WHAT_IS_SO = {
    PlanIsStale: 'it is there as someone else made it',
    ManagedImageFromOtherSource: 'it is there as someone else made it',
    ResourceGone: 'there is none now',
    ResourceNotMade: 'it cannot be used as it is',
};

;// CONCATENATED MODULE: ./build/report/left/left-pruned.js



/** What is left of the image versions that were to go. */
function prunedSentences(steps) {
    const all = steps.filter(({ step }) => step.kind === 'delete-image-version');
    const untouched = all.filter((result) => result.state !== 'succeeded' && !wasBegun(result));
    const [first] = untouched;
    return [
        ...all.flatMap((result) => {
            if (result.state === 'succeeded')
                return [result.text];
            return wasBegun(result) ? [begunSentence(result)] : [];
        }),
        ...(first === undefined ? [] : [`${namesOf(untouched)} not deleted: ${whyNotBegun(first, steps)}.`]),
    ];
}
function begunSentence(result) {
    const name = `image version ${(0,resource_id/* resourceName */.Iy)(versionOf(result))}`;
    if (isRefused(result))
        return `Azure refused to delete ${name} (${result.failure?.code}), so it is still there.`;
    const doubt = 'whether Azure deletes it is not certain; the next run looks and goes on from there';
    return `The deletion of ${name} ${howEnded(result)}: ${doubt}.`;
}
function namesOf(results) {
    const names = enumeration(results.map((result) => (0,resource_id/* resourceName */.Iy)(versionOf(result))));
    return results.length === 1 ? `Image version ${names} was` : `Image versions ${names} were`;
}
function versionOf({ step }) {
    return step.kind === 'delete-image-version' ? step.imageVersionId : '';
}

;// CONCATENATED MODULE: ./build/report/left/left-undone.js







/** What is left of a pool whose change was undone, or was to be; `own` are its steps, `undo` those that undo them. */
function undoneSentences(pool, own, undo, rollback) {
    const open = undo.find((result) => !isSettled(result));
    if (open === undefined)
        return restored(pool, own, undo);
    const why = wasBegun(open) ? howEnded(open) : `was not begun, because ${whyNotBegun(open, rollback)}`;
    const isWait = open.step.kind === 'await-pool';
    const meaning = isWait || !wasBegun(open) ? '' : ` ${certainty(open)}`;
    return [
        `Pool ${(0,resource_id/* resourceName */.Iy)(pool.poolId)} is not as it was before: ${open.step.id} ${why}.${meaning}`,
        ...heldSentences(pool.poolId, poolStateAfter(pool, [...own, ...undo]), isWait || isCertain(open)),
        ...(isWait && wasBegun(open) ? nodesSentences(pool.poolId, open) : []),
    ];
}
function restored(pool, own, undo) {
    const name = `Pool ${(0,resource_id/* resourceName */.Iy)(pool.poolId)}`;
    const { isThere, imageVersionId } = poolStateAfter(pool, [...own, ...undo]);
    if (!isThere)
        return [`${name}, which this run had made, is deleted again: there is none of its name now.`];
    const image = imageVersionId === undefined ? '' : `on image version ${(0,resource_id/* resourceName */.Iy)(imageVersionId)}`;
    const held = image === '' ? 'is as it was before' : mayHaveHeldOther(own) ? `is ${image} again` : `is still ${image}`;
    const wait = undo.findLast(({ step }) => step.kind === 'await-pool');
    if (wait?.step.kind !== 'await-pool')
        return [`${name} ${held}.`, 'Its nodes were not waited for.'];
    if (wait.healthyNodes === undefined)
        return [`${name} ${held}.`, ...nodesSentences(pool.poolId, wait)];
    const { targetNodes } = wait.step;
    const healthy = targetNodes === undefined
        ? count(wait.healthyNodes, 'healthy node')
        : `${healthText(wait.healthyNodes, targetNodes)} nodes healthy`;
    return [`${name} ${held}, with ${healthy}.`];
}
/** A drain leaves the image as it is, and what Azure refused does; whatever else was begun may have changed it. */
function mayHaveHeldOther(own) {
    return own.some((result) => {
        const { step, startedAt } = result;
        const isUntouched = startedAt === undefined || (isFailure(result) && isCertain(result));
        return !isUntouched && step.kind !== 'drain-pool' && isChange(step);
    });
}

;// CONCATENATED MODULE: ./build/report/left/left.js













/** What Azure holds now, in whole sentences, however the run ended. */
function whatIsLeft(ending) {
    const { plan, outcome } = ending;
    if (plan === undefined)
        return [UNCHANGED, 'The run ended before it had read all of what Azure holds.'];
    if (outcome === 'planned' || outcome === 'blocked')
        return [UNCHANGED, ...asItWas(plan)];
    const brake = brakeSentences(ending.rollback);
    return [
        ...left_made_madeSentences(ending.steps),
        ...versionSentences(plan, ending.steps),
        ...(brake.length > 0 ? brake : latestSentences(plan, ending.steps)),
        ...canarySentences(ending.steps, ending.rollback),
        ...plan.pools.flatMap((pool) => poolSentences(pool, ending)),
        ...retiredSentences(ending.steps),
        ...prunedSentences(ending.steps),
    ];
}
const UNCHANGED = 'This run has changed nothing in Azure.';
function asItWas(plan) {
    const held = plan.replicas.filter(({ existing }) => existing > 0);
    const version = `Image version ${(0,resource_id/* resourceName */.Iy)(plan.imageVersionId)}`;
    return [
        ...(held.length > 0
            ? [`${version} is listed with ${replicasIn(held.map(({ region, existing }) => [region, existing]))}.`]
            : []),
        ...(held.length > 0 && plan.promotion !== undefined ? [`${version} is excluded from latest.`] : []),
        ...plan.pools
            .filter(({ action, replacesPoolId }) => action !== 'create' || replacesPoolId !== undefined)
            .map(({ replacesPoolId, poolId: own, previousImageVersionId }) => {
            const poolId = replacesPoolId ?? own;
            const image = previousImageVersionId === undefined ? '' : `, on image version ${(0,resource_id/* resourceName */.Iy)(previousImageVersionId)}`;
            return `Pool ${(0,resource_id/* resourceName */.Iy)(poolId)} is as it was${image}.`;
        }),
    ];
}
function versionSentences(plan, steps) {
    const name = `Image version ${(0,resource_id/* resourceName */.Iy)(plan.imageVersionId)}`;
    const write = steps.find(({ step }) => step.kind === 'publish-image-version' || step.kind === 'update-image-version');
    if (write !== undefined && write.state !== 'succeeded')
        return unwritten(name, write, steps, plan);
    const regions = plan.replicas.map((region) => ({ region, wait: waitFor(region, steps) }));
    const held = regions.filter(({ wait }) => wait?.state === 'succeeded');
    const idle = regions.filter(({ wait, region }) => wait === undefined && region.existing === region.regionalReplicaCount);
    const sure = [...held, ...idle.filter(({ region }) => region.pools.length > 0)];
    const listed = idle.filter(({ region }) => region.pools.length === 0);
    const unwatched = regions.filter(({ wait, region }) => wait === undefined && region.existing !== region.regionalReplicaCount);
    const counts = (some) => replicasIn(some.map(({ region }) => [region.region, region.regionalReplicaCount]));
    return [
        ...(sure.length > 0 ? [`${name} holds ${counts(sure)}.`] : []),
        ...(listed.length > 0 ? [`${name} is listed with ${counts(listed)}.`] : []),
        ...(unwatched.length > 0
            ? [`Azure was told to keep ${counts(unwatched)} of it; this run did not wait for that.`]
            : []),
        ...regions.flatMap(({ region, wait }) => wait && wait.state !== 'succeeded' ? [replicating(name, region, wait)] : []),
    ];
}
function unwritten(name, write, steps, plan) {
    const isNew = write.step.kind === 'publish-image-version';
    const held = plan.replicas.filter(({ existing }) => existing > 0);
    const had = held.length > 0
        ? [`${name} is listed with ${replicasIn(held.map(({ region, existing }) => [region, existing]))}.`]
        : [];
    if (!wasBegun(write)) {
        return [`${name} was not ${isNew ? 'published' : 'changed'}: ${whyNotBegun(write, steps)}.`, ...had];
    }
    const what = `the ${isNew ? 'publish' : 'change'} of ${lowerFirst(name)}`;
    if (isRefused(write))
        return [`Azure refused ${what} (${write.failure?.code}), so nothing of it was done.`, ...had];
    const doubt = 'whether Azure took it is not certain; the next run looks and goes on from there';
    return [`${upperFirst(what)} ${howEnded(write)}: ${doubt}.`, ...had];
}
function replicating(name, { region, regionalReplicaCount }, wait) {
    const wanted = `${count(regionalReplicaCount, 'replica')} in ${region}`;
    if (isFailure(wait))
        return `${name} does not hold all of ${wanted}: ${resourceOf(wait)} ${howEnded(wait)}.`;
    const last = wait.text === '' ? '' : ` Last seen: ${sentence(wait.text)}`;
    return `${name} is still replicating to ${region} (${wanted.replace(` in ${region}`, '')} asked for), which goes on without this run.${last}`;
}
function waitFor({ region }, steps) {
    return steps.find(({ step }) => step.kind === 'await-replication' && step.region === region);
}
function poolSentences(pool, { steps, rollback }) {
    const { replacesPoolId } = pool;
    if (replacesPoolId !== undefined)
        return takeoverSentences(pool, replacesPoolId, steps, rollback);
    const of = (results) => results.filter(({ step }) => 'poolId' in step && (0,resource_id/* sameResourceId */.WL)(step.poolId, pool.poolId) && !('retires' in step));
    const undo = of(rollback);
    return undo.length > 0 ? undoneSentences(pool, of(steps), undo, rollback) : reachedSentences(pool, of(steps), steps);
}
function resourceOf({ step }) {
    return step.kind === 'await-replication' ? 'the replication' : step.id;
}
function replicasIn(regions) {
    return enumeration(regions.map(([region, replicas]) => `${count(replicas, 'replica')} in ${region}`));
}

;// CONCATENATED MODULE: ./build/report/summarize.js



/** Folds what was told into the report; what was found on the way joins the findings of the plan. */
function summarize(course) {
    const { desired, plan, events, startedAt, endedAt, failures } = course;
    const steps = (plan?.steps ?? []).map((step) => stepResult(step, events));
    const rollback = rollbackOf(events);
    const outcome = outcomeOf(course, steps, rollback);
    return {
        outcome,
        changed: steps.some(({ step, startedAt: began }) => isChange(step) && began !== undefined),
        desired,
        ...(plan && { plan: { ...plan, findings: [...plan.findings, ...foundLater(events)] } }),
        steps,
        rollback,
        failures,
        left: whatIsLeft({ outcome, steps, rollback, ...(plan && { plan }) }),
        startedAt,
        endedAt,
    };
}
/** Steps of the undo, with what was told of them since it began. */
function rollbackOf(events) {
    return events.flatMap((event, index) => event.kind === 'rollback-started' ? event.steps.map((step) => stepResult(step, events.slice(index))) : []);
}
function stepResult(step, events) {
    const start = { step, state: 'pending', text: '' };
    return events.reduce((result, event) => ('stepId' in event && event.stepId === step.id ? advance(result, event) : result), start);
}
function advance(result, event) {
    switch (event.kind) {
        case 'step-started':
            return { ...result, state: 'running', startedAt: event.at };
        case 'step-progressed':
            return { ...result, text: event.text };
        case 'step-succeeded': {
            const { healthyNodes } = event;
            return {
                ...result,
                state: 'succeeded',
                endedAt: event.at,
                text: event.text,
                ...(healthyNodes !== undefined && { healthyNodes }),
            };
        }
        case 'step-unproven':
            return { ...result, state: 'unproven', endedAt: event.at, text: event.text };
        case 'step-failed':
            return { ...result, state: 'failed', endedAt: event.at, failure: event.failure };
        case 'step-skipped':
            return { ...result, state: 'skipped', text: event.text };
    }
}
function outcomeOf(course, steps, rollback) {
    const { desired, plan, failures, cancelled } = course;
    if (rollback.length > 0)
        return undoOutcome(rollback, cancelled);
    const blocked = plan?.findings.some(({ severity }) => severity === 'blocker') ?? false;
    const runs = desired.mode === 'apply' && !blocked;
    const open = plan === undefined || (runs && steps.some((result) => !isSettled(result)));
    // A signal that comes when all is done has cut nothing short.
    if (cancelled && (open || failures.length > 0))
        return 'cancelled';
    if (failures.length > 0 || plan === undefined)
        return 'failed';
    if (blocked)
        return 'blocked';
    if (desired.mode === 'plan')
        return 'planned';
    // Where nothing failed, what is left open is what would have needed proof.
    if (steps.some(({ state }) => state === 'unproven'))
        return 'applied-unproven';
    if (open)
        return 'failed';
    return steps.some(({ step }) => isChange(step)) ? 'applied' : 'unchanged';
}
/** An undo that came to its end is one, whenever the signal came; one that the signal cut short did not fail by itself. */
function undoOutcome(rollback, cancelled) {
    if (rollback.every(isSettled))
        return 'rolled-back';
    return cancelled && !rollback.some(isFailure) ? 'cancelled' : 'rollback-failed';
}
function foundLater(events) {
    return events.flatMap((event) => (event.kind === 'found' ? [event.finding] : []));
}

;// CONCATENATED MODULE: ./build/plan/pool/pool-definition.js

/** The body that makes the pool as asked; `metadata` is what the action notes of itself. */
function poolDefinition(desired, decisions, metadata) {
    const asked = ownedProperties(desired, decisions);
    return {
        properties: { ...asked, metadata: withMetadata(asked['metadata'], metadata) },
        ...identityOf(desired),
    };
}
/** ARM pool properties the workflow speaks about, `pool-properties` merged over the inputs. */
function ownedProperties(desired, decisions) {
    const { rolling } = decisions;
    const fromInputs = {
        vmSize: desired.vmSize,
        deploymentConfiguration: {
            virtualMachineConfiguration: {
                imageReference: { id: rolling?.imageDefinitionId ?? decisions.imageVersionId },
                nodeAgentSkuId: decisions.nodeAgentSkuId,
                ...decisions.securityProfile,
                ...(rolling?.windowsConfiguration && { windowsConfiguration: rolling.windowsConfiguration }),
            },
        },
        scaleSettings: scaleSettings(desired.scale, decisions.resizeTimeoutMinutes),
        ...(rolling?.upgradePolicy && { upgradePolicy: rolling.upgradePolicy }),
        ...(desired.startTask && { startTask: startTask(desired.startTask) }),
        ...(desired.taskSlotsPerNode !== undefined && { taskSlotsPerNode: desired.taskSlotsPerNode }),
        ...(desired.subnetId !== undefined && { networkConfiguration: { subnetId: desired.subnetId } }),
    };
    const merged = (0,json/* mergeJson */.l_)(fromInputs, desired.properties);
    return (0,json/* isJsonObject */.OW)(merged) ? merged : fromInputs;
}
/** The `identity` member for the identities asked for; empty without any. */
function identityOf(desired) {
    if (desired.identityIds.length === 0)
        return {};
    const userAssignedIdentities = Object.fromEntries(desired.identityIds.map((id) => [id, {}]));
    return { identity: { type: 'UserAssigned', userAssignedIdentities } };
}
/** A metadata list with `entries` put in or replaced and those named `without` taken out, everything else as it was. */
function withMetadata(list, entries, without = []) {
    return withEntries(list, Object.entries(entries).map(([name, value]) => ({ name, value })), without);
}
/** The same with entries as Azure writes them. */
function withEntries(list, entries, without) {
    const gone = [...entries.map(({ name }) => name), ...without];
    const items = Array.isArray(list) ? list : [];
    return [...items.filter(json/* isJsonObject */.OW).filter(({ name }) => !gone.includes(name ?? '')), ...entries];
}
/** Value of an entry of a metadata list. */
function metadataValue(list, name) {
    const items = Array.isArray(list) ? list : [];
    const value = items.filter(json/* isJsonObject */.OW).find((item) => item['name'] === name)?.['value'];
    return typeof value === 'string' ? value : undefined;
}
function scaleSettings(scale, resizeTimeoutMinutes) {
    if (scale.kind === 'autoscale') {
        return {
            autoScale: {
                formula: scale.formula,
                ...(scale.evaluationIntervalMinutes !== undefined && {
                    evaluationInterval: isoMinutes(scale.evaluationIntervalMinutes),
                }),
            },
        };
    }
    return {
        fixedScale: {
            targetDedicatedNodes: scale.targetDedicatedNodes,
            targetLowPriorityNodes: scale.targetSpotNodes,
            ...(resizeTimeoutMinutes !== undefined && { resizeTimeout: isoMinutes(resizeTimeoutMinutes) }),
        },
    };
}
/** Minutes as an ISO 8601 duration, the way Batch writes them. */
function isoMinutes(minutes) {
    return `PT${minutes}M`;
}
function startTask(task) {
    return {
        commandLine: task.commandLine,
        ...(task.elevated !== undefined && {
            userIdentity: { autoUser: { scope: 'Pool', elevationLevel: task.elevated ? 'Admin' : 'NonAdmin' } },
        }),
    };
}

;// CONCATENATED MODULE: ./build/plan/pool/pool-group.js



/**
 * The pools among `listed` that a name stands for: the one of that name, and those that were made to take its place. The
 * one that became current last is current; while none says so, the one of the name itself is. Undefined without any.
 */
function poolGroup(namedId, listed) {
    const members = listed.filter((pool) => isNamed(pool, namedId));
    const [current, ...others] = members.toSorted((one, other) => pool_group_rank(other, namedId).localeCompare(pool_group_rank(one, namedId)));
    if (current === undefined)
        return undefined;
    const staying = others.filter(({ provisioningState }) => provisioningState !== 'Deleting');
    return { namedId, currentId: current.id, others: staying };
}
/** Whether a pool tells that another has taken its place. */
function isReplaced(pool) {
    return entry(pool, model_origin/* REPLACED_METADATA */.vA) !== undefined;
}
/** Whether a pool is, or once was, the one that its name stands for, as far as it tells. */
function wasCurrent(pool) {
    return isReplaced(pool) || entry(pool, model_origin/* CURRENT_METADATA */.yD) !== undefined;
}
/** Whether a pool was made to take the place of another, and never did: the run that made it was cut short. */
function isUnfinished(pool) {
    return entry(pool, model_origin/* NAME_METADATA */.Sb) !== undefined && !wasCurrent(pool);
}
/** What the workflow asks for, with the pools that its names stand for now. */
function currentPools(desired, { groups = [] }) {
    const pools = desired.pools.map((pool) => {
        const group = groups.find(({ namedId }) => (0,resource_id/* sameResourceId */.WL)(namedId, pool.poolId));
        return group === undefined ? pool : { ...pool, poolId: group.currentId };
    });
    return { ...desired, pools };
}
function isNamed(pool, namedId) {
    if ((0,resource_id/* sameResourceId */.WL)(pool.id, namedId))
        return true;
    const name = entry(pool, model_origin/* NAME_METADATA */.Sb);
    return name !== undefined && name.toLowerCase() === (0,resource_id/* resourceName */.Iy)(namedId).toLowerCase();
}
/** Sorts by the instant at which a pool became current; before all of them the pool of the name itself. */
function pool_group_rank(pool, namedId) {
    const since = entry(pool, model_origin/* CURRENT_METADATA */.yD);
    return `${since === undefined ? 0 : 1}${since ?? ''}${(0,resource_id/* sameResourceId */.WL)(pool.id, namedId) ? 1 : 0}`;
}
function entry({ definition }, name) {
    return metadataValue(definition.properties['metadata'], name);
}

;// CONCATENATED MODULE: ./build/plan/pool/previous-image.js






/** Where a pool names its image. */
const IMAGE_ID = [...pool_field/* MACHINE */.Wp, 'imageReference', 'id'];
/** Resource ID of the image version that a pool runs on; undefined where it names none, and Azure takes the latest. */
function previous_image_imageOf({ definition }) {
    const id = imageIn(definition);
    return id !== undefined && (0,resource_id/* isOfType */.gh)(id, 'Microsoft.Compute', 'galleries/images') ? undefined : id;
}
/** What the image reference of a pool names: an image version, or a definition that stands for its latest. */
function imageIn(definition) {
    const id = (0,json/* memberAt */.mz)(definition.properties, IMAGE_ID);
    return typeof id === 'string' ? id : undefined;
}
/**
 * The metadata with which a pool gets another image. A pool that goes back to the version it had noted keeps noting that
 * one: going back twice is going back once.
 */
function previousMetadata(pool, imageVersionId) {
    const held = previous_image_imageOf(pool);
    if (held === undefined || same(held, imageVersionId))
        return {};
    return { [model_origin/* PREVIOUS_METADATA */.Et]: same(notedImage(pool), imageVersionId) ? imageVersionId : held };
}
/**
 * Number of the version of a definition that a pool ran on before; or why there is none. While one of `others` is on its way
 * to take the place of the pool, going back is staying with what the pool runs on, unless that other is going back itself.
 */
function previousVersion(pool, imageDefinitionId, others = []) {
    const noted = notedImage(pool);
    const isOnItsWay = (other) => isUnfinished(other) && !same(noted, previous_image_imageOf(other) ?? '');
    const id = others.some(isOnItsWay) ? previous_image_imageOf(pool) : noted;
    if (id === undefined)
        return { why: 'its metadata names none, for no run of this action has given it another image yet' };
    if ((0,resource_id/* resourceKey */.ik)((0,resource_id/* parentId */.A1)(id)) !== (0,resource_id/* resourceKey */.ik)(imageDefinitionId))
        return { why: `it was ${id}, of another image definition` };
    return { version: (0,resource_id/* resourceName */.Iy)(id) };
}
function notedImage({ definition }) {
    return metadataValue(definition.properties['metadata'], model_origin/* PREVIOUS_METADATA */.Et);
}
function same(one, other) {
    return one !== undefined && (0,resource_id/* resourceKey */.ik)(one) === (0,resource_id/* resourceKey */.ik)(other);
}

;// CONCATENATED MODULE: ./build/plan/pool/with-secrets.js


/**
 * What Azure told of a pool, with the secrets that it never tells: those that the workflow gives for the same user,
 * registry or share.
 */
function withSecrets(told, given) {
    if (Array.isArray(told)) {
        const items = Array.isArray(given) ? given : [];
        return told.map((item) => withSecrets(item, items.find((each) => isSame(item, each))));
    }
    if (!(0,json/* isJsonObject */.OW)(told) || !(0,json/* isJsonObject */.OW)(given))
        return told;
    const members = Object.entries(told).map(([name, value]) => [name, value && withSecrets(value, given[name])]);
    return { ...secretsOf(given), ...Object.fromEntries(members) };
}
function secretsOf(given) {
    return Object.fromEntries(Object.entries(given).filter(([name]) => isSecretName(name)));
}
/** Whether two items of a list are about the same thing: nothing that both tell differs. */
function isSame(told, given) {
    if (!(0,json/* isJsonObject */.OW)(told) || !(0,json/* isJsonObject */.OW)(given))
        return told === given || Array.isArray(told);
    const shared = Object.keys(told).filter((name) => given[name] !== undefined);
    return shared.length > 0 && shared.every((name) => isSame(told[name] ?? null, given[name] ?? null));
}

;// CONCATENATED MODULE: ./build/plan/pool/pool-changes.js



/** Whether a change has to wait until the pool holds no node. */
function needsZeroNodes(change) {
    return (0,pool_field/* fieldDisruption */.ix)(change.path) === 'needs-zero-nodes';
}
/**
 * What differs between the pool and what the workflow asks, member by member. Only members the workflow speaks
 * about count, and inside them only what it says: everything else is sent back as it is.
 */
function poolChanges(desired, decisions, pool) {
    const changes = changesTo(ownedProperties(desired, decisions), pool);
    const { identity } = identityOf(desired);
    if (identity !== undefined && !isCovered(identity, pool.definition.identity)) {
        changes.push(pool_changes_change('identity', pool.definition.identity, (0,json/* mergeJson */.l_)(pool.definition.identity, identity)));
    }
    return changes;
}
/** Members of `asked` that the pool does not have so. */
function changesTo(asked, { definition }) {
    return Object.entries(asked).flatMap(([name, value]) => {
        const from = definition.properties[name];
        if (value === undefined || (name === 'scaleSettings' ? sameScale(from, value) : isCovered(value, from, name)))
            return [];
        return [pool_changes_change(`properties.${name}`, from, replacement(name, from, value))];
    });
}
function pool_changes_change(path, from, to) {
    return { path, ...(from !== undefined && { from }), to };
}
/** Azure replaces a member whole, so what it holds beside what was asked goes along. */
function replacement(name, from, asked) {
    if (name === 'scaleSettings')
        return asked;
    if (name === 'metadata')
        return withMetadata(from, metadataEntries(asked));
    return (0,json/* mergeJson */.l_)(from, asked);
}
function metadataEntries(list) {
    const items = (Array.isArray(list) ? list : []).filter(json/* isJsonObject */.OW);
    return Object.fromEntries(items.map((item) => [String(item['name']), String(item['value'])]));
}
/**
 * Whether `held` already says all that `asked` says. Resource IDs and VM sizes are compared without case, durations by their
 * length; what Azure never answers (passwords and the like) cannot differ.
 */
function isCovered(asked, held, name = '') {
    if (Array.isArray(asked))
        return isListCovered(asked, held, name);
    if ((0,json/* isJsonObject */.OW)(asked)) {
        return Object.entries(asked).every(([key, value]) => {
            const answered = (0,json/* isJsonObject */.OW)(held) ? memberOf(held, key) : undefined;
            // An identity is its key alone, so that one which is missing would look like an empty object.
            if (answered === undefined && key.startsWith('/'))
                return false;
            return value === undefined || (answered === undefined && WRITE_ONLY.has(key)) || isCovered(value, answered, key);
        });
    }
    if (typeof asked === 'string' && typeof held === 'string')
        return sameText(asked, held, name);
    return asked === held || (asked === null && held === undefined);
}
/** Members that Azure takes but never gives back. */
const WRITE_ONLY = new Set([
    'password',
    'sshPrivateKey',
    'protectedSettings',
    'accountKey',
    'sasKey',
    'nodeDeallocationOption',
]);
function isListCovered(asked, held, name) {
    const items = Array.isArray(held) ? held : [];
    if (name === 'metadata') {
        return asked.every((item) => items.some((other) => isCovered(item, other)));
    }
    return items.length === asked.length && asked.every((item, index) => isCovered(item, items[index]));
}
/** A member by its name; keys that are resource IDs (of identities) are found whatever their case. */
function memberOf(object, key) {
    if (object[key] !== undefined || !key.startsWith('/'))
        return object[key];
    const same = Object.keys(object).find((other) => other.toLowerCase() === key.toLowerCase());
    return same === undefined ? undefined : object[same];
}
function sameText(asked, held, name) {
    const caseless = name === 'vmSize' || asked.startsWith('/subscriptions/');
    if (caseless)
        return asked.toLowerCase() === held.toLowerCase();
    return asked === held || (minutesOf(asked) !== undefined && minutesOf(asked) === minutesOf(held));
}
/** Whether two answers of Azure say the same of the member `name`: a VM size comes in small or in capital letters. */
function sameMember(one, other, name) {
    if (one === undefined || other === undefined)
        return one === other;
    return isCovered(one, other, name) && isCovered(other, one, name);
}
/** Same targets, or same formula and interval; the timeout belongs to a resize, not to the pool. */
function sameScale(held, asked) {
    const formula = (0,json/* memberAt */.mz)(asked, ['autoScale', 'formula']);
    if (formula !== undefined) {
        const interval = (0,json/* memberAt */.mz)(asked, ['autoScale', 'evaluationInterval']);
        return ((0,json/* memberAt */.mz)(held, ['autoScale', 'formula']) === formula &&
            (interval === undefined ||
                minutesOf(interval) === minutesOf((0,json/* memberAt */.mz)(held, ['autoScale', 'evaluationInterval']) ?? 'PT15M')));
    }
    if ((0,json/* memberAt */.mz)(held, ['autoScale']) !== undefined)
        return false;
    return ['targetDedicatedNodes', 'targetLowPriorityNodes'].every((name) => ((0,json/* memberAt */.mz)(held, ['fixedScale', name]) ?? 0) === ((0,json/* memberAt */.mz)(asked, ['fixedScale', name]) ?? 0));
}
/** Minutes of an ISO 8601 duration from days to seconds; Azure may answer PT1H for PT60M. */
function minutesOf(duration) {
    const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(String(duration));
    if (match === null)
        return undefined;
    const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = match;
    return (Number(days) * 24 + Number(hours)) * 60 + Number(minutes) + Number(seconds) / 60;
}

;// CONCATENATED MODULE: ./build/plan/rollout/rollout-note.js




/** Scale settings of a pool that is to hold no node; what is left of them once it holds none. */
const NO_NODES = { fixedScale: { targetDedicatedNodes: 0, targetLowPriorityNodes: 0 } };
/** Longest scale settings that are noted in the metadata, in characters: a formula may be longer than metadata may. */
const LONGEST_NOTE = 2000;
/** Scale settings of a pool as they are, those of Azure's default where it tells none. */
function scaleOf({ definition }) {
    return definition.properties['scaleSettings'] ?? NO_NODES;
}
/**
 * Scale settings that a pool had before a rollout: what a run that was cut short has noted, or what it has now. Where it
 * asks for nodes somebody has scaled it since.
 */
function scaleBefore(pool) {
    const note = noteOf(pool);
    if (note === undefined || !sameScale(scaleOf(pool), NO_NODES))
        return scaleOf(pool);
    try {
        const noted = JSON.parse(note);
        return (0,json/* isJsonObject */.OW)(noted) ? noted : scaleOf(pool);
    }
    catch {
        // Somebody has edited it: then what is there is all that is known.
        return scaleOf(pool);
    }
}
/** The metadata with which a pool is emptied: how it was scaled, where that is short enough. */
function scaleNote(pool) {
    const note = (0,json/* canonicalJson */.dj)(scaleBefore(pool));
    return note.length <= LONGEST_NOTE ? { [model_origin/* RESTORE_METADATA */.xX]: note } : {};
}
/** Whether a run that was cut short emptied the pool and noted how it was scaled. */
function hasNote(pool) {
    return noteOf(pool) !== undefined;
}
function noteOf({ definition }) {
    return metadataValue(definition.properties['metadata'], model_origin/* RESTORE_METADATA */.xX);
}

;// CONCATENATED MODULE: ./build/model/observed.js
/** The value where something was found; undefined where it is absent, unreadable or was not asked for. */
function presentValue(observed) {
    return observed?.state === 'present' ? observed.value : undefined;
}

;// CONCATENATED MODULE: ./build/plan/image/exclusion.js

/** Regions among `targets` in which a version counts when Azure looks for the latest: a region's own word wins over its. */
function latestRegions(targets, excludeFromLatest) {
    return targets.filter((target) => !isExcluded(target, excludeFromLatest)).map(({ region }) => region);
}
/** Regions in which a version is excluded from latest. */
function excludedRegions({ targetRegions, excludeFromLatest }) {
    return targetRegions.filter((target) => isExcluded(target, excludeFromLatest)).map(({ region }) => region);
}
/** Whether a version is excluded by this action, which published it, and by nobody else since. */
function awaitsPromotion(version) {
    return version.tags[model_origin/* LATEST_TAG */.F6] === model_origin/* PENDING */.eG && excludedRegions(version).length > 0;
}
/** Whether a version, in each of its regions, is excluded from latest or is not. */
function isExclusion(version, excludeFromLatest) {
    return excludedRegions(version).length === (excludeFromLatest ? version.targetRegions.length : 0);
}
/** Everything of a version as it is, but for its exclusion; what is promoted once is not taken for pending again. */
function withExclusion(version, excludeFromLatest) {
    const { targetRegions, tags, endOfLifeDate } = version;
    return {
        targetRegions: targetRegions.map((target) => retold(target, excludeFromLatest)),
        tags: excludeFromLatest ? tags : { ...tags, [model_origin/* LATEST_TAG */.F6]: model_origin/* PROMOTED */.xi },
        excludeFromLatest,
        ...(endOfLifeDate !== undefined && { endOfLifeDate }),
    };
}
function isExcluded({ echo }, excludeFromLatest) {
    return (echo?.['excludeFromLatest'] ?? excludeFromLatest) === true;
}
/** A region says something of its own only where Azure tells that it does. */
function retold(target, excludeFromLatest) {
    const { echo } = target;
    return echo?.['excludeFromLatest'] === undefined ? target : { ...target, echo: { ...echo, excludeFromLatest } };
}

;// CONCATENATED MODULE: ./build/plan/image/promotion.js




/** ID of the step that sets a version latest. */
function promoteStepId(imageVersionId) {
    return `promote-image-version ${(0,resource_id/* resourceName */.Iy)(imageVersionId)}`;
}
/** The step that sets a version latest. */
function promoteStep(imageVersionId, after) {
    const id = promoteStepId(imageVersionId);
    return { kind: 'set-latest', id, after, disruption: 'none', imageVersionId, excludeFromLatest: false };
}
/** What a run does about a version that is, or will be, excluded from latest until it has proven healthy. */
function promotionOf({ image, pools, wait }, { imageVersion }, steps) {
    const held = presentValue(imageVersion);
    const isPublished = steps.some(({ kind }) => kind === 'publish-image-version');
    if (!isPublished && (held === undefined || !awaitsPromotion(held)))
        return undefined;
    if (image.version.kind === 'previous')
        return 'previous';
    if (!image.promote)
        return 'left';
    return pools.length > 0 && wait !== 'healthy' ? 'unseen' : 'planned';
}
/**
 * The steps with the one that sets the version latest, behind everything: whatever ends badly holds it back. Only steps that
 * come after it by their own word, such as following an upgrade that it sets off, stay behind it.
 */
function withPromotion(steps, imageVersionId) {
    const id = promoteStepId(imageVersionId);
    const behind = new Set([id]);
    for (const step of steps)
        if (step.after.some((before) => behind.has(before)))
            behind.add(step.id);
    const earlier = steps.filter((step) => !behind.has(step.id));
    const promote = promoteStep(imageVersionId, lastSteps(earlier));
    return [...earlier, promote, ...steps.filter((step) => behind.has(step.id))];
}

;// CONCATENATED MODULE: ./build/plan/undo/brake.js


/**
 * Steps that keep an image version from further nodes: it is excluded from latest again. That is due where nodes that
 * Azure upgrades were followed and did not end well, and where a step failed that came after the version became the latest.
 */
function brakeSteps({ steps, states, sent }) {
    // Versions that could not be pruned say nothing of this one.
    const failed = steps.filter((step) => states.get(step.id) === 'failed' && ('poolId' in step || step.kind === 'set-latest'));
    const followed = steps.flatMap((step) => {
        const isBegun = step.kind === 'follow-upgrade' && states.get(step.id) !== 'skipped';
        return isBegun && failed.some((each) => comesAfter(each, step.id, steps)) ? [step.imageVersionId] : [];
    });
    const promoted = steps.flatMap((step) => {
        const isDone = states.get(step.id) === 'succeeded' || sent.has(step.id);
        if (step.kind !== 'set-latest' || step.excludeFromLatest || !isDone)
            return [];
        const behind = steps.filter((each) => each !== step && comesAfter(each, step.id, steps));
        // With other strategies nothing that brings nodes comes after it: what fails then says nothing of the version.
        const isRolling = behind.some(({ kind }) => kind === 'follow-upgrade' || kind === 'create-pool');
        const isBroken = failed.some((each) => each === step || behind.includes(each));
        return isRolling && isBroken ? [step.imageVersionId] : [];
    });
    const ids = new Map([...followed, ...promoted].map((id) => [(0,resource_id/* resourceKey */.ik)(id), id]));
    return [...ids.values()].map((id) => ({
        ...promoteStep(id, []),
        id: `undo ${promoteStepId(id)}`,
        excludeFromLatest: true,
    }));
}
/** Whether a step is the one of that ID, or can only begin when that one is done. */
function comesAfter(step, id, steps) {
    if (step.id === id)
        return true;
    return step.after.some((before) => {
        const found = steps.find((each) => each.id === before);
        return found !== undefined && comesAfter(found, id, steps);
    });
}

;// CONCATENATED MODULE: ./build/plan/rollout/rollout-steps.js



/** The step that empties a pool before it is changed, and notes how it was scaled. */
function drainStep({ pool, rollout, after }) {
    const { drainTimeoutMinutes } = rollout;
    return {
        kind: 'drain-pool',
        id: `drain-pool ${(0,resource_id/* resourceName */.Iy)(pool.id)}`,
        after,
        disruption: 'drain',
        poolId: pool.id,
        from: scaleOf(pool),
        drain: rollout.drain,
        ...(drainTimeoutMinutes !== undefined && { deadlineMinutes: drainTimeoutMinutes }),
        onDeadline: rollout.drainDeadline,
        metadata: scaleNote(pool),
    };
}
/** Drain, change what needs an empty pool, scale again: the pool keeps its ID, and its jobs wait for its nodes. */
function inPlaceSteps(question, offline, scaled) {
    const drain = drainStep(question);
    return [drain, { ...offline, after: [drain.id] }, { ...scaled, after: [offline.id], forgets: [model_origin/* RESTORE_METADATA */.xX] }];
}
/** Delete and create under the same ID. */
function recreateSteps({ pool, after }, create) {
    const id = `delete-pool ${(0,resource_id/* resourceName */.Iy)(pool.id)}`;
    const remove = {
        kind: 'delete-pool',
        id,
        after,
        disruption: 'replace',
        poolId: pool.id,
        from: settable(pool),
        asFound: true,
    };
    return [remove, { ...create, after: [id], disruption: 'replace' }];
}
/** Members of a pool that can be set; the others Azure tells, and takes none of them. */
const SETTABLE = [
    'displayName',
    'vmSize',
    'deploymentConfiguration',
    'scaleSettings',
    'interNodeCommunication',
    'networkConfiguration',
    'taskSlotsPerNode',
    'taskSchedulingPolicy',
    'userAccounts',
    'metadata',
    'startTask',
    'applicationPackages',
    'mountConfiguration',
    'upgradePolicy',
];
/** A pool as it would have to be created to be as it is; without what Azure never gives back. */
function settable({ definition }) {
    const { properties, identity, tags } = definition;
    const kept = SETTABLE.flatMap((name) => (properties[name] === undefined ? [] : [[name, properties[name]]]));
    const assigned = identity?.['userAssignedIdentities'];
    return {
        properties: Object.fromEntries(kept),
        ...(assigned !== undefined && { identity: { type: 'UserAssigned', userAssignedIdentities: emptied(assigned) } }),
        ...(tags && { tags }),
    };
}
/** Identities by their keys alone: client and principal IDs are Azure's to tell. */
function emptied(assigned) {
    return Object.fromEntries(Object.keys(assigned ?? {}).map((id) => [id, {}]));
}

;// CONCATENATED MODULE: ./build/plan/undo/undo-takeover.js





/** The takeovers among steps. */
function takeoversIn(steps) {
    return steps.filter(isSwitch).map((last) => ({
        last,
        steps: steps.filter((step) => isOf(step, last) && !('retires' in step)),
    }));
}
/**
 * Steps that bring the jobs back to the pool that they came from, which still has its nodes, and take the other away: one
 * that was current before is emptied again, any other is deleted. Once it is the current pool nothing is undone.
 */
function undoTakeover({ last, steps }, done) {
    const isBroken = steps.some(({ id }) => done.states.get(id) === 'failed');
    const isBegun = steps.some(({ id }) => done.sent.has(id));
    if (!isBroken || !isBegun || done.states.get(last.id) === 'succeeded')
        return [];
    const move = steps.find((step) => step.kind === 'move-jobs');
    const back = move !== undefined && mayHaveMoved(move, done) ? [jobsBack(move)] : [];
    return [...back, ...poolAway(last, steps, done.before(last.poolId))];
}
function isSwitch(step) {
    return step.kind === 'switch-pool';
}
function isOf(step, { poolId }) {
    if (step.kind === 'move-jobs')
        return (0,resource_id/* sameResourceId */.WL)(step.toPoolId, poolId);
    return 'poolId' in step && (0,resource_id/* sameResourceId */.WL)(step.poolId, poolId);
}
/** A move that failed before it wrote anything has moved nothing, but a run before this one may have. */
function mayHaveMoved({ id, toPoolId }, { states, sent, before }) {
    const isLeft = states.get(id) === 'failed' && before(toPoolId) !== undefined;
    return sent.has(id) || states.get(id) === 'succeeded' || isLeft;
}
/** Tasks that have begun on nodes which are not trusted begin again. */
function jobsBack(move) {
    return {
        ...move,
        id: `undo ${move.id}`,
        after: [],
        disruption: 'replace',
        poolId: move.toPoolId,
        toPoolId: move.poolId,
        running: 'requeue',
    };
}
/** A pool that an earlier run has made and left is nobody's either, unless it has been current once. */
function poolAway({ poolId, replacesPoolId }, steps, before) {
    const name = (0,resource_id/* resourceName */.Iy)(poolId);
    if (before !== undefined && wasCurrent(before)) {
        return [
            {
                kind: 'drain-pool',
                id: `undo drain-pool ${name}`,
                after: [],
                disruption: 'drain',
                poolId,
                from: scaleGiven(steps) ?? NO_NODES,
                drain: 'requeue',
                onDeadline: 'requeue',
                metadata: { [model_origin/* REPLACED_METADATA */.vA]: (0,resource_id/* resourceName */.Iy)(replacesPoolId) },
            },
        ];
    }
    const create = steps.find((step) => step.kind === 'create-pool');
    const from = create?.to ?? (before && settable(before));
    if (from === undefined)
        return [];
    return [{ kind: 'delete-pool', id: `undo delete-pool ${name}`, after: [], disruption: 'none', poolId, from }];
}
function scaleGiven(steps) {
    const updates = steps.filter((step) => step.kind === 'update-pool');
    return updates.flatMap(({ changes }) => changes).findLast(({ path }) => path === 'properties.scaleSettings')?.to;
}
/** IDs of steps that a takeover is made of. */
function stepIdsOf(takeovers) {
    return new Set(takeovers.flatMap(({ steps }) => steps.map(({ id }) => id)));
}

;// CONCATENATED MODULE: ./build/plan/undo/undo.js










/**
 * Steps that bring every pool back whose rollout did not end well: its image, its scale, and the wait for its nodes. What
 * was published stays, for it harms nobody; pools that were rolled well stay as they are.
 */
function undoSteps(done) {
    const takeovers = takeoversIn(done.steps);
    const taken = stepIdsOf(takeovers);
    const others = done.steps.filter((step) => !taken.has(step.id) && !('retires' in step));
    const byPool = Map.groupBy(others.filter(isOfPool), ({ poolId }) => (0,resource_id/* resourceKey */.ik)(poolId));
    const undone = [...byPool.values()].flatMap((steps) => {
        const isBroken = steps.some(({ id }) => done.states.get(id) === 'failed');
        if (isBroken && steps.some(makesCanary))
            return undoCanary(steps, done);
        const pool = steps[0] && done.before(steps[0].poolId);
        if (!isBroken || pool === undefined)
            return [];
        return inSequence(undo_wasBegun(steps, done) ? undoOf(steps, pool, done) : []);
    });
    return [...brakeSteps(done), ...takeovers.flatMap((takeover) => inSequence(undoTakeover(takeover, done))), ...undone];
}
/** A canary that was made goes, whatever became of it: nothing else was touched by then. */
function undoCanary(steps, { states, sent }) {
    return steps.filter(makesCanary).flatMap(({ id, poolId, to }) => {
        const isMade = states.get(id) === 'succeeded' || sent.has(id);
        const undo = {
            kind: 'delete-pool',
            id: `undo delete-pool ${(0,resource_id/* resourceName */.Iy)(poolId)}`,
            after: [],
            disruption: 'none',
            poolId,
            from: to,
        };
        return isMade ? [undo] : [];
    });
}
function isOfPool(step) {
    return 'poolId' in step;
}
function stepOf(steps, kind, begins = '') {
    return steps.find((step) => step.kind === kind && step.id.startsWith(begins));
}
/** What Azure refused has changed nothing; a pool that a run before this one has emptied is this run's to finish. */
function undo_wasBegun(steps, { states, sent }) {
    const first = stepOf(steps, 'drain-pool') ?? stepOf(steps, 'delete-pool');
    return first !== undefined && (states.get(first.id) === 'succeeded' || steps.some(({ id }) => sent.has(id)));
}
function undoOf(steps, pool, done) {
    const removed = stepOf(steps, 'delete-pool');
    return removed === undefined ? undoInPlace(steps, pool, done) : undoRecreate(steps, removed, pool, done);
}
function undoInPlace(steps, pool, { sent }) {
    const change = stepOf(steps, 'update-pool', 'change-pool');
    const scale = stepOf(steps, 'update-pool', 'update-pool');
    const isChanged = change !== undefined && sent.has(change.id);
    const isScaled = scale !== undefined && sent.has(scale.id);
    const rest = isScaled ? scale.changes.filter(({ path }) => path !== pool_field/* SCALE */.Xt) : [];
    return [
        ...(isChanged ? [drainAgain(pool, isScaled ? scale : undefined)] : []),
        ...(isChanged ? [changeBack(pool, [...change.changes, ...rest])] : []),
        scaleBack(pool),
        ...awaitAgain(stepOf(steps, 'await-pool'), pool),
    ];
}
/** Nodes of an image that is not trusted go at once; their tasks run elsewhere. */
function drainAgain(pool, scale) {
    return {
        kind: 'drain-pool',
        id: `undo drain-pool ${(0,resource_id/* resourceName */.Iy)(pool.id)}`,
        after: [],
        disruption: 'drain',
        poolId: pool.id,
        from: scale?.changes.find(({ path }) => path === pool_field/* SCALE */.Xt)?.to ?? NO_NODES,
        drain: 'requeue',
        onDeadline: 'requeue',
        metadata: scaleNote(pool),
    };
}
function changeBack(pool, changes) {
    return {
        ...update(pool, 'undo change-pool', changes.flatMap(inverse)),
        metadata: ownMetadata(pool),
        isUndo: true,
    };
}
/** A member that was not there is taken away where Azure has a way to say so; else it stays. */
function inverse({ path, from, to }) {
    if (from !== undefined)
        return [{ path, from: to, to: withSecrets(from, to) }];
    return path === 'properties.startTask' ? [{ path, from: to, to: {} }] : [];
}
/** Once there are no nodes: a scale that somebody else has set meanwhile is not overwritten. */
function scaleBack(pool) {
    const to = scaleBefore(pool);
    return {
        ...update(pool, 'undo update-pool', [{ path: pool_field/* SCALE */.Xt, from: NO_NODES, to }]),
        metadata: ownMetadata(pool),
        isUndo: true,
        forgets: [model_origin/* RESTORE_METADATA */.xX],
    };
}
function update(pool, id, changes) {
    return {
        kind: 'update-pool',
        id: `${id} ${(0,resource_id/* resourceName */.Iy)(pool.id)}`,
        after: [],
        disruption: 'none',
        poolId: pool.id,
        changes,
        metadata: {},
        retriesResize: false,
    };
}
/** What earlier runs of the action had noted. */
function ownMetadata({ definition }) {
    const { metadata } = definition.properties;
    const items = (Array.isArray(metadata) ? metadata : []).filter(json/* isJsonObject */.OW);
    const own = items.filter(({ name }) => String(name).startsWith(model_origin/* ORIGIN_PREFIX */.C0) && name !== model_origin/* RESTORE_METADATA */.xX);
    return Object.fromEntries(own.map(({ name, value }) => [String(name), String(value)]));
}
function undoRecreate(steps, removed, pool, { sent }) {
    const create = stepOf(steps, 'create-pool');
    const isMade = create !== undefined && sent.has(create.id);
    // What this run itself has made is no longer as it was found.
    const { asFound: _, ...deletion } = removed;
    const name = (0,resource_id/* resourceName */.Iy)(pool.id);
    const again = {
        kind: 'create-pool',
        id: `undo create-pool ${name}`,
        after: [],
        disruption: 'none',
        poolId: pool.id,
        to: { ...removed.from, properties: toldWithSecrets(removed.from.properties, create?.to.properties) },
    };
    return [
        ...(isMade ? [{ ...deletion, id: `undo delete-pool ${name}`, from: create.to }] : []),
        again,
        ...awaitAgain(stepOf(steps, 'await-pool'), pool),
    ];
}
function toldWithSecrets(told, given) {
    const filled = withSecrets(told, given);
    return (0,json/* isJsonObject */.OW)(filled) ? filled : told;
}
/** The pool is waited for as before, with the nodes that it had been asked for. */
function awaitAgain(wait, pool) {
    if (wait === undefined)
        return [];
    const { targetNodes: _, resizeSeenBefore: __, imageVersionId, ...rest } = wait;
    const image = imageVersionId === undefined ? undefined : previous_image_imageOf(pool);
    const nodes = fixedNodes(scaleBefore(pool));
    return [
        {
            ...rest,
            id: `undo ${wait.id}`,
            ...(nodes !== undefined && { targetNodes: nodes }),
            ...(image !== undefined && { imageVersionId: image }),
        },
    ];
}
function fixedNodes(scale) {
    if ((0,json/* memberAt */.mz)(scale, ['autoScale']) !== undefined)
        return undefined;
    const target = (name) => Number((0,json/* memberAt */.mz)(scale, ['fixedScale', name]) ?? 0);
    return target('targetDedicatedNodes') + target('targetLowPriorityNodes');
}
/** Each step after the one before it. */
function inSequence(steps) {
    return steps.map((step, index) => ({ ...step, after: index === 0 ? [] : [steps[index - 1]?.id ?? ''] }));
}

;// CONCATENATED MODULE: ./build/model/pool-nodes.js
/** Nodes that a pool holds now, of both kinds. */
function nodesIn({ currentDedicatedNodes, currentSpotNodes }) {
    return currentDedicatedNodes + currentSpotNodes;
}
/** Whether a pool holds no node, and none is on its way. */
function isEmptyPool(pool) {
    return nodesIn(pool) === 0 && pool.allocationState === 'Steady';
}

;// CONCATENATED MODULE: ./build/plan/health/blame.js


/**
 * What a resize error speaks of. Azure relays the provider's own words in message and details, and only they
 * tell a bad image from a lack of machines. Codes are compared without case: the service spells AllocationTimedout
 * with a small o.
 */
function blameOfResize({ code, message, details }) {
    const text = [message, ...details.map(({ value }) => value)].join(' ').toLowerCase();
    const name = code.toLowerCase();
    if (name.includes('quotareached') || /quota (has been )?(reached|exceeded)|exceed\w* .*quota/.test(text))
        return 'quota';
    if (/hypervisor generation|cpu architecture|image .*not (found|available|supported)|provided image|purchase (plan|information)|plan information|security type|disk controller|securityencryptiontype|generalized/.test(text)) {
        return 'image';
    }
    if (/subnet|public ip|network security|delegat|key vault|scopelocked|not authorized|permission/.test(text))
        return 'environment';
    if (name === 'allocationtimedout')
        return 'time';
    if (name === 'overconstrainedallocationrequest' || /capacity|skunotavailable/.test(text))
        return 'capacity';
    return 'unknown';
}
const BLAME_WORDS = {
    image: 'The image is to blame, not the capacity',
    'start-task': 'The start task, or something it needs from the image, is to blame',
    quota: 'The quota of the account is to blame, not the image',
    capacity: 'The capacity of the region is to blame, not the image',
    time: 'The time was too short: the region has too few machines free, or the image too few replicas for so many nodes',
    environment: 'The surroundings of the pool (network, rights, locks) are to blame, not the image',
    unknown: 'Azure does not say whether image, quota or capacity is to blame',
};
/** A failure for resize errors, in Azure's own words. */
function resizeFailure(poolName, errors, have, asked) {
    const [first] = errors;
    const lines = errors.map(({ code, message, details }) => [`${code}: ${message}`, ...details.map(({ name, value }) => `${name}: ${value}`)].join('\n  '));
    const blame = first ? blameOfResize(first) : 'unknown';
    const nodes = asked === undefined ? count(have, 'node') : `${number(have)} of ${number(asked)} nodes`;
    return {
        code: first?.code ?? 'Unknown',
        message: `The resize of pool ${poolName} ended with ${nodes}. ${BLAME_WORDS[blame]}. Azure says:\n  ${lines.join('\n  ')}`,
        remedy: (first && remedyFor(first.code, lines.join(' '))) ?? BLAME_REMEDY[blame],
    };
}
const BLAME_REMEDY = {
    image: 'Compare the node agent SKU with the operating system in the image first. Then publish a corrected image under a new version number: generalized, without extensions and disk encryption, and of the generation and plan of its definition.',
    'start-task': 'Read stdout.txt and stderr.txt of the start task on a failed node, mend the command or the image, and run again.',
    quota: 'Ask for more cores in the portal (Batch account, Quotas), or for fewer nodes.',
    capacity: 'Run again later, or choose another VM size or region.',
    time: 'Run again, which asks for the missing nodes once more, with a larger `resize-timeout-minutes` or a smaller `nodes-per-replica`.',
    environment: 'Mend the network, the rights or the lock that Azure names, and run again: the resize is then asked for once more.',
    unknown: 'Run again: the resize is then asked for once more. When it ends the same way twice, look at the pool in the portal.',
};
/** A failure for nodes that came but do not work: counts, the commonest reasons, and whom they blame. */
function nodesFailure(poolName, bad, healthy, asked, hasSubnet) {
    const blame = blameOfNodes(bad, hasSubnet);
    return {
        code: blame === 'start-task' ? 'StartTaskFailed' : 'NodesUnusable',
        message: `${number(bad.length)} of ${number(asked)} nodes of pool ${poolName} cannot be used, ${number(healthy)} are healthy. ${BLAME_WORDS[blame]}. What Azure says of them:\n  ${blame_reasonsOf(bad)}`,
        remedy: remedyOf(blame),
    };
}
/** A failure for a pool whose nodes were healthy and did not stay so; `reason` is the end of a sentence. */
function bakeFailure({ poolName, minutes, reason }, bad, hasSubnet) {
    const blame = blameOfNodes(bad, hasSubnet);
    return {
        code: 'BakeFailed',
        message: `${minutes} minutes after its nodes were healthy, pool ${poolName} is not trusted: ${reason}. ${BLAME_WORDS[blame]}. What Azure says of them:\n  ${blame_reasonsOf(bad)}`,
        remedy: remedyOf(blame),
    };
}
/** A failure for nodes that Azure upgraded and that cannot be trusted; `reason` is the end of a sentence, `versions` says who runs what. */
function upgradeFailure({ poolName, reason, versions }, bad, hasSubnet) {
    const blame = blameOfNodes(bad, hasSubnet);
    return {
        code: 'UpgradeFailed',
        message: `The upgrade of pool ${poolName} is not trusted: ${reason} (${versions}). ${BLAME_WORDS[blame]}. What Azure says of them:\n  ${blame_reasonsOf(bad)}`,
        remedy: remedyOf(blame),
    };
}
function blame_reasonsOf(bad) {
    const reasons = bad.length === 0 ? ['nothing: the list of nodes could not be read'] : commonest(bad.map(blame_reasonOf));
    return reasons.join('\n  ');
}
function remedyOf(blame) {
    return blame === 'environment' ? NETWORK_REMEDY : BLAME_REMEDY[blame];
}
const NETWORK_REMEDY = 'Check network security group, routes and DNS of the subnet first (outbound 443 to BatchNodeManagement), then whether the image was generalized and fits its node agent SKU.';
/** What nodes that do not work speak of. Nodes that Azure took back or lost sight of say nothing of the image. */
function blameOfNodes(bad, hasSubnet) {
    const started = bad.filter(({ state }) => state === 'starttaskfailed');
    const unusable = bad.filter(({ state }) => state === 'unusable');
    if (started.length >= unusable.length && started.length > 0)
        return 'start-task';
    const own = bad.filter(({ state }) => !['preempted', 'unknown', 'offline'].includes(state));
    if (own.length > 0)
        return unusableBlame(unusable, hasSubnet);
    return bad.some(({ state }) => state === 'preempted') ? 'capacity' : 'unknown';
}
/** Unusable nodes without a word of their own: the network first where there is one of the user's, else the image. */
function unusableBlame(unusable, hasSubnet) {
    if (unusable.some(({ errors }) => errors.length > 0))
        return 'unknown';
    return hasSubnet ? 'environment' : 'image';
}
function blame_reasonOf(node) {
    const [error] = node.errors;
    if (error)
        return `${node.state}: ${error.code}: ${error.message}`;
    const task = node.startTask;
    if (node.state === 'starttaskfailed' && task) {
        const why = task.failure ? `${task.failure.code}: ${task.failure.message}` : 'no further reason';
        return `start task failed with exit code ${task.exitCode ?? 'unknown'} (${why})`;
    }
    return `${node.state}: Azure gives no reason`;
}
/** Up to five reasons, the commonest first, with how many nodes say so. */
function commonest(reasons) {
    const counts = new Map();
    for (const reason of reasons)
        counts.set(reason, (counts.get(reason) ?? 0) + 1);
    return [...counts]
        .sort(([, one], [, other]) => other - one)
        .slice(0, 5)
        .map(([reason, nodes]) => `${count(nodes, 'node')}: ${reason}`);
}

;// CONCATENATED MODULE: ./build/plan/health/health.js





/** Minutes an unusable node without a reason is given: Batch tries to mend those itself. */
const UNUSABLE_GRACE_MINUTES = 10;
/** Minutes without any change after which nodes that are still starting will not come up. */
const STANDSTILL_MINUTES = 30;
/** Minutes until a resize that was asked for has to show. */
const RESIZE_LAG_MINUTES = 2;
/** Judges a pool by what Azure shows of it now. */
function judgePool(sight) {
    const { step, pool } = sight;
    const name = (0,resource_id/* resourceName */.Iy)(step.poolId);
    const have = nodesIn(pool);
    if (pool.provisioningState === 'Deleting')
        return failed('PoolDeleted', `Pool ${name} is being deleted by someone else.`);
    if (pool.autoScaleError !== undefined)
        return autoScaleFailed(name, pool);
    if (pool.allocationState === 'Steady') {
        if (isBeforeResize(sight, have)) {
            return {
                kind: 'waiting',
                text: `Pool ${name} still has ${count(have, 'node')}; its resize is about to begin.`,
                mark: 'before',
            };
        }
        const errors = newResizeErrors(step, pool);
        if (errors.length > 0)
            return { kind: 'failed', failure: resizeFailure(name, errors, have, step.targetNodes) };
        if (step.targetNodes !== undefined && have < requiredNodes(step, step.targetNodes))
            return missingNodes(name, have, step.targetNodes);
        if (step.until === 'steady')
            return { kind: 'steady', text: `Pool ${name} is steady with ${count(have, 'node')}.` };
    }
    return sight.counts === undefined ? allocating(name, pool, step) : judgeNodes(sight, sight.counts);
}
/** Azure may still show the pool as it was just before the resize that it has accepted. */
function isBeforeResize({ step, pool, now, changedAt }, have) {
    const seen = pool.resize?.startTime === step.resizeSeenBefore;
    const short = (now - changedAt) / 60_000 < RESIZE_LAG_MINUTES;
    return seen && short && step.targetNodes !== undefined && have !== step.targetNodes;
}
/** Nodes that have to be healthy of `nodes`, rounded up. */
function requiredNodes({ healthyPercent }, nodes) {
    return Math.ceil((nodes * healthyPercent) / 100);
}
function judgeNodes({ step, pool, now, unusableSince, changedAt }, counts) {
    const of = (state) => counts.byState[state] ?? 0;
    const have = nodesIn(pool);
    const target = step.targetNodes ?? have;
    const required = requiredNodes(step, target);
    const healthy = of('idle') + of('running');
    const minutesUnusable = unusableSince === undefined ? 0 : (now - unusableSince) / 60_000;
    const lost = of('starttaskfailed') + (minutesUnusable >= UNUSABLE_GRACE_MINUTES ? of('unusable') : 0);
    if (target - lost < required)
        return { kind: 'nodes-failed', healthy };
    if (pool.allocationState !== 'Steady')
        return allocating((0,resource_id/* resourceName */.Iy)(step.poolId), pool, step, counts);
    if (healthy >= required)
        return { kind: 'confirm', healthy, required };
    const stillMinutes = (now - changedAt) / 60_000;
    // A start task may take its time; a node that only boots may not.
    if (stillMinutes >= STANDSTILL_MINUTES && of('waitingforstarttask') === 0)
        return { kind: 'nodes-failed', healthy };
    const text = `${number(healthy)} of ${number(target)} nodes are healthy${others(counts)}.`;
    return { kind: 'waiting', text, mark: `healthy ${tenth(healthy, target)} ${lost}` };
}
function allocating(name, pool, step, counts) {
    const have = nodesIn(pool);
    const of = step.targetNodes === undefined ? '' : ` of ${number(step.targetNodes)}`;
    return {
        kind: 'waiting',
        mark: `${pool.allocationState} ${tenth(have, step.targetNodes ?? have)}`,
        text: `Pool ${name} is ${pool.allocationState.toLowerCase()}: ${number(have)}${of} nodes are there${counts ? others(counts) : ''}.`,
    };
}
function tenth(part, whole) {
    return whole === 0 ? 0 : Math.floor((10 * part) / whole);
}
/** States other than healthy, in a fixed order of words. */
function others(counts) {
    const list = Object.entries(counts.byState)
        .filter(([state, nodes]) => nodes > 0 && state !== 'idle' && state !== 'running')
        .map(([state, nodes]) => `${state} ${number(nodes)}`);
    return list.length === 0 ? '' : ` (${list.join(', ')})`;
}
/** Errors of resizes that began after the run did. They stay until the next resize, so old ones are no news. */
function newResizeErrors({ resizeSeenBefore }, pool) {
    if (pool.resize === undefined || pool.resize.startTime === resizeSeenBefore)
        return [];
    return pool.resize.errors;
}
function missingNodes(name, have, asked) {
    return failed('NodesMissing', `Pool ${name} is steady with ${number(have)} of ${number(asked)} nodes, and Azure gives no reason: the resize was stopped, or someone changed the scale.`, 'Run again: the missing nodes are then asked for once more.');
}
function autoScaleFailed(name, pool) {
    const { code = 'Unknown', message = '' } = pool.autoScaleError ?? {};
    return failed(code, `The autoscale formula of pool ${name} could not be evaluated. Azure says: ${message}`, 'Correct `autoscale-formula`, and run again.');
}
function failed(code, message, remedy = 'Run again when that is settled.') {
    return { kind: 'failed', failure: { code, message, remedy } };
}
/** Whether nodes run in a network of the user's, which is then the first suspect. */
function hasSubnet(pool) {
    return typeof (0,json/* memberAt */.mz)(pool.definition.properties, ['networkConfiguration', 'subnetId']) === 'string';
}

;// CONCATENATED MODULE: ./build/plan/health/bake.js



/** Minutes that nodes may be bad before that counts: Batch tries to mend them itself, and a node that reboots comes back. */
const GRACE_MINUTES = 10;
/** Judges a pool that is watched, by what Azure shows of it now. */
function judgeBake(sight) {
    const { step, now, startedAt, troubledSince } = sight;
    const trouble = troubleOf(sight);
    if (trouble !== undefined && (trouble.isCertain || minutesSince(troubledSince ?? now, now) >= GRACE_MINUTES)) {
        return { kind: 'failed', reason: trouble.reason };
    }
    const spent = minutesSince(startedAt, now);
    const name = (0,resource_id/* resourceName */.Iy)(step.poolId);
    const state = stateText(sight);
    if (spent >= step.minutes && trouble === undefined) {
        const text = `Pool ${name} was watched for ${step.minutes} ${step.minutes === 1 ? 'minute' : 'minutes'}: ${state}.`;
        return { kind: 'passed', text, healthy: healthyIn(sight.counts) };
    }
    const isTroubled = trouble !== undefined;
    const text = isTroubled
        ? `${trouble.reason}; it fails where that lasts for ${GRACE_MINUTES} minutes.`
        : `${Math.floor(spent)} of ${step.minutes} minutes: ${state}.`;
    const mark = `${Math.floor((4 * spent) / step.minutes)} ${isTroubled} ${tenths(wentBad(sight), allowedIn(sight))}`;
    return { kind: 'watching', isTroubled, text, mark };
}
/** Nodes that are not healthy and stay: neither taken back by Azure nor on their way out. */
function unhealthyIn(counts) {
    return stayingIn(counts) - healthyIn(counts);
}
/** Whether a node in this state is bad: it does not work, and nothing says that it is about to. */
function isBadState(state) {
    return FAILED_AT_ONCE.includes(state) || MAY_MEND.includes(state);
}
const FAILED_AT_ONCE = ['starttaskfailed'];
const MAY_MEND = ['unusable', 'unknown', 'offline'];
function troubleOf(sight) {
    const { step, counts, spared, isResized } = sight;
    const [bad, allowed] = [wentBad(sight), allowedIn(sight)];
    if (bad > allowed) {
        const isCertain = inStates(counts, FAILED_AT_ONCE) - spared > allowed;
        return { reason: `${count(bad, 'node')} went bad, and \`max-failed-nodes\` forgives ${number(allowed)}`, isCertain };
    }
    if (step.targetNodes === undefined || isResized)
        return undefined;
    const nodes = Math.min(step.targetNodes, stayingIn(counts));
    const [healthy, required] = [healthyIn(counts), requiredNodes(step, nodes)];
    if (healthy >= required)
        return undefined;
    return {
        reason: `${number(healthy)} of ${number(nodes)} nodes are healthy, and \`healthy-percent\` asks for ${number(required)}`,
        isCertain: false,
    };
}
function wentBad({ counts, spared }) {
    return Math.max(0, inStates(counts, [...FAILED_AT_ONCE, ...MAY_MEND]) - spared);
}
function allowedIn({ step, counts }) {
    const { maxFailedNodes, targetNodes } = step;
    if ('nodes' in maxFailedNodes)
        return maxFailedNodes.nodes;
    return Math.floor(((targetNodes ?? stayingIn(counts)) * maxFailedNodes.percent) / 100);
}
function stateText(sight) {
    const { counts } = sight;
    const bad = wentBad(sight);
    const forgiven = bad === 0 ? '' : ` (${number(bad)} went bad, which \`max-failed-nodes\` forgives)`;
    return `${number(healthyIn(counts))} of ${number(stayingIn(counts))} nodes are healthy${forgiven}`;
}
function healthyIn(counts) {
    return inStates(counts, ['idle', 'running']);
}
function stayingIn(counts) {
    return counts.total - inStates(counts, ['leavingpool', 'preempted']);
}
function inStates({ byState }, states) {
    return states.reduce((sum, state) => sum + (byState[state] ?? 0), 0);
}
function tenths(part, whole) {
    return whole === 0 ? part : Math.ceil((10 * part) / whole);
}
function minutesSince(since, now) {
    return (now - since) / 60_000;
}

;// CONCATENATED MODULE: ./build/plan/health/upgrade.js




/** Minutes that upgraded nodes may be bad before that counts: Batch tries to mend them itself. */
const upgrade_GRACE_MINUTES = 10;
/** Judges nodes that Azure upgrades by itself. How long the tasks on them take is not known, so nothing here is a time limit. */
function judgeUpgrade(sight) {
    const { step, now, takenBack, troubledSince } = sight;
    const nodes = sight.nodes.filter(isStaying);
    if (nodes.length > 0 && nodes.every(({ imageVersionId }) => imageVersionId === undefined))
        return { kind: 'untold' };
    const own = nodes.filter((node) => shows(node, step.imageVersionId));
    const bad = own.filter(({ state }) => isBadState(state));
    const allowed = allowedOf(step, nodes.length);
    const version = (0,resource_id/* resourceName */.Iy)(step.imageVersionId);
    if (takenBack > allowed)
        return { kind: 'failed', reason: `Azure took ${count(takenBack, 'node')} back from image version ${version}` };
    const isTroubled = bad.length > allowed;
    const isCertain = bad.filter(({ state }) => state === 'starttaskfailed').length > allowed;
    if (isTroubled && (isCertain || (now - (troubledSince ?? now)) / 60_000 >= upgrade_GRACE_MINUTES))
        return { kind: 'failed', reason: badText(bad.length, allowed) };
    const healthy = own.filter(({ state }) => isHealthy(state)).length;
    if (!isTroubled && own.length === nodes.length && healthy >= requiredNodes(step, nodes.length)) {
        const pool = `pool ${(0,resource_id/* resourceName */.Iy)(step.poolId)}`;
        const text = nodes.length === 0
            ? `No node of ${pool} is left that could be upgraded.`
            : `${number(healthy)} of ${count(nodes.length, 'node')} of ${pool} are healthy, and all show image version ${version}.`;
        return { kind: 'done', text, healthy };
    }
    const text = progress(nodes, step.imageVersionId);
    const mark = `${Math.floor((10 * healthy) / nodes.length)} ${bad.length}`;
    return { kind: 'following', isTroubled, text: isTroubled ? `${text} ${badText(bad.length, allowed)}.` : text, mark };
}
/** Whether every node of a pool shows a version and is healthy enough to take tasks. */
function isSettledOn(nodes, imageVersionId) {
    return nodes.filter(isStaying).every((node) => shows(node, imageVersionId) && !isUnderWay(node));
}
/** How far the nodes of a pool are: `120 of 300 nodes show image version 1.1.0, 60 are being upgraded, 12 wait for their tasks.` */
function progress(nodes, imageVersionId) {
    const upgrading = nodes.filter((node) => node.state === 'upgradingos' || (shows(node, imageVersionId) && isUnderWay(node)));
    const shown = nodes.filter((node) => shows(node, imageVersionId) && !isUnderWay(node));
    const busy = nodes.filter((node) => !shows(node, imageVersionId) && node.state === 'running');
    const parts = [
        `${number(shown.length)} of ${count(nodes.length, 'node')} show image version ${(0,resource_id/* resourceName */.Iy)(imageVersionId)}`,
        ...(upgrading.length > 0 ? [`${upgrading.length} ${upgrading.length === 1 ? 'is' : 'are'} being upgraded`] : []),
        ...(busy.length > 0 ? [`${busy.length} ${busy.length === 1 ? 'runs' : 'run'} tasks on the version before`] : []),
    ];
    return `${parts.join(', ')}.`;
}
/** Which versions the nodes of a pool show, the commonest first: `280 nodes show 1.0.0, 20 show 1.1.0`. */
function versionsShown(nodes) {
    const byVersion = Map.groupBy(nodes.filter(isStaying), ({ imageVersionId }) => (0,resource_id/* resourceName */.Iy)(imageVersionId ?? 'none'));
    const counts = [...byVersion].map(([version, own]) => [version, own.length]);
    return counts
        .toSorted(([, one], [, other]) => other - one)
        .map(([version, shown], index) => `${index === 0 ? count(shown, 'node') : number(shown)} ${shown === 1 ? 'shows' : 'show'} ${version}`)
        .join(', ');
}
/** Nodes that show another version than the one they should; those of which Azure tells none are left out. */
function nodesOnOther(nodes, imageVersionId) {
    return nodes.filter((node) => isStaying(node) && node.imageVersionId !== undefined && !shows(node, imageVersionId));
}
function shows({ imageVersionId }, wanted) {
    return imageVersionId !== undefined && (0,resource_id/* sameResourceId */.WL)(imageVersionId, wanted);
}
function isStaying({ state }) {
    return state !== 'leavingpool' && state !== 'preempted';
}
function isHealthy(state) {
    return state === 'idle' || state === 'running';
}
function isUnderWay({ state }) {
    return !isHealthy(state) && !isBadState(state);
}
function allowedOf({ maxFailedNodes }, nodes) {
    return 'nodes' in maxFailedNodes ? maxFailedNodes.nodes : Math.floor((nodes * maxFailedNodes.percent) / 100);
}
function badText(bad, allowed) {
    return `${count(bad, 'node')} went bad after the upgrade, and \`max-failed-nodes\` forgives ${number(allowed)}`;
}

;// CONCATENATED MODULE: ./build/apply/poll.js

/** Wait between two readings where Azure names none: 15 s, a tenth more or less so that many runs do not ask at once. */
const POLL_INTERVAL_MS = 15_000;
/** How long something may stay unreadable before a wait gives up on it. */
const PATIENCE_MS = 10 * 60_000;
/** Rounds against other writers before a person is asked. */
const MOST_ROUNDS = 5;
/** Waits as long as Azure asked for in `reading`, or the usual interval; gives up at the run's deadline. */
async function untilNextReading(ports, reading) {
    const { clock, deadline, signal } = ports;
    const usual = POLL_INTERVAL_MS * (0.9 + 0.2 * clock.random());
    const wait = reading?.retryAfterMs ?? usual;
    const left = deadline === undefined ? Number.POSITIVE_INFINITY : deadline - clock.now();
    if (left <= 0)
        throw new errors/* Cancelled */.cJ('The time given by `timeout-minutes` is over.');
    await clock.sleep(Math.round(Math.min(wait, left)), signal);
}
/** A reading; one that is refused is tried again for 10 minutes, for a run that changes things must not lose sight of them. */
async function patientReading(ports, read) {
    const since = ports.clock.now();
    for (;;) {
        ports.signal.throwIfAborted();
        const reading = await read();
        if (reading.observed.state !== 'unreadable' || ports.clock.now() - since > PATIENCE_MS)
            return reading;
        await untilNextReading(ports, reading);
    }
}
/**
 * One thing that several steps wait for at the same time, read once for all of them: whoever asks for the next
 * reading while one is on its way gets that one.
 */
class Watch {
    #ports;
    #read;
    #pending;
    #last;
    constructor(ports, read) {
        this.#ports = ports;
        this.#read = read;
    }
    /** The next reading: the first at once, later ones after the wait Azure asks for. Unreadable ones are retried for 10 minutes. */
    next() {
        this.#pending ??= this.#tick().finally(() => {
            this.#pending = undefined;
        });
        return this.#pending;
    }
    async #tick() {
        if (this.#last !== undefined)
            await untilNextReading(this.#ports, this.#last);
        this.#last = await patientReading(this.#ports, this.#read);
        return this.#last.observed;
    }
}

;// CONCATENATED MODULE: ./build/plan/pool/account-access.js

/** Whether the account takes tokens of Microsoft Entra at its Batch service; where it names no modes, it takes all. */
function allowsEntra({ allowedAuthenticationModes: modes }) {
    return modes === undefined || modes.some((mode) => mode.toLowerCase() === 'aad');
}
/** Ways of signing in that an account allows, in words. */
function modeWords({ allowedAuthenticationModes: modes = [] }) {
    return enumeration(modes) || 'none';
}
/** Whom the network rules of the account keep from its Batch service, in words; undefined where they keep out nobody. */
function shutOut({ publicNetworkAccess, accountAccess }) {
    if (publicNetworkAccess === 'SecuredByPerimeter')
        return 'all that its network security perimeter does not let in';
    if (publicNetworkAccess !== 'Enabled')
        return 'all addresses of the public internet';
    return accountAccess?.defaultAction === 'Deny' ? 'every address that no rule names' : undefined;
}
/** Whether a refusal of the Batch service is what the account is set to, and will not pass. */
function mayRefuse(account) {
    return !allowsEntra(account) || shutOut(account) !== undefined;
}
/** Whether no node can reach the node management of the account: its public address is closed, and no private endpoint leads there. */
function shutsOutNodes(account) {
    const { publicNetworkAccess, nodeManagementAccess: rules } = account;
    const isBarred = rules?.defaultAction === 'Deny' && rules.ipRules.length === 0;
    return !hasNodeEndpoint(account) && (publicNetworkAccess === 'Disabled' || isBarred);
}
/** Whether a private endpoint leads to the node management of the account, or may. */
function hasNodeEndpoint({ privateEndpoints = [] }) {
    return privateEndpoints.some((name) => name === '' || name.toLowerCase() === 'nodemanagement');
}

;// CONCATENATED MODULE: ./build/plan/image/provider-steps.js


/** ID of the step that registers Microsoft.Batch. */
const REGISTER_STEP = 'register-provider Microsoft.Batch';
/** Key of a subscription among what was observed. */
function subscriptionKey(subscriptionId) {
    return (0,resource_id/* resourceKey */.ik)(`/subscriptions/${subscriptionId}`);
}
/** Subscription of the gallery: Batch starts nodes from it only where Microsoft.Batch is registered in it. */
function gallerySubscription({ image }) {
    return (0,resource_id/* parseResourceId */.RQ)(image.imageDefinitionId)?.subscriptionId ?? '';
}
/** The step that registers Microsoft.Batch in the subscription of the gallery, where that was asked and is needed. */
function providerSteps(desired, observed) {
    const subscriptionId = gallerySubscription(desired);
    const state = registrationState(observed.preflight.registrations[subscriptionKey(subscriptionId)]);
    if (!desired.registerProvider || state === undefined || state === 'Registered')
        return [];
    return [
        {
            kind: 'register-provider',
            id: REGISTER_STEP,
            after: [],
            disruption: 'none',
            subscriptionId,
            namespace: 'Microsoft.Batch',
        },
    ];
}
/** How far the registration of a provider is; undefined where it was not asked for, or could not be read. */
function registrationState(reading) {
    return reading?.state === 'absent' ? 'NotRegistered' : presentValue(reading);
}

;// CONCATENATED MODULE: ./build/plan/rights/pool-rights.js


/**
 * Rights that writing or watching a pool needs: on its account, and on every resource that the write links to it.
 * Source: learn.microsoft.com/azure/batch/batch-sig-images, prerequisites, and batch-role-based-access-control.
 */
function linkedPoolRights(step, gallery) {
    const account = (0,resource_id/* parentId */.A1)(step.poolId);
    if (step.kind === 'await-pool' || step.kind === 'bake-pool') {
        return [{ action: 'Microsoft.Batch/batchAccounts/pools/read', scope: account }];
    }
    const written = step.kind === 'create-pool' ? membersOf(step) : step.changes;
    return [
        { action: 'Microsoft.Batch/batchAccounts/pools/write', scope: account },
        ...written.flatMap((change) => linkedRights(change, gallery)),
    ];
}
/** A new pool as changes of a pool that has nothing. */
function membersOf({ to }) {
    const properties = Object.entries(to.properties).flatMap(([name, value]) => value === undefined ? [] : [{ path: `properties.${name}`, to: value }]);
    return [...properties, ...(to.identity === undefined ? [] : [{ path: 'identity', to: to.identity }])];
}
function linkedRights({ path, from, to }, gallery) {
    switch (path) {
        case 'properties.deploymentConfiguration':
            return [
                { action: 'Microsoft.Compute/galleries/images/versions/read', scope: gallery },
                { action: 'Microsoft.Compute/disks/beginGetAccess/action', scope: gallery },
            ];
        case 'properties.networkConfiguration': {
            const scope = (0,json/* memberAt */.mz)(to, ['subnetId']);
            return typeof scope === 'string'
                ? [{ action: 'Microsoft.Network/virtualNetworks/subnets/join/action', scope }]
                : [];
        }
        case 'identity': {
            const held = identitiesOf(from);
            const added = identitiesOf(to).filter((id) => !held.some((other) => other.toLowerCase() === id.toLowerCase()));
            return added.map((scope) => ({
                action: 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
                scope,
            }));
        }
        default:
            return [];
    }
}
function identitiesOf(identity) {
    const assigned = (0,json/* memberAt */.mz)(identity, ['userAssignedIdentities']);
    return (0,json/* isJsonObject */.OW)(assigned) ? Object.keys(assigned) : [];
}

;// CONCATENATED MODULE: ./build/plan/rights/required-rights.js



/** Every right that these steps need, each once for its scope, with all that it is needed for. */
function requiredRights(steps, question) {
    const all = steps.flatMap((step) => rightsOf(step, question));
    const byKey = Map.groupBy(all, ({ action, scope }) => `${action.toLowerCase()} ${(0,resource_id/* resourceKey */.ik)(scope)}`);
    return [...byKey.values()].flatMap(([right, ...others]) => {
        if (right === undefined)
            return [];
        const purposes = new Set([right, ...others].map(({ purpose }) => purpose));
        return [{ ...right, purpose: enumeration([...purposes]) }];
    });
}
/** The resource group of a resource, as a scope. */
function resourceGroupOf(id) {
    const { subscriptionId = '', resourceGroup = '' } = (0,resource_id/* parseResourceId */.RQ)(id) ?? {};
    return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
}
/** Where rights on the gallery are asked: at the definition, or at its resource group while there is no definition. */
function galleryScope({ desired, observed }) {
    const { imageDefinitionId } = desired.image;
    return observed.imageDefinition.state === 'present' ? imageDefinitionId : resourceGroupOf(imageDefinitionId);
}
function rightsOf(step, question) {
    const purpose = purposeOf(step);
    return [...scopedRights(step, question).map((right) => ({ ...right, purpose })), ...undoRights(step, question)];
}
/** A pool that was to take the place of another is deleted where that goes wrong, also where the other is kept in the end. */
function undoRights(step, { desired }) {
    if (step.kind !== 'switch-pool' || desired.rollout.onFailure === 'stop')
        return [];
    const purpose = `deleting pool ${(0,resource_id/* resourceName */.Iy)(step.poolId)} should the rollout go wrong`;
    return [{ action: 'Microsoft.Batch/batchAccounts/pools/delete', scope: (0,resource_id/* parentId */.A1)(step.poolId), purpose }];
}
function scopedRights(step, question) {
    const gallery = galleryScope(question);
    switch (step.kind) {
        case 'register-provider': {
            const grantAt = `/subscriptions/${step.subscriptionId}`;
            const scope = resourceGroupOf(question.desired.image.imageDefinitionId);
            return [{ action: 'Microsoft.Batch/register/action', scope, grantAt }];
        }
        case 'create-gallery':
            return [{ action: 'Microsoft.Compute/galleries/write', scope: gallery }];
        case 'create-image-definition':
            return [{ action: 'Microsoft.Compute/galleries/images/write', scope: gallery }];
        case 'create-managed-image': {
            const group = { action: 'Microsoft.Compute/images/write', scope: resourceGroupOf(step.managedImageId) };
            return [group, ...captureRights(step.source)];
        }
        case 'publish-image-version':
            return [versionsWrite(gallery), ...publishRights(step.source, question)];
        case 'update-image-version':
            return [versionsWrite(gallery)];
        case 'await-replication':
            return [];
        case 'create-pool':
        case 'update-pool':
        case 'await-pool':
        case 'bake-pool':
            return linkedPoolRights(step, gallery);
        case 'drain-pool':
            return drainActions(step).map((action) => ({ action, scope: (0,resource_id/* parentId */.A1)(step.poolId) }));
        case 'delete-pool':
            return [{ action: 'Microsoft.Batch/batchAccounts/pools/delete', scope: (0,resource_id/* parentId */.A1)(step.poolId) }];
        case 'switch-pool':
            return [{ action: 'Microsoft.Batch/batchAccounts/pools/write', scope: (0,resource_id/* parentId */.A1)(step.poolId) }];
        case 'follow-upgrade':
            return [{ action: 'Microsoft.Batch/batchAccounts/pools/read', scope: (0,resource_id/* parentId */.A1)(step.poolId) }];
        case 'set-latest':
            return [versionsWrite(gallery)];
        case 'delete-image-version':
            return [{ action: 'Microsoft.Compute/galleries/images/versions/delete', scope: gallery }];
        case 'smoke-pool':
            return smokeRights(step);
        case 'move-jobs':
            return moveRights(step);
    }
}
/** Nodes belong to the pool; jobs, their tasks and the files of those are data. */
function smokeRights({ poolId }) {
    const scope = (0,resource_id/* parentId */.A1)(poolId);
    const jobs = ['read', 'write', 'delete'].map((verb) => `Microsoft.Batch/batchAccounts/jobs/${verb}`);
    return [
        { action: 'Microsoft.Batch/batchAccounts/pools/read', scope },
        ...jobs.map((action) => ({ action, scope, isDataAction: true })),
    ];
}
/** Jobs and job schedules are data. */
function moveRights({ poolId }) {
    const rights = ['jobs/read', 'jobs/write', 'jobSchedules/read', 'jobSchedules/write'];
    return rights.map((right) => ({
        action: `Microsoft.Batch/batchAccounts/${right}`,
        scope: (0,resource_id/* parentId */.A1)(poolId),
        isDataAction: true,
    }));
}
/** A drain that has a deadline is stopped when that passes. */
function drainActions({ deadlineMinutes }) {
    const stop = deadlineMinutes === undefined ? [] : ['stopResize/action'];
    return ['write', ...stop].map((verb) => `Microsoft.Batch/batchAccounts/pools/${verb}`);
}
function versionsWrite(scope) {
    return { action: 'Microsoft.Compute/galleries/images/versions/write', scope };
}
/**
 * Rights on what an image version is made from.
 * Source: learn.microsoft.com, "Store and share images in an Azure Compute Gallery", permissions.
 */
function publishRights(source, { desired, observed }) {
    const isMade = observed.managedImage?.state === 'present';
    // What is not there, or may not be read, has a finding of its own; a managed image that is there needs no source.
    if (!isMade && observed.source.some((part) => part.observed.state !== 'present'))
        return [];
    switch (source.kind) {
        case 'managed-image': {
            const isMadeFirst = desired.image.managedImageId !== undefined && !isMade;
            const scope = isMadeFirst ? resourceGroupOf(source.id) : source.id;
            return [{ action: 'Microsoft.Compute/images/read', scope }];
        }
        case 'gallery-image-version':
            return [{ action: 'Microsoft.Compute/galleries/images/versions/read', scope: source.id }];
        case 'virtual-machine':
            return [{ action: 'Microsoft.Compute/virtualMachines/write', scope: source.id }];
        case 'community-image':
            return [];
        case 'disks':
            return required_rights_disksOf(source).map((disk) => diskRight(disk, 'write'));
    }
}
/** Rights on what a managed image is made from: a machine is marked, disks are only read. */
function captureRights(source) {
    if (source.kind === 'disks')
        return required_rights_disksOf(source).map((disk) => diskRight(disk, 'read'));
    return source.kind === 'virtual-machine'
        ? [{ action: 'Microsoft.Compute/virtualMachines/write', scope: source.id }]
        : [];
}
function required_rights_disksOf({ osDisk, dataDisks }) {
    return [osDisk, ...dataDisks.map(({ source }) => source)];
}
function diskRight(disk, verb) {
    if ('uri' in disk) {
        return { action: 'Microsoft.Storage/storageAccounts/listKeys/action', scope: disk.storageAccountId };
    }
    const type = (0,resource_id/* isOfType */.gh)(disk.id, 'Microsoft.Compute', 'snapshots') ? 'snapshots' : 'disks';
    return { action: `Microsoft.Compute/${type}/${verb}`, scope: disk.id };
}
function purposeOf(step) {
    switch (step.kind) {
        case 'register-provider':
            return `registering ${step.namespace}`;
        case 'create-gallery':
            return `creating gallery ${(0,resource_id/* resourceName */.Iy)(step.galleryId)}`;
        case 'create-image-definition':
            return `creating image definition ${(0,resource_id/* resourceName */.Iy)(step.imageDefinitionId)}`;
        case 'create-managed-image':
            return `making managed image ${(0,resource_id/* resourceName */.Iy)(step.managedImageId)}`;
        case 'publish-image-version':
            return `publishing image version ${(0,resource_id/* resourceName */.Iy)(step.imageVersionId)}`;
        case 'update-image-version':
            return `changing image version ${(0,resource_id/* resourceName */.Iy)(step.imageVersionId)}`;
        case 'await-replication':
            return `watching image version ${(0,resource_id/* resourceName */.Iy)(step.imageVersionId)}`;
        case 'create-pool':
            return `creating pool ${(0,resource_id/* resourceName */.Iy)(step.poolId)}`;
        case 'update-pool':
            return `changing pool ${(0,resource_id/* resourceName */.Iy)(step.poolId)}`;
        case 'drain-pool':
            return `emptying pool ${(0,resource_id/* resourceName */.Iy)(step.poolId)}`;
        case 'delete-pool':
            return `deleting pool ${(0,resource_id/* resourceName */.Iy)(step.poolId)}`;
        case 'await-pool':
        case 'bake-pool':
        case 'follow-upgrade':
            return `watching pool ${(0,resource_id/* resourceName */.Iy)(step.poolId)}`;
        case 'smoke-pool':
            return `running a command on pool ${(0,resource_id/* resourceName */.Iy)(step.poolId)}`;
        case 'move-jobs':
            return `moving the jobs of pool ${(0,resource_id/* resourceName */.Iy)(step.poolId)}`;
        case 'switch-pool':
            return `changing pool ${(0,resource_id/* resourceName */.Iy)(step.poolId)}`;
        case 'set-latest':
            return `promoting image version ${(0,resource_id/* resourceName */.Iy)(step.imageVersionId)}`;
        case 'delete-image-version':
            return `deleting image version ${(0,resource_id/* resourceName */.Iy)(step.imageVersionId)}`;
    }
}

;// CONCATENATED MODULE: ./build/plan/image/version.js



/**
 * Number of the version a run works on. `next-*` finds what an earlier attempt of the same commit made from the
 * same source, so that a re-run does not publish twice; otherwise it counts on from the highest that exists. `links` is
 * what is known of the source: one that was made anew under its name is another.
 */
function resolveVersion(request, existing, origin, source, links = []) {
    if (request.kind === 'exact')
        return request.version;
    const made = existing.filter((version) => (0,model_origin/* isFromCommit */.qo)(version.tags, origin) &&
        source !== undefined &&
        version.source !== undefined &&
        (0,image_source/* sameSource */.eP)(version.source, source) &&
        youngerThan(version, links) === undefined);
    const again = highest(made);
    if (again !== undefined)
        return again.join('.');
    const [major, minor, patch] = highest(existing) ?? [0, 0, 0];
    switch (request.part) {
        case 'major':
            return `${major + 1}.0.0`;
        case 'minor':
            return `${major}.${minor + 1}.0`;
        case 'patch':
            return `${major}.${minor}.${patch + 1}`;
    }
}
/** What was made after a version was published: the version cannot hold it, whatever its name. */
function youngerThan({ publishedDate }, links) {
    const published = Date.parse(publishedDate ?? '');
    return links.find(({ createdAt }) => Date.parse(createdAt ?? '') > published);
}
/** Azure's order of version numbers: part by part, as numbers. Negative where the first is older. */
function compareVersions(one, other) {
    return compareParts(version_partsOf(one), version_partsOf(other));
}
/** Whether a version number is higher than another. */
function isHigher(version, other) {
    return compareVersions(version, other) > 0;
}
function highest(versions) {
    return versions
        .map((version) => version_partsOf((0,resource_id/* resourceName */.Iy)(version.id)))
        .sort(compareParts)
        .at(-1);
}
function version_partsOf(version) {
    const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
    return [major, minor, patch];
}
function compareParts(one, other) {
    return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}

;// CONCATENATED MODULE: ./build/plan/rollout/rolling.js









const AUTOMATIC = ['upgradePolicy', 'automaticOSUpgradePolicy', 'enableAutomaticOSUpgrade'];
const DEFERRAL = ['upgradePolicy', 'automaticOSUpgradePolicy', 'osRollingUpgradeDeferral'];
/** What Azure is told so that it upgrades the nodes of a pool by itself, once their tasks have ended. */
const UPGRADE_POLICY = {
    mode: 'automatic',
    automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: true, osRollingUpgradeDeferral: true },
};
/** What `rolling` asks of a pool; undefined with another strategy. One that rolls already keeps its policy. */
function rollingDecisions({ image, rollout }, observed, pool) {
    if (rollout.strategy !== 'rolling')
        return undefined;
    const { imageDefinitionId } = image;
    if (pool !== undefined && missingToRoll(pool, imageDefinitionId).length === 0)
        return { imageDefinitionId };
    const osType = presentValue(observed.imageDefinition)?.osType ?? image.definition.osType;
    return {
        imageDefinitionId,
        upgradePolicy: UPGRADE_POLICY,
        ...(osType === 'Windows' && { windowsConfiguration: { enableAutomaticUpdates: false } }),
    };
}
/** Whether Azure gives the nodes of a pool the latest version of their image by itself. */
function upgradesItself(properties) {
    return (0,json/* memberAt */.mz)(properties, AUTOMATIC) === true;
}
/** What a pool lacks for Azure to upgrade it to versions of an image definition, in words; empty where it rolls. */
function missingToRoll({ definition }, imageDefinitionId) {
    const { properties } = definition;
    const id = (0,json/* memberAt */.mz)(properties, IMAGE_ID);
    const isOfDefinition = typeof id === 'string' && (0,resource_id/* sameResourceId */.WL)(id, imageDefinitionId);
    return [
        ...(isOfDefinition
            ? []
            : [
                `its image is ${typeof id === 'string' ? rolling_imageName(id) : 'of the marketplace'}, and not the definition without a version`,
            ]),
        ...(upgradesItself(properties) ? [] : ['its upgradePolicy does not enable automatic OS upgrade']),
    ];
}
function rolling_imageName(id) {
    return id.includes('/versions/') ? `version ${(0,resource_id/* resourceName */.Iy)(id)}` : (0,resource_id/* resourceName */.Iy)(id);
}
/**
 * The step that makes the version the latest, which is what makes Azure upgrade the nodes: once it is in every region of
 * the pools. None where it may be the latest already.
 */
function promoteSteps({ rollout, pools }, { imageVersion }, imageVersionId, before) {
    const held = presentValue(imageVersion);
    const isPublished = before.some(({ kind }) => kind === 'publish-image-version');
    const isPending = held === undefined ? isPublished : awaitsPromotion(held);
    if (rollout.strategy !== 'rolling' || pools.length === 0 || !isPending)
        return [];
    const waits = before.filter(({ kind }) => kind === 'await-replication');
    const writes = before.filter(({ kind }) => kind === 'publish-image-version' || kind === 'update-image-version');
    return [
        promoteStep(imageVersionId, (waits.length > 0 ? waits : writes).map(({ id }) => id)),
    ];
}
/** Numbers of versions that are higher than `version` and may be the latest in a region. */
function higherVersions(versions, version, region) {
    return versions
        .filter(({ targetRegions, excludeFromLatest }) => latestRegions(targetRegions, excludeFromLatest).includes(region))
        .map(({ id }) => (0,resource_id/* resourceName */.Iy)(id))
        .filter((number) => isHigher(number, version));
}
/** Whether nodes of a pool that rolls may be on another version; they are listed to tell. */
function mayFollow({ image, rollout, wait }, pool) {
    if (rollout.strategy !== 'rolling' || wait !== 'healthy' || pool === undefined || isEmptyPool(pool))
        return false;
    return nodesIn(pool) > 0 && missingToRoll(pool, image.imageDefinitionId).length === 0;
}
/** The step that follows the nodes of a pool until each shows the version; none where all do. */
function followSteps(desired, observed, { poolId, batchAccountId, pool, imageVersionId, after }) {
    if (!mayFollow(desired, pool))
        return [];
    const nodes = presentValue(observed.preflight.nodeImages[(0,resource_id/* resourceKey */.ik)(poolId)]);
    const awaitsPromotion = after.includes(promoteStepId(imageVersionId));
    if (!awaitsPromotion && nodes !== undefined && isSettledOn(nodes, imageVersionId))
        return [];
    return [
        {
            kind: 'follow-upgrade',
            id: `follow-upgrade ${(0,resource_id/* resourceName */.Iy)(poolId)}`,
            after,
            disruption: (0,json/* memberAt */.mz)(pool.definition.properties, DEFERRAL) === true ? 'drain' : 'replace',
            poolId,
            batchAccountId,
            imageVersionId,
            healthyPercent: desired.healthyPercent,
            maxFailedNodes: desired.rollout.maxFailedNodes ?? { nodes: 0 },
        },
    ];
}

;// CONCATENATED MODULE: ./build/plan/draft/draft-changes.js




/** Whether the run writes to the pool at all. */
function isWritten({ steps }) {
    return steps.some(({ kind }) => kind === 'create-pool' || kind === 'update-pool');
}
/** Whether the pool is new, or gets another image or node agent. */
function changesImage(pool) {
    return isMade(pool) || changes(pool, 'properties.deploymentConfiguration');
}
/** Whether the run starts the pool from an image: the first time, from another one, or all of its nodes anew. */
function startsFromImage(pool) {
    return changesImage(pool) || isRolled(pool);
}
/** Whether nodes may come that are not there: a canary, a new pool, a larger scale or a new try, another VM size or network. */
function grows(pool) {
    const touched = [pool_field/* SCALE */.Xt, 'properties.vmSize', 'properties.networkConfiguration'];
    return pool.canary !== undefined || isMade(pool) || touched.some((path) => changes(pool, path));
}
/** Whether nodes may start that are not there, or from another image. */
function startsNodes(pool) {
    return grows(pool) || changesImage(pool);
}
/** Whether the pool is created by this run, and was not there before. */
function isNew({ pool, steps }) {
    return pool === undefined && steps.some(({ kind }) => kind === 'create-pool');
}
/** Whether the run empties or replaces a pool that has nodes, to change what Azure changes only without them. */
function isRolled({ steps }) {
    return steps.some((step) => (step.kind === 'drain-pool' || step.kind === 'delete-pool') && !step.retires);
}
/** Whether the run would change what Azure changes only without nodes, in a pool that has some or is about to. */
function needsRollout({ pool, steps }) {
    if (pool === undefined)
        return false;
    const updates = steps.filter(isUpdate).flatMap((step) => step.changes);
    return !isEmptyPool(pool) && updates.some(({ path }) => (0,pool_field/* fieldDisruption */.ix)(path) !== 'none');
}
function isMade({ steps }) {
    return steps.some(({ kind }) => kind === 'create-pool');
}
/** Whether a step of the run changes the member of the pool at `path`, such as `properties.vmSize`. */
function changes({ steps }, path) {
    return steps.filter(isUpdate).some((step) => step.changes.some((change) => change.path === path));
}
/** Properties of the pool as they will be: those of the new pool, or the present ones with the changes of the run. */
function propertyAfter({ pool, steps }, path) {
    const [name = '', ...rest] = path;
    for (const step of steps) {
        if (step.kind === 'create-pool')
            return (0,json/* memberAt */.mz)(step.to.properties, path);
        if (step.kind !== 'update-pool')
            continue;
        const change = step.changes.find((each) => each.path === `properties.${name}`);
        if (change !== undefined)
            return (0,json/* memberAt */.mz)(change.to, rest);
    }
    return (0,json/* memberAt */.mz)(pool?.definition.properties, path);
}
/** The subnet that the nodes of a pool join, also where `pool-properties` or the pool itself names it. */
function subnetAfter(pool) {
    const id = propertyAfter(pool, ['networkConfiguration', 'subnetId']);
    return typeof id === 'string' ? id : undefined;
}
/** Accounts of pools, each once. */
function accountsOf(pools) {
    return [...new Map(pools.map(({ account }) => [(0,resource_id/* resourceKey */.ik)(account.id), account])).values()];
}
function isUpdate(step) {
    return step.kind === 'update-pool';
}

;// CONCATENATED MODULE: ./build/plan/image/gallery-steps.js



/** Steps that make what a version needs around it: gallery, definition, and the managed image it is to be made from. */
function gallerySteps(desired, observed, location) {
    const gallery = galleryStep(desired, observed, location);
    const definition = definitionStep(desired, observed, location, idsOf(gallery));
    const image = managedImageStep(desired, observed, location);
    return [...gallery, ...definition, ...image];
}
function galleryStep({ image }, { gallery }, location) {
    if (!image.createGallery || gallery?.state !== 'absent')
        return [];
    const galleryId = (0,resource_id/* parentId */.A1)(image.imageDefinitionId);
    const id = `create-gallery ${(0,resource_id/* resourceName */.Iy)(galleryId)}`;
    return [{ kind: 'create-gallery', id, after: [], disruption: 'none', galleryId, location }];
}
function definitionStep({ image, origin }, observed, location, after) {
    const { imageDefinitionId } = image;
    if (!image.createGallery || observed.imageDefinition.state !== 'absent')
        return [];
    const to = gallery_steps_definitionBody(image, observed, { origin, name: (0,resource_id/* resourceName */.Iy)(imageDefinitionId) });
    if (to === undefined)
        return [];
    const id = `create-image-definition ${(0,resource_id/* resourceName */.Iy)(imageDefinitionId)}`;
    return [{ kind: 'create-image-definition', id, after, disruption: 'none', imageDefinitionId, location, to }];
}
/**
 * The definition that is created: as the workflow says, else as the source tells, else the default that most images
 * have. Undefined where operating system or generation are not known: they never change, so they are not guessed.
 */
function gallery_steps_definitionBody({ definition: asked, managedImageId }, { lineage }, { origin, name }) {
    // What lies behind a source may be secured otherwise than what is published.
    const publishedLink = managedImageId === undefined ? lineage?.links[0] : undefined;
    const osType = asked.osType ?? toldBy(lineage, 'osType');
    const hyperVGeneration = askedGeneration(asked) ?? toldBy(lineage, 'hyperVGeneration');
    if (osType === undefined || hyperVGeneration === undefined)
        return undefined;
    const [owner = '', repository = ''] = origin.repository.split('/');
    const hasNvme = hyperVGeneration === 'V2' && /nvme/i.test(toldBy(lineage, 'diskControllers') ?? '');
    const purchasePlan = asked.purchasePlan ?? toldBy(lineage, 'purchasePlan') ?? undefined;
    return {
        osType,
        hyperVGeneration,
        architecture: asked.architecture ?? toldBy(lineage, 'architecture') ?? 'x64',
        securityType: asked.securityType ?? publishedLink?.securityType ?? 'Standard',
        publisher: asked.publisher ?? identifier(owner, 128),
        offer: asked.offer ?? identifier(repository, 64),
        sku: asked.sku ?? identifier(name, 64),
        ...(hasNvme && { diskControllers: 'SCSI, NVMe' }),
        ...(purchasePlan && { purchasePlan }),
    };
}
/** The generation that is asked for, also by asking for what only V2 has: it is not taken from a source then. */
function askedGeneration({ hyperVGeneration, architecture, securityType, }) {
    const isV2 = architecture === 'Arm64' || (securityType !== undefined && securityType !== 'Standard');
    return hyperVGeneration ?? (isV2 ? 'V2' : undefined);
}
/** Letters, digits, hyphens, underscores and periods, none at the end: what publisher, offer and SKU may hold. */
function identifier(text, longest) {
    return text
        .replace(/[^\w.-]/g, '-')
        .slice(0, longest)
        .replace(/\.+$/, '');
}
function managedImageStep({ image, origin }, observed, location) {
    const { managedImageId, source } = image;
    const held = observed.managedImage;
    const isMissing = held?.state === 'absent' || (held?.state === 'present' && isBeingMade(held.value.provisioningState));
    const wanted = observed.imageVersion.state === 'absent' && isMissing;
    if (managedImageId === undefined || source === undefined || !wanted)
        return [];
    const { imageDefinition, lineage } = observed;
    const definition = imageDefinition.state === 'present' ? imageDefinition.value : image.definition;
    const osType = toldBy(lineage, 'osType') ?? definition.osType;
    const hyperVGeneration = toldBy(lineage, 'hyperVGeneration') ?? askedGeneration(definition);
    // Nothing is guessed that never changes; the check of the definition says what is missing.
    if (osType === undefined || hyperVGeneration === undefined)
        return [];
    return [
        {
            kind: 'create-managed-image',
            id: `create-managed-image ${(0,resource_id/* resourceName */.Iy)(managedImageId)}`,
            after: [],
            disruption: 'none',
            managedImageId,
            location,
            source,
            osType,
            hyperVGeneration,
            tags: { ...image.tags, ...(0,model_origin/* imageVersionTags */.nO)(origin, source) },
        },
    ];
}
/** Whether Azure is at work on something: what a run that was killed has begun is waited for by the step that makes it. */
function isBeingMade(provisioningState) {
    return provisioningState === 'Creating' || provisioningState === 'Updating';
}
function idsOf(steps) {
    return steps.map(({ id }) => id);
}

;// CONCATENATED MODULE: ./build/plan/image/image-steps.js



/** ID of the step that waits for a region. */
function awaitReplicationId(region) {
    return `await-replication ${region}`;
}
/** What a version is made from: the managed image that is made first, or the source itself. */
function publishedSource({ source, managedImageId }) {
    return managedImageId === undefined ? source : { kind: 'managed-image', id: managedImageId };
}
/**
 * Region of the version itself: where it lies, else where its source can be read, the definition's own region
 * first. A source that cannot be looked at stops the run; for whatever else stands against it the definition's region
 * is taken. Undefined while nothing of this is known.
 */
function versionLocation(observed) {
    if (observed.imageVersion.state === 'present')
        return (0,resource_id/* normalizeRegion */.wh)(observed.imageVersion.value.location);
    const source = observed.managedImage?.state === 'present' ? observed.managedImage : observed.source[0]?.observed;
    const { imageDefinition } = observed;
    const home = imageDefinition.state === 'present' ? (0,resource_id/* normalizeRegion */.wh)(imageDefinition.value.location) : undefined;
    if (source?.state !== 'present')
        return home;
    const { regions, location } = source.value;
    return [home, location].find((region) => region !== undefined && regions.includes(region)) ?? regions[0] ?? location;
}
/** Steps that publish the version or bring it to more regions and counts, and the waits for its regions. */
function imageSteps(desired, observed, imageVersionId, replicas) {
    const version = observed.imageVersion.state === 'present' ? observed.imageVersion.value : undefined;
    const location = versionLocation(observed);
    const around = location === undefined ? [] : gallerySteps(desired, observed, location);
    const write = version
        ? updateVersion(desired, version, replicas)
        : publishVersion(desired, observed, imageVersionId, replicas, around);
    const waits = replicas
        .filter((region) => isAwaited(region, desired, version))
        .map(({ region, regionalReplicaCount }) => ({
        kind: 'await-replication',
        id: awaitReplicationId(region),
        after: write.map(({ id }) => id),
        disruption: 'none',
        imageVersionId,
        region,
        regionalReplicaCount,
    }));
    return [...around, ...write, ...waits];
}
function publishVersion({ image, origin }, observed, imageVersionId, replicas, around) {
    const [location, source] = [versionLocation(observed), publishedSource(image)];
    if (source === undefined || location === undefined)
        return [];
    return [
        {
            kind: 'publish-image-version',
            id: `publish-image-version ${observed.version}`,
            after: around.map(({ id }) => id),
            disruption: 'none',
            imageVersionId,
            location,
            source,
            targetRegions: replicas.map((region) => targetRegion(region, image.replicaStorageType)),
            storageAccountType: image.replicaStorageType,
            ...(image.endOfLifeDate !== undefined && { endOfLifeDate: image.endOfLifeDate }),
            tags: { ...image.tags, ...(0,model_origin/* imageVersionTags */.nO)(origin, source), [model_origin/* LATEST_TAG */.F6]: model_origin/* PENDING */.eG },
        },
    ];
}
function updateVersion({ image }, version, replicas) {
    const held = new Map(version.targetRegions.map((target) => [target.region, target]));
    const to = replicas.map((region) => {
        const existing = held.get(region.region);
        // A region keeps its storage type: Azure does not change it.
        return existing
            ? { ...existing, regionalReplicaCount: region.regionalReplicaCount }
            : targetRegion(region, version.storageAccountType ?? image.replicaStorageType);
    });
    const grows = replicas.some(({ existing, regionalReplicaCount }) => regionalReplicaCount > existing);
    const tags = Object.fromEntries(Object.entries(image.tags).filter(([name, value]) => version.tags[name] !== value));
    const endOfLife = image.endOfLifeDate !== undefined && !sameInstant(image.endOfLifeDate, version.endOfLifeDate);
    const failed = isFailed(version);
    if (!grows && !endOfLife && !failed && Object.keys(tags).length === 0)
        return [];
    return [
        {
            kind: 'update-image-version',
            id: `update-image-version ${version.id.split('/').at(-1)}`,
            after: [],
            disruption: 'none',
            imageVersionId: version.id,
            from: version.targetRegions,
            to,
            tags,
            ...(endOfLife && { endOfLifeDate: image.endOfLifeDate }),
        },
    ];
}
/** Whether a replication failed as a whole or in a region: it starts again only when the version is written again. */
function isFailed({ provisioningState, replication }) {
    return provisioningState === 'Failed' || replication.some(({ state }) => state === 'Failed');
}
function targetRegion({ region, regionalReplicaCount }, storageAccountType) {
    return { region, regionalReplicaCount, ...(storageAccountType && { storageAccountType }) };
}
function sameInstant(one, other) {
    return other !== undefined && Date.parse(one) === Date.parse(other);
}
/** A region is waited for when a pool needs it, or the workflow waits at all and asked for the region. */
function isAwaited({ region, existing, regionalReplicaCount, pools }, desired, version) {
    const named = desired.image.extraRegions.some((extra) => extra.region === region);
    const home = version === undefined || (0,resource_id/* normalizeRegion */.wh)(version.location) === region;
    if (pools.length === 0 && (desired.wait === 'none' || !(named || home)))
        return false;
    const state = version?.replication.find((status) => status.region === region)?.state;
    return !(state === 'Completed' && existing >= regionalReplicaCount);
}

;// CONCATENATED MODULE: ./build/plan/image/sizing.js

/**
 * Most replicas Azure keeps of one image version in one region.
 * Source: learn.microsoft.com, "Azure Compute Gallery", limits.
 */
const MOST_REPLICAS = 100;
/** Nodes a scale asks for at most: dedicated and spot together, or the ceiling of a formula. */
function nodesOf(scale) {
    return scale.kind === 'fixed' ? scale.targetDedicatedNodes + scale.targetSpotNodes : scale.maximumNodes;
}
/**
 * Replicas that a pool of `nodes` needs in its region: one per `nodesPerReplica`, rounded up.
 * Source of the default 300: learn.microsoft.com/azure/batch/batch-sig-images, "Considerations for large pools".
 */
function replicasForNodes(nodes, nodesPerReplica) {
    return Math.ceil(nodes / nodesPerReplica);
}
/**
 * Minutes a resize to `nodes` may take: 15 for every 1,000 nodes begun, at least 15, and 30 above 300 nodes.
 * Source: learn.microsoft.com/azure/batch/batch-sig-images and batch-pool-node-error-checking.
 */
function resizeTimeoutMinutes(nodes) {
    const atLeast = nodes > 300 ? 30 : 15;
    return Math.max(atLeast, 15 * Math.ceil(nodes / 1000));
}
/**
 * Replicas per region, with the reasons for each: never less than the region has, than the minimum, than the
 * workflow asked for, or than all pools of the run in that region need together.
 */
function replicaArithmetic(image, pools, location, existing) {
    const requested = new Map(image.extraRegions.map((extra) => [extra.region, extra.regionalReplicaCount]));
    const wanted = [(0,resource_id/* normalizeRegion */.wh)(location), ...pools.map(({ region }) => region), ...requested.keys()];
    const regions = [...new Set([...wanted, ...existing.map(({ region }) => region)])];
    return regions.map((region) => {
        const held = existing.find((target) => target.region === region)?.regionalReplicaCount ?? 0;
        const terms = pools
            .filter((placed) => placed.region === region)
            .map(({ pool }) => {
            const nodes = nodesOf(pool.scale);
            return { poolId: pool.poolId, nodes, replicas: replicasForNodes(nodes, image.nodesPerReplica) };
        });
        // A region that only other runs asked for keeps what it has: its size is not this run's business.
        const minimum = wanted.includes(region) ? image.minimumReplicas : held;
        const asked = requested.get(region);
        return {
            region,
            existing: held,
            regionalReplicaCount: Math.max(held, minimum, asked ?? 0, terms.reduce((sum, term) => sum + term.replicas, 0)),
            minimum,
            ...(asked === undefined ? {} : { requested: asked }),
            pools: terms,
            nodesPerReplica: image.nodesPerReplica,
        };
    });
}

;// CONCATENATED MODULE: ./build/plan/image/latest-versions.js



/**
 * Versions that are the latest of their definition in some region once the run is done, by key, with these regions.
 * Source: the highest number among those that are in the region and not excluded there; the region's own exclusion wins.
 */
function latestVersions(versions, own) {
    const others = versions
        .filter(({ id, provisioningState }) => provisioningState === 'Succeeded' && !(0,resource_id/* sameResourceId */.WL)(id, own.id))
        .map(({ id, targetRegions, excludeFromLatest }) => ({
        id,
        regions: latestRegions(targetRegions, excludeFromLatest),
    }));
    const all = [{ id: own.id, regions: ownRegions(own) }, ...others];
    const newestFirst = all.toSorted((one, other) => compareVersions((0,resource_id/* resourceName */.Iy)(other.id), (0,resource_id/* resourceName */.Iy)(one.id)));
    const regions = [...new Set(all.flatMap((each) => each.regions))];
    return Map.groupBy(regions, (region) => (0,resource_id/* resourceKey */.ik)(newestFirst.find((each) => each.regions.includes(region))?.id ?? ''));
}
/** A version that is set to be the latest is so everywhere. */
function ownRegions({ held, rollout }) {
    const set = rollout.findLast((step) => step.kind === 'set-latest');
    const write = rollout.findLast((step) => step.kind === 'publish-image-version' || step.kind === 'update-image-version');
    const targets = write === undefined ? (held?.targetRegions ?? []) : 'to' in write ? write.to : write.targetRegions;
    if (set !== undefined)
        return set.excludeFromLatest ? [] : targets.map(({ region }) => region);
    // A version is published excluded from latest, to be set later.
    const isMadeExcluded = write?.kind === 'publish-image-version';
    return latestRegions(targets, held?.excludeFromLatest ?? isMadeExcluded);
}

;// CONCATENATED MODULE: ./build/plan/prune/prune-reasons.js


/** The first reason why a version stays; undefined where it goes. */
function reasonToKeep(version, { own, prune, latest, references, now }) {
    const key = (0,resource_id/* resourceKey */.ik)(version.id);
    if (key === own)
        return { kind: 'this-run' };
    const reference = referenceTo((0,resource_id/* resourceName */.Iy)(version.id), references);
    if (reference !== undefined)
        return { kind: reference.kind, poolId: reference.poolId };
    const regions = latest.get(key);
    if (regions !== undefined)
        return { kind: 'latest', regions };
    if (!prune.foreign && !(0,model_origin/* isPublishedByAction */._B)(version.tags))
        return { kind: 'foreign' };
    if (isHeld(version, now)) {
        const { endOfLifeDate: date } = version;
        return { kind: 'before-end-of-life', ...(date !== undefined && { date }) };
    }
    return IN_MOTION.includes(version.provisioningState) ? { kind: 'being-written' } : undefined;
}
/** States in which another run works on a version. */
const IN_MOTION = ['Creating', 'Updating', 'Migrating'];
const BY_WEIGHT = ['pool-runs', 'way-back', 'pool-may-run', 'pool-names'];
/** The weightiest reference to a version. */
function referenceTo(version, references) {
    const all = references.filter((reference) => reference.kind === 'pool-may-run' || reference.version === version);
    return all.toSorted((one, other) => BY_WEIGHT.indexOf(one.kind) - BY_WEIGHT.indexOf(other.kind))[0];
}
/** Whether a version is beyond the reach of a deletion: Azure refuses one before its end of life. */
function isHeld({ blockDeletionBeforeEndOfLife, endOfLifeDate }, now) {
    if (blockDeletionBeforeEndOfLife !== true)
        return false;
    return endOfLifeDate === undefined || Date.parse(endOfLifeDate) > now;
}

;// CONCATENATED MODULE: ./build/plan/prune/version-references.js





/** A pool that was read, as it refers to versions now. */
function referringPool(pool) {
    return { poolId: pool.id, definition: pool.definition, hasNodes: !isEmptyPool(pool) };
}
/** Pools as they will be after these steps: a pool that is deleted refers to nothing any more. */
function poolsAfter(pools, steps) {
    const after = new Map(pools.map((pool) => [(0,resource_id/* resourceKey */.ik)(pool.id), referringPool(pool)]));
    for (const step of steps) {
        const key = 'poolId' in step ? (0,resource_id/* resourceKey */.ik)(step.poolId) : '';
        const held = after.get(key);
        if (step.kind === 'delete-pool')
            after.delete(key);
        else if (step.kind === 'create-pool') {
            after.set(key, { poolId: step.poolId, definition: step.to, hasNodes: true });
        }
        else if (step.kind === 'update-pool' && held !== undefined) {
            after.set(key, { ...held, definition: version_references_updated(held.definition, step) });
        }
    }
    return [...after.values()];
}
/** Every version of the definition that a pool names anywhere in its properties, metadata included. */
function referencesOf(pool, imageDefinitionId) {
    const { poolId, definition, hasNodes } = pool;
    const { properties } = definition;
    const key = (0,resource_id/* resourceKey */.ik)(imageDefinitionId);
    const image = (0,resource_id/* resourceKey */.ik)(imageIn(definition) ?? '');
    const back = (0,resource_id/* resourceKey */.ik)(metadataValue(properties['metadata'], model_origin/* PREVIOUS_METADATA */.Et) ?? '');
    const kindOf = (id) => (id === image ? 'pool-runs' : id === back ? 'way-back' : 'pool-names');
    const text = JSON.stringify(properties).toLowerCase();
    const named = new Set([...text.matchAll(/\/versions\/(\d+\.\d+\.\d+)/g)].map(([, version = '']) => version));
    return [
        ...[...named].flatMap((version) => {
            const id = `${key}/versions/${version}`;
            return new RegExp(`${escaped(id)}(?!\\d)`).test(text) ? [{ poolId, kind: kindOf(id), version }] : [];
        }),
        ...(image === key && hasNodes ? [{ poolId, kind: 'pool-may-run' }] : []),
    ];
}
function version_references_updated(definition, { changes, metadata, forgets }) {
    const members = changes.map(({ path, to }) => [path.replace(/^properties\./, ''), to]);
    const properties = { ...definition.properties, ...Object.fromEntries(members) };
    return {
        ...definition,
        properties: { ...properties, metadata: withMetadata(properties['metadata'], metadata, forgets) },
    };
}
function escaped(text) {
    return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

;// CONCATENATED MODULE: ./build/plan/prune/prune.js







/** Deletions that are under way at the same time: Azure throttles who asks for hundreds at once. */
const DELETIONS_AT_A_TIME = 10;
/**
 * Which versions go once all of `rollout` has succeeded, and why others stay. Undefined where the workflow asks for nothing
 * of the kind, or where it is not known what all the pools refer to: nothing is removed blindly.
 */
function pruneVersions(desired, observed, { imageVersionId, rollout }) {
    const { prune } = desired;
    const { pruning } = observed;
    if (prune === undefined || pruning === undefined || isBlind(prune, pruning))
        return undefined;
    const own = (0,resource_id/* resourceKey */.ik)(imageVersionId);
    const versions = (presentValue(pruning.versions) ?? [])
        .filter(({ provisioningState }) => provisioningState !== 'Deleting')
        .toSorted((one, other) => compareVersions((0,resource_id/* resourceName */.Iy)(other.id), (0,resource_id/* resourceName */.Iy)(one.id)));
    const beyond = beyondNewest(versions, imageVersionId, prune.keepVersions);
    const followed = followedPools(rollout);
    const references = poolsOf(prune, pruning, rollout).flatMap((pool) => referencesOf(pool, desired.image.imageDefinitionId));
    const facts = {
        own,
        prune,
        latest: latestVersions(versions, { id: imageVersionId, held: presentValue(observed.imageVersion), rollout }),
        references: references.filter(({ kind, poolId }) => kind !== 'pool-may-run' || !includes(followed, poolId)),
        now: observed.at,
    };
    const judged = beyond.map((version) => ({ version, because: reasonToKeep(version, facts) }));
    return {
        steps: judged
            .filter(({ because }) => because === undefined)
            .map(({ version }) => deletion(version, prune, followed, lastSteps(rollout)))
            .toReversed(),
        kept: judged.flatMap(({ version, because }) => because === undefined ? [] : [{ imageVersionId: version.id, because }]),
    };
}
/** What is not known, so that nothing may be removed: accounts whose pools could not be read. */
function unseenAccounts({ accountIds }, { accountPools }) {
    return accountIds.filter((id) => accountPools[(0,resource_id/* resourceKey */.ik)(id)]?.state !== 'present');
}
function isBlind(prune, pruning) {
    return pruning.versions.state === 'unreadable' || unseenAccounts(prune, pruning).length > 0;
}
/**
 * Those older than the newest. Only finished versions count, and that of the run, which will be: one that failed, or that
 * another run is making, pushes none out.
 */
function beyondNewest(versions, imageVersionId, keepVersions) {
    const counted = versions.filter(({ id, provisioningState }) => provisioningState === 'Succeeded' && !(0,resource_id/* sameResourceId */.WL)(id, imageVersionId));
    const numbers = [imageVersionId, ...counted.map(({ id }) => id)].map(resource_id/* resourceName */.Iy);
    const newest = numbers.toSorted((one, other) => compareVersions(other, one)).slice(0, keepVersions);
    const oldest = newest.at(-1) ?? '';
    if (newest.length < keepVersions)
        return [];
    return versions.filter(({ id }) => compareVersions((0,resource_id/* resourceName */.Iy)(id), oldest) < 0);
}
function poolsOf({ accountIds }, { accountPools }, rollout) {
    const pools = accountIds.flatMap((id) => presentValue(accountPools[(0,resource_id/* resourceKey */.ik)(id)]) ?? []);
    return poolsAfter(pools, rollout);
}
/** Pools whose nodes are seen on the version of the run before anything is removed. */
function followedPools(rollout) {
    return rollout.flatMap((step) => (step.kind === 'follow-upgrade' ? [step.poolId] : []));
}
function includes(ids, id) {
    return ids.some((each) => (0,resource_id/* sameResourceId */.WL)(each, id));
}
function deletion({ id, targetRegions, publishedDate }, { keepVersions, accountIds }, followedPoolIds, after) {
    return {
        kind: 'delete-image-version',
        id: `delete-image-version ${(0,resource_id/* resourceName */.Iy)(id)}`,
        after,
        disruption: 'none',
        imageVersionId: id,
        targetRegions,
        ...(publishedDate !== undefined && { publishedDate }),
        keepVersions,
        accountIds,
        followedPoolIds,
    };
}

;// CONCATENATED MODULE: ./build/plan/pool/pool-watch.js


/** The wait for a pool behind its steps; none where the workflow does not wait. */
function awaitPool(desired, { desired: state, imageVersionId }, pool, steps) {
    if (state.wait === 'none')
        return [];
    const last = steps.at(-1);
    // While a resize is under way its errors are still to come, and belong to this run.
    const old = pool?.allocationState === 'Steady' ? pool.resize?.startTime : undefined;
    return [
        {
            kind: 'await-pool',
            id: `await-pool ${(0,resource_id/* resourceName */.Iy)(desired.poolId)}`,
            after: last ? [last.id] : [],
            disruption: 'none',
            poolId: desired.poolId,
            batchAccountId: desired.batchAccountId,
            until: state.wait,
            ...(desired.scale.kind === 'fixed' && { targetNodes: nodesOf(desired.scale) }),
            healthyPercent: state.healthyPercent,
            ...(old !== undefined && { resizeSeenBefore: old }),
            ...(isRolledTo(pool, steps) && state.wait === 'healthy' && { imageVersionId }),
        },
    ];
}
/** Whether a pool that had nodes gets other ones: those are asked which image version they run. */
function isRolledTo(pool, steps) {
    return pool !== undefined && steps.some(({ kind }) => kind === 'drain-pool' || kind === 'delete-pool');
}
/** Minutes that a resize and the start of its nodes usually take. */
const COMING_MINUTES = 60;
/** Whether a run that changes nothing finds nodes that an earlier one may not have watched to the end: it was killed. */
function mayBeUnwatched({ scale }, pool, { bake }, { at }) {
    if (scale.kind !== 'fixed' || bake === undefined || pool.resize === undefined)
        return false;
    return at - Date.parse(pool.resize.startTime) < (COMING_MINUTES + bake.minutes) * 60_000;
}
/** The wait for a pool, and the watch over its nodes where one is asked for and there are some. */
function watching({ poolId }, { bake }, waits) {
    return waits.flatMap((wait) => {
        const { id, batchAccountId, until, targetNodes, healthyPercent } = wait;
        if (bake === undefined || until !== 'healthy' || targetNodes === 0)
            return [wait];
        const watched = {
            poolId,
            batchAccountId,
            ...bake,
            ...(targetNodes !== undefined && { targetNodes }),
            healthyPercent,
        };
        return [
            wait,
            { kind: 'bake-pool', id: `bake-pool ${(0,resource_id/* resourceName */.Iy)(poolId)}`, after: [id], disruption: 'none', ...watched },
        ];
    });
}
/** What changes is waited for first, then the nodes are followed and, where that was asked, watched. */
function following(follow, changes, watched) {
    const waits = changes.length === 0 ? [] : watched.filter(({ kind }) => kind === 'await-pool');
    const bakes = watched.filter(({ kind }) => kind === 'bake-pool');
    return [
        ...waits,
        ...follow.map((step) => ({ ...step, after: [...step.after, ...waits.map(({ id }) => id)] })),
        ...bakes.map((step) => ({ ...step, after: follow.map(({ id }) => id) })),
    ];
}

;// CONCATENATED MODULE: ./build/plan/pool/formula.js
/** What a formula assigns to its targets. Source: learn.microsoft.com/azure/batch/batch-automatic-scaling, service-defined variables. */
const TARGETS = {
    dedicated: /\$TargetDedicated\w*\s*=([^;]*)/gi,
    spot: /\$Target(?:LowPriority|Spot)\w*\s*=([^;]*)/gi,
};
/** Whether an autoscale formula may ask for nodes of a kind: it sets their target to something else than a plain 0. */
function asksFor(kind, formula) {
    return [...formula.matchAll(TARGETS[kind])].some(([, value = '']) => value.trim() !== '0');
}

;// CONCATENATED MODULE: ./build/plan/pool/pool-name.js
/** Most characters in the name of a pool. */
const pool_name_LONGEST_NAME = 64;
/** The name of a pool that is made beside another: that of the other, shortened where need be, with a suffix. */
function nameBeside(name, suffix) {
    return `${name.slice(0, pool_name_LONGEST_NAME - suffix.length)}${suffix}`;
}

;// CONCATENATED MODULE: ./build/plan/rollout/canary.js











/** The steps of a pool, behind those of a canary where one is asked for and the pool is made or gets another image. */
function withCanary(question, steps) {
    const { canary: asked } = question.state;
    if (asked === undefined || !getsImage(question, steps))
        return { steps };
    const canary = draftCanary(asked, question);
    const last = canary.steps.map(({ id }) => id).slice(-1);
    const own = new Set(steps.map(({ id }) => id));
    const isFirst = (step) => !step.after.some((id) => own.has(id));
    // What else a step comes after, such as the step that makes Azure upgrade the nodes, stays.
    const behind = ({ after }) => [...last, ...after.filter((id) => !question.after.includes(id))];
    return { steps: steps.map((step) => (isFirst(step) ? { ...step, after: behind(step) } : step)), canary };
}
const SUFFIX = '-canary';
/** ID of the pool on which the image of a pool is tried. */
function canaryPoolId(poolId) {
    return (0,resource_id/* childId */._U)((0,resource_id/* parentId */.A1)(poolId), 'pools', nameBeside((0,resource_id/* resourceName */.Iy)(poolId), SUFFIX));
}
/** Whether a pool that has the name of the canary of another was made as that by a run of this action. */
function isCanaryOf({ definition }, poolId) {
    return canaryOf(definition.properties) === (0,resource_id/* resourceName */.Iy)(poolId);
}
/** A pool that is new, or gets another image than it has. */
function getsImage({ pool, decisions }, steps) {
    const held = pool && previous_image_imageOf(pool);
    const isHeld = held !== undefined && (0,resource_id/* resourceKey */.ik)(held) === (0,resource_id/* resourceKey */.ik)(decisions.imageVersionId);
    return !isHeld && steps.some(bringsImage);
}
function bringsImage(step) {
    if (step.kind === 'update-pool')
        return step.changes.some(({ path }) => path === 'properties.deploymentConfiguration');
    return step.kind === 'create-pool' || step.kind === 'follow-upgrade';
}
function draftCanary(asked, question) {
    const { desired, found } = question;
    const poolId = canaryPoolId(desired.poolId);
    const scale = canaryScale(desired.scale, asked.nodes);
    const left = presentValue(found[(0,resource_id/* resourceKey */.ik)(poolId)]);
    const minutes = desired.resizeTimeoutMinutes === 'auto' ? resizeTimeoutMinutes(asked.nodes) : desired.resizeTimeoutMinutes;
    const to = canaryDefinition(question, scale, minutes);
    const owned = left !== undefined && isCanaryOf(left, desired.poolId) ? left : undefined;
    return {
        poolId,
        ofPoolId: desired.poolId,
        nodes: { dedicated: scale.targetDedicatedNodes, spot: scale.targetSpotNodes },
        resizeTimeoutMinutes: minutes,
        ...(left && { left }),
        steps: canarySteps({ poolId, to, asked, question, ...(owned && { owned }) }),
    };
}
/** Nodes of the kind that the pool has: spot only where it has no other. */
function canaryScale(scale, nodes) {
    const isSpot = scale.kind === 'fixed'
        ? scale.targetDedicatedNodes === 0 && scale.targetSpotNodes > 0
        : asksFor('spot', scale.formula) && !asksFor('dedicated', scale.formula);
    return { kind: 'fixed', targetDedicatedNodes: isSpot ? 0 : nodes, targetSpotNodes: isSpot ? nodes : 0 };
}
/** What a canary does not take over from the pool that is there: its own, or with secrets that Azure never gives back. */
const NOT_TAKEN_OVER = ['metadata', 'scaleSettings', 'userAccounts', 'mountConfiguration', 'upgradePolicy'];
/** The pool as it is to be, with a few nodes and metadata of its own. */
function canaryDefinition({ desired, decisions, state, pool }, scale, resizeTimeoutMinutes) {
    const metadata = {
        ...(0,model_origin/* poolMetadata */.Es)(state.origin, decisions.imageVersionId),
        [CANARY_METADATA]: (0,resource_id/* resourceName */.Iy)(desired.poolId),
    };
    const few = { ...decisions, resizeTimeoutMinutes };
    const asked = poolDefinition({ ...desired, scale }, few, metadata);
    const { scaleSettings } = ownedProperties({ ...desired, scale, properties: {} }, few);
    const held = pool && settable(pool);
    // Azure upgrades only pools that name no version, and a canary names the one that it proves.
    const { upgradePolicy: _, ...own } = asked.properties;
    const merged = (0,json/* mergeJson */.l_)(takenOver(held), own);
    const identity = asked.identity ?? held?.identity;
    return {
        properties: { ...((0,json/* isJsonObject */.OW)(merged) ? merged : own), ...(scaleSettings && { scaleSettings }) },
        ...(identity && { identity }),
        ...(held?.tags && { tags: held.tags }),
    };
}
function takenOver(held) {
    const members = Object.entries(held?.properties ?? {});
    return Object.fromEntries(members.filter(([name]) => !NOT_TAKEN_OVER.includes(name)));
}
/** Make the canary, wait for all of its nodes, run the command on each, and take it away again. */
function canarySteps({ poolId, to, asked, question: { desired, decisions, state, after }, owned }) {
    const name = (0,resource_id/* resourceName */.Iy)(poolId);
    const clear = owned === undefined ? [] : [removal(poolId, `clear-pool ${name}`, after, settable(owned))];
    const base = { poolId, disruption: 'none' };
    const create = {
        ...base,
        kind: 'create-pool',
        id: `create-pool ${name}`,
        after: clear.length === 0 ? after : clear.map(({ id }) => id),
        to,
    };
    const wait = {
        ...base,
        kind: 'await-pool',
        id: `await-pool ${name}`,
        after: [create.id],
        batchAccountId: desired.batchAccountId,
        until: 'healthy',
        targetNodes: asked.nodes,
        healthyPercent: 100,
        hasToBeProven: true,
    };
    const smokes = (asked.smoke ? [asked.smoke] : []).map((smoke) => ({
        ...base,
        kind: 'smoke-pool',
        id: `smoke-pool ${name}`,
        after: [wait.id],
        batchAccountId: desired.batchAccountId,
        ...smoke,
        taskSlotsPerNode: Number(to.properties['taskSlotsPerNode'] ?? 1),
        metadata: (0,model_origin/* poolMetadata */.Es)(state.origin, decisions.imageVersionId),
    }));
    const last = smokes[0] ?? wait;
    return [...clear, create, wait, ...smokes, removal(poolId, `delete-pool ${name}`, [last.id], to)];
}
/** Nobody else has tasks on a canary, so that its end disturbs none. */
function removal(poolId, id, after, from) {
    return { kind: 'delete-pool', id, after, disruption: 'none', poolId, from };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/plan/pool/fingerprint.js




/** Members that Azure never gives back, or that belong to one resize: they say nothing of the pool. */
const NOT_KEPT = new Set([
    'password',
    'sshPrivateKey',
    'protectedSettings',
    'accountKey',
    'sasKey',
    'nodeDeallocationOption',
    'resizeTimeout',
]);
/**
 * What is asked of a pool, property by property, short enough for its metadata: `property=HASH property=HASH`, sorted,
 * each hash 8 hexadecimal digits of SHA-256.
 */
function askedFingerprint(properties) {
    return Object.entries(properties)
        .filter((entry) => entry[1] !== undefined)
        .map(([name, value]) => `${name}=${hash(value)}`)
        .sort()
        .join(' ');
}
/**
 * Properties that a run changes though the pool was asked for the same the last time: somebody else changed them since.
 * `asked` is the fingerprint of what is asked now.
 */
function changedOutside(pool, changes, asked) {
    const before = new Set(recorded(pool).split(' '));
    const same = asked.split(' ').filter((entry) => before.has(entry));
    const names = same.map((entry) => entry.split('=')[0] ?? '');
    return names.filter((name) => changes.some(({ path }) => path === `properties.${name}`));
}
/** The fingerprint that an earlier run left in the metadata of the pool; empty without one. */
function recorded({ definition }) {
    return metadataValue(definition.properties['metadata'], model_origin/* ASKED_METADATA */.PN) ?? '';
}
function hash(value) {
    return (0,external_node_crypto_.createHash)('sha256')
        .update((0,json/* canonicalJson */.dj)(kept(value)))
        .digest('hex')
        .slice(0, 8);
}
function kept(value) {
    if (Array.isArray(value))
        return value.map((item) => kept(item));
    if (!(0,json/* isJsonObject */.OW)(value))
        return value;
    const members = Object.entries(value).filter(([name, member]) => member !== undefined && !NOT_KEPT.has(name));
    return Object.fromEntries(members.map(([name, member]) => [name, kept(member ?? null)]));
}

;// CONCATENATED MODULE: ./build/plan/rollout/pool-steps.js











/**
 * Steps for one pool: create it, change it, ask once more for nodes that did not come, or nothing. A change that needs a
 * pool without nodes is planned all the same; whether the pool has some is for the checks.
 */
function poolSteps(question) {
    const { desired, decisions, rollout, pool, replaces, after } = question;
    const name = (0,resource_id/* resourceName */.Iy)(desired.poolId);
    const metadata = originMetadata(question);
    const noted = { ...metadata, [model_origin/* ASKED_METADATA */.PN]: askedFingerprint(ownedProperties(desired, decisions)) };
    if (pool === undefined)
        return [createStep(question, noted, replaces?.pool)];
    const changes = poolChanges(desired, decisions, pool);
    const [offline, online] = [changes.filter(needsZeroNodes), changes.filter((change) => !needsZeroNodes(change))];
    const update = (id, fields, before) => ({
        kind: 'update-pool',
        id: `${id} ${name}`,
        after: before,
        disruption: shrinks(fields, pool) ? 'drain' : 'none',
        poolId: desired.poolId,
        changes: fields,
        metadata: noted,
        ...forgotten(pool),
        retriesResize: false,
    });
    if (changes.length === 0)
        return retry(update, question, pool);
    const isBegun = isEmptyPool(pool) && hasNote(pool);
    const empties = rollout.strategy === 'in-place' || rollout.strategy === 'recreate';
    if (offline.length > 0 && empties && (!isEmptyPool(pool) || isBegun)) {
        const rolled = { pool, rollout, after };
        if (rollout.strategy === 'recreate' && !isBegun)
            return recreateSteps(rolled, createStep(question, noted, pool));
        const { forgets: _, ...change } = update('change-pool', offline, after);
        const first = { ...change, metadata };
        return inPlaceSteps(rolled, first, update('update-pool', rescaled(online, question, pool), after));
    }
    const steps = [];
    // Two writes: Azure takes image and VM size only while the pool is empty, so the scale must come after.
    if (offline.length > 0) {
        const first = update('change-pool', offline, after);
        // What was asked is noted with the last write alone: a run that is cut short between the two has not set it all.
        steps.push(online.length > 0 ? { ...first, metadata } : first);
    }
    if (online.length > 0) {
        const fields = online.map((change) => gentle(change, pool));
        steps.push(update('update-pool', fields, offline.length > 0 ? [`change-pool ${name}`] : after));
    }
    return steps;
}
/** Who changed the pool last, what it ran on before, and the name that it shares with another. */
function originMetadata({ decisions, origin, pool, replaces }) {
    const before = replaces?.pool ?? pool;
    return {
        ...(0,model_origin/* poolMetadata */.Es)(origin, decisions.imageVersionId),
        ...(before && decisions.rolling === undefined && previousMetadata(before, decisions.imageVersionId)),
        ...(replaces && { [model_origin/* NAME_METADATA */.Sb]: replaces.name }),
    };
}
/** Notes of an earlier rollout that no longer hold once the pool has what is asked. */
function forgotten({ definition }) {
    const held = definition.properties['metadata'];
    const forgets = [model_origin/* RESTORE_METADATA */.xX, model_origin/* REPLACED_METADATA */.vA].filter((name) => metadataValue(held, name) !== undefined);
    return forgets.length === 0 ? {} : { forgets };
}
/** Everything that changes with nodes, and the scale anew: a pool that was emptied has lost it. */
function rescaled(online, { desired, decisions }, pool) {
    const asked = ownedProperties(desired, decisions)['scaleSettings'] ?? NO_NODES;
    // What nobody speaks about, such as how often a formula is evaluated, was the pool's own.
    const [kind = ''] = Object.keys(asked);
    const held = (0,json/* memberAt */.mz)(scaleBefore(pool), [kind]);
    const to = kind === 'autoScale' && held !== undefined ? (0,json/* mergeJson */.l_)({ [kind]: held }, asked) : asked;
    return [...online.filter(({ path }) => path !== pool_field/* SCALE */.Xt), { path: pool_field/* SCALE */.Xt, from: NO_NODES, to }];
}
/** The PUT of a pool as asked; members of the pool before it that nobody speaks about go along. */
function createStep({ desired, decisions, replaces, after }, metadata, before) {
    const own = replaces === undefined ? [model_origin/* RESTORE_METADATA */.xX] : NOTES_OF_ONE_POOL;
    const asked = poolDefinition(desired, decisions, metadata);
    const id = `create-pool ${(0,resource_id/* resourceName */.Iy)(desired.poolId)}`;
    const to = before === undefined ? asked : overlaid(settable(before), asked, own);
    return { kind: 'create-pool', id, after, disruption: 'none', poolId: desired.poolId, to };
}
/** What a pool notes of itself alone, and another that is made after it does not inherit. */
const NOTES_OF_ONE_POOL = [model_origin/* RESTORE_METADATA */.xX, model_origin/* CURRENT_METADATA */.yD, model_origin/* REPLACED_METADATA */.vA];
function overlaid(held, asked, without) {
    const { scaleSettings, ...properties } = asked.properties;
    const merged = (0,json/* mergeJson */.l_)(held.properties, properties);
    const identity = asked.identity ?? held.identity;
    const own = Array.isArray(properties['metadata']) ? properties['metadata'] : [];
    const metadata = withEntries(held.properties['metadata'], own.filter(json/* isJsonObject */.OW), without);
    return {
        properties: { ...((0,json/* isJsonObject */.OW)(merged) ? merged : properties), ...(scaleSettings && { scaleSettings }), metadata },
        ...(identity && { identity }),
        ...(held.tags && { tags: held.tags }),
    };
}
/** Nodes that a resize of an earlier run did not bring are asked for again: nothing else would. */
function retry(update, { desired, decisions, after }, pool) {
    if (desired.scale.kind !== 'fixed' || pool.allocationState !== 'Steady')
        return [];
    const { targetDedicatedNodes, targetSpotNodes } = desired.scale;
    const missing = pool.currentDedicatedNodes < targetDedicatedNodes || pool.currentSpotNodes < targetSpotNodes;
    if (!missing)
        return [];
    const held = pool.definition.properties['scaleSettings'];
    const asked = poolDefinition(desired, decisions, {}).properties['scaleSettings'] ?? {};
    const change = { path: pool_field/* SCALE */.Xt, ...(held !== undefined && { from: held }), to: asked };
    return [{ ...update('resize-pool', [change], after), retriesResize: true }];
}
/** A smaller pool lets running tasks finish, unless the workflow chose otherwise. */
function gentle(change, pool) {
    const fixed = (0,json/* memberAt */.mz)(change.to, ['fixedScale']);
    if (change.path !== pool_field/* SCALE */.Xt || !(0,json/* isJsonObject */.OW)(fixed) || !shrinks([change], pool))
        return change;
    return { ...change, to: { fixedScale: { nodeDeallocationOption: 'TaskCompletion', ...fixed } } };
}
function shrinks(changes, pool) {
    const scale = changes.find(({ path }) => path === pool_field/* SCALE */.Xt)?.to;
    const below = (name, nodes) => {
        const target = (0,json/* memberAt */.mz)(scale, ['fixedScale', name]);
        return typeof target === 'number' && target < nodes;
    };
    return (below('targetDedicatedNodes', pool.currentDedicatedNodes) || below('targetLowPriorityNodes', pool.currentSpotNodes));
}

;// CONCATENATED MODULE: ./build/plan/rollout/blue-green-steps.js




/**
 * The way from a healthy successor on: jobs move to it, it is watched where that was asked, it becomes the current pool, and
 * then those before it go. `watch` is the wait for it, and the watch over it.
 */
function takeoverSteps(pool, others, takeover, watch) {
    const [wait, ...bakes] = watch;
    const move = jobsStep('move-jobs', pool, takeover, wait === undefined ? [] : [wait.id]);
    const baked = bakes.map((bake) => ({ ...bake, after: [move.id] }));
    const last = switchStep(pool, takeover, [(baked.at(-1) ?? move).id]);
    const older = others.filter(({ id }) => !(0,resource_id/* sameResourceId */.WL)(id, takeover.poolId));
    return [
        ...watch.slice(0, 1),
        move,
        ...baked,
        last,
        ...retireSteps(pool, takeover, takeover.blueGreen.keepsOldPool, [last.id]),
        ...older.flatMap((other) => retireSteps(other, takeover, false, [last.id])),
    ];
}
/** What a run that was cut short has left of pools before the current one; the newest is the one that may be kept. */
function leftoverSteps(others, takeover, after) {
    return others.flatMap((other, index) => retireSteps(other, takeover, takeover.blueGreen.keepsOldPool && index === 0, after));
}
/** From here on the successor is the pool that the name stands for. */
function switchStep(pool, { poolId }, after) {
    const id = `switch-pool ${(0,resource_id/* resourceName */.Iy)(poolId)}`;
    return { kind: 'switch-pool', id, after, disruption: 'none', poolId, replacesPoolId: pool.id };
}
/**
 * Takes away a pool whose place another has taken: its nodes, then jobs that came to it since, then the pool itself. One
 * that is kept stays without nodes.
 */
function retireSteps(pool, takeover, keeps, after) {
    const isEmpty = isEmptyPool(pool);
    if (isEmpty && keeps)
        return [];
    const drain = isEmpty ? [] : [retiringDrain(pool, takeover, after)];
    const before = drain[0]?.id;
    const late = {
        ...jobsStep('move-late-jobs', pool, takeover, before === undefined ? after : [before]),
        retires: true,
    };
    return [...drain, late, ...(keeps ? [] : [deleteStep(pool, [late.id])])];
}
/** Which pool took its place is noted with the same write; how it was scaled need not be. */
function retiringDrain(pool, { poolId, rollout }, after) {
    const metadata = { [model_origin/* REPLACED_METADATA */.vA]: (0,resource_id/* resourceName */.Iy)(poolId) };
    return { ...drainStep({ pool, rollout, after }), metadata, retires: true };
}
function deleteStep(pool, after) {
    const id = `delete-pool ${(0,resource_id/* resourceName */.Iy)(pool.id)}`;
    const from = settable(pool);
    return { kind: 'delete-pool', id, after, disruption: 'none', poolId: pool.id, from, asFound: true, retires: true };
}
function jobsStep(name, pool, { poolId, batchAccountId, blueGreen }, after) {
    return {
        kind: 'move-jobs',
        id: `${name} ${(0,resource_id/* resourceName */.Iy)(pool.id)}`,
        after,
        disruption: blueGreen.jobMove === 'wait' ? 'drain' : 'replace',
        poolId: pool.id,
        toPoolId: poolId,
        batchAccountId,
        running: blueGreen.jobMove,
    };
}

;// CONCATENATED MODULE: ./build/plan/rollout/job-moves.js



/** The way of a step. */
function wayOf({ poolId, toPoolId, running }) {
    return { from: (0,resource_id/* resourceName */.Iy)(poolId), to: (0,resource_id/* resourceName */.Iy)(toPoolId), running };
}
/**
 * What is done next with a job, from what Azure tells of it alone, so that a run that was killed is finished by the next.
 * A job that is active is noted before it is disabled, and only one with that note is enabled again; `isAsked` says that
 * this run has asked to disable it already.
 */
function nextForJob(job, way, isAsked = false) {
    if (isOnPool(job, way.from))
        return nextOnOldPool(job, way, isAsked);
    return isOnPool(job, way.to) ? nextToEnd(job, isAsked) : DONE;
}
function nextOnOldPool(job, { to, running }, isAsked) {
    switch (job.state) {
        case 'active':
            if (!isNoted(job))
                return { kind: 'update', change: { metadata: noted(job.metadata) } };
            return { kind: 'disable' };
        case 'disabling':
            // A run before this one may have asked to wait for tasks where this one is to stop them.
            return isNoted(job) && !isAsked && running !== 'wait' ? { kind: 'disable' } : WAIT;
        case 'disabled':
            return { kind: 'update', change: { poolName: to } };
        case 'enabling':
            return WAIT;
        default:
            return DONE;
    }
}
/**
 * Brings a job with our note back into the state that it had, wherever it stands; also one that this run has asked to
 * disable, should somebody have replaced its metadata since.
 */
function nextToEnd(job, isAsked = false) {
    if (!isNoted(job) && !isAsked)
        return DONE;
    switch (job.state) {
        case 'active':
            if (!isNoted(job))
                return DONE;
            return { kind: 'update', change: { metadata: job.metadata.filter(({ name }) => name !== model_origin/* MOVE_METADATA */.SO) } };
        case 'disabled':
            return { kind: 'enable' };
        case 'disabling':
        case 'enabling':
            return WAIT;
        default:
            return DONE;
    }
}
const DONE = { kind: 'done' };
const WAIT = { kind: 'wait' };
/** Jobs that may be between two states at the same time where nothing waits for their tasks: each takes seconds. */
const MOST_AT_ONCE = 10;
/**
 * How many jobs are moved at the same time: a fifth, so that the others go on meanwhile, a run that is killed leaves few
 * of them disabled, and all together wait about five times as long as the longest task, however many they are.
 */
function jobsAtOnce(jobs, running) {
    const fifth = Math.max(1, Math.floor(jobs / 5));
    return running === 'wait' ? fifth : Math.min(fifth, MOST_AT_ONCE);
}
/** Whether a job was active when a run began to move it, and is not yet so again on its new pool. */
function isNoted({ metadata }) {
    return metadata.some(({ name }) => name === model_origin/* MOVE_METADATA */.SO);
}
function noted(metadata) {
    return [...metadata, { name: model_origin/* MOVE_METADATA */.SO, value: 'active' }];
}
/** Whether a job, or a schedule for its jobs, names a pool. Names of pools are the same whatever their case. */
function isOnPool({ poolName }, name) {
    return poolName?.toLowerCase() === name.toLowerCase();
}
/** Jobs that a way leads along, or that a run before has left halfway on it. */
function jobsToMove(jobs, way) {
    return jobs.filter((job) => nextForJob(job, way).kind !== 'done');
}
/** Job schedules whose future jobs would still name the old pool. */
function schedulesToMove(schedules, { from }) {
    return schedules.filter((schedule) => isOnPool(schedule, from) && ['active', 'disabled'].includes(schedule.state));
}
/** The template of a schedule's jobs with another pool, and every other member as it was. */
function repointed({ specification }, poolName) {
    const poolInfo = specification['poolInfo'];
    return { ...specification, poolInfo: { ...((0,json/* isJsonObject */.OW)(poolInfo) && poolInfo), poolId: poolName } };
}
/**
 * Jobs, or job schedules, for which Azure makes pools of its own from an image: nothing but their submitter's template
 * can bring them another version.
 */
function notMovable(items, imageDefinitionId) {
    const within = `${(0,resource_id/* resourceKey */.ik)(imageDefinitionId)}/`;
    return items.filter(({ autoPool }) => `${(0,resource_id/* resourceKey */.ik)(autoPool?.imageVersionId ?? '')}/`.startsWith(within));
}

;// CONCATENATED MODULE: ./build/plan/rollout/successor.js





/**
 * The pool that takes the place of the current one, where that has nodes and something differs that Azure changes only
 * without them: one of the same name that an earlier run has left and that can be brought to what is asked, else a new one.
 */
function successorOf(question) {
    const { decisions, pool, group } = question;
    if (isEmptyPool(pool) || !differsOffline(pool, question))
        return undefined;
    const left = group.others.find((other) => (0,resource_id/* sameResourceId */.WL)(previous_image_imageOf(other) ?? '', decisions.imageVersionId) && isUsable(other, question));
    return left === undefined ? namedSuccessor(question) : { poolId: left.id, pool: left };
}
/** `NAME-1-1-0`, and with a number behind it where that is taken by a pool that cannot be used. */
function namedSuccessor(question) {
    const { desired, group, listed } = question;
    for (let attempt = 1;; attempt += 1) {
        const poolId = (0,resource_id/* childId */._U)(desired.batchAccountId, 'pools', successorName(question, attempt));
        if (!listed.some(({ id }) => (0,resource_id/* sameResourceId */.WL)(id, poolId)))
            return { poolId };
        const left = group.others.find(({ id }) => (0,resource_id/* sameResourceId */.WL)(id, poolId));
        if (left !== undefined && isUsable(left, question))
            return { poolId: left.id, pool: left };
    }
}
function successorName({ group, decisions }, attempt) {
    const version = (0,resource_id/* resourceName */.Iy)(decisions.imageVersionId).replaceAll('.', '-');
    const suffix = attempt === 1 ? `-${version}` : `-${version}-${attempt}`;
    return nameBeside((0,resource_id/* resourceName */.Iy)(group.namedId), suffix);
}
/** Whether a pool can be brought to what is asked: without nodes at all, or with nothing to change that needs that. */
function isUsable(pool, question) {
    return isEmptyPool(pool) || !differsOffline(pool, question);
}
function differsOffline(pool, { desired, decisions }) {
    return poolChanges(desired, decisions, pool).some(needsZeroNodes);
}

;// CONCATENATED MODULE: ./build/plan/rollout/succession.js





/** The succession of a pool; undefined where the strategy knows none. */
function successionOf(current, rollout, observed) {
    const { desired, pool } = current;
    const group = observed.groups?.find(({ currentId }) => (0,resource_id/* sameResourceId */.WL)(currentId, pool.id));
    if (rollout.blueGreen === undefined || group === undefined)
        return undefined;
    const { others } = group;
    const listed = presentValue(observed.preflight.accountPools[(0,resource_id/* resourceKey */.ik)(desired.batchAccountId)]) ?? [];
    const successor = successorOf({ ...current, group, listed });
    if (successor === undefined)
        return { desired, pool, others, rollout };
    return {
        desired: { ...desired, poolId: successor.poolId },
        ...(successor.pool && { pool: successor.pool }),
        replaces: { pool, name: (0,resource_id/* resourceName */.Iy)(group.namedId) },
        others,
        rollout: { ...rollout, strategy: 'fail' },
    };
}
/** The watch over a pool, followed by what has to be done with the other pools of its name. */
function withSuccession(changes, watch, succession) {
    const { replaces, others, desired, rollout } = succession;
    if (rollout.blueGreen === undefined)
        return watch;
    const { poolId, batchAccountId } = desired;
    const takeover = { poolId, batchAccountId, rollout, blueGreen: rollout.blueGreen };
    if (replaces !== undefined)
        return takeoverSteps(replaces.pool, others, takeover, watch);
    const last = [...changes, ...watch].at(-1);
    return [...watch, ...leftoverSteps(others, takeover, last ? [last.id] : [])];
}
/** Names of the jobs and job schedules that leave a pool; nothing where they could not be listed. */
function movedJobs(pool, { batchAccountId }, { preflight }) {
    const key = (0,resource_id/* resourceKey */.ik)(batchAccountId);
    const [jobs, schedules] = [presentValue(preflight.jobs[key]), presentValue(preflight.jobSchedules[key])];
    if (jobs === undefined || schedules === undefined)
        return {};
    const names = (items) => items.map(({ id }) => id);
    const way = { from: (0,resource_id/* resourceName */.Iy)(pool.id), to: '', running: 'wait' };
    return { moves: { jobs: names(jobsToMove(jobs, way)), jobSchedules: names(schedulesToMove(schedules, way)) } };
}

;// CONCATENATED MODULE: ./build/plan/pool/node-agent.js
/**
 * Which node agent SKU a pool gets: as asked, else that of the existing pool unless Batch lists others for the
 * marketplace image the version was made from, else one of those. A definition named after such an image to the letter
 * counts too.
 */
function chooseNodeAgent(clues) {
    if (clues.requested !== 'auto')
        return { kind: 'known', nodeAgentSkuId: clues.requested, from: 'input' };
    const fitting = clues.supportedImages.filter(({ osType }) => clues.osType === undefined || osType === clues.osType.toLowerCase());
    const { poolSkuId } = clues;
    if (poolSkuId !== undefined && mayServe(poolSkuId, clues.baseImage, fitting) && !isOfOtherOs(poolSkuId, clues)) {
        return { kind: 'known', nodeAgentSkuId: poolSkuId, from: 'pool' };
    }
    for (const [image, from] of [
        [clues.baseImage, 'base-image'],
        [clues.identifier, 'identifier'],
    ]) {
        const match = image && agentOf(image, fitting);
        if (match !== undefined)
            return { kind: 'known', nodeAgentSkuId: match, from };
    }
    return { kind: 'unknown', closest: closest(clues.baseImage ?? clues.identifier, fitting) };
}
/** Images on Batch's list that are a marketplace image, each with a node agent that is made for it. */
function listingsOf(image, supported) {
    return supported.filter(({ image: listed }) => likeness(listed, image) === 3);
}
/** Whether nothing tells that a node agent is made for other images than this one: one without a listing tells nothing. */
function mayServe(agent, image, supported) {
    const same = image === undefined ? [] : listingsOf(image, supported);
    return same.length === 0 || listingsWith(agent, same).length > 0;
}
/** Images on Batch's list with a node agent. */
function listingsWith(agent, supported) {
    return supported.filter(({ nodeAgentSkuId }) => nodeAgentSkuId.toLowerCase() === agent.toLowerCase());
}
function isOfOtherOs(agent, { supportedImages, osType }) {
    const listed = listingsWith(agent, supportedImages);
    return osType !== undefined && listed.length > 0 && listed.every((each) => each.osType !== osType.toLowerCase());
}
/** The node agent that Batch lists for a marketplace image, a verified one first. */
function agentOf(image, supported) {
    const same = listingsOf(image, supported);
    return (same.find(({ verified }) => verified) ?? same[0])?.nodeAgentSkuId;
}
/** Up to five node agent SKUs, those of the most similar marketplace images first. */
function closest(image, supported) {
    const ranked = image
        ? supported.toSorted((one, other) => likeness(other.image, image) - likeness(one.image, image))
        : supported;
    return [...new Set(ranked.map(({ nodeAgentSkuId }) => nodeAgentSkuId))].slice(0, 5);
}
/** How many of publisher, offer and SKU agree, from the left. */
function likeness(one, other) {
    const same = (a, b) => a.toLowerCase() === b.toLowerCase();
    if (!same(one.publisher, other.publisher))
        return 0;
    if (!same(one.offer, other.offer))
        return 1;
    return same(one.sku, other.sku) ? 3 : 2;
}

;// CONCATENATED MODULE: ./build/plan/pool/security-profile.js
/**
 * Security types of pools that start from an image definition, by the value of its SecurityType feature in lower case.
 * Source: learn.microsoft.com, "Store and share images in an Azure Compute Gallery" and "Trusted Launch".
 */
const FITTING = {
    standard: [undefined],
    trustedlaunch: ['trustedLaunch'],
    trustedlaunchsupported: ['trustedLaunch', undefined],
    confidentialvm: ['confidentialVM'],
    confidentialvmsupported: ['confidentialVM', undefined],
    trustedlaunchandconfidentialvmsupported: ['trustedLaunch', 'confidentialVM', undefined],
};
/** Security types that a pool may have for a definition of this type; undefined for a type that is not known. */
function fittingSecurityTypes(imageType) {
    return FITTING[imageType.toLowerCase()];
}
/**
 * Members of `virtualMachineConfiguration` without which nodes do not start from a definition of this security type;
 * undefined where none are needed.
 */
function securityProfileFor(imageType) {
    const fitting = fittingSecurityTypes(imageType) ?? [undefined];
    const [securityType] = fitting;
    if (securityType === undefined || fitting.length > 1)
        return undefined;
    const securityProfile = { securityType, uefiSettings: { secureBootEnabled: true, vTpmEnabled: true } };
    if (securityType === 'trustedLaunch')
        return { securityProfile };
    // The type of encryption that every confidential size has and that needs no key of the user's.
    const managedDisk = { securityProfile: { securityEncryptionType: 'VMGuestStateOnly' } };
    return { securityProfile, osDisk: { managedDisk } };
}

;// CONCATENATED MODULE: ./build/plan/draft/pool-decisions.js








/** What the plan decides about a pool beyond what the workflow says; `pool` is the one that is there. */
function decidePool(desired, agent, pool, context) {
    const timeout = timeoutOf(desired);
    const rolling = rollingDecisions(context.desired, context.observed, pool);
    // A pool that has a profile keeps it as somebody set it; whether it fits is for the checks.
    const hasOwn = (0,json/* memberAt */.mz)(pool?.definition.properties, pool_field/* SECURITY_TYPE */.GQ) !== undefined;
    const securityProfile = hasOwn ? undefined : securityProfileFor(pool_decisions_securityTypeOf(context));
    return {
        imageVersionId: context.imageVersionId,
        nodeAgentSkuId: agent.kind === 'known' ? agent.nodeAgentSkuId : '',
        ...(timeout !== undefined && { resizeTimeoutMinutes: timeout }),
        ...(securityProfile && { securityProfile }),
        ...(rolling && { rolling }),
    };
}
/** Security type of the definition as it is, or as it will be created. */
function pool_decisions_securityTypeOf({ observed, before }) {
    const created = before.find((step) => step.kind === 'create-image-definition');
    return presentValue(observed.imageDefinition)?.securityType ?? created?.to.securityType ?? 'Standard';
}
/** The node agent of a pool: as asked, as it has, or as its image needs. */
function nodeAgentOf(desired, observed, pool) {
    const poolSkuId = (0,json/* memberAt */.mz)(pool?.definition.properties, pool_field/* NODE_AGENT */.pN);
    const definition = presentValue(observed.imageDefinition);
    const baseImage = observed.lineage?.baseImage;
    return chooseNodeAgent({
        requested: desired.nodeAgentSkuId,
        ...(typeof poolSkuId === 'string' && { poolSkuId }),
        ...(baseImage && { baseImage }),
        ...(definition && { identifier: definition.identifier, osType: definition.osType }),
        supportedImages: presentValue(observed.preflight.supportedImages[(0,resource_id/* resourceKey */.ik)(desired.batchAccountId)]) ?? [],
    });
}
function timeoutOf(desired) {
    if (desired.scale.kind === 'autoscale')
        return undefined;
    return desired.resizeTimeoutMinutes === 'auto'
        ? resizeTimeoutMinutes(nodesOf(desired.scale))
        : desired.resizeTimeoutMinutes;
}

;// CONCATENATED MODULE: ./build/plan/draft/draft-pool.js













/** Everything that would be done to one pool. */
function draftPool(place, context) {
    const subject = subjectOf(place, context);
    const { desired, pool, replaces, agent } = subject;
    const steps = draft_pool_stepsOf(subject, context);
    return {
        desired,
        account: place.account,
        region: place.region,
        ...(pool && { pool }),
        ...(replaces && { replaces: replaces.pool }),
        agent,
        planned: plannedPool(subject, steps, place, context),
        ...withCanary(canaryQuestion(subject, context), steps),
    };
}
function subjectOf({ pool: asked, region }, context) {
    const { desired: state, observed, before, imageVersionId } = context;
    const current = presentValue(observed.pools[(0,resource_id/* resourceKey */.ik)(asked.poolId)]);
    const agent = nodeAgentOf(asked, observed, current);
    const decisions = decidePool(asked, agent, current, context);
    const succession = current && successionOf({ desired: asked, decisions, pool: current }, state.rollout, observed);
    const own = [awaitReplicationId(region), REGISTER_STEP, promoteStepId(imageVersionId)];
    return {
        asked,
        current,
        desired: succession?.desired ?? asked,
        pool: succession ? succession.pool : current,
        replaces: succession?.replaces,
        succession,
        agent,
        decisions,
        after: before.map(({ id }) => id).filter((id) => own.includes(id)),
    };
}
function draft_pool_stepsOf(subject, context) {
    const { desired, decisions, pool, replaces, succession, after } = subject;
    const { origin, rollout } = context.desired;
    const changes = poolSteps({
        desired,
        decisions,
        origin,
        rollout: succession?.rollout ?? rollout,
        after,
        ...(pool && { pool }),
        ...(replaces && { replaces }),
    });
    const watch = watchOf(subject, changes, context);
    return [...changes, ...(succession ? withSuccession(changes, watch, succession) : watch)];
}
/** The waits behind the changes of a pool, for its nodes to come, to follow and to stay healthy. */
function watchOf(subject, changes, context) {
    const { desired, pool, replaces, after } = subject;
    const { desired: state, observed, imageVersionId, promotes } = context;
    const waits = awaitPool(desired, context, pool, changes);
    const follow = followSteps(state, observed, { ...desired, pool, imageVersionId, after });
    if (follow.length > 0)
        return following(follow, changes, watching(desired, state, waits));
    const isFresh = pool === undefined || changes.length > 0 || replaces !== undefined || promotes;
    return isFresh || mayBeUnwatched(desired, pool, state, observed) ? watching(desired, state, waits) : waits;
}
function plannedPool({ asked, current, desired, pool, replaces, decisions }, steps, { region }, { observed }) {
    const { nodeAgentSkuId, resizeTimeoutMinutes: timeout } = decisions;
    const previous = current && previous_image_imageOf(current);
    const runningTasks = presentValue(observed.preflight.runningTasks[(0,resource_id/* resourceKey */.ik)(asked.poolId)]);
    const disturbs = steps.some(({ disruption }) => disruption !== 'none');
    return {
        poolId: desired.poolId,
        batchAccountId: desired.batchAccountId,
        region,
        action: pool === undefined ? 'create' : steps.some(isOwnChange) ? 'update' : 'keep',
        nodes: nodesOf(desired.scale),
        vmSize: desired.vmSize,
        nodeAgentSkuId,
        ...(timeout !== undefined && { resizeTimeoutMinutes: timeout }),
        ...(replaces && { replacesPoolId: replaces.pool.id, ...movedJobs(replaces.pool, asked, observed) }),
        ...(previous !== undefined && { previousImageVersionId: previous }),
        ...(disturbs && runningTasks !== undefined && { runningTasks }),
    };
}
/** Whether a step changes the pool that the run works on, or has Azure do so. */
function isOwnChange(step) {
    if (step.kind === 'drain-pool' || step.kind === 'delete-pool')
        return !step.retires;
    return step.kind === 'update-pool' || step.kind === 'create-pool' || step.kind === 'follow-upgrade';
}
/** A canary proves the version itself, also where the pool names none, and before that becomes the latest. */
function canaryQuestion({ asked, current, decisions, after }, context) {
    const { desired: state, observed, imageVersionId } = context;
    const { rolling: _, ...pinned } = decisions;
    return {
        desired: asked,
        decisions: pinned,
        state,
        ...(current && { pool: current }),
        after: after.filter((id) => id !== promoteStepId(imageVersionId)),
        found: observed.preflight.canaries,
    };
}

;// CONCATENATED MODULE: ./build/plan/draft/drafting.js









/** What would be done to get from what was observed to what is desired, unchecked. */
function draftOf(desired, observed) {
    const imageVersionId = (0,resource_id/* childId */._U)(desired.image.imageDefinitionId, 'versions', observed.version);
    const placed = placePools(desired, observed);
    const location = versionLocation(observed);
    const existing = presentValue(observed.imageVersion)?.targetRegions ?? [];
    const replicas = location === undefined ? [] : replicaArithmetic(desired.image, placed, location, existing);
    const images = imageSteps(desired, observed, imageVersionId, replicas);
    const latest = promoteSteps(desired, observed, imageVersionId, images);
    const before = [...providerSteps(desired, observed), ...images, ...latest];
    const promotion = latest.length > 0 ? 'planned' : promotionOf(desired, observed, before);
    // Where Azure upgrades the nodes by itself, the step that makes it do so comes before them.
    const promotes = promotion === 'planned' && desired.rollout.strategy !== 'rolling';
    const pools = placed.map((place) => draftPool(place, { desired, observed, imageVersionId, before, promotes }));
    const trusted = inOrder(before, pools);
    const rollout = promotes ? withPromotion(trusted, imageVersionId) : trusted;
    const pruning = pruneVersions(desired, observed, { imageVersionId, rollout });
    return {
        imageVersionId,
        ...(location !== undefined && { location }),
        replicas,
        pools,
        ...(promotion && { promotion }),
        steps: [...rollout, ...(pruning?.steps ?? [])],
        ...(pruning && { keptVersions: pruning.kept }),
    };
}
/** Pools whose account was read, with the account and its region. */
function placePools({ pools }, observed) {
    return pools.flatMap((pool) => {
        const account = presentValue(observed.batchAccounts[(0,resource_id/* resourceKey */.ik)(pool.batchAccountId)]);
        return account === undefined ? [] : [{ pool, account, region: (0,resource_id/* normalizeRegion */.wh)(account.location) }];
    });
}
/** Steps before the pools, canaries and pools. A version that is to be the latest before its pools is so after their canaries. */
function inOrder(before, pools) {
    const canaries = pools.flatMap(({ canary }) => canary?.steps ?? []);
    const proven = pools.flatMap(({ canary }) => canary?.steps.at(-1)?.id ?? []);
    const latest = before.filter(({ kind }) => kind === 'set-latest');
    return [
        ...before.filter(({ kind }) => kind !== 'set-latest'),
        ...canaries,
        ...latest.map((step) => ({ ...step, after: [...step.after, ...proven] })),
        ...pools.flatMap(({ steps }) => steps),
    ];
}

;// CONCATENATED MODULE: ./build/plan/draft/inquiry.js








/** The questions that follow from what was observed first: each is asked only where a check or the plan needs it. */
function inquire(desired, observed) {
    const draft = draftOf(desired, observed);
    const written = draft.pools.filter(isWritten);
    const imaged = written.filter(changesImage);
    const grown = written.filter(grows);
    const slotted = written.filter((pool) => changes(pool, 'properties.taskSlotsPerNode'));
    const exists = observed.imageVersion.state === 'present';
    const galleryId = (0,resource_id/* parentId */.A1)(desired.image.imageDefinitionId);
    const makes = (wanted) => draft.steps.some(({ kind }) => kind === wanted);
    return {
        supportedImages: accountsOf(imaged),
        vmSizes: accountsOf([...imaged, ...grown, ...slotted]),
        accountPools: accountsOf(grown),
        subnetIds: unique(grown.flatMap((pool) => subnetAfter(pool) ?? [])),
        scopes: scopesOf(desired, observed, draft),
        registrations: written.some(startsFromImage) ? [gallerySubscription(desired)] : [],
        regions: asksRegions(desired, observed, draft) ? [gallerySubscription(desired)] : [],
        imageVersionIds: desired.rollout.onFailure === 'stop' ? [] : unique(written.flatMap(waysBack)),
        jobs: accountsOf(draft.pools.filter(({ replaces }) => replaces !== undefined)),
        canaryIds: draft.pools.flatMap(({ canary }) => (canary ? [canary.poolId] : [])),
        runningTasks: draft.pools.filter((pool) => disturbs(pool) || (isWritten(pool) && needsRollout(pool))).map(busyPool),
        nodeImages: draft.pools.filter(({ pool }) => mayFollow(desired, pool)),
        versionsOf: choosesLatest(desired, draft) ? [desired.image.imageDefinitionId] : [],
        galleriesBeside: makes('create-gallery') ? [galleryId] : [],
        // A gallery that is made holds no definition yet.
        definitionsOf: makes('create-image-definition') && !makes('create-gallery') ? [galleryId] : [],
        ...(exists && imaged.length > 0 && { lineageOf: draft.imageVersionId }),
    };
}
/** Whether nodes are to get the latest version, whichever that is. */
function choosesLatest({ rollout }, { steps }) {
    const kinds = ['follow-upgrade', 'set-latest', 'create-pool'];
    return rollout.strategy === 'rolling' && steps.some(({ kind }) => kinds.includes(kind));
}
/** A new region has to be one that the subscription may use; those of pools are known by their accounts. */
function asksRegions({ image }, observed, { replicas, pools, steps }) {
    const writes = steps.some(({ kind }) => kind === 'publish-image-version' || kind === 'update-image-version');
    const added = replicas.filter(({ existing }) => existing === 0);
    const isKnown = (region) => pools.some((pool) => pool.region === region);
    const { storageAccountType = image.replicaStorageType } = presentValue(observed.imageVersion) ?? {};
    const isZonal = storageAccountType === 'Standard_ZRS' && added.length > 0;
    return writes && (isZonal || added.some(({ region }) => !isKnown(region) && isAsked(image.extraRegions, region)));
}
function isAsked(extra, name) {
    return extra.some(({ region }) => region === name);
}
/** Every scope of which a right is needed, and that of the gallery where a provider may have to be registered. */
function scopesOf(desired, observed, draft) {
    if (!draft.steps.some(isChange))
        return [];
    const rights = requiredRights(draft.steps, { desired, observed, draft });
    const registers = desired.registerProvider && draft.pools.some(isWritten);
    const group = resourceGroupOf(desired.image.imageDefinitionId);
    return unique([...rights.map(({ scope }) => scope), ...(registers ? [group] : [])]);
}
/** The version that a pool runs on, where it is emptied or replaced on the way to another. */
function waysBack(pool) {
    const { previousImageVersionId: id } = pool.planned;
    return id !== undefined && isRolled(pool) ? [id] : [];
}
/** The pool on whose nodes tasks run: another, where a pool takes its place. */
function busyPool({ account, desired, replaces }) {
    return { account, poolId: replaces?.id ?? desired.poolId };
}
function disturbs({ steps }) {
    return steps.some(({ disruption }) => disruption !== 'none');
}
/** Each ID once, whatever its case. */
function unique(ids) {
    return [...new Map(ids.map((id) => [(0,resource_id/* resourceKey */.ik)(id), id])).values()];
}

;// CONCATENATED MODULE: ./build/apply/lineage.js

/** Links that are followed before the walk gives up; real chains have two to five. */
const MOST_LINKS = 12;
/**
 * Walks from a resource back to the marketplace image it was made from, one request a link, also across subscriptions.
 * A link that is gone or may not be read ends the walk and is told, unless the one before it names another way; `first`
 * saves reading what is known already.
 */
async function walkLineage(start, { azure }, first) {
    const links = [];
    const ways = [{ id: start, known: first }];
    let end;
    for (let way = ways.pop(); way !== undefined; way = ways.pop()) {
        if (way.isDetour && isKnown(links, way.id))
            continue;
        if (links.length >= MOST_LINKS)
            return ended(links, { kind: 'too-long' });
        const observed = way.known ?? (await follow(way, links, azure));
        if (observed.state !== 'present') {
            end ??= endAt(way.id, observed);
            continue;
        }
        links.push(observed.value);
        if (isMarketplace(links))
            break;
        ways.push(...waysOf(observed.value));
    }
    return ended(links, end ?? { kind: 'origin-unknown' });
}
/** The best way last, which is taken first. */
function waysOf({ next, nextUniqueId, otherwise }) {
    return [
        ...(otherwise === undefined ? [] : [{ id: otherwise, isDetour: true }]),
        ...(next === undefined ? [] : [{ id: next, uniqueId: nextUniqueId }]),
    ];
}
/** What is meant is gone where another has its ID by now: one made anew, or one that comes from what it led to. */
async function follow(way, links, azure) {
    if (isKnown(links, way.id))
        return { state: 'absent' };
    const { observed } = await azure.readLineageLink(way.id);
    if (observed.state !== 'present')
        return observed;
    const { uniqueId, createdAt } = observed.value;
    const isOther = way.uniqueId !== undefined && uniqueId !== undefined && way.uniqueId !== uniqueId;
    return isOther || isYounger(createdAt, links) ? { state: 'absent' } : observed;
}
/** Nothing comes from what was made after it. The disk of a machine alone is made after that. */
function isYounger(createdAt, links) {
    const before = links.flatMap(({ kind, createdAt: made, publishedAt }) => kind === 'virtual-machine' ? [] : [Date.parse(made ?? publishedAt ?? '')]);
    return before.some((at) => at < Date.parse(createdAt ?? ''));
}
/** A virtual machine names its marketplace image before its disk is read: that is still to come. */
function isMarketplace(links) {
    return links.at(-1)?.next === undefined && links.some(({ baseImage }) => baseImage !== undefined);
}
function endAt(id, observed) {
    if (observed.state === 'absent')
        return { kind: 'missing', id };
    return { kind: 'unreadable', id, code: observed.code, reason: observed.reason };
}
/** With the marketplace image known, only a link that may not be read is told: its facts could be had. */
function ended(links, end) {
    const baseImage = links.find((link) => link.baseImage !== undefined)?.baseImage;
    if (baseImage === undefined)
        return { links, end };
    return { links, baseImage, end: end.kind === 'unreadable' ? end : { kind: 'marketplace' } };
}
function isKnown(links, id) {
    return links.some((link) => (0,resource_id/* resourceKey */.ik)(link.id) === (0,resource_id/* resourceKey */.ik)(id));
}

;// CONCATENATED MODULE: ./build/apply/reading.js

/** What a reading found, without the wait it asks for. */
async function value(reading) {
    return (await reading).observed;
}
/** Reads every ID once, all at the same time; keyed by `resourceKey`. */
function byId(ids, read) {
    return byKey(ids, (id) => id, read);
}
/** Reads something of every subject, once for each ID, all at the same time; keyed by `resourceKey` of the ID. */
async function byKey(subjects, idOf, read) {
    const unique = new Map(subjects.map((subject) => [(0,resource_id/* resourceKey */.ik)(idOf(subject)), subject]));
    const entries = await Promise.all([...unique].map(async ([key, subject]) => [key, await value(read(subject))]));
    return Object.fromEntries(entries);
}
/** A reading that is asked for once for each ID, however often somebody wants it. */
function eachOnce(read) {
    const readings = new Map();
    return (id) => {
        const reading = readings.get((0,resource_id/* resourceKey */.ik)(id)) ?? read(id);
        readings.set((0,resource_id/* resourceKey */.ik)(id), reading);
        return reading;
    };
}

;// CONCATENATED MODULE: ./build/apply/observe-pools.js



/**
 * Reads each pool by its ID. The other pools of its account are listed only where the name may stand for one of them:
 * there is none of that ID, it tells of another that took its place, or the run itself is to put one there.
 */
async function observePools({ pools, rollout }, ports) {
    const found = await Promise.all(pools.map((pool) => observePool(pool, rollout.strategy === 'blue-green', ports)));
    return {
        pools: Object.assign({}, ...found.map((each) => each.pools)),
        groups: found.flatMap(({ group }) => (group ? [group] : [])),
        accountPools: Object.assign({}, ...found.map((each) => each.accountPools)),
    };
}
async function observePool({ poolId, batchAccountId }, hasOthers, { azure }) {
    const named = await value(azure.readPool(poolId));
    const isAlone = named.state === 'unreadable' || (named.state === 'present' && !hasOthers && !isReplaced(named.value));
    if (isAlone)
        return { pools: { [(0,resource_id/* resourceKey */.ik)(poolId)]: named }, accountPools: {} };
    const listed = await value(azure.listPools(batchAccountId));
    const accountPools = { [(0,resource_id/* resourceKey */.ik)(batchAccountId)]: listed };
    // Without the list nobody knows what the name stands for.
    if (listed.state === 'unreadable')
        return { pools: { [(0,resource_id/* resourceKey */.ik)(poolId)]: listed }, accountPools };
    const group = poolGroup(poolId, listed.state === 'present' ? listed.value : []);
    const members = group === undefined ? [] : observe_pools_membersOf(group, listed);
    const present = members.map((pool) => [
        (0,resource_id/* resourceKey */.ik)(pool.id),
        { state: 'present', value: pool },
    ]);
    return {
        pools: { ...Object.fromEntries(present), [(0,resource_id/* resourceKey */.ik)(poolId)]: named },
        ...(group && { group }),
        accountPools,
    };
}
function observe_pools_membersOf({ currentId, others }, listed) {
    const all = listed.state === 'present' ? listed.value : [];
    return [...all.filter(({ id }) => id === currentId), ...others];
}

;// CONCATENATED MODULE: ./build/apply/preflight.js


/** Reads all that an inquiry asks for, in parallel, each thing once. */
async function observePreflight(inquiry, { azure }) {
    const [supportedImages, vmSizes, accountPools, subnets, permissions, registrations, regions, imageVersions, jobs, jobSchedules, canaries, runningTasks, nodeImages, versions, galleries, definitions,] = await Promise.all([
        byKey(inquiry.supportedImages, idOf, (account) => azure.listSupportedImages(account)),
        byKey(inquiry.vmSizes, idOf, ({ id, location }) => azure.listVmSizes(subscriptionOf(id), (0,resource_id/* normalizeRegion */.wh)(location))),
        byKey(inquiry.accountPools, idOf, ({ id }) => azure.listPools(id)),
        byId(inquiry.subnetIds, (id) => azure.readSubnet(id)),
        byId(inquiry.scopes, (scope) => azure.readPermissions(scope)),
        byKey(inquiry.registrations, subscriptionScope, (id) => azure.readRegistration(id, 'Microsoft.Batch')),
        byKey(inquiry.regions, subscriptionScope, (id) => azure.listRegions(id)),
        byId(inquiry.imageVersionIds, (id) => azure.readImageVersion(id)),
        byKey(inquiry.jobs, idOf, (account) => azure.listJobs(account)),
        byKey(inquiry.jobs, idOf, (account) => azure.listJobSchedules(account)),
        byId(inquiry.canaryIds, (id) => azure.readPool(id)),
        byKey(inquiry.runningTasks, ({ poolId }) => poolId, ({ account, poolId }) => azure.countRunningTasks(account, (0,resource_id/* resourceName */.Iy)(poolId))),
        byKey(inquiry.nodeImages, ({ desired }) => desired.poolId, ({ account, desired }) => azure.listNodeImages(account, (0,resource_id/* resourceName */.Iy)(desired.poolId))),
        byId(inquiry.versionsOf, (id) => azure.listImageVersions(id)),
        byId(inquiry.galleriesBeside, (id) => azure.listGalleries(id)),
        byId(inquiry.definitionsOf, (id) => azure.listImageDefinitions(id)),
    ]);
    return {
        supportedImages,
        vmSizes,
        accountPools,
        subnets,
        permissions,
        registrations,
        regions,
        imageVersions,
        jobs,
        jobSchedules,
        canaries,
        runningTasks,
        nodeImages,
        versions,
        galleries,
        definitions,
    };
}
function idOf({ id }) {
    return id;
}
function subscriptionOf(id) {
    return (0,resource_id/* parseResourceId */.RQ)(id)?.subscriptionId ?? '';
}
function subscriptionScope(subscriptionId) {
    return `/subscriptions/${subscriptionId}`;
}

;// CONCATENATED MODULE: ./build/apply/previous-version.js



/** Number of the version that a pool ran on before it got its image. Throws where nothing tells it. */
function versionBefore(poolId, { pool, others }, imageDefinitionId) {
    if (pool?.state === 'present') {
        const found = previousVersion(pool.value, imageDefinitionId, others);
        if ('version' in found)
            return found.version;
        throw unknown(poolId, found.why);
    }
    throw unknown(poolId, pool?.state === 'unreadable' ? `it could not be read (${pool.code})` : 'there is no such pool');
}
function unknown(poolId, why) {
    return new errors/* UserError */.yo('NoPreviousVersion', `What pool ${(0,resource_id/* resourceName */.Iy)(poolId)} ran on before is not known: ${why}.`, 'Give the number of a version as `image-version`; `az sig image-version list` shows which there are.');
}

;// CONCATENATED MODULE: ./build/apply/pruning.js

/** Reads what tells which of the versions nobody needs any more: all pools of the listed accounts. */
async function observePruning({ accountIds }, versions, { azure }) {
    const [listed, accountPools] = await Promise.all([value(versions), byId(accountIds, (id) => azure.listPools(id))]);
    return { versions: listed, accountPools };
}

;// CONCATENATED MODULE: ./build/apply/source.js



/** Each resource that a version is made from; none where the run names no source. */
async function readSource({ source }, ports) {
    return source === undefined ? [] : Promise.all(source_partsOf(source, ports));
}
/**
 * Everything a version is made from, and for a version that does not exist yet the way from there back to the
 * marketplace: one that exists no longer needs its source.
 */
async function observeSource({ source, managedImageId }, reading, version, ports) {
    if (source === undefined)
        return { source: [] };
    const [parts, managedImage, { imageVersion }] = await Promise.all([
        reading,
        managedImageId === undefined ? undefined : value(ports.azure.readLineageLink(managedImageId)),
        version,
    ]);
    const found = { source: parts, ...(managedImage && { managedImage }) };
    const first = managedImage?.state === 'present' ? { id: managedImageId ?? '', observed: managedImage } : parts[0];
    if (imageVersion.state !== 'absent' || first?.observed.state !== 'present')
        return found;
    return { ...found, lineage: await walkLineage(first.id, ports, first.observed) };
}
function source_partsOf(source, { azure }) {
    const part = async (role, id, reading) => {
        return { role, id, observed: await value(reading) };
    };
    const readDisk = (disk) => 'id' in disk ? azure.readLineageLink(disk.id) : azure.readVhd(disk.uri, disk.storageAccountId);
    if (source.kind !== 'disks') {
        const read = source.kind === 'gallery-image-version' ? readVersion(source.id, azure) : azure.readLineageLink(source.id);
        return [part('whole', source.id, read)];
    }
    return [
        part('os-disk', (0,image_source/* diskName */.NH)(source.osDisk), readDisk(source.osDisk)),
        ...source.dataDisks.map(({ lun, source: disk }) => part({ lun }, (0,image_source/* diskName */.NH)(disk), readDisk(disk))),
    ];
}
/** A gallery image version as a source: a version can be made from it only in regions in which it is replicated. */
async function readVersion(id, azure) {
    const [link, version] = await Promise.all([azure.readLineageLink(id), azure.readImageVersion(id)]);
    if (link.observed.state !== 'present')
        return link;
    if (version.observed.state !== 'present')
        return { observed: version.observed };
    const { replication } = version.observed.value;
    const regions = replication.filter(({ state }) => state === 'Completed').map(({ region }) => region);
    return { observed: { state: 'present', value: { ...link.observed.value, regions } } };
}

;// CONCATENATED MODULE: ./build/apply/observe.js













/** A preflight of which nothing was asked for. */
const NOTHING_ASKED = {
    supportedImages: {},
    vmSizes: {},
    accountPools: {},
    subnets: {},
    permissions: {},
    registrations: {},
    regions: {},
    imageVersions: {},
    jobs: {},
    jobSchedules: {},
    canaries: {},
    runningTasks: {},
    nodeImages: {},
    versions: {},
    galleries: {},
    definitions: {},
};
/**
 * Reads all that planning needs, in parallel, each thing once: first what is named, then, where something would change,
 * what tells whether it may and can.
 */
async function observe(desired, { azure, ...more }) {
    // What a name stands for, which versions are in use and the quotas are all told by the same list.
    const ports = { ...more, azure: { ...azure, listPools: eachOnce((id) => azure.listPools(id)) } };
    const named = await observeNamed(desired, ports);
    const inquiry = inquire(currentPools(desired, named), named);
    const [preflight, lineage] = await Promise.all([
        observePreflight(inquiry, ports),
        inquiry.lineageOf === undefined ? named.lineage : walkLineage(inquiry.lineageOf, ports),
    ]);
    const accountPools = { ...named.preflight.accountPools, ...preflight.accountPools };
    return { ...named, preflight: { ...preflight, accountPools }, ...(lineage && { lineage }) };
}
/** What the workflow names, and where a new version would come from. */
async function observeNamed(desired, ports) {
    const { azure, clock } = ports;
    const { image } = desired;
    const pools = observePools(desired, ports);
    const isListed = image.version.kind === 'next' || desired.prune !== undefined;
    const versions = isListed ? azure.listImageVersions(image.imageDefinitionId) : undefined;
    const parts = readSource(image, ports);
    const version = observeVersion(desired, { pools, parts, ...(versions && { versions }) }, ports);
    const [found, number, source, batchAccounts, { accountPools, ...held }, pruning] = await Promise.all([
        observeDefinition(image.imageDefinitionId, ports),
        version,
        observeSource(image, parts, version, ports),
        byId(desired.pools.map(({ batchAccountId }) => batchAccountId), (id) => azure.readBatchAccount(id)),
        pools,
        desired.prune && versions && observePruning(desired.prune, versions, ports),
    ]);
    const preflight = { ...NOTHING_ASKED, accountPools };
    return {
        at: clock.now(),
        ...found,
        ...number,
        ...source,
        batchAccounts,
        ...held,
        ...(pruning && { pruning }),
        preflight,
    };
}
/** A definition that is not there leaves open whether its gallery is. */
async function observeDefinition(id, { azure }) {
    const imageDefinition = await value(azure.readImageDefinition(id));
    if (imageDefinition.state !== 'absent')
        return { imageDefinition };
    return { imageDefinition, gallery: await value(azure.readGallery((0,resource_id/* parentId */.A1)(id))) };
}
/** Number of the version a run works on, and what there is of it. */
async function observeVersion(desired, { pools, parts, versions }, { azure }) {
    const { image, origin } = desired;
    const idOf = (version) => (0,resource_id/* childId */._U)(image.imageDefinitionId, 'versions', version);
    if (image.version.kind !== 'next') {
        const version = image.version.kind === 'exact' ? image.version.version : formerVersion(desired, await pools);
        return { version, imageVersion: await value(azure.readImageVersion(idOf(version))) };
    }
    const { observed } = await (versions ?? azure.listImageVersions(image.imageDefinitionId));
    const existing = presentValue(observed) ?? [];
    // Of a managed image in between it is not known when it was made, so what is behind it tells nothing.
    const links = image.managedImageId === undefined ? (await parts).flatMap(({ observed }) => presentValue(observed) ?? []) : [];
    const version = resolveVersion(image.version, existing, origin, publishedSource(image), links);
    if (observed.state === 'unreadable')
        return { version, imageVersion: observed };
    const found = existing.some(({ id }) => (0,resource_id/* resourceKey */.ik)(id) === (0,resource_id/* resourceKey */.ik)(idOf(version)));
    // The list carries no replication status.
    return { version, imageVersion: found ? await value(azure.readImageVersion(idOf(version))) : { state: 'absent' } };
}
/** Number of the version that the pool which the name stands for ran on before. */
function formerVersion(desired, held) {
    const [{ poolId = '' } = {}] = currentPools(desired, held).pools;
    const pool = held.pools[(0,resource_id/* resourceKey */.ik)(poolId)];
    const { others = [] } = held.groups?.find(({ currentId }) => (0,resource_id/* sameResourceId */.WL)(currentId, poolId)) ?? {};
    return versionBefore(poolId, { pool, others }, desired.image.imageDefinitionId);
}
/** A pool among what was observed. */
function observedPool(observed, poolId) {
    return presentValue(observed.pools[(0,resource_id/* resourceKey */.ik)(poolId)]);
}
/** A Batch account among what was observed. */
function observedAccount(observed, batchAccountId) {
    return presentValue(observed.batchAccounts[(0,resource_id/* resourceKey */.ik)(batchAccountId)]);
}

;// CONCATENATED MODULE: ./build/apply/execute/pool-sight.js




/** How long the Batch service may stay unreachable before the nodes count as unproven. */
const pool_sight_PATIENCE_MS = 5 * 60_000;
/** Pool and node counts at one moment. Throws where the pool is gone or cannot be read. */
async function lookAtPool(step, run, asksNodes) {
    const { azure } = run.ports;
    const account = accountOf(step, run);
    const [reading, counts] = await Promise.all([
        azure.readPool(step.poolId),
        asksNodes ? azure.readNodeCounts(account, (0,resource_id/* resourceName */.Iy)(step.poolId)) : undefined,
    ]);
    const { observed } = reading;
    if (observed.state === 'unreadable')
        throw new errors/* AzureError */.M6(0, observed.code, observed.reason);
    if (observed.state === 'absent') {
        throw new errors/* UserError */.yo('PoolDeleted', `Pool ${(0,resource_id/* resourceName */.Iy)(step.poolId)} is no longer there: someone deleted it.`, 'Run again to make it anew.');
    }
    // Without nodes there is nothing to be healthy; absent counts are a pool the service does not list yet.
    const none = { observed: { state: 'present', value: { total: 0, byState: {} } } };
    const known = counts?.observed.state === 'absent' ? none : counts;
    return { reading, pool: observed.value, ...(known && { counts: known }) };
}
/** Nodes that are neither idle nor running, with what Azure says of them; undefined where they cannot be listed. */
async function unhealthyNodes(step, run) {
    const { observed } = await run.ports.azure.listUnhealthyNodes(accountOf(step, run), (0,resource_id/* resourceName */.Iy)(step.poolId));
    return observed.state === 'present' ? observed.value : undefined;
}
/** All nodes with the image version of each; as Azure answers, for the list may be refused. */
function nodeImages(step, run) {
    return run.ports.azure.listNodeImages(accountOf(step, run), (0,resource_id/* resourceName */.Iy)(step.poolId));
}
/** How long the Batch service may be unreachable, in ms. A private account will not open while the run waits. */
function patience(step, run) {
    return mayRefuse(accountOf(step, run)) ? 0 : pool_sight_PATIENCE_MS;
}
/** The account of a step, which was read before it was planned. */
function accountOf(step, run) {
    const account = observedAccount(run.observed, step.batchAccountId);
    if (account === undefined)
        throw new Error(`Batch account ${step.batchAccountId} was not observed before its pool was awaited`);
    return account;
}
/** The shorter of the waits that Azure asks for before it is asked again. */
function shortest(reading, other) {
    const waits = [reading.retryAfterMs, other?.retryAfterMs].filter((wait) => wait !== undefined);
    return waits.length === 0
        ? { observed: reading.observed }
        : { observed: reading.observed, retryAfterMs: Math.min(...waits) };
}
/** What a pool failed of, already told for people. */
class PoolFailure extends errors/* UserError */.yo {
    constructor({ code, message, remedy }) {
        super(code, message, remedy);
    }
}

;// CONCATENATED MODULE: ./build/apply/execute/await-pool.js









/** Waits until the pool is steady, and healthy where that was asked; fails as soon as it can no longer become so. */
async function await_pool_awaitPool(planned, run) {
    const step = sinceLastResize(planned, run);
    const memory = { changedAt: run.ports.clock.now(), fingerprint: '' };
    for (;;) {
        run.ports.signal.throwIfAborted();
        const { reading, pool, counts } = await lookAtPool(step, run, step.until === 'healthy' && step.targetNodes !== 0);
        if (counts?.observed.state === 'unreadable') {
            const { code, reason } = counts.observed;
            const now = run.ports.clock.now();
            memory.darkSince ??= now;
            const steady = judgePool({ step: { ...step, until: 'steady' }, pool, now, changedAt: now });
            if (steady.kind === 'failed')
                throw new PoolFailure(steady.failure);
            if (steady.kind === 'steady' && now - memory.darkSince >= patience(step, run)) {
                const text = `${steady.text} Whether the nodes are healthy could not be proven: the Batch service of the account cannot be asked (${code}: ${reason})`;
                if (step.hasToBeProven)
                    throw unprovenCanary(step, `${code}: ${reason}`);
                return { kind: 'unproven', text };
            }
            run.tell(step, `The Batch service cannot be asked (${code}: ${reason}); asking again.`);
        }
        else {
            delete memory.darkSince;
            const present = counts?.observed.state === 'present' ? counts.observed.value : undefined;
            const end = await settle(judgePool(remember(memory, step, pool, present, run)), step, pool, run);
            if (end !== undefined)
                return end;
        }
        await untilNextReading(run.ports, shortest(reading, counts));
    }
}
/** A pool gets no image of which nobody knows whether its nodes work, where it was asked to be tried first. */
function unprovenCanary({ poolId }, why) {
    return new errors/* UserError */.yo('CanaryUnproven', `Whether all nodes of canary pool ${(0,resource_id/* resourceName */.Iy)(poolId)} are healthy could not be proven: the Batch service of the account cannot be asked (${why}).`, 'Let the runner and its identity reach the Batch service of the account, or leave `canary-nodes` out.');
}
/** What this run itself has resized since the plan was made is old, too. */
function sinceLastResize(step, { resizesBefore }) {
    const before = resizesBefore.get((0,resource_id/* resourceKey */.ik)(step.poolId));
    return before === undefined ? step : { ...step, resizeSeenBefore: before };
}
/** Notes since when nothing has moved and nodes have been unusable. */
function remember(memory, step, pool, counts, run) {
    const now = run.ports.clock.now();
    const fingerprint = JSON.stringify([
        pool.allocationState,
        pool.currentDedicatedNodes,
        pool.currentSpotNodes,
        counts?.byState,
    ]);
    if (fingerprint !== memory.fingerprint) {
        memory.fingerprint = fingerprint;
        memory.changedAt = now;
    }
    const bad = counts?.byState['unusable'] ?? 0;
    if (bad === 0)
        delete memory.unusable;
    else
        memory.unusable ??= { count: bad, since: now };
    return {
        step: step.targetNodes === 0 ? { ...step, until: 'steady' } : step,
        pool,
        now,
        changedAt: memory.changedAt,
        ...(counts && { counts }),
        ...(memory.unusable && { unusableSince: memory.unusable.since }),
    };
}
/** Turns a verdict into an end, or into a line of progress and one more round. */
async function settle(verdict, step, pool, run) {
    const name = (0,resource_id/* resourceName */.Iy)(step.poolId);
    switch (verdict.kind) {
        case 'waiting':
            run.tell(step, verdict.text, verdict.mark);
            return undefined;
        case 'steady':
            return { kind: 'succeeded', text: verdict.text };
        case 'failed':
            throw new PoolFailure(verdict.failure);
        case 'nodes-failed': {
            const bad = (await unhealthyNodes(step, run)) ?? [];
            const asked = step.targetNodes ?? nodesIn(pool);
            throw new PoolFailure(nodesFailure(name, bad, verdict.healthy, asked, hasSubnet(pool)));
        }
        case 'confirm': {
            const bad = await unhealthyNodes(step, run);
            if (bad === undefined)
                return undefined;
            // Node counts lag; the list is exact.
            const have = nodesIn(pool);
            const healthy = have - bad.length;
            const asked = step.targetNodes ?? have;
            if (healthy < requiredNodes(step, asked)) {
                run.tell(step, `Counts say ${count(verdict.healthy, 'healthy node')}, the node list says ${number(healthy)}; waiting for both to agree.`);
                return undefined;
            }
            const text = `${number(healthy)} of ${number(asked)} nodes of pool ${name} are healthy`;
            return { kind: 'succeeded', text: `${text}${await imageText(step, run)}.`, healthyNodes: healthy };
        }
    }
}
/** What the nodes say of their image, as the end of a sentence; fails where some of them run another version. */
async function imageText({ imageVersionId, ...step }, run) {
    if (imageVersionId === undefined)
        return '';
    const { observed } = await nodeImages(step, run);
    const nodes = observed.state === 'present' ? observed.value : [];
    const others = nodesOnOther(nodes, imageVersionId);
    const version = (0,resource_id/* resourceName */.Iy)(imageVersionId);
    if (others.length > 0)
        throw otherImage((0,resource_id/* resourceName */.Iy)(step.poolId), version, others, nodes);
    const isTold = nodes.some((node) => node.imageVersionId !== undefined);
    return isTold ? ` and run image version ${version}` : `; Azure does not tell which image version they run`;
}
/** Nodes named in a message at most. */
const MOST_NAMED = 5;
function otherImage(pool, version, others, nodes) {
    const named = others.slice(0, MOST_NAMED).map(({ id }) => id);
    const more = others.length > named.length ? ` and ${others.length - named.length} more` : '';
    return new PoolFailure({
        code: 'NodesOnOtherImage',
        message: `The nodes of pool ${pool} are healthy, but not all run image version ${version}: ${versionsShown(nodes)}. On another version are ${named.join(', ')}${more}.`,
        remedy: 'Find out who changed the image of the pool or added nodes meanwhile, and run again.',
    });
}

;// CONCATENATED MODULE: ./build/plan/image/target-regions.js
/**
 * Both lists in one: every region of either, with the larger count. What Azure holds of a region (storage type,
 * encryption) stays as it is.
 */
function unionOfRegions(held, wanted) {
    const merged = new Map(held.map((target) => [target.region, target]));
    for (const target of wanted) {
        const existing = merged.get(target.region);
        const regionalReplicaCount = Math.max(target.regionalReplicaCount, existing?.regionalReplicaCount ?? 0);
        merged.set(target.region, { ...target, ...existing, regionalReplicaCount });
    }
    return [...merged.values()];
}
/** Regions and counts of `wanted` that `held` does not have. */
function missingRegions(held, wanted) {
    return wanted.filter(({ region, regionalReplicaCount }) => (held.find((target) => target.region === region)?.regionalReplicaCount ?? 0) < regionalReplicaCount);
}

;// CONCATENATED MODULE: ./build/apply/send.js

/** Sends one write of a step. What Azure did not plainly refuse may have been done, and counts as done where it is undone. */
async function send(step, { sent }, write) {
    try {
        const answer = await write();
        sent.add(step.id);
        return answer;
    }
    catch (error) {
        if (!(error instanceof errors/* AzureError */.M6) || error.status < 400 || error.status >= 500)
            sent.add(step.id);
        throw error;
    }
}

;// CONCATENATED MODULE: ./build/apply/execute/image-version.js






/** Thrown where a version has to be there and is not. */
function versionGone(id, how = 'is no longer there: someone deleted it') {
    return new errors/* UserError */.yo('ImageVersionGone', `Image version ${(0,resource_id/* resourceName */.Iy)(id)} ${how} while this run worked on it.`, 'Find out who deletes image versions, and run again.');
}
/**
 * Adds regions, counts and tags to a version. Azure knows no ETag here and takes the list of regions as the whole
 * truth, so: wait until no other write is under way, read, write the union, and read again that nothing was lost.
 */
async function addToVersion(id, addition, step, run) {
    let seen = addition.targetRegions;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
        const version = await settledVersion(id, step, run);
        seen = unionOfRegions(version.targetRegions, seen);
        const done = missingRegions(version.targetRegions, seen).length === 0 && hasRest(version, addition);
        if (done && (round > 0 || !(addition.again && isFailed(version)))) {
            return round === 0 ? 'unchanged' : 'written';
        }
        const tags = { ...version.tags, ...addition.tags };
        const endOfLifeDate = addition.endOfLifeDate ?? version.endOfLifeDate;
        const { excludeFromLatest } = version;
        const change = { targetRegions: seen, tags, excludeFromLatest, ...(endOfLifeDate && { endOfLifeDate }) };
        if (!(await tryChange(id, change, step, run)))
            continue;
        if (await holds(id, seen, run))
            return 'written';
        run.tell(step, 'Another writer replaced the list of regions; adding what was lost once more.');
    }
    throw new errors/* UserError */.yo('RegionsLost', `Other writers replaced the regions of image version ${(0,resource_id/* resourceName */.Iy)(id)} ${MOST_ROUNDS} times while this run added its own.`, 'Let one workflow at a time change this image version (a `concurrency` group), and run again.');
}
/** Sends a change; false, after a wait, where the change of another writer is under way. */
async function tryChange(id, change, step, run) {
    try {
        await send(step, run, () => run.ports.azure.updateImageVersion(id, change));
        return true;
    }
    catch (error) {
        if (!isConflict(error))
            throw error;
        run.tell(step, 'Another change of this image version is under way; waiting for its end.');
        await untilNextReading(run.ports, undefined);
        return false;
    }
}
/** The version once no write to it is under way. */
async function settledVersion(id, step, run) {
    for (;;) {
        run.ports.signal.throwIfAborted();
        const reading = await run.ports.azure.readImageVersion(id);
        const version = presentVersion(id, reading);
        if (version.provisioningState === 'Deleting')
            throw versionGone(id, 'is being deleted by someone');
        if (version.provisioningState !== 'Creating' && version.provisioningState !== 'Updating')
            return version;
        run.tell(step, `The version is ${version.provisioningState.toLowerCase()}; waiting until Azure takes the next change.`);
        await untilNextReading(run.ports, reading);
    }
}
async function holds(id, wanted, run) {
    const version = presentVersion(id, await run.ports.azure.readImageVersion(id));
    return missingRegions(version.targetRegions, wanted).length === 0;
}
/** The version in a reading; throws when it is gone or cannot be read. */
function presentVersion(id, { observed }) {
    if (observed.state === 'present')
        return observed.value;
    if (observed.state === 'absent')
        throw versionGone(id);
    throw new errors/* AzureError */.M6(0, observed.code, observed.reason);
}
function hasRest(version, { tags, endOfLifeDate }) {
    return (Object.entries(tags).every(([name, value]) => version.tags[name] === value) &&
        (endOfLifeDate === undefined || Date.parse(endOfLifeDate) === Date.parse(version.endOfLifeDate ?? '')));
}
function isConflict(error) {
    return error instanceof errors/* AzureError */.M6 && (error.status === 409 || error.status === 412);
}

;// CONCATENATED MODULE: ./build/apply/execute/await-replication.js



/** Waits until Azure reports the region as Completed with the replicas asked for. */
async function awaitReplication(step, run) {
    const watch = run.watchImageVersion(step.imageVersionId);
    for (;;) {
        const observed = await watch.next();
        if (observed.state === 'absent')
            throw versionGone(step.imageVersionId);
        if (observed.state === 'unreadable')
            throw new errors/* AzureError */.M6(0, observed.code, observed.reason);
        const text = await_replication_progress(step, observed.value);
        if (text.done)
            return { kind: 'succeeded', text: text.told };
        run.tell(step, text.told, text.mark);
    }
}
function await_replication_progress(step, version) {
    const { region, regionalReplicaCount } = step;
    const target = version.targetRegions.find((held) => held.region === region);
    if (target === undefined)
        throw dropped(step);
    const status = version.replication.find((each) => each.region === region);
    if (status?.state === 'Failed' && version.provisioningState !== 'Updating')
        throw replicationFailed(step, status.details);
    if (status?.state === 'Completed' && target.regionalReplicaCount >= regionalReplicaCount) {
        return { done: true, told: `${region} holds ${replicas(target.regionalReplicaCount)}.` };
    }
    if (version.provisioningState === 'Failed')
        throw replicationFailed(step, status?.details ?? '');
    const state = status === undefined || status.state === 'Unknown' ? 'has not begun' : `is at ${status.progress} %`;
    const told = `Replication to ${region} ${state} (${replicas(regionalReplicaCount)}).`;
    return { done: false, told, mark: `${status?.state} ${Math.floor((status?.progress ?? 0) / 10)}` };
}
function replicas(count) {
    return count === 1 ? '1 replica' : `${count} replicas`;
}
function dropped({ region, imageVersionId }) {
    return new errors/* UserError */.yo('RegionDropped', `Another writer took ${region} out of the regions of image version ${(0,resource_id/* resourceName */.Iy)(imageVersionId)} while it was being replicated there.`, 'Let one workflow at a time change this image version (a `concurrency` group), and run again: the region is then added once more.');
}
function replicationFailed({ region, imageVersionId }, details) {
    const reason = details === '' ? 'Azure gives no reason' : `Azure says: ${details}`;
    return new errors/* UserError */.yo('ReplicationFailed', `The replication of image version ${(0,resource_id/* resourceName */.Iy)(imageVersionId)} to ${region} ended in Failed. ${reason}.`, 'Run again: the version is then written once more, which starts the failed regions anew. When it fails twice, publish under a new version number.');
}

;// CONCATENATED MODULE: ./build/apply/execute/bake-pool.js








/** Wait between two looks where Azure names none: nodes are given minutes, so seconds tell nothing. */
const INTERVAL_MS = 60_000;
/** Watches the nodes of a pool for as long as the step says; fails when too many of them go bad meanwhile. */
async function bakePool(step, run) {
    const memory = { startedAt: run.ports.clock.now() };
    for (;;) {
        run.ports.signal.throwIfAborted();
        const seen = await lookAtPool(step, run, true);
        if (seen.pool.provisioningState === 'Deleting')
            throw deleted(step);
        const counts = countsIn(seen);
        const end = typeof counts === 'string'
            ? inTheDark(memory, step, counts, run)
            : await inTheLight(memory, step, seen.pool, counts, run);
        if (end !== undefined)
            return end;
        await untilNextReading(run.ports, pace(memory, step, seen, run));
    }
}
/** Nodes by state, or why nothing is known of them, as the end of a sentence. */
function countsIn({ pool, counts }) {
    const observed = counts?.observed;
    if (observed?.state === 'unreadable')
        return `cannot be asked (${observed.code}: ${observed.reason})`;
    const none = observed?.state !== 'present' || (observed.value.total === 0 && nodesIn(pool) > 0);
    return none ? 'counts none of its nodes' : observed.value;
}
/** Nodes that cannot be seen for long are not proven. */
function inTheDark(memory, step, why, run) {
    const now = run.ports.clock.now();
    memory.darkSince ??= now;
    if (now - memory.darkSince >= patience(step, run)) {
        const text = `Whether the nodes of pool ${(0,resource_id/* resourceName */.Iy)(step.poolId)} stay healthy could not be proven: the Batch service of the account ${why}`;
        return { kind: 'unproven', text };
    }
    run.tell(step, `The Batch service ${why}; asking again.`);
    return undefined;
}
async function inTheLight(memory, step, pool, counts, run) {
    delete memory.darkSince;
    const sight = bake_pool_remember(memory, step, pool, counts, run);
    const verdict = judgeBake(sight);
    switch (verdict.kind) {
        case 'passed':
            return { kind: 'succeeded', text: verdict.text, healthyNodes: verdict.healthy };
        case 'failed':
            throw await failure(verdict.reason, sight, pool, run);
        case 'watching':
            if (verdict.isTroubled)
                memory.troubledSince ??= sight.now;
            else
                delete memory.troubledSince;
            run.tell(step, verdict.text, verdict.mark);
            return undefined;
    }
}
/** Notes how well the pool has been, and whether somebody else has resized it. */
function bake_pool_remember(memory, step, pool, counts, run) {
    memory.resize ??= { startTime: pool.resize?.startTime };
    memory.spared = Math.min(memory.spared ?? Number.POSITIVE_INFINITY, unhealthyIn(counts));
    return {
        step,
        counts,
        now: run.ports.clock.now(),
        startedAt: memory.startedAt,
        spared: memory.spared,
        isResized: pool.resize?.startTime !== memory.resize.startTime,
        ...(memory.troubledSince !== undefined && { troubledSince: memory.troubledSince }),
    };
}
async function failure(reason, { step, now, startedAt }, pool, run) {
    const nodes = (await unhealthyNodes(step, run)) ?? [];
    const bad = nodes.filter(({ state }) => isBadState(state));
    const minutes = Math.round((now - startedAt) / 60_000);
    const shown = bad.length > 0 ? bad : nodes;
    return new PoolFailure(bakeFailure({ poolName: (0,resource_id/* resourceName */.Iy)(step.poolId), minutes, reason }, shown, hasSubnet(pool)));
}
/** As Azure asks, or the usual interval, and no later than the end of the watch. */
function pace({ startedAt }, { minutes }, { reading, counts }, run) {
    const wait = shortest(reading, counts).retryAfterMs ?? INTERVAL_MS;
    const left = startedAt + minutes * 60_000 - run.ports.clock.now();
    return { retryAfterMs: left > 0 ? Math.min(wait, left) : wait };
}
function deleted({ poolId }) {
    return new errors/* UserError */.yo('PoolDeleted', `Pool ${(0,resource_id/* resourceName */.Iy)(poolId)} is being deleted by someone else.`, 'Run again when it is gone to make it anew.');
}

;// CONCATENATED MODULE: ./build/apply/execute/create-once-ready.js



/** How long something may be fed by the same source: as long as replication is reckoned with. */
const SOURCE_PATIENCE_MS = 60 * 60_000;
/**
 * Sends the request that makes something. Where Azure refuses it with a conflict, it looks: it may be there already, for
 * the answer to a first attempt can be lost on its way; or a run that was killed has only begun to make what it lies in;
 * or what it is made of is still in use, as a managed image is until the version that it feeds is replicated.
 */
async function createOnceReady(step, creation, run) {
    const since = run.ports.clock.now();
    for (let round = 1;; round += 1) {
        try {
            return await creation.create();
        }
        catch (error) {
            if (!(error instanceof errors/* AzureError */.M6) || error.status !== 409)
                throw error;
            if ((await creation.made()).observed.state === 'present')
                return;
            if (round < MOST_ROUNDS && (await parentIsMade(step, creation, run)))
                continue;
            const isOver = run.ports.clock.now() - since > SOURCE_PATIENCE_MS;
            if (isOver || !(await sourceIsAwaited(step, creation, run)))
                throw error;
        }
    }
}
/** Waits a while where source and parent are fit, so that the source can only be in use; false where there is no such source. */
async function sourceIsAwaited(step, { source, parent }, run) {
    if (source === undefined)
        return false;
    const readings = await Promise.all([source.read(), parent?.read()]);
    const isFit = (reading) => reading === undefined ||
        (reading.observed.state === 'present' && reading.observed.value.provisioningState === 'Succeeded');
    if (!readings.every(isFit))
        return false;
    run.tell(step, `The ${source.what} still feeds another image version; waiting until that is replicated.`);
    await untilNextReading(run.ports, undefined);
    return true;
}
/** Waits while the parent is being made; false where it is not. */
async function parentIsMade(step, { parent }, run) {
    for (let waited = false;; waited = true) {
        const reading = await parent?.read();
        const isUnderWay = reading?.observed.state === 'present' && isBeingMade(reading.observed.value.provisioningState);
        if (!isUnderWay)
            return waited;
        run.tell(step, `The ${parent?.what} is still being made; waiting until it is.`);
        await untilNextReading(run.ports, reading);
    }
}

;// CONCATENATED MODULE: ./build/apply/execute/until-made.js



/**
 * Makes a resource unless it is there already, and waits until it can be used: what somebody else, or an earlier run,
 * has begun meanwhile is waited for and not made twice.
 */
async function untilMade(step, { what, read, create, parent }, run) {
    let isNew = false;
    for (;;) {
        run.ports.signal.throwIfAborted();
        const reading = await read();
        const { observed } = reading;
        if (observed.state === 'unreadable')
            throw new errors/* AzureError */.M6(0, observed.code, observed.reason);
        if (observed.state === 'absent') {
            if (isNew)
                throw gone(what);
            await createOnceReady(step, { create, made: read, ...(parent && { parent }) }, run);
            isNew = true;
            continue;
        }
        const { provisioningState } = observed.value;
        if (provisioningState === 'Deleting')
            throw gone(what);
        if (provisioningState === 'Succeeded')
            return { value: observed.value, isNew };
        if (provisioningState !== 'Creating' && provisioningState !== 'Updating')
            throw notMade(what, provisioningState);
        run.tell(step, `The ${what} is being ${provisioningState === 'Creating' ? 'created' : 'updated'}.`);
        await untilNextReading(run.ports, reading);
    }
}
function gone(what) {
    return new errors/* UserError */.yo('ResourceGone', `There is no ${what} to go on with any more: someone deleted it, or is deleting it.`, 'Find out who deletes it, and run again.');
}
function notMade(what, state) {
    return new errors/* UserError */.yo('ResourceNotMade', `Azure did not make ${what}: its provisioning state is ${state}.`, 'Look at it in the portal (Activity log), delete it when it is of no use, and run again.');
}

;// CONCATENATED MODULE: ./build/apply/execute/create-gallery.js


/** Makes the gallery, if there is none of its name. */
async function create_gallery_createGallery(step, run) {
    const { azure } = run.ports;
    const what = `gallery ${(0,resource_id/* resourceName */.Iy)(step.galleryId)}`;
    const read = () => azure.readGallery(step.galleryId);
    const { isNew } = await untilMade(step, { what, read, create: () => azure.createGallery(step) }, run);
    return { kind: 'succeeded', text: isNew ? `Azure made ${what}.` : `There is a ${what} already.` };
}

;// CONCATENATED MODULE: ./build/plan/image/definition-differences.js

const FIELDS = [
    { field: 'operating system', input: 'os-type', name: 'osType' },
    { field: 'generation', input: 'hyper-v-generation', name: 'hyperVGeneration' },
    { field: 'architecture', input: 'architecture', name: 'architecture' },
    { field: 'security type', input: 'security-type', name: 'securityType' },
    { field: 'publisher', input: 'publisher', name: 'publisher' },
    { field: 'offer', input: 'offer', name: 'offer' },
    { field: 'SKU', input: 'sku', name: 'sku' },
];
/** What differs between a definition and what is asked of it; only what is asked counts. */
function definitionDifferences(asked, held) {
    const has = { ...held, ...held.identifier };
    const plain = FIELDS.flatMap(({ field, input, name }) => {
        const wanted = asked[name];
        return wanted === undefined || definition_differences_same(wanted, has[name]) ? [] : [{ field, input, held: has[name], asked: wanted }];
    });
    const [wanted, plan] = [planText(asked.purchasePlan), planText(held.purchasePlan)];
    if (asked.purchasePlan === undefined || definition_differences_same(wanted, plan))
        return plain;
    return [...plain, { field: 'purchase plan', input: 'purchase-plan', held: plan, asked: wanted }];
}
function definition_differences_same(one, other) {
    return one.toLowerCase() === other.toLowerCase();
}

;// CONCATENATED MODULE: ./build/apply/execute/create-image-definition.js




/** Makes the image definition; one that appeared since the plan was made is taken when it is exactly as asked. */
async function create_image_definition_createImageDefinition(step, run) {
    const { azure } = run.ports;
    const id = step.imageDefinitionId;
    const what = `image definition ${(0,resource_id/* resourceName */.Iy)(id)}`;
    const create = () => azure.createImageDefinition(step);
    const galleryId = (0,resource_id/* parentId */.A1)(id);
    const parent = { what: `gallery ${(0,resource_id/* resourceName */.Iy)(galleryId)}`, read: () => azure.readGallery(galleryId) };
    const making = { what, read: () => azure.readImageDefinition(id), create, parent };
    const { value, isNew } = await untilMade(step, making, run);
    const [difference] = definitionDifferences(step.to, value);
    if (difference !== undefined) {
        throw new errors/* UserError */.yo('PlanIsStale', `Someone made ${what} meanwhile, with ${difference.field} ${difference.held} where the plan has ${difference.asked}.`, 'Run again: the new plan starts from the definition as it is now.');
    }
    return { kind: 'succeeded', text: isNew ? `Azure made ${what}.` : `There is an ${what} as asked already.` };
}

// EXTERNAL MODULE: ./build/model/findings/catalog.js + 8 modules
var catalog = __webpack_require__(4808);
;// CONCATENATED MODULE: ./build/model/finding.js


/** A finding of the catalogue with its facts filled in. */
function found(code, subject, facts) {
    const { severity, message, remedy } = catalog/* FINDINGS */.TG[code];
    const told = new Map(Object.entries(facts));
    return { code, severity, subject, message: filled(message, told), remedy: filled(remedy, told) };
}
/** A sentence with its facts. What stands between backticks is copied elsewhere, where numbers have no separators. */
function filled(text, told) {
    const parts = text.split('`').map((part, index) => part.replace(/\{(\w+)\}/g, (_, name) => {
        const fact = told.get(name) ?? '';
        return typeof fact === 'number' && index % 2 === 0 ? number(fact) : String(fact);
    }));
    return parts.join('`');
}
/** The same findings with blockers of the codes given made warnings; those without which there is no plan stay. */
function downgraded(findings, codes) {
    return findings.map((finding) => finding.severity === 'blocker' && codes.includes(finding.code) && !(0,catalog/* isFinal */.dR)(finding.code)
        ? { ...finding, severity: 'warning', isIgnored: true }
        : finding);
}

;// CONCATENATED MODULE: ./build/apply/execute/create-managed-image.js





/** Makes the managed image; one that appeared since the plan was made is taken when it comes from the same source. */
async function create_managed_image_createManagedImage(step, run) {
    const { azure } = run.ports;
    const { managedImageId: id, source } = step;
    const what = `managed image ${(0,resource_id/* resourceName */.Iy)(id)}`;
    const create = () => azure.createManagedImage(step);
    const { value, isNew } = await untilMade(step, { what, read: () => azure.readLineageLink(id), create }, run);
    if (value.madeFrom !== undefined && !(0,image_source/* sameSource */.eP)(value.madeFrom, source)) {
        const facts = { image: (0,resource_id/* resourceName */.Iy)(id), held: (0,image_source/* sourceInFull */.uR)(value.madeFrom), asked: (0,image_source/* sourceInFull */.uR)(source) };
        const { code, message, remedy } = found('ManagedImageFromOtherSource', id, facts);
        throw new errors/* UserError */.yo(code, message, remedy);
    }
    const text = isNew ? `Azure made ${what} from ${(0,image_source/* sourceName */.VZ)(source)}.` : `There is a ${what} from it already.`;
    return { kind: 'succeeded', text };
}

;// CONCATENATED MODULE: ./build/apply/execute/create-pool.js





/** How long Azure may go on answering that a replicated image is not there. */
const IMAGE_LAG_MS = 10 * 60_000;
/** Makes the pool, if there is none of its name. */
async function createPool(step, run) {
    const { azure, clock } = run.ports;
    const name = (0,resource_id/* resourceName */.Iy)(step.poolId);
    const before = await azure.readPool(step.poolId);
    if (before.observed.state === 'present')
        return adopt(step, before.observed.value);
    const since = clock.now();
    for (;;) {
        try {
            await send(step, run, () => azure.createPool(step.poolId, step.to));
            return { kind: 'succeeded', text: `Azure made pool ${name}.` };
        }
        catch (error) {
            if (!(error instanceof errors/* AzureError */.M6))
                throw error;
            if (isImageLag(error) && clock.now() - since < IMAGE_LAG_MS) {
                const told = `The region is replicated, but Azure still answers ${error.code}; asking again for up to 10 minutes.`;
                run.tell(step, told);
                await untilNextReading(run.ports, undefined);
                continue;
            }
            // The answer to a first attempt may have been lost on its way: then the pool is the one asked for.
            if (error.status !== 412 && error.status !== 409)
                throw error;
            const { observed } = await azure.readPool(step.poolId);
            if (observed.state !== 'present')
                throw error;
            const end = adopt(step, observed.value);
            run.sent.add(step.id);
            return end;
        }
    }
}
/** A pool that appeared since the plan was made is taken for this run's own only when it is exactly as asked. */
function adopt(step, pool) {
    const name = (0,resource_id/* resourceName */.Iy)(step.poolId);
    if (isCovered(step.to.properties, pool.definition.properties) && pool.provisioningState !== 'Deleting') {
        return { kind: 'succeeded', text: `Pool ${name} is there as asked.` };
    }
    throw new errors/* UserError */.yo('PlanIsStale', `Pool ${name} did not exist when the plan was made, and now exists with other settings: someone else made it meanwhile.`, 'Run again: the new plan starts from the pool as it is now.');
}
/** Seen for some minutes after a region became Completed. */
function isImageLag({ status, code, message }) {
    return (code === 'GalleryImageNotFound' ||
        ((status === 404 || status === 400) && /gallery image .*(not available|not found|does not exist)/i.test(message)));
}

;// CONCATENATED MODULE: ./build/apply/execute/version-use.js





/** How long deletions that begin at about the same time share one reading. */
const version_use_FRESH_MS = 60_000;
/**
 * Which pool refers to a version now, in words; undefined where none does. The pools of all accounts are read right
 * before, once for all deletions that begin within a minute. Throws where they cannot be read.
 */
async function useOfVersion(step, run) {
    const definitionId = (0,resource_id/* parentId */.A1)(step.imageVersionId);
    const pools = (await Promise.all(step.accountIds.map((id) => poolsNow(id, run)))).flat();
    const references = pools.flatMap((pool) => referencesOf(referringPool(pool), definitionId));
    const followed = (id) => step.followedPoolIds.some((each) => (0,resource_id/* sameResourceId */.WL)(each, id));
    const use = referenceTo((0,resource_id/* resourceName */.Iy)(step.imageVersionId), references.filter(({ kind, poolId }) => kind !== 'pool-may-run' || !followed(poolId)));
    return use && `pool ${(0,resource_id/* resourceName */.Iy)(use.poolId)} refers to it since the plan was made`;
}
function poolsNow(batchAccountId, run) {
    const key = (0,resource_id/* resourceKey */.ik)(batchAccountId);
    const now = run.ports.clock.now();
    const held = run.poolsBeforeDeletion.get(key);
    if (held !== undefined && now - held.at < version_use_FRESH_MS)
        return held.pools;
    const pools = readPools(batchAccountId, run);
    run.poolsBeforeDeletion.set(key, { at: now, pools });
    return pools;
}
async function readPools(batchAccountId, { ports }) {
    const { observed } = await patientReading(ports, () => ports.azure.listPools(batchAccountId));
    if (observed.state === 'unreadable') {
        const { code, reason } = observed;
        throw new errors/* AzureError */.M6(0, code, `The pools of Batch account ${(0,resource_id/* resourceName */.Iy)(batchAccountId)} cannot be read: ${reason}`);
    }
    // The plan has seen the account: one that is gone since has no pools any more.
    return observed.state === 'absent' ? [] : observed.value;
}

;// CONCATENATED MODULE: ./build/apply/execute/delete-image-version.js





/** How long Azure may take to show that a deletion is under way. */
const delete_image_version_PATIENCE_MS = 10 * 60_000;
/**
 * Deletes the version, and waits until it is gone. What somebody has begun to use since the plan was made, or has written
 * anew, is kept: that is no failure.
 */
function delete_image_version_deleteImageVersion(step, run) {
    return run.deletions.take(() => deleteInTurn(step, run));
}
async function deleteInTurn(step, run) {
    run.ports.signal.throwIfAborted();
    const id = step.imageVersionId;
    const watch = () => new Watch(run.ports, () => run.ports.azure.readImageVersion(id));
    const before = presentOrGone(await watch().next());
    if (before === undefined)
        return delete_image_version_gone(id, 'is gone already: someone else deleted it');
    if (before.provisioningState !== 'Deleting') {
        const why = whyChanged(step, before) ?? (await useOfVersion(step, run));
        if (why !== undefined)
            return { kind: 'succeeded', text: `Image version ${(0,resource_id/* resourceName */.Iy)(id)} is kept: ${why}.` };
        await send(step, run, () => run.ports.azure.deleteImageVersion(id));
    }
    // A watch of its own: what was read before the deletion does not say how long to wait for its end.
    return untilGone(step, watch(), run);
}
async function untilGone(step, watch, run) {
    const id = step.imageVersionId;
    const askedAt = run.ports.clock.now();
    let isSeenGoing = false;
    for (;;) {
        const version = presentOrGone(await watch.next());
        if (version === undefined)
            return delete_image_version_gone(id, 'is deleted');
        const { provisioningState: state } = version;
        if (state !== 'Deleting' && (isSeenGoing || run.ports.clock.now() - askedAt > delete_image_version_PATIENCE_MS))
            throw stays(id, state);
        isSeenGoing ||= state === 'Deleting';
        run.tell(step, `Image version ${(0,resource_id/* resourceName */.Iy)(id)} is being deleted.`);
    }
}
/** What makes it another version than the plan was made for. */
function whyChanged({ publishedDate }, version) {
    const { provisioningState: state } = version;
    if (state === 'Creating' || state === 'Updating')
        return 'another run is writing it';
    const isSame = publishedDate === undefined || version.publishedDate === publishedDate;
    return isSame ? undefined : 'since the plan was made it was published anew';
}
function presentOrGone(observed) {
    if (observed.state === 'unreadable')
        throw new errors/* AzureError */.M6(0, observed.code, observed.reason);
    return observed.state === 'absent' ? undefined : observed.value;
}
function delete_image_version_gone(id, how) {
    return { kind: 'succeeded', text: `Image version ${(0,resource_id/* resourceName */.Iy)(id)} ${how}.` };
}
function stays(id, state) {
    return new errors/* UserError */.yo('ImageVersionNotDeleted', `Azure took the deletion of image version ${(0,resource_id/* resourceName */.Iy)(id)}, and then did not carry it out: its provisioning state is ${state}.`, 'Look at it in the portal (Activity log), and run again: the deletion is then asked for once more.');
}

;// CONCATENATED MODULE: ./build/plan/rollout/changed-members.js


/** What changes all the time, by formulas and by the action itself, and says nothing of how a pool is made. */
const PASSING = ['scaleSettings', 'metadata'];
/** Members of a pool that somebody has changed between two readings, such as `startTask`; scale and metadata do not count. */
function changedMembers(before, now) {
    const [one, other] = [changed_members_membersOf(before), changed_members_membersOf(now)];
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].filter((name) => !PASSING.includes(name) && !sameMember(one[name], other[name], name));
}
function changed_members_membersOf(pool) {
    const { properties, identity } = settable(pool);
    return { ...properties, ...(identity && { identity }) };
}

;// CONCATENATED MODULE: ./build/apply/execute/pool-reading.js






/** The pool as it is now. Throws where it cannot be read, is gone, or is being deleted. */
async function presentPool(poolId, run) {
    const reading = await patientReading(run.ports, () => run.ports.azure.readPool(poolId));
    const { observed } = reading;
    if (observed.state === 'unreadable')
        throw new errors/* AzureError */.M6(0, observed.code, observed.reason);
    if (observed.state === 'absent')
        throw stalePool(poolId, 'it is no longer there');
    if (observed.value.provisioningState === 'Deleting')
        throw stalePool(poolId, 'it is being deleted');
    return { pool: observed.value, reading };
}
/** Thrown where a pool is not what the plan started from, before anything is sent. */
function stalePool(poolId, what) {
    return new errors/* UserError */.yo('PlanIsStale', `Pool ${(0,resource_id/* resourceName */.Iy)(poolId)} is no longer as it was when the plan was made: ${what}. Nothing was sent.`, 'Run again: the new plan starts from the pool as it is now.');
}
/** Throws where somebody has changed a pool, its scale and its metadata aside, since the run found it. */
function checkAsFound(poolId, pool, { observed }) {
    const before = observedPool(observed, poolId);
    const changed = before === undefined ? [] : changedMembers(before, pool);
    if (changed.length === 0)
        return;
    throw new errors/* UserError */.yo('PlanIsStale', `Somebody has changed ${enumeration(changed)} of pool ${(0,resource_id/* resourceName */.Iy)(poolId)} since the plan was made, and that would be lost with the pool.`, 'Run again: the new plan starts from the pool as it is now, and takes the change along.');
}

;// CONCATENATED MODULE: ./build/apply/execute/delete-pool.js





/** Deletes the pool, and waits until its ID is free again; readings that are refused meanwhile are borne for a while. */
async function delete_pool_deletePool(step, run) {
    const name = (0,resource_id/* resourceName */.Iy)(step.poolId);
    const watch = new Watch(run.ports, () => run.ports.azure.readPool(step.poolId));
    for (let isAsked = false;;) {
        const observed = await watch.next();
        if (observed.state === 'unreadable')
            throw new errors/* AzureError */.M6(0, observed.code, observed.reason);
        if (observed.state === 'absent')
            return { kind: 'succeeded', text: `Pool ${name} is gone.` };
        if (!isAsked && observed.value.provisioningState !== 'Deleting') {
            if (step.asFound)
                checkAsFound(step.poolId, observed.value, run);
            await ask(step, run);
        }
        isAsked = true;
        run.tell(step, `Pool ${name} is being deleted.`);
    }
}
/** Where somebody asks at the same time, or our own first request arrived and its answer did not, the pool goes all the same. */
async function ask(step, run) {
    try {
        await send(step, run, () => run.ports.azure.deletePool(step.poolId));
    }
    catch (error) {
        if (!(error instanceof errors/* AzureError */.M6) || !GOING.includes(error.code))
            throw error;
        run.sent.add(step.id);
    }
}
const GOING = ['PoolBeingDeleted', 'PoolNotFound'];

;// CONCATENATED MODULE: ./build/apply/execute/drain-pool.js










/** Minutes a drain without a deadline may take: a week, well beyond what tasks usually run. */
const LONGEST_DRAIN_MINUTES = 7 * 24 * 60;
/** Minutes beyond a deadline in which Azure itself would end the resize; this run ends it before. */
const MARGIN_MINUTES = 60;
const OPTIONS = {
    taskcompletion: 'TaskCompletion',
    requeue: 'Requeue',
    terminate: 'Terminate',
};
/** Takes every node off the pool and waits until none is left; what the step says is done with tasks that take too long. */
async function drainPool(step, run) {
    const before = nodesIn(await askForNoNodes(step, step.drain, run));
    const since = run.ports.clock.now();
    const deadline = step.deadlineMinutes === undefined ? undefined : since + step.deadlineMinutes * 60_000;
    let isForced = false;
    for (;;) {
        const { pool, reading } = await presentPool(step.poolId, run);
        if (!sameScale(scaleOf(pool), NO_NODES))
            throw fought(step, run);
        const left = nodesIn(pool);
        if (pool.allocationState === 'Steady') {
            if (left === 0)
                return { kind: 'succeeded', text: `Pool ${(0,resource_id/* resourceName */.Iy)(step.poolId)} holds no node any more.` };
            throw incomplete(step, pool);
        }
        if (!isForced && deadline !== undefined && run.ports.clock.now() >= deadline) {
            await force(step, left, run);
            isForced = true;
            continue;
        }
        run.tell(step, `${leftText(left, before)}; ${drain_pool_WAITS[isForced ? forced(step) : step.drain]}.`, `${drain_pool_tenth(left, before)} ${isForced}`);
        await untilNextReading(run.ports, noLaterThan(isForced ? undefined : deadline, reading, run));
    }
}
function leftText(left, before) {
    return `${number(left)} of ${count(before, 'node')} ${left === 1 ? 'is' : 'are'} left`;
}
const drain_pool_WAITS = {
    taskcompletion: 'each goes when its tasks have ended',
    requeue: 'their tasks are queued again',
    terminate: 'their tasks are terminated',
};
/** What is done with tasks after the deadline; where that is nothing the drain ends there. */
function forced({ drain, onDeadline }) {
    return onDeadline === 'fail' ? drain : onDeadline;
}
/** PATCHes the scale to zero, once the resize under way has ended; a pool that is on its way there is left to it. */
async function askForNoNodes(step, drain, run) {
    for (;;) {
        const { pool, reading } = await presentPool(step.poolId, run);
        const isAsked = sameScale(scaleOf(pool), NO_NODES);
        if (isAsked && (pool.allocationState !== 'Steady' || nodesIn(pool) === 0))
            return pool;
        // A pool whose place another has taken is needed at no scale.
        if (!isAsked && !step.retires && !isAsLeft(step, pool, run))
            throw stalePool(step.poolId, 'its scaleSettings changed');
        if (pool.allocationState === 'Steady' && (await sendNoNodes(step, drain, pool, run)))
            return pool;
        run.tell(step, `The pool is ${pool.allocationState.toLowerCase()}; it is emptied when that has ended.`);
        await untilNextReading(run.ports, reading);
    }
}
/** As the plan found it, or as Azure leaves a pool whose resize was stopped. */
function isAsLeft({ poolId, from }, pool, { stoppedScales }) {
    return [from, stoppedScales.get((0,resource_id/* resourceKey */.ik)(poolId)) ?? from].some((scale) => sameScale(scaleOf(pool), scale));
}
/** False where somebody was faster, or a resize began meanwhile: then the pool is looked at again. */
async function sendNoNodes(step, drain, pool, run) {
    const { deadlineMinutes } = step;
    const minutes = deadlineMinutes === undefined ? LONGEST_DRAIN_MINUTES : deadlineMinutes + MARGIN_MINUTES;
    const fixedScale = {
        ...NO_NODES.fixedScale,
        resizeTimeout: isoMinutes(minutes),
        nodeDeallocationOption: OPTIONS[drain],
    };
    const metadata = withMetadata(pool.definition.properties['metadata'], step.metadata);
    try {
        const change = { properties: { scaleSettings: { fixedScale }, metadata } };
        await send(step, run, () => run.ports.azure.updatePool(step.poolId, change, pool.etag));
        return true;
    }
    catch (error) {
        if (isOvertaken(error))
            return false;
        throw error;
    }
}
/** Somebody changed the pool meanwhile, or its resize has begun or ended meanwhile; other conflicts do not pass. */
function isOvertaken(error) {
    if (!(error instanceof errors/* AzureError */.M6))
        return false;
    return error.status === 412 || drain_pool_PASSING.includes(error.code);
}
const drain_pool_PASSING = ['PoolBeingResized', 'OperationInvalidForCurrentState'];
/** The deadline has passed: the resize is stopped, and begun again without regard for tasks, or given up. */
async function force(step, left, run) {
    try {
        await send(step, run, () => run.ports.azure.stopResize(step.poolId));
    }
    catch (error) {
        // The last node went meanwhile.
        if (!isOvertaken(error))
            throw error;
    }
    for (;;) {
        const { pool, reading } = await presentPool(step.poolId, run);
        if (pool.allocationState === 'Steady' && nodesIn(pool) === 0)
            return;
        if (pool.allocationState === 'Steady') {
            run.stoppedScales.set((0,resource_id/* resourceKey */.ik)(step.poolId), scaleOf(pool));
            break;
        }
        run.tell(step, 'The time given to running tasks is over; the resize is being stopped.');
        await untilNextReading(run.ports, reading);
    }
    if (step.onDeadline === 'fail')
        throw tooLate(step, left);
    await askForNoNodes(step, forced(step), run);
}
/** The wait that Azure asks for, or the usual one, and no later than the deadline. */
function noLaterThan(deadline, { retryAfterMs }, run) {
    if (deadline === undefined)
        return { ...(retryAfterMs !== undefined && { retryAfterMs }) };
    return { retryAfterMs: Math.max(0, Math.min(retryAfterMs ?? POLL_INTERVAL_MS, deadline - run.ports.clock.now())) };
}
function drain_pool_tenth(left, before) {
    return before === 0 ? 0 : Math.ceil((10 * left) / before);
}
function tooLate({ poolId, deadlineMinutes }, left) {
    return new errors/* UserError */.yo('DrainDeadlinePassed', `After ${deadlineMinutes} minutes ${count(left, 'node')} of pool ${(0,resource_id/* resourceName */.Iy)(poolId)} still ${left === 1 ? 'runs' : 'run'} tasks, and the drain is given up.`, 'Run again when the tasks have ended, give more `drain-timeout-minutes`, or let `drain-deadline` requeue or terminate what still runs.');
}
/** Nothing is left of what this run has written, so there is nothing that it could undo. */
function fought({ id, poolId }, run) {
    run.sent.delete(id);
    return new errors/* UserError */.yo('DrainInterrupted', `Somebody set another scale of pool ${(0,resource_id/* resourceName */.Iy)(poolId)} while it was being emptied.`, 'Find out who scales this pool (a person, another workflow, a formula), and run again when it rests.');
}
function incomplete({ poolId }, pool) {
    const reasons = (pool.resize?.errors ?? []).map(({ code, message }) => `${code}: ${message}`).join(' ');
    return new errors/* UserError */.yo('DrainIncomplete', `Azure ended the resize of pool ${(0,resource_id/* resourceName */.Iy)(poolId)} with ${count(nodesIn(pool), 'node')} left. ${reasons || 'It gives no reason.'}`, 'Look at the nodes that stayed and their tasks in the portal, and run again.');
}

;// CONCATENATED MODULE: ./build/apply/execute/follow-upgrade.js









/** Wait between two looks where Azure names none: a node takes minutes, and all of them hours. */
const follow_upgrade_INTERVAL_MS = 30_000;
/** Least time between two lists of nodes for each page of them: counts are cheap, a list of 10,000 nodes is ten requests. */
const LIST_PAUSE_MS = 60_000;
/** A list without any change of the counts: nodes may have changed places, or somebody has pulled the brake. */
const LONGEST_PAUSE_MS = 10 * 60_000;
const PAGE = 1000;
/** Follows the nodes until each shows the image version; however long their tasks take. */
async function followUpgrade(step, run) {
    const memory = { shown: new Set(), fingerprint: '', listedAt: Number.NEGATIVE_INFINITY };
    for (;;) {
        run.ports.signal.throwIfAborted();
        const look = await lookAtPool(step, run, true);
        if (look.pool.provisioningState === 'Deleting')
            throw follow_upgrade_deleted(step);
        const dark = whyDark(look);
        const end = dark === undefined ? await follow_upgrade_inTheLight(memory, step, look, run) : follow_upgrade_inTheDark(memory, step, dark, run);
        if (end !== undefined)
            return end;
        const { retryAfterMs = follow_upgrade_INTERVAL_MS } = shortest(look.reading, look.counts);
        await untilNextReading(run.ports, { retryAfterMs });
    }
}
function whyDark({ counts }) {
    return counts?.observed.state === 'unreadable' ? whyUnreadable(counts.observed) : undefined;
}
function whyUnreadable({ code, reason }) {
    return `cannot be asked (${code}: ${reason})`;
}
function follow_upgrade_inTheDark(memory, step, why, run) {
    const now = run.ports.clock.now();
    memory.darkSince ??= now;
    const pool = (0,resource_id/* resourceName */.Iy)(step.poolId);
    if (now - memory.darkSince >= patience(step, run)) {
        const text = `Whether the nodes of pool ${pool} run image version ${(0,resource_id/* resourceName */.Iy)(step.imageVersionId)} could not be proven: the Batch service of the account ${why}`;
        return { kind: 'unproven', text };
    }
    run.tell(step, `The Batch service ${why}; asking again.`);
    return undefined;
}
async function follow_upgrade_inTheLight(memory, step, look, run) {
    if (!isListDue(memory, look, run.ports.clock.now()))
        return undefined;
    const { observed } = await nodeImages(step, run);
    if (observed.state !== 'present')
        return follow_upgrade_inTheDark(memory, step, whyUnlisted(observed), run);
    delete memory.darkSince;
    await requireLatest(step, observed.value, run);
    return judge(memory, step, observed.value, look.pool, run);
}
function whyUnlisted(observed) {
    return observed.state === 'unreadable' ? whyUnreadable(observed) : 'lists none of its nodes';
}
/** Lists are asked for when the counts have changed; at once where no node seems to be on its way any more. */
function isListDue(memory, { counts }, now) {
    const { total, byState } = counts?.observed.state === 'present' ? counts.observed.value : { total: 0, byState: {} };
    const { idle = 0, running = 0, ...others } = byState;
    const fingerprint = JSON.stringify([total, idle + running, others]);
    const since = now - memory.listedAt;
    const pause = idle + running === total ? 0 : LIST_PAUSE_MS * Math.ceil(total / PAGE);
    const isDue = fingerprint === memory.fingerprint ? since >= LONGEST_PAUSE_MS : since >= pause;
    if (isDue) {
        memory.fingerprint = fingerprint;
        memory.listedAt = now;
    }
    return isDue;
}
async function judge(memory, step, nodes, pool, run) {
    const { troubledSince } = memory;
    const sight = { step, nodes, now: run.ports.clock.now(), takenBack: takenBack(memory, step, nodes) };
    const verdict = judgeUpgrade({ ...sight, ...(troubledSince !== undefined && { troubledSince }) });
    const name = (0,resource_id/* resourceName */.Iy)(step.poolId);
    switch (verdict.kind) {
        case 'done':
            return { kind: 'succeeded', text: verdict.text, healthyNodes: verdict.healthy };
        case 'untold':
            return {
                kind: 'unproven',
                text: `Azure does not tell which image version the nodes of pool ${name} run, so it could not be proven that they are upgraded.`,
            };
        case 'failed': {
            const bad = ((await unhealthyNodes(step, run)) ?? []).filter(({ state }) => isBadState(state));
            const told = { poolName: name, reason: verdict.reason, versions: versionsShown(nodes) };
            throw new PoolFailure(upgradeFailure(told, bad, hasSubnet(pool)));
        }
        case 'following':
            if (verdict.isTroubled)
                memory.troubledSince ??= sight.now;
            else
                delete memory.troubledSince;
            // Bad nodes are looked at again before their minutes are over, also where no count changes.
            if (verdict.isTroubled)
                memory.fingerprint = '';
            run.tell(step, verdict.text, verdict.mark);
            return undefined;
    }
}
/** How many nodes show another version after they had shown this one. */
function takenBack({ shown }, { imageVersionId }, nodes) {
    const told = nodes.filter((node) => node.imageVersionId !== undefined);
    const isOn = (node) => (0,resource_id/* sameResourceId */.WL)(node.imageVersionId ?? '', imageVersionId);
    for (const node of told.filter(isOn))
        shown.add(node.id);
    return told.filter((node) => !isOn(node) && shown.has(node.id)).length;
}
/** Somebody who excludes the version from latest stops the upgrade: then no further node comes to it. */
async function requireLatest(step, nodes, run) {
    if (!nodes.some(({ imageVersionId = '' }) => (0,resource_id/* resourceKey */.ik)(imageVersionId) !== (0,resource_id/* resourceKey */.ik)(step.imageVersionId)))
        return;
    const { observed } = await run.ports.azure.readImageVersion(step.imageVersionId);
    const isGone = observed.state === 'absent';
    if (!isGone && !(observed.state === 'present' && isHeldBack(observed.value, step, run)))
        return;
    const version = (0,resource_id/* resourceName */.Iy)(step.imageVersionId);
    throw new errors/* UserError */.yo('UpgradeStopped', `Image version ${version} ${isGone ? 'is no longer there' : 'was excluded from latest by somebody else'} while Azure upgraded pool ${(0,resource_id/* resourceName */.Iy)(step.poolId)}: ${versionsShown(nodes)}, and no further node gets it.`, 'Find out who stopped it and why, and run again with a version that is trusted.');
}
/** Who excludes the version means all its regions, also where one of them says otherwise; or the region of the pool alone. */
function isHeldBack(version, step, run) {
    const region = (0,resource_id/* normalizeRegion */.wh)(accountOf(step, run).location);
    return version.excludeFromLatest || excludedRegions(version).includes(region);
}
function follow_upgrade_deleted({ poolId }) {
    return new errors/* UserError */.yo('PoolDeleted', `Pool ${(0,resource_id/* resourceName */.Iy)(poolId)} is being deleted by someone else.`, 'Run again when it is gone to make it anew.');
}

;// CONCATENATED MODULE: ./build/apply/turns.js
/** Lets only so many pieces of work go on at the same time; the others wait for their turn, in the order in which they came. */
class Turns {
    #free;
    #waiting = [];
    constructor(most) {
        this.#free = most;
    }
    /** Does the work once it is its turn. What it throws is thrown on, and its place is free again. */
    async take(work) {
        if (this.#free > 0)
            this.#free -= 1;
        else
            await new Promise((resolve) => this.#waiting.push(resolve));
        try {
            return await work();
        }
        finally {
            const next = this.#waiting.shift();
            if (next === undefined)
                this.#free += 1;
            else
                next();
        }
    }
}

;// CONCATENATED MODULE: ./build/apply/execute/move-job.js




/** How often in a row Azure may refuse because a job has changed since it was read. */
const MOST_CONFLICTS = 10;
/** How often a job is looked at by itself, and soon again, while Azure changes its state. */
const SHORT_WAITS = 5;
/** How often a job that could not be moved is looked at until it can be enabled; the next run finishes what is left. */
const MOST_WAITS = 20;
/**
 * Brings one job to its new pool and back into the state that it had. True where it is there; a job that has ended or is
 * gone meanwhile needs no pool. Where it goes wrong the job is enabled where it stands, but not by a run that was
 * cancelled: the note at the job lets the next one finish.
 */
async function moveJob(listed, move) {
    const way = wayOf(move.step);
    let isAsked = false;
    try {
        const next = (job) => {
            move.halt.throwIfAborted();
            return nextForJob(job, way, isAsked);
        };
        const did = ({ kind }) => (isAsked ||= kind === 'disable');
        const job = await move_job_follow({ job: listed }, listed.id, move, { next, did });
        return job !== undefined && isOnPool(job, way.to);
    }
    catch (error) {
        if (!(error instanceof errors/* Cancelled */.cJ) && !move.run.ports.signal.aborted)
            await restore(listed.id, move, isAsked);
        throw error;
    }
    finally {
        move.progress?.waitsNoMore(listed.id);
    }
}
/**
 * Does one thing after the other with a job, until nothing is left to do; gives back what it was at last. Each is decided
 * from what Azure told of the job, in a reading or in the answer to a change, and is refused where that is no longer so.
 */
async function move_job_follow(first, id, move, { next, did, mostWaits }) {
    let [sight, waits, conflicts] = [first, 0, 0];
    for (;;) {
        const { job } = sight;
        const act = job === undefined ? undefined : next(job);
        if (job === undefined || act === undefined || act.kind === 'done')
            return job;
        if (act.kind === 'wait') {
            if (waits === mostWaits)
                return job;
            tell(job, waits, move);
            sight = await later(sight, id, waits, move);
            waits += 1;
            continue;
        }
        move.progress?.waitsNoMore(id);
        const { refused, after } = await attempt(act, job, move);
        waits = 0;
        conflicts = refused === undefined ? 0 : conflicts + 1;
        if (refused === undefined)
            did?.(act);
        else if (conflicts === MOST_CONFLICTS)
            throw refused;
        else if (refused.status === 409)
            await untilNextReading(move.run.ports, soon(sight, waits));
        sight = after === undefined ? await jobNow(id, move) : { job: after };
    }
}
/** The job as it is now. */
async function jobNow(id, { account, run, requests }) {
    run.ports.signal.throwIfAborted();
    const read = () => requests.take(() => run.ports.azure.readJob(account, id));
    const { observed, ...wait } = await patientReading(run.ports, read);
    if (observed.state === 'unreadable')
        throw new errors/* AzureError */.M6(0, observed.code, observed.reason);
    return { job: observed.state === 'present' ? observed.value : undefined, ...wait };
}
/** The job after a wait. Jobs that wait long are all looked at by one request; the list leaves out those that are completed. */
async function later(sight, id, waits, move) {
    if (waits >= SHORT_WAITS && move.listed !== undefined) {
        const listed = await move.listed.next();
        const job = listed.state === 'present' ? listed.value.find((other) => other.id === id) : undefined;
        return job === undefined ? jobNow(id, move) : { job };
    }
    await untilNextReading(move.run.ports, soon(sight, waits));
    return jobNow(id, move);
}
async function attempt(act, job, move) {
    try {
        const after = await move.requests.take(() => send(move.step, move.run, () => carryOut(act, job, move)));
        return after === undefined ? {} : { after };
    }
    catch (error) {
        if (error instanceof errors/* AzureError */.M6 && move_job_isOvertaken(error))
            return { refused: error };
        throw error;
    }
}
/** The job after a change; what comes of disabling or enabling it has to be read. */
async function carryOut(act, job, { account, step, run }) {
    const { azure } = run.ports;
    if (act.kind === 'disable')
        await azure.disableJob(account, job.id, step.running, job.etag);
    if (act.kind === 'enable')
        await azure.enableJob(account, job.id, job.etag);
    if (act.kind !== 'update')
        return undefined;
    const after = await azure.updateJob(account, job.id, act.change, job.etag);
    return after && { ...job, ...act.change, ...after };
}
/** Somebody was faster, or the job has ended or is gone: what it is now says what is left to do. */
function move_job_isOvertaken({ status, code }) {
    return status === 412 || OVERTAKEN.includes(code);
}
const OVERTAKEN = [
    'OperationInvalidForCurrentState',
    'JobNotFound',
    'JobNotActive',
    'JobDisabled',
    'JobCompleted',
    'JobBeingTerminated',
    'JobBeingDeleted',
];
/** Most jobs change their state within seconds; those that wait for tasks are asked about as rarely as anything else. */
function soon({ retryAfterMs }, waits) {
    if (retryAfterMs !== undefined)
        return { retryAfterMs };
    return waits < SHORT_WAITS ? { retryAfterMs: POLL_INTERVAL_MS / 5 } : {};
}
function tell({ id, state }, waits, { step, run, progress }) {
    if (progress !== undefined) {
        if (waits >= SHORT_WAITS)
            progress.waits(id);
    }
    else if (state === 'disabling')
        run.tell(step, `Job ${id} is being disabled; ${RUNNING[step.running]}.`);
    else
        run.tell(step, `Job ${id} is being enabled.`);
}
const RUNNING = {
    requeue: 'its running tasks are queued again',
    wait: 'it waits until its running tasks have ended',
    terminate: 'its running tasks are terminated',
};
/** Enables a job that could not be moved, and takes its note out; what went wrong before is worth more than what does here. */
async function restore(id, move, isAsked) {
    let isTried = false;
    const next = (job) => {
        // Its tasks are waited for no longer, where Azure enables a job that is still being disabled.
        if (job.state !== 'disabling' || !(isNoted(job) || isAsked) || isTried)
            return nextToEnd(job, isAsked);
        isTried = true;
        return { kind: 'enable' };
    };
    try {
        await move_job_follow(await jobNow(id, move), id, move, { next, mostWaits: MOST_WAITS });
    }
    catch (error) {
        if (!(error instanceof errors/* AzureError */.M6))
            throw error;
        const text = `Job ${id} could not be enabled again (${error.code}: ${error.message}); the next run that moves jobs does it.`;
        move.run.tell(move.step, text);
    }
}

;// CONCATENATED MODULE: ./build/apply/execute/move-progress.js



const REASONS = {
    requeue: 'Azure has stopped the tasks that run',
    wait: 'the tasks that run have ended',
    terminate: 'Azure has stopped the tasks that run',
};
/** How far jobs are that are moved at the same time: told at each tenth of them, not for each. */
class MoveProgress {
    #move;
    #jobs;
    #through = 0;
    #waiting = new Set();
    #told = new Set();
    constructor(move, jobs) {
        this.#move = move;
        this.#jobs = jobs;
        this.#tell();
    }
    /** One job more is where it belongs, or needs no pool any more. */
    isThrough() {
        this.#through += 1;
        this.#tell();
    }
    /** A job takes longer than Azure needs to change its state. */
    waits(id) {
        this.#waiting.add(id);
        this.#tell();
    }
    /** It goes on with a job, or has ended. */
    waitsNoMore(id) {
        this.#waiting.delete(id);
    }
    #tell() {
        const { step, run } = this.#move;
        const mark = `${Math.floor((10 * this.#through) / this.#jobs)} ${this.#waiting.size > 0}`;
        if (this.#told.has(mark))
            return;
        this.#told.add(mark);
        const [from, to] = [(0,resource_id/* resourceName */.Iy)(step.poolId), (0,resource_id/* resourceName */.Iy)(step.toPoolId)];
        run.tell(step, `${this.#through} of ${count(this.#jobs, 'job')} of pool ${from} have moved to pool ${to}${this.#waits()}.`);
    }
    #waits() {
        const { size } = this.#waiting;
        const waiting = `${fewNamed('job', [...this.#waiting])} ${size === 1 ? 'waits' : 'wait'}`;
        return size === 0 ? '' : `; ${waiting} until ${REASONS[this.#move.step.running]}`;
    }
}

;// CONCATENATED MODULE: ./build/apply/execute/move-schedule.js




/** How often in a row somebody else may change a schedule between its reading and its change. */
const move_schedule_MOST_CONFLICTS = 10;
/** Lets the future jobs of a schedule name the new pool; its present job is moved like any other. False where it has ended meanwhile. */
async function moveSchedule(listed, move) {
    const { id } = listed;
    const { step, account, run } = move;
    const { azure, signal } = run.ports;
    const way = wayOf(step);
    for (let conflicts = 0;; conflicts += 1) {
        signal.throwIfAborted();
        const observed = conflicts === 0 ? present(listed) : await scheduleNow(id, move);
        if (observed.state === 'unreadable')
            throw new errors/* AzureError */.M6(0, observed.code, observed.reason);
        const [schedule] = observed.state === 'present' ? schedulesToMove([observed.value], way) : [];
        if (schedule === undefined)
            return false;
        try {
            const template = repointed(schedule, way.to);
            await send(step, run, () => azure.updateJobSchedule(account, id, template, schedule.etag));
            return true;
        }
        catch (error) {
            if (!(error instanceof errors/* AzureError */.M6) || !move_schedule_isOvertaken(error) || conflicts >= move_schedule_MOST_CONFLICTS)
                throw error;
            if (error.status === 409)
                await untilNextReading(run.ports, undefined);
        }
    }
}
function present(value) {
    return { state: 'present', value };
}
async function scheduleNow(id, { account, run }) {
    return (await patientReading(run.ports, () => run.ports.azure.readJobSchedule(account, id))).observed;
}
/** Somebody has changed it, or it has ended: what it is now says what is left to do. */
function move_schedule_isOvertaken({ status, code }) {
    return status === 412 || move_schedule_OVERTAKEN.includes(code);
}
const move_schedule_OVERTAKEN = [
    'OperationInvalidForCurrentState',
    'JobScheduleNotFound',
    'JobScheduleCompleted',
    'JobScheduleBeingTerminated',
    'JobScheduleBeingDeleted',
];

;// CONCATENATED MODULE: ./build/apply/execute/move-jobs.js











/** How often jobs are listed again because somebody keeps making some for the old pool. */
const move_jobs_MOST_ROUNDS = 20;
/** Requests about jobs that are under way at the same time. */
const REQUESTS_AT_A_TIME = 10;
/**
 * Moves every job and job schedule to another pool, each by itself, and looks again until nothing names the old one: jobs that
 * are made meanwhile are moved, too.
 */
async function moveJobs(step, run) {
    const move = moveOf(step, run);
    const [jobs, schedules] = [new Set(), new Set()];
    for (let round = 0; round < move_jobs_MOST_ROUNDS; round += 1) {
        const left = await leftToMove(move);
        if (left.jobs.length + left.schedules.length === 0)
            return move_jobs_ended(step, jobs.size, schedules.size);
        // Schedules first: none of them makes another job for the old pool then.
        tellOfSchedules(left.schedules, move);
        for (const schedule of left.schedules)
            if (await moveSchedule(schedule, move))
                schedules.add(schedule.id);
        for (const id of await moveRound(left.jobs, move))
            jobs.add(id);
    }
    throw neverEnding(step);
}
/** Moves jobs, a few at the same time; gives back which have come to their new pool. Where one cannot be moved no other is moved on. */
async function moveRound(jobs, move) {
    const { step, account, run } = move;
    const most = jobsAtOnce(jobs.length, step.running);
    const halting = new AbortController();
    const shared = {
        ...move,
        requests: new Turns(REQUESTS_AT_A_TIME),
        halt: halting.signal,
        progress: most === 1 ? undefined : new MoveProgress(move, jobs.length),
        listed: most === 1 ? undefined : new Watch(run.ports, () => run.ports.azure.listJobs(account)),
    };
    const turns = new Turns(most);
    const moved = [];
    const begin = async (job, index) => {
        halting.signal.throwIfAborted();
        if (most === 1)
            run.tell(step, beginning(job, index, jobs.length, step));
        try {
            if (await moveJob(job, shared))
                moved.push(job.id);
            shared.progress?.isThrough();
        }
        catch (error) {
            halting.abort(error);
            throw error;
        }
    };
    await Promise.allSettled(jobs.map((job, index) => turns.take(() => begin(job, index))));
    halting.signal.throwIfAborted();
    return moved;
}
function tellOfSchedules(schedules, { step, run }) {
    const names = schedules.map(({ id }) => id);
    const to = (0,resource_id/* resourceName */.Iy)(step.toPoolId);
    if (names.length > 0)
        run.tell(step, `Future jobs of ${fewNamed('job schedule', names)} are to name pool ${to}.`);
}
function beginning({ id }, index, jobs, { toPoolId }) {
    return `Job ${id} is being moved to pool ${(0,resource_id/* resourceName */.Iy)(toPoolId)} (${index + 1} of ${jobs}).`;
}
function moveOf(step, run) {
    const account = observedAccount(run.observed, step.batchAccountId);
    if (account !== undefined)
        return { step, account, run };
    throw new Error(`Batch account ${step.batchAccountId} was not observed before its jobs were moved`);
}
/** What names the old pool still, and what a run before this one has left halfway. */
async function leftToMove({ step, account, run, }) {
    const { azure } = run.ports;
    const way = wayOf(step);
    const schedules = await move_jobs_listed(run, () => azure.listJobSchedules(account));
    const jobs = await move_jobs_listed(run, () => azure.listJobs(account));
    return { jobs: jobsToMove(jobs, way), schedules: schedulesToMove(schedules, way) };
}
async function move_jobs_listed(run, list) {
    const { observed } = await patientReading(run.ports, list);
    if (observed.state === 'unreadable')
        throw new errors/* AzureError */.M6(0, observed.code, observed.reason);
    return observed.state === 'present' ? observed.value : [];
}
function move_jobs_ended({ poolId, toPoolId }, jobs, schedules) {
    const [from, to] = [(0,resource_id/* resourceName */.Iy)(poolId), (0,resource_id/* resourceName */.Iy)(toPoolId)];
    if (jobs + schedules === 0)
        return { kind: 'succeeded', text: `No job of pool ${from} was left to move.` };
    const parts = [
        ...(jobs > 0 ? [count(jobs, 'job')] : []),
        ...(schedules > 0 ? [count(schedules, 'job schedule')] : []),
    ];
    const verb = jobs + schedules === 1 ? 'is' : 'are';
    return { kind: 'succeeded', text: `${parts.join(' and ')} of pool ${from} ${verb} on pool ${to} now.` };
}
function neverEnding({ poolId, toPoolId }) {
    const [from, to] = [(0,resource_id/* resourceName */.Iy)(poolId), (0,resource_id/* resourceName */.Iy)(toPoolId)];
    return new errors/* UserError */.yo('JobsKeepComing', `Somebody keeps making jobs for pool ${from} as fast as they are moved to pool ${to}: after ${move_jobs_MOST_ROUNDS} rounds there are new ones still.`, `Let whoever submits jobs name pool ${to}, or stop submitting for a while, and run again.`);
}

;// CONCATENATED MODULE: ./build/apply/execute/publish-image-version.js







/** Makes the version; one that appeared since the plan was made is adopted when it comes from the same source. */
async function publishImageVersion(step, run) {
    const { azure } = run.ports;
    const id = step.imageVersionId;
    const before = await azure.readImageVersion(id);
    if (before.observed.state === 'absent') {
        const definitionId = (0,resource_id/* parentId */.A1)(id);
        const parent = {
            what: `image definition ${(0,resource_id/* resourceName */.Iy)(definitionId)}`,
            read: () => azure.readImageDefinition(definitionId),
        };
        const [create, made] = [() => azure.createImageVersion(step), () => azure.readImageVersion(id)];
        await createOnceReady(step, { create, made, parent, ...feeding(step, run) }, run);
    }
    const version = presentVersion(id, before.observed.state === 'present' ? before : await azure.readImageVersion(id));
    const held = version.source;
    if (held === undefined || !(0,image_source/* sameSource */.eP)(held, step.source))
        throw otherSource(step, held);
    const lost = missingRegions(version.targetRegions, step.targetRegions);
    if (lost.length > 0) {
        await addToVersion(id, { targetRegions: step.targetRegions, tags: {}, again: false }, step, run);
    }
    const how = before.observed.state === 'absent' ? 'Azure is making' : 'Another run began';
    return { kind: 'succeeded', text: `${how} image version ${(0,resource_id/* resourceName */.Iy)(id)} from ${(0,image_source/* sourceName */.VZ)(step.source)}.` };
}
/**
 * A managed image feeds one version at a time, until that is replicated.
 * Source: learn.microsoft.com, "Store and share images in an Azure Compute Gallery", managed images as a source.
 */
function feeding({ source }, { ports }) {
    if (source.kind !== 'managed-image')
        return {};
    const read = () => ports.azure.readLineageLink(source.id);
    return { source: { what: `managed image ${(0,resource_id/* resourceName */.Iy)(source.id)}`, read } };
}
/** Another run made the version meanwhile, from something else. */
function otherSource({ imageVersionId, source }, held) {
    const { code, message, remedy } = found('ImageVersionFromOtherSource', imageVersionId, {
        version: (0,resource_id/* resourceName */.Iy)(imageVersionId),
        held: held === undefined ? 'something that Azure does not tell' : (0,image_source/* sourceInFull */.uR)(held),
        asked: (0,image_source/* sourceInFull */.uR)(source),
    });
    return new errors/* UserError */.yo(code, message, remedy);
}

;// CONCATENATED MODULE: ./build/apply/execute/register-provider.js


/** Registers a resource provider, and waits until Azure has: some minutes at most. */
async function register_provider_registerProvider(step, run) {
    const { azure, signal } = run.ports;
    const { subscriptionId, namespace } = step;
    for (let isAsked = false;;) {
        signal.throwIfAborted();
        const reading = await azure.readRegistration(subscriptionId, namespace);
        const { observed } = reading;
        if (observed.state === 'unreadable')
            throw new errors/* AzureError */.M6(0, observed.code, observed.reason);
        const state = observed.state === 'present' ? observed.value : 'NotRegistered';
        if (state === 'Registered') {
            return { kind: 'succeeded', text: `${namespace} is registered in subscription ${subscriptionId}.` };
        }
        if (!isAsked && state !== 'Registering')
            await azure.registerProvider(subscriptionId, namespace);
        isAsked = true;
        run.tell(step, `${namespace} is being registered in subscription ${subscriptionId}.`);
        await untilNextReading(run.ports, reading);
    }
}

;// CONCATENATED MODULE: ./build/apply/execute/set-latest.js






/**
 * Takes back that a version is excluded from latest, in all its regions, or excludes it. One that somebody else excludes
 * stays so.
 */
async function setLatest(step, run) {
    const { imageVersionId: id, excludeFromLatest } = step;
    const name = `Image version ${(0,resource_id/* resourceName */.Iy)(id)}`;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
        const version = await settledVersion(id, step, run);
        if (isExclusion(version, excludeFromLatest)) {
            return {
                kind: 'succeeded',
                text: `${name} ${excludeFromLatest ? 'is' : 'is not'} excluded from latest: another run or a person was first.`,
            };
        }
        if (!excludeFromLatest && !awaitsPromotion(version))
            throw heldBack(name);
        if (await tryChange(id, withExclusion(version, excludeFromLatest), step, run)) {
            return { kind: 'succeeded', text: `${name} ${excludeFromLatest ? 'is' : 'is no longer'} excluded from latest.` };
        }
    }
    throw new errors/* UserError */.yo('ImageVersionBusy', `${name} was being changed by others each of the ${MOST_ROUNDS} times that this run ${excludeFromLatest ? 'excluded it from' : 'set it'} latest.`, 'Let one workflow at a time change this image version (a `concurrency` group), and run again.');
}
function heldBack(name) {
    return new errors/* UserError */.yo('PlanIsStale', `${name} is excluded from latest by somebody else: its tag ${model_origin/* LATEST_TAG */.F6} is no longer \`pending\`, so it is not set latest.`, 'Find out who holds the version back; set excludeFromLatest to false in all its regions to release it by hand.');
}

;// CONCATENATED MODULE: ./build/plan/health/smoke.js
/** States of nodes that go without any fault of theirs. */
const LEAVING = ['preempted', 'leavingpool', 'deallocating', 'deallocated'];
/** Judges the tasks of a command by the nodes on which they ran; a node that does not work proves nothing and is waited for. */
function judgeSmoke(all, tasks) {
    const failed = tasks.find((task) => task.state === 'completed' && !endedWell(task));
    if (failed !== undefined)
        return { kind: 'failed', task: failed };
    const nodes = all.filter(({ state }) => !LEAVING.includes(state));
    const open = tasks.filter(({ state }) => state !== 'completed');
    const done = tasks.filter(endedWell);
    const rest = nodes.filter(({ id }) => !done.some(({ nodeId }) => nodeId === id));
    const [task] = done;
    if (rest.length === 0 && nodes.length > 0 && task !== undefined)
        return { kind: 'passed', nodes: nodes.length, task };
    const isMeant = ({ id, affinityId }) => open.some((task) => task.nodeId === id || task.affinityId === affinityId);
    const uncovered = rest.filter((node) => takesTasks(node) && !isMeant(node));
    if (uncovered.length > 0)
        return { kind: 'uncovered', nodes: uncovered };
    return { kind: 'waiting', done: nodes.length - rest.length, nodes: nodes.length, open };
}
function takesTasks({ state }) {
    return state === 'idle' || state === 'running';
}
function endedWell({ state, exitCode, failure }) {
    return state === 'completed' && exitCode === 0 && failure === undefined;
}
/** How a task that did not end well ended, as the end of a sentence. */
function smokeEnding({ exitCode, failure }) {
    const how = exitCode === undefined ? 'without an exit code' : `with exit code ${exitCode}`;
    return failure === undefined ? how : `${how} (${failure.code}: ${failure.message})`;
}
const MOST_LINES = 20;
const LONGEST_LINE = 200;
const LONGEST_TEXT = 1500;
/** The last lines of what a command wrote, each marked so that none is taken for a line of the run itself. */
function lastLines(file, text) {
    if (text === undefined)
        return [`What it wrote to ${file} could not be read.`];
    const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
    if (lines.length === 0)
        return [`It wrote nothing to ${file}.`];
    const shown = lines.slice(-MOST_LINES).map((line) => `  | ${smoke_shortened(line)}`);
    while (shown.length > 1 && shown.join('\n').length > LONGEST_TEXT)
        shown.shift();
    const what = shown.length === lines.length ? `What it wrote to ${file}:` : `The last lines that it wrote to ${file}:`;
    return [what, ...shown];
}
function smoke_shortened(line) {
    return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)} …`;
}

;// CONCATENATED MODULE: ./build/apply/execute/smoke-job.js






/** Minutes beyond the time of the command after which Batch ends the job of a run that was killed. */
const smoke_job_MARGIN_MINUTES = 15;
/** Makes the job anew; what a run that was killed has left under its ID is deleted first. */
async function beginJob(step, run) {
    const poolName = (0,resource_id/* resourceName */.Iy)(step.poolId);
    const service = run.ports.azure.batchTasks(accountOf(step, run));
    const job = { id: smokeJobId(poolName), step, run, service };
    await clear(job, poolName);
    const longestMinutes = step.timeoutMinutes + smoke_job_MARGIN_MINUTES;
    const { metadata } = step;
    await unlessThere('JobExists', () => send(step, run, () => service.createJob({ id: job.id, poolName, metadata, longestMinutes })));
    return job;
}
/** Begins to delete the job; its tasks end with it. */
async function endJob({ id, step, run, service }) {
    await unlessThere('JobBeingDeleted', () => send(step, run, () => service.deleteJob(id)));
}
/** What a reading finds; one that is refused is tried again for as long as the Batch service may be unreachable. */
async function proven({ step, run }, read) {
    const since = run.ports.clock.now();
    for (;;) {
        run.ports.signal.throwIfAborted();
        const reading = await read();
        const { observed } = reading;
        if (observed.state === 'present')
            return { value: observed.value, reading };
        if (observed.state === 'absent')
            return { value: undefined, reading };
        const why = `the Batch service of the account cannot be asked (${observed.code}: ${observed.reason})`;
        if (run.ports.clock.now() - since >= patience(step, run))
            throw unproven(step, why);
        run.tell(step, `The Batch service cannot be asked (${observed.code}: ${observed.reason}); asking again.`);
        await untilNextReading(run.ports, reading);
    }
}
/** Thrown where nobody can tell how the command ended. */
function unproven({ poolId }, why) {
    return new errors/* UserError */.yo('SmokeUnproven', `Whether the command ends well on pool ${(0,resource_id/* resourceName */.Iy)(poolId)} could not be proven: ${why}.`, 'Let the runner and its identity reach the Batch service of the account and its jobs, or leave `smoke-command` out.');
}
/** Longest ID of a job, in characters. */
const LONGEST_ID = 64;
/** The same for every run, so that each finds what one before it has left. */
function smokeJobId(poolName) {
    const id = `smoke-${poolName}`;
    if (id.length <= LONGEST_ID)
        return id;
    const hash = (0,external_node_crypto_.createHash)('sha256').update(poolName).digest('hex').slice(0, 8);
    return `${id.slice(0, LONGEST_ID - hash.length - 1)}-${hash}`;
}
async function clear(job, poolName) {
    for (let isAsked = false;;) {
        const { value: held, reading } = await proven(job, () => job.service.readJob(job.id));
        if (held === undefined)
            return;
        if (!smoke_job_isOwn(held, poolName, job.step))
            throw taken(job);
        if (!isAsked && held.state !== 'deleting')
            await endJob(job);
        isAsked = true;
        job.run.tell(job.step, `Job ${job.id}, which an earlier run left, is being deleted.`);
        await untilNextReading(job.run.ports, reading);
    }
}
/** Whether a run of this action has made the job for this very pool. */
function smoke_job_isOwn({ poolName, metadata }, name, step) {
    const marks = Object.keys(step.metadata);
    return poolName?.toLowerCase() === name.toLowerCase() && marks.every((mark) => metadata[mark] !== undefined);
}
/** A write whose first answer was lost is refused when it is sent again. */
async function unlessThere(code, write) {
    try {
        await write();
    }
    catch (error) {
        if (!(error instanceof errors/* AzureError */.M6) || error.code !== code)
            throw error;
    }
}
function taken({ id, step }) {
    return new errors/* UserError */.yo('SmokeJobTaken', `There is a job ${id} that this action has not made, and the command for pool ${(0,resource_id/* resourceName */.Iy)(step.poolId)} runs in a job of that ID.`, `Delete that job (\`az batch job delete --job-id ${id}\`) or give another \`pool-id\`.`);
}

;// CONCATENATED MODULE: ./build/apply/execute/smoke-pool.js








/** Runs the command on every node, and waits until all have ended. Its job goes at the end, however that comes. */
async function smokePool(step, run) {
    const job = await beginJob(step, run);
    const text = await runOnEach(job).catch(async (error) => {
        if (!(error instanceof errors/* Cancelled */.cJ))
            await endQuietly(job);
        throw error;
    });
    await endJob(job);
    return { kind: 'succeeded', text };
}
/** What went wrong with the command matters more than a job that stays: Batch ends that by itself. */
async function endQuietly(job) {
    try {
        await endJob(job);
    }
    catch (error) {
        if (!(error instanceof errors/* AzureError */.M6))
            throw error;
        job.run.tell(job.step, `Job ${job.id} could not be deleted (${error.code}: ${error.message}).`);
    }
}
async function runOnEach(job) {
    const { step, run } = job;
    const deadline = run.ports.clock.now() + step.timeoutMinutes * 60_000;
    for (;;) {
        const { nodes, tasks, reading } = await look(job);
        const verdict = judgeSmoke(nodes, tasks);
        if (verdict.kind === 'failed')
            throw await smoke_pool_failed(verdict.task, job);
        if (verdict.kind === 'passed')
            return passed(verdict, job);
        if (run.ports.clock.now() >= deadline)
            throw await timedOut(verdict, tasks, job);
        if (verdict.kind === 'uncovered')
            await addTasks(verdict.nodes, tasks.length, job);
        else
            run.tell(step, `The command has ended on ${verdict.done} of ${count(verdict.nodes, 'node')}.`);
        await untilNextReading(run.ports, smoke_pool_noLaterThan(deadline, reading, run));
    }
}
/** Nodes and tasks at one moment. Throws where the job is gone: then nobody knows how its tasks ended. */
async function look(job) {
    const [nodes, tasks] = await Promise.all([
        proven(job, () => job.service.listNodes((0,resource_id/* resourceName */.Iy)(job.step.poolId))),
        proven(job, () => job.service.listTasks(job.id)),
    ]);
    if (tasks.value === undefined)
        throw unproven(job.step, `somebody deleted its job ${job.id}`);
    return { nodes: nodes.value ?? [], tasks: tasks.value, reading: shortest(tasks.reading, nodes.reading) };
}
/** One task for each of the nodes, which takes all of its slots. `held` is how many tasks the job has. */
async function addTasks(nodes, held, { id, step, run, service }) {
    const { command: commandLine, taskSlotsPerNode: requiredSlots } = step;
    for (const [index, { affinityId }] of nodes.entries()) {
        const task = { id: `node-${held + index + 1}`, commandLine, affinityId, requiredSlots };
        try {
            await send(step, run, () => service.addTask(id, task));
        }
        catch (error) {
            // The answer to a first attempt was lost on its way.
            if (!(error instanceof errors/* AzureError */.M6) || error.code !== 'TaskExists')
                throw error;
        }
    }
}
/** The wait that Azure asks for, or the usual one, and no later than the deadline. */
function smoke_pool_noLaterThan(deadline, { retryAfterMs = POLL_INTERVAL_MS }, run) {
    return { retryAfterMs: Math.max(0, Math.min(retryAfterMs, deadline - run.ports.clock.now())) };
}
/** The end of both files of a task; they are on its node, and go with it. */
async function outputOf({ id }, { id: jobId, service }) {
    const files = ['stdout.txt', 'stderr.txt'];
    const readings = await Promise.all(files.map((file) => service.readTail(jobId, id, file)));
    return files.flatMap((file, index) => {
        const observed = readings[index]?.observed;
        return lastLines(file, observed?.state === 'present' ? observed.value : undefined);
    });
}
async function passed({ nodes, task }, job) {
    const told = `The command ended with exit code 0 on each of ${count(nodes, 'node')} of pool ${(0,resource_id/* resourceName */.Iy)(job.step.poolId)}.`;
    return [told, `On node ${task.nodeId}:`, ...(await outputOf(task, job))].join('\n');
}
async function smoke_pool_failed(task, job) {
    const pool = (0,resource_id/* resourceName */.Iy)(job.step.poolId);
    const output = await outputOf(task, job);
    return new errors/* UserError */.yo('SmokeFailed', `The command ended ${smokeEnding(task)} on node ${task.nodeId ?? 'unknown'} of pool ${pool}, and has to end with 0.\n${output.join('\n')}`, 'Mend the image, or the command where that is wrong, and publish under a new version number. Batch runs the command without a shell: pipes, variables and `&&` need `/bin/sh -c` or `cmd /c`.');
}
async function timedOut(verdict, tasks, job) {
    const { poolId, timeoutMinutes } = job.step;
    const ended = verdict.kind === 'waiting' ? `${verdict.done} of ${count(verdict.nodes, 'node')}` : 'not all nodes';
    const open = tasks.find(({ state, nodeId }) => state !== 'completed' && nodeId !== undefined);
    const output = open === undefined
        ? ['It runs on no node now.']
        : [`It still runs on node ${open.nodeId}.`, ...(await outputOf(open, job))];
    return new errors/* UserError */.yo('SmokeTimedOut', `After ${count(timeoutMinutes, 'minute')} the command has ended on ${ended} of pool ${(0,resource_id/* resourceName */.Iy)(poolId)}, and is given up.\n${output.join('\n')}`, 'Find out what it waits for, or give more `smoke-timeout-minutes`.');
}

;// CONCATENATED MODULE: ./build/apply/execute/switch-pool.js








/** Notes with one PATCH that the pool is the current one: whoever looks before it finds the old one, and after it this one. */
async function switchPool(step, run) {
    // Up to here there is a way back: what somebody has changed in the other pool would go with it.
    const { pool: replaced } = await presentPool(step.replacesPoolId, run);
    checkAsFound(step.replacesPoolId, replaced, run);
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
        const { pool, reading } = await presentPool(step.poolId, run);
        try {
            const metadata = withMetadata(pool.definition.properties['metadata'], { [model_origin/* CURRENT_METADATA */.yD]: since(step, run) });
            await send(step, run, () => run.ports.azure.updatePool(step.poolId, { properties: { metadata } }, pool.etag));
            const names = [step.poolId, step.replacesPoolId].map(resource_id/* resourceName */.Iy);
            return { kind: 'succeeded', text: `Pool ${names[0]} is the current one now; ${names[1]} is no longer.` };
        }
        catch (error) {
            if (!(error instanceof errors/* AzureError */.M6) || (error.status !== 412 && error.status !== 409))
                throw error;
            run.tell(step, `Azure answers ${error.code}; looking at the pool again.`);
            await untilNextReading(run.ports, reading);
        }
    }
    throw stalePool(step.poolId, 'it changed each time this was to be noted');
}
/** Later than the instant at which the other became current, also where that was written by a clock that goes before. */
function since({ replacesPoolId }, { ports, observed }) {
    const held = observedPool(observed, replacesPoolId)?.definition.properties['metadata'];
    const before = Date.parse(metadataValue(held, model_origin/* CURRENT_METADATA */.yD) ?? '');
    const now = ports.clock.now();
    return new Date(before >= now ? before + 1 : now).toISOString();
}

;// CONCATENATED MODULE: ./build/apply/execute/update-image-version.js


/** Brings regions, counts and tags of an existing version up to what is asked, never down. */
async function update_image_version_updateImageVersion(step, run) {
    const addition = {
        targetRegions: step.to,
        tags: step.tags,
        again: true,
        ...(step.endOfLifeDate !== undefined && { endOfLifeDate: step.endOfLifeDate }),
    };
    const end = await addToVersion(step.imageVersionId, addition, step, run);
    const name = (0,resource_id/* resourceName */.Iy)(step.imageVersionId);
    const text = end === 'written'
        ? `Azure took the new regions, counts or tags of image version ${name}.`
        : `Image version ${name} already has all that was asked: another run was first.`;
    return { kind: 'succeeded', text };
}

;// CONCATENATED MODULE: ./build/apply/execute/update-pool.js










const METADATA = 'properties.metadata';
/** One PATCH, sent only while the pool still is what the plan started from, and while Azure can take it. */
async function updatePool(step, run) {
    const name = (0,resource_id/* resourceName */.Iy)(step.poolId);
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
        const pool = await readyPool(step, run);
        const open = step.changes.filter((change) => step.retriesResize || !update_pool_isMade(change, pool));
        const forgets = (step.forgets ?? []).filter((entry) => hasEntry(pool, entry));
        if (open.length === 0 && forgets.length === 0) {
            // What was refused once and is there all the same was written by the attempt whose answer was lost.
            if (round > 0)
                run.sent.add(step.id);
            return { kind: 'succeeded', text: `Pool ${name} already is as asked.` };
        }
        for (const change of open)
            checkFrom(step, change, pool, run);
        try {
            await send(step, run, () => run.ports.azure.updatePool(step.poolId, patchOf(step, open, pool), pool.etag));
            if (open.some(({ path }) => path === pool_field/* SCALE */.Xt))
                run.resizesBefore.set((0,resource_id/* resourceKey */.ik)(step.poolId), pool.resize?.startTime);
            return { kind: 'succeeded', text: `Azure took the change of ${fieldsOf(open)} of pool ${name}.` };
        }
        catch (error) {
            // Someone was faster, or our own first attempt arrived and its answer did not: look again.
            if (!(error instanceof errors/* AzureError */.M6) || (error.status !== 412 && error.status !== 409))
                throw error;
            run.tell(step, `Azure answers ${error.code}; looking at the pool again.`);
            if (error.status === 409)
                await untilNextReading(run.ports, undefined);
        }
    }
    throw stalePool(step.poolId, 'it changed each time the change was to be sent');
}
/** Whether the pool has what is asked, as Azure spells it. */
function update_pool_isMade({ path, to }, pool) {
    const held = valueAt(pool, path);
    return path === pool_field/* SCALE */.Xt ? sameScale(held, to) : isCovered(to, held, (0,pool_field/* fieldName */.w5)(path));
}
/** The pool, once Azure can take the change: a new scale has to wait for the resize under way. */
async function readyPool(step, run) {
    for (;;) {
        const { pool, reading } = await presentPool(step.poolId, run);
        const resizes = step.changes.some(({ path }) => path === pool_field/* SCALE */.Xt);
        if (!resizes || pool.allocationState === 'Steady')
            return pool;
        run.tell(step, `The pool is ${pool.allocationState.toLowerCase()}; its new scale has to wait for the end of that.`);
        await untilNextReading(run.ports, reading);
    }
}
/** What the plan started from has to be there still. */
function checkFrom(step, { path, from }, pool, run) {
    const held = valueAt(pool, path);
    if (isAsBefore(path, from, held) || (step.isUndo && isOwnWork(step, path, held, run)))
        return;
    throw stalePool(step.poolId, `its ${(0,pool_field/* fieldName */.w5)(path)} changed`);
}
/** An undo starts from what this run itself has written; a scale that somebody else has set is theirs. */
function isOwnWork({ poolId }, path, held, run) {
    const left = run.stoppedScales.get((0,resource_id/* resourceKey */.ik)(poolId));
    return path !== pool_field/* SCALE */.Xt || (left !== undefined && sameScale(held, left));
}
/** A resize timeout belongs to a resize, and the action's own metadata to its runs: neither is a change of the pool. */
function isAsBefore(path, from, held) {
    if (path === pool_field/* SCALE */.Xt && from !== undefined)
        return sameScale(held, from);
    return path === METADATA ? (0,json/* sameJson */.Vk)(withoutOwn(from), withoutOwn(held)) : sameMember(from, held, (0,pool_field/* fieldName */.w5)(path));
}
function withoutOwn(list) {
    const items = Array.isArray(list) ? list : [];
    return items.filter((item) => !(0,json/* isJsonObject */.OW)(item) || !String(item['name']).startsWith(model_origin/* ORIGIN_PREFIX */.C0));
}
function patchOf(step, changes, pool) {
    const properties = {};
    let identity;
    for (const { path, to } of changes) {
        if (path === 'identity')
            identity = to;
        else
            properties[(0,pool_field/* fieldName */.w5)(path)] = to;
    }
    const list = properties['metadata'] ?? pool.definition.properties['metadata'];
    return {
        properties: { ...properties, metadata: withMetadata(list, step.metadata, step.forgets) },
        ...(identity && { identity }),
    };
}
function valueAt(pool, path) {
    if (path === 'identity')
        return pool.definition.identity;
    return (0,json/* memberAt */.mz)(pool.definition.properties, path.split('.').slice(1));
}
function hasEntry({ definition }, name) {
    return metadataValue(definition.properties['metadata'], name) !== undefined;
}
/** Where somebody else has made the change already, only what the action itself notes is left to write. */
function fieldsOf(changes) {
    if (changes.length === 0)
        return 'metadata';
    return changes.map(({ path }) => (0,pool_field/* fieldName */.w5)(path)).join(', ');
}

;// CONCATENATED MODULE: ./build/apply/execute/execute.js



















/** Carries out one step, until Azure shows what it asks for. */
function executeStep(step, run) {
    run.ports.signal.throwIfAborted();
    switch (step.kind) {
        case 'register-provider':
            return register_provider_registerProvider(step, run);
        case 'create-gallery':
            return create_gallery_createGallery(step, run);
        case 'create-image-definition':
            return create_image_definition_createImageDefinition(step, run);
        case 'create-managed-image':
            return create_managed_image_createManagedImage(step, run);
        case 'publish-image-version':
            return publishImageVersion(step, run);
        case 'update-image-version':
            return update_image_version_updateImageVersion(step, run);
        case 'await-replication':
            return awaitReplication(step, run);
        case 'create-pool':
            return createPool(step, run);
        case 'update-pool':
            return updatePool(step, run);
        case 'drain-pool':
            return drainPool(step, run);
        case 'delete-pool':
            return delete_pool_deletePool(step, run);
        case 'await-pool':
            return await_pool_awaitPool(step, run);
        case 'bake-pool':
            return bakePool(step, run);
        case 'set-latest':
            return setLatest(step, run);
        case 'smoke-pool':
            return smokePool(step, run);
        case 'move-jobs':
            return moveJobs(step, run);
        case 'switch-pool':
            return switchPool(step, run);
        case 'follow-upgrade':
            return followUpgrade(step, run);
        case 'delete-image-version':
            return delete_image_version_deleteImageVersion(step, run);
    }
}

;// CONCATENATED MODULE: ./build/apply/execution.js




/** What one run of a plan needs. */
function execution(ports, observed) {
    const told = new Map();
    const watches = new Map();
    return {
        ports,
        observed,
        tell: (step, text, mark = text) => {
            if (told.get(step.id) === mark)
                return;
            told.set(step.id, mark);
            ports.emit({ kind: 'step-progressed', stepId: step.id, text });
        },
        resizesBefore: new Map(),
        stoppedScales: new Map(),
        sent: new Set(),
        poolsBeforeDeletion: new Map(),
        deletions: new Turns(DELETIONS_AT_A_TIME),
        watchImageVersion: (id) => {
            const key = (0,resource_id/* resourceKey */.ik)(id);
            const watch = watches.get(key) ?? new Watch(ports, () => ports.azure.readImageVersion(id));
            watches.set(key, watch);
            return watch;
        },
    };
}

;// CONCATENATED MODULE: ./build/apply/schedule.js



/**
 * Starts every step as soon as all it comes after are done. A failed step holds up only those that come after
 * it; one that ended without proof, those that need proof.
 */
async function schedule(steps, execute, emit) {
    const failures = [];
    const states = new Map();
    const ends = new Map();
    const start = async (step) => {
        const before = await Promise.all(step.after.map((id) => ends.get(id) ?? 'proven'));
        const obstacle = obstacleIn(before, step);
        if (obstacle !== undefined) {
            states.set(step.id, 'skipped');
            emit({ kind: 'step-skipped', stepId: step.id, text: `Not begun: ${obstacle}.` });
            return 'not-done';
        }
        emit({ kind: 'step-started', stepId: step.id });
        try {
            const { kind, ...end } = await execute(step);
            emit({ kind: `step-${kind}`, stepId: step.id, ...end });
            states.set(step.id, 'succeeded');
            return kind === 'unproven' || before.includes('unproven') ? 'unproven' : 'proven';
        }
        catch (error) {
            const failure = failureOf(error);
            states.set(step.id, 'failed');
            // The run being cancelled is told once, not once for every step that was under way.
            if (!(error instanceof errors/* Cancelled */.cJ && failures.some(({ code }) => code === failure.code)))
                failures.push(failure);
            emit({ kind: 'step-failed', stepId: step.id, failure });
            return 'not-done';
        }
    };
    // A plan lists a step after those it depends on, so each finds their ends here.
    for (const step of steps)
        ends.set(step.id, start(step));
    await Promise.all(ends.values());
    return { failures, states };
}
/** Why a step is not begun, as the end of a sentence. */
function obstacleIn(before, step) {
    if (before.includes('not-done'))
        return 'a step before it did not end well';
    return needsProof(step) && before.includes('unproven') ? 'a step before it ended without proof' : undefined;
}

;// CONCATENATED MODULE: ./build/apply/apply.js





/** Carries out a plan, and undoes rollouts that did not end well; gives back what went wrong. */
async function applyPlan({ plan, desired, observed }, ports) {
    const run = execution(ports, observed);
    const carryOut = (steps) => schedule(steps, (step) => executeStep(step, run), ports.emit);
    const { failures, states } = await carryOut(plan.steps);
    if (failures.length === 0 || desired.rollout.onFailure === 'stop' || isCutShort(failures, ports))
        return failures;
    const before = (poolId) => observedPool(observed, poolId);
    const undo = undoSteps({ steps: plan.steps, states, sent: run.sent, before });
    if (undo.length === 0)
        return failures;
    ports.emit({ kind: 'rollback-started', steps: undo });
    return [...failures, ...(await carryOut(undo)).failures];
}
/** A run that has no time left does not begin anything new: the next one takes up what is there. */
function isCutShort(failures, { signal }) {
    return signal.aborted || failures.some(({ code }) => code === 'Cancelled');
}

;// CONCATENATED MODULE: ./build/plan/describe.js



/** What was found, a line for each thing. */
function describeObserved(desired, observed) {
    const { image } = desired;
    const version = { subject: `image version ${observed.version}`, text: say(observed.imageVersion, describeVersion) };
    const definition = {
        subject: `image definition ${(0,resource_id/* resourceName */.Iy)(image.imageDefinitionId)}`,
        text: say(observed.imageDefinition, ({ osType, osState, hyperVGeneration, location }) => [osType, osState, hyperVGeneration, (0,resource_id/* normalizeRegion */.wh)(location)].join(', ')),
    };
    const source = observed.source.map((part) => ({
        subject: `${roleWords(part.role)} ${(0,resource_id/* resourceName */.Iy)(part.id)}`,
        text: say(part.observed, ({ kind, regions, location }) => `${kindWords(kind)}, ${regions.join(', ') || `no region ready (${location})`}`),
    }));
    const pools = desired.pools.flatMap((pool) => {
        const account = observed.batchAccounts[(0,resource_id/* resourceKey */.ik)(pool.batchAccountId)];
        const held = observed.pools[(0,resource_id/* resourceKey */.ik)(pool.poolId)];
        return [
            ...(account
                ? [
                    {
                        subject: `Batch account ${(0,resource_id/* resourceName */.Iy)(pool.batchAccountId)}`,
                        text: say(account, ({ location }) => (0,resource_id/* normalizeRegion */.wh)(location)),
                    },
                ]
                : []),
            ...(held
                ? [
                    {
                        subject: `pool ${(0,resource_id/* resourceName */.Iy)(pool.poolId)}`,
                        text: `${say(held, describePool)}${nameText(pool, observed)}`,
                    },
                ]
                : []),
        ];
    });
    return [
        definition,
        version,
        ...source,
        ...pools,
        ...describeCanaries(observed),
        ...describePruning(desired, observed),
    ];
}
/** What is there under the names of canary pools. */
function describeCanaries({ preflight }) {
    return Object.values(preflight.canaries).flatMap((canary) => canary.state === 'present'
        ? [{ subject: `pool ${(0,resource_id/* resourceName */.Iy)(canary.value.id)}`, text: describePool(canary.value) }]
        : []);
}
/** What was looked at to tell which image versions nobody needs any more. */
function describePruning({ prune, image }, { pruning }) {
    if (prune === undefined || pruning === undefined)
        return [];
    const versions = {
        subject: `versions of ${(0,resource_id/* resourceName */.Iy)(image.imageDefinitionId)}`,
        text: say(pruning.versions, ({ length }) => `${length}`),
    };
    const accounts = prune.accountIds.flatMap((id) => {
        const pools = pruning.accountPools[(0,resource_id/* resourceKey */.ik)(id)];
        const subject = `pools of Batch account ${(0,resource_id/* resourceName */.Iy)(id)}`;
        return pools ? [{ subject, text: say(pools, ({ length }) => `${length}`) }] : [];
    });
    return [versions, ...accounts];
}
/** The name that the workflow gives, where it stands for a pool of another. */
function nameText({ poolId }, { groups = [] }) {
    const group = groups.find(({ currentId, namedId }) => currentId === poolId && !(0,resource_id/* sameResourceId */.WL)(currentId, namedId));
    return group === undefined ? '' : `; it is the one that ${(0,resource_id/* resourceName */.Iy)(group.namedId)} stands for`;
}
function roleWords(role) {
    if (typeof role === 'object')
        return `data disk ${role.lun}`;
    return role === 'whole' ? 'source' : 'OS disk';
}
function kindWords(kind) {
    return kind === 'vhd' ? 'VHD' : kind.replaceAll('-', ' ');
}
function say(observed, describe) {
    switch (observed.state) {
        case 'present':
            return describe(observed.value);
        case 'absent':
            return 'not there';
        case 'unreadable':
            return `not readable (${observed.code})`;
    }
}
function describeVersion({ provisioningState, targetRegions, replication }) {
    const regions = targetRegions.map(({ region, regionalReplicaCount }) => {
        const state = replication.find((status) => status.region === region)?.state ?? 'Unknown';
        return `${region} ${regionalReplicaCount} (${state})`;
    });
    return `${provisioningState}, replicas: ${regions.join(', ')}`;
}
function describePool(pool) {
    const image = imageIn(pool.definition);
    const runs = image === undefined ? '' : `, ${describe_imageText(image)}`;
    return `${pool.allocationState}, ${number(pool.currentDedicatedNodes)} dedicated and ${count(pool.currentSpotNodes, 'spot node')}${runs}`;
}
/** A pool may name the definition alone: then Azure takes the latest version of it. */
function describe_imageText(id) {
    const isDefinition = (0,resource_id/* isOfType */.gh)(id, 'Microsoft.Compute', 'galleries/images');
    return isDefinition ? `latest of image definition ${(0,resource_id/* resourceName */.Iy)(id)}` : `image version ${(0,resource_id/* resourceName */.Iy)(id)}`;
}

;// CONCATENATED MODULE: ./build/plan/checks/access.js








/** Findings about what this identity may do, and about the subscription of the gallery. */
function accessFindings(question) {
    return [...rightFindings(question), ...providerFindings(question)];
}
/** A run that only plans may well have fewer rights than the one that applies its plan: then each is a warning. */
function rightFindings(question) {
    const isPlanned = question.desired.mode === 'plan';
    const lacking = requiredRights(question.draft.steps, question).flatMap((right) => {
        const permissions = presentValue(question.observed.preflight.permissions[(0,resource_id/* resourceKey */.ik)(right.scope)]);
        if (permissions === undefined || isAllowed(permissions, right))
            return [];
        return [{ right, isUntold: mayBeUntold(permissions, right) }];
    });
    const missing = lacking.flatMap(({ right, isUntold }) => (isUntold ? [] : [right]));
    const untold = lacking.flatMap(({ right, isUntold }) => (isUntold ? [right] : []));
    return [
        ...missing.map((right) => missingFinding(right, isPlanned)),
        ...[...Map.groupBy(untold, ({ scope }) => (0,resource_id/* resourceKey */.ik)(scope)).values()].flatMap(untoldFindings),
    ];
}
function missingFinding({ action, scope, purpose, grantAt = scope }, isPlanned) {
    const missing = found('RightMissing', grantAt, { action, scope: grantAt, purpose, role: roleAt(action, grantAt) });
    return isPlanned ? { ...missing, severity: 'warning' } : missing;
}
/** Data actions at one place of which nothing is known: one note for all. */
function untoldFindings(rights) {
    const [first] = rights;
    if (first === undefined)
        return [];
    const { scope, purpose } = first;
    const actions = enumeration(rights.map(({ action }) => action));
    const what = `whether this identity may do ${actions} at ${scope}, which is needed for ${purpose}`;
    const remedy = `Make sure that it has ${holderOf(first.action)} at ${scope}.`;
    return [found('NotChecked', scope, { what, why: 'Azure does not tell the data actions of its roles.', remedy })];
}
/** The role to give and how; Azure does not tell this identity its own object ID. */
function roleAt(action, scope) {
    const role = roleFor(action);
    return role === undefined
        ? `${holderOf(action)} at ${scope}`
        : `the role ${role}: \`az role assignment create --assignee CLIENT_ID --role "${role}" --scope ${scope}\``;
}
/** Source: learn.microsoft.com/azure/batch/batch-sig-images, images of another subscription. */
function providerFindings({ desired, observed, draft }) {
    const subscription = gallerySubscription(desired);
    const state = registrationState(observed.preflight.registrations[subscriptionKey(subscription)]);
    const isTold = state !== undefined && state !== 'Registered';
    if (!isTold || desired.registerProvider || !draft.pools.some(startsFromImage))
        return [];
    return [found('ProviderNotRegistered', `/subscriptions/${subscription}`, { subscription, state })];
}

;// CONCATENATED MODULE: ./build/plan/draft/pool-nodes.js





const NONE = { dedicated: 0, spot: 0 };
/**
 * Nodes a pool is to have after the run, by kind; undefined where an autoscale formula divides its nodes between both
 * kinds, which nobody can tell beforehand.
 */
function kindsAfter(pool) {
    const settings = propertyAfter(pool, ['scaleSettings']);
    const formula = (0,json/* memberAt */.mz)(settings, ['autoScale', 'formula']);
    if (typeof formula !== 'string')
        return pool_nodes_fixedNodes(settings);
    const nodes = nodesOf(pool.desired.scale);
    if (!asksFor('spot', formula))
        return { dedicated: nodes, spot: 0 };
    return asksFor('dedicated', formula) ? undefined : { dedicated: 0, spot: nodes };
}
/** Nodes of both kinds that a pool is to have after the run; for a formula the most it may ask for. */
function nodesAfter(pool) {
    const kinds = kindsAfter(pool);
    return kinds === undefined ? nodesOf(pool.desired.scale) : kinds.dedicated + kinds.spot;
}
/** Spot nodes a pool may ask for after the run. */
function spotNodesAfter(pool) {
    return kindsAfter(pool)?.spot ?? nodesAfter(pool);
}
/** Nodes a pool holds now, by kind. */
function kindsNow(pool) {
    return pool === undefined ? NONE : { dedicated: pool.currentDedicatedNodes, spot: pool.currentSpotNodes };
}
/** Nodes of both kinds that a pool holds now. */
function nodesNow(pool) {
    return pool === undefined ? 0 : nodesIn(pool);
}
/** Nodes that a pool holds or is on its way to, the larger of both, by kind. */
function kindsHeld(pool) {
    const { resizeOperationStatus, scaleSettings } = pool.definition.properties;
    // A resize under way is newer than the settings; it says nothing of a formula that decided on it.
    const target = pool_nodes_fixedNodes((0,json/* mergeJson */.l_)(scaleSettings, { fixedScale: resizeOperationStatus ?? {} }));
    const now = kindsNow(pool);
    return { dedicated: Math.max(now.dedicated, target.dedicated), spot: Math.max(now.spot, target.spot) };
}
function pool_nodes_fixedNodes(settings) {
    const target = (name) => Number((0,json/* memberAt */.mz)(settings, ['fixedScale', name]) ?? 0);
    return { dedicated: target('targetDedicatedNodes'), spot: target('targetLowPriorityNodes') };
}

;// CONCATENATED MODULE: ./build/plan/draft/vm-sizes.js



/** The VM size that a pool is to have, and all that its account offers. Undefined where they were not read. */
function sizesFor(pool, { observed }) {
    const offered = presentValue(observed.preflight.vmSizes[(0,resource_id/* resourceKey */.ik)(pool.account.id)]);
    if (offered === undefined)
        return undefined;
    const name = String(propertyAfter(pool, ['vmSize']));
    return { name, size: sizeIn(offered, name), offered };
}
/** A VM size by its name, whatever its case. */
function sizeIn(sizes, name) {
    return sizes.find((size) => size.name.toLowerCase() === name.toLowerCase());
}

;// CONCATENATED MODULE: ./build/plan/draft/cores.js





/** Cores of each quota at the peak of the run, for accounts in which a pool of the run grows, or is emptied or made anew. */
function coreUse(question) {
    return coreDemands(question).map(({ pools: _, ...use }) => use);
}
/**
 * Cores of each quota that the run touches, with the pools that take them. Empty for an account whose pools or VM sizes
 * were not read. All pools of an account count, with the larger of what they hold and what they are to hold.
 */
function coreDemands(question) {
    return accountsOf(question.draft.pools.filter(letsNodesCome)).flatMap((account) => demandsOf(account, question));
}
/** Whether nodes come that are not there, or come anew. */
function letsNodesCome(pool) {
    return asksForMore(pool) || isRolled(pool);
}
/** Pools that hold nodes of a VM size of which the cores are not known, in accounts in which nodes come and that have quotas. */
function poolsOfUnknownCores({ draft, observed: { preflight } }) {
    const accounts = accountsOf(draft.pools.filter(letsNodesCome)).filter(hasOwnQuotas);
    return accounts.flatMap((account) => {
        const [sizes, pools] = readingsOf(account, preflight);
        if (sizes === undefined || pools === undefined)
            return [];
        return strangers(pools, draft)
            .filter((pool) => total(kindsHeld(pool)) > 0 && sizeIn(sizes, vmSizeOf(pool))?.cores === undefined)
            .map(({ id }) => id);
    });
}
/** Whether the run lets a pool have more nodes of one kind than it holds, or nodes of another size. */
function asksForMore(pool) {
    const [after, now] = [kindsAfter(pool), kindsNow(pool.pool)];
    const hasMore = after === undefined || after.dedicated > now.dedicated || after.spot > now.spot;
    return grows(pool) && (hasMore || pool.canary !== undefined || changes(pool, 'properties.vmSize'));
}
function readingsOf({ id }, { vmSizes, accountPools }) {
    const key = (0,resource_id/* resourceKey */.ik)(id);
    return [presentValue(vmSizes[key]), presentValue(accountPools[key])];
}
function demandsOf(account, { draft, observed }) {
    const [sizes, pools] = readingsOf(account, observed.preflight);
    if (sizes === undefined || pools === undefined)
        return [];
    const own = draft.pools.filter((pool) => (0,resource_id/* sameResourceId */.WL)(pool.account.id, account.id));
    const others = strangers(pools, draft);
    return cores_quotasOf(account).flatMap((quota) => {
        const taken = own.map((pool) => coresOf(pool, quota, sizes)).filter(({ peak }) => peak > 0);
        if (taken.length === 0)
            return [];
        return [
            {
                batchAccountId: account.id,
                kind: quota.kind,
                others: sum(others.map((pool) => coresHeld(pool, quota, sizes))),
                planned: sum(taken.map(({ peak }) => peak)),
                ...(quota.cores !== undefined && { quota: quota.cores }),
                pools: taken,
            },
        ];
    });
}
/** Where pools live in the user's own subscription, its quotas count, which Batch does not tell. */
function hasOwnQuotas({ poolAllocationMode }) {
    return poolAllocationMode !== 'UserSubscription';
}
function cores_quotasOf(account) {
    const { quotas } = account;
    const hasOwn = hasOwnQuotas(account);
    const families = hasOwn ? quotas.coresByFamily : [];
    return [
        { kind: 'dedicated', nodes: 'dedicated', cores: hasOwn ? quotas.dedicatedCores : undefined },
        ...families.map(({ family, cores }) => ({ kind: family, nodes: 'dedicated', family, cores })),
        { kind: 'spot', nodes: 'spot', cores: hasOwn ? quotas.spotCores : undefined },
    ];
}
/** What a pool holds, with its canary beside it, and then what it is to have: nodes may be of another VM size by then. */
function coresOf(pool, quota, sizes) {
    const { poolId } = pool.desired;
    const nodes = kindsAfter(pool)?.[quota.nodes] ?? 0;
    const now = kindsNow(pool.pool)[quota.nodes];
    const held = now * (pool.pool ? countedCores(vmSizeOf(pool.pool), quota, sizes) : 0);
    const coresPerNode = countedCores(String(propertyAfter(pool, ['vmSize'])), quota, sizes);
    const own = { poolId, nodes, coresPerNode, isCanary: false, beside: 0 };
    const canary = {
        ...own,
        poolId: pool.canary?.poolId ?? '',
        nodes: pool.canary?.nodes[quota.nodes] ?? 0,
        isCanary: true,
        beside: held,
    };
    const isComing = grows(pool) && (nodes > now || isRolled(pool) || changes(pool, 'properties.vmSize'));
    return {
        peak: Math.max(held + canary.nodes * coresPerNode, nodes * coresPerNode),
        comes: [...(isComing ? [own] : []), canary].filter((each) => each.nodes * coresPerNode > 0),
    };
}
function coresHeld(pool, quota, sizes) {
    return kindsHeld(pool)[quota.nodes] * countedCores(vmSizeOf(pool), quota, sizes);
}
/** Cores that a node of a VM size takes of a quota; none where they are not known. */
function countedCores(vmSize, { family }, sizes) {
    const size = sizeIn(sizes, vmSize);
    return family === undefined || family.toLowerCase() === size?.family.toLowerCase() ? (size?.cores ?? 0) : 0;
}
function strangers(pools, draft) {
    const own = draft.pools.flatMap(({ desired, canary }) => [desired.poolId, ...(canary ? [canary.poolId] : [])]);
    return pools.filter(({ id }) => !own.some((each) => (0,resource_id/* sameResourceId */.WL)(each, id)));
}
function vmSizeOf({ definition }) {
    return String(definition.properties['vmSize']);
}
function total({ dedicated, spot }) {
    return dedicated + spot;
}
function sum(numbers) {
    return numbers.reduce((one, other) => one + other, 0);
}

;// CONCATENATED MODULE: ./build/plan/checks/reading.js




/** A thing that has to be known and could not be read. */
function notReadable(what, id, reading) {
    if (isOfOtherTenant(reading))
        return found('OtherTenant', id, { what, id });
    const { code, reason } = reading;
    if (code === 'SubscriptionNotFound')
        return subscriptionNotReadable(id, reading);
    const remedy = remedyFor(code, reason) ?? 'Run again when Azure answers; nothing has been changed.';
    return found('NotReadable', id, { what, id, code, reason, remedy });
}
/** Said of the subscription, so that it is said once for all that lies in it. */
function subscriptionNotReadable(id, { code, reason }) {
    const subscription = `/subscriptions/${(0,resource_id/* parseResourceId */.RQ)(id)?.subscriptionId ?? ''}`;
    const remedy = remedyFor(code, reason) ?? '';
    return found('NotReadable', subscription, { what: 'subscription', id: subscription, code, reason, remedy });
}
/** Whether something lies in a subscription of another tenant than that of the token. */
function isOfOtherTenant(reading) {
    return reading.state === 'unreadable' && reading.code === 'InvalidAuthenticationTokenTenant';
}
/** That not even the resource group is there in which `id` would be. */
function groupMissing(id) {
    const { subscriptionId: subscription = '', resourceGroup: name = '' } = (0,resource_id/* parseResourceId */.RQ)(id) ?? {};
    const group = `/subscriptions/${subscription}/resourceGroups/${name}`;
    return found('ResourceGroupMissing', group, { group, subscription, name });
}
/** Says which checks were left out, why, and how they are had. */
function notChecked({ what, action, scope, remedy }, { code, reason }) {
    return found('NotChecked', scope, {
        what,
        why: `Azure says ${code}: ${reason}`,
        remedy: remedy ?? wayToRead({ action, scope }, { code, reason }),
    });
}
/** Whether a code of Azure's says that a right is missing; no role opens what a deny assignment closes. */
function reading_isRefused(code) {
    return /^(?!deny).*(authorization|permission|forbidden)/i.test(code);
}
/** How something becomes readable: by a role where it was refused, else as the code says. */
function wayToRead(right, { code, reason }) {
    if (!reading_isRefused(code)) {
        return remedyFor(code, reason) ?? 'Run again when Azure answers, to have it checked.';
    }
    const { action, scope = right.scope } = missingRight(reason) ?? right;
    return `Give the identity of this workflow ${holderOf(action)} at ${scope}, to have it checked.`;
}
/** The right to read a resource of Azure Resource Manager, at that resource. */
function readRight(id) {
    const { provider = 'Microsoft.Resources', types = [] } = (0,resource_id/* parseResourceId */.RQ)(id) ?? {};
    return { action: `${[provider, ...types].join('/')}/read`, scope: id };
}

;// CONCATENATED MODULE: ./build/plan/checks/account.js







/** Findings about the Batch accounts of the pools: there, readable, ready, and open to the nodes and to whoever watches them. */
function accountFindings(question) {
    return [
        ...question.desired.pools.flatMap((pool) => presenceFindings(pool, question)),
        ...question.draft.pools.filter(isWritten).flatMap(({ account }) => stateFindings(account)),
        ...(question.desired.wait === 'healthy'
            ? question.draft.pools.flatMap((pool) => sightFindings(pool, question))
            : []),
        ...question.draft.pools.filter(letsNodesCome).flatMap(nodeFindings),
    ];
}
function presenceFindings({ batchAccountId: id }, { observed }) {
    const account = observed.batchAccounts[(0,resource_id/* resourceKey */.ik)(id)];
    if (account?.state === 'absent')
        return [found('BatchAccountNotFound', id, { account: id })];
    return account?.state === 'unreadable' ? [notReadable('Batch account', id, account)] : [];
}
function stateFindings({ id, provisioningState: state }) {
    return state === 'Succeeded' ? [] : [found('BatchAccountNotReady', id, { account: (0,resource_id/* resourceName */.Iy)(id), state })];
}
/** Only the Batch service knows nodes, so a run that waits for healthy ones has to be let in. */
function sightFindings(pool, question) {
    const { account } = pool;
    const who = hasAnswered(pool, question) ? undefined : shutOut(account);
    return [
        ...(allowsEntra(account) ? [] : [entraNotAllowed(account)]),
        ...(who === undefined
            ? []
            : [found('DataPlaneClosed', account.id, { account: (0,resource_id/* resourceName */.Iy)(account.id), who, rule: ruleFor(account) })]),
    ];
}
/** Rules for addresses count only where public access is enabled. */
function ruleFor({ id, publicNetworkAccess }) {
    if (publicNetworkAccess !== 'Enabled')
        return '';
    const { resourceGroup = '' } = (0,resource_id/* parseResourceId */.RQ)(id) ?? {};
    return `, or let its address in (\`az batch account network-profile network-rule add --name ${(0,resource_id/* resourceName */.Iy)(id)} --resource-group ${resourceGroup} --profile BatchAccount --ip-address ADDRESS\`)`;
}
/** PATCH replaces the whole list, so the body names the modes in use as well. */
function entraNotAllowed(account) {
    const { id, allowedAuthenticationModes: modes = [] } = account;
    const body = JSON.stringify({ properties: { allowedAuthenticationModes: [...modes, 'AAD'] } });
    return found('EntraSignInNotAllowed', id, { account: (0,resource_id/* resourceName */.Iy)(id), modes: modeWords(account), id, body });
}
/** A service that has just answered this run is open to it, whatever its rules look like. */
function hasAnswered({ account, desired, replaces }, { observed: { preflight } }) {
    const key = (0,resource_id/* resourceKey */.ik)(account.id);
    const poolKey = (0,resource_id/* resourceKey */.ik)(replaces?.id ?? desired.poolId);
    const { supportedImages, jobs, runningTasks, nodeImages } = preflight;
    const answers = [supportedImages[key], jobs[key], runningTasks[poolKey], nodeImages[poolKey]];
    return answers.some((reading) => reading?.state === 'present');
}
/** Nodes that cannot report to Batch are never of use, and billed all the same. */
function nodeFindings(draftPool) {
    const { account, desired, canary } = draftPool;
    if (!shutsOutNodes(account) || (nodesAfter(draftPool) === 0 && canary === undefined))
        return [];
    const facts = { account: (0,resource_id/* resourceName */.Iy)(account.id), pool: (0,resource_id/* resourceName */.Iy)(desired.poolId) };
    return [found('NodesShutOut', account.id, facts)];
}

;// CONCATENATED MODULE: ./build/plan/checks/deadline.js

/** Days before the end of support at which it is warned of. */
const NEAR_SUPPORT_DAYS = 365;
/** Days before the end of life of a version or definition at which it is warned of. */
const NEAR_LIFE_DAYS = 90;
const deadline_DAY_MS = 24 * 60 * 60 * 1000;
/** The last of several ends; undefined where there is none, and while one of them has no end. */
function lastEnd(ends) {
    const told = ends.flatMap((end) => end ?? []);
    if (told.length < ends.length)
        return undefined;
    return told.toSorted((one, other) => Date.parse(one) - Date.parse(other)).at(-1);
}
/** An ISO 8601 instant as a deadline, seen from `at`, ms since 1970. */
function deadline(instant, at) {
    const days = Math.floor((Date.parse(instant) - at) / deadline_DAY_MS);
    return { date: instant.slice(0, 10), days, left: days === 0 ? 'less than a day' : count(days, 'day') };
}

;// CONCATENATED MODULE: ./build/plan/checks/base-image.js








/** The marketplace image behind the version, against those that the accounts support whose pools get it. */
function baseImageFindings({ observed, draft }) {
    const base = observed.lineage?.baseImage;
    if (base === undefined)
        return [];
    return draft.pools.filter(changesImage).flatMap(({ account }) => {
        const supported = presentValue(observed.preflight.supportedImages[(0,resource_id/* resourceKey */.ik)(account.id)]) ?? [];
        if (listingsOf(base, supported).length > 0)
            return endFindings(base, supported, { id: account.id, at: observed.at });
        if (supported.length === 0)
            return [];
        const facts = {
            baseImage: marketplaceName(base),
            account: (0,resource_id/* resourceName */.Iy)(account.id),
            closest: likest(marketplaceName(base), supported.map(({ image }) => marketplaceName(image))),
        };
        return [found('BaseImageNotSupported', account.id, facts)];
    });
}
/** Where support ends for everything that has the node agent, that is told of the agent. */
function endFindings(base, supported, { id, at }) {
    const listings = listingsOf(base, supported);
    const alike = listings.flatMap(({ nodeAgentSkuId }) => listingsWith(nodeAgentSkuId, supported));
    const end = endOf(listings);
    if (end === undefined || endOf(alike) !== undefined)
        return [];
    const { date, days, left } = deadline(end, at);
    const facts = { baseImage: marketplaceName(base), date };
    if (days < 0)
        return [found('BaseImageEnded', id, facts)];
    return days <= NEAR_SUPPORT_DAYS ? [found('BaseImageEnding', id, { ...facts, days: left })] : [];
}
function endOf(images) {
    return lastEnd(images.map(({ batchSupportEndOfLife }) => batchSupportEndOfLife));
}

;// CONCATENATED MODULE: ./build/plan/checks/canary.js








/** Findings about canaries: whether their name is free, for only those of an earlier run are taken away, and whether they can prove anything. */
function canaryFindings({ desired, observed, draft }) {
    return draft.pools.flatMap((pool) => [
        ...nameFindings(pool, observed.preflight.canaries),
        ...canary_sightFindings(pool),
        ...(desired.canary?.smoke === undefined ? [] : commandFindings(pool)),
    ]);
}
function nameFindings({ canary }, seen) {
    if (canary === undefined)
        return [];
    const reading = seen[(0,resource_id/* resourceKey */.ik)(canary.poolId)];
    if (reading?.state === 'unreadable')
        return [notReadable('pool', canary.poolId, reading)];
    const held = presentValue(reading);
    if (held === undefined || isCanaryOf(held, canary.ofPoolId))
        return [];
    const facts = { canary: (0,resource_id/* resourceName */.Iy)(canary.poolId), pool: (0,resource_id/* resourceName */.Iy)(canary.ofPoolId) };
    return [found('CanaryNameTaken', canary.poolId, facts)];
}
/** Whether rules of the network let the runner in shows only when it asks; the modes of sign-in are known. */
function canary_sightFindings({ account, canary }) {
    if (canary === undefined || allowsEntra(account))
        return [];
    const facts = { account: (0,resource_id/* resourceName */.Iy)(account.id), modes: modeWords(account), canary: (0,resource_id/* resourceName */.Iy)(canary.poolId) };
    return [found('CanaryNotProvable', canary.poolId, facts)];
}
/** Batch fails every task without container settings on nodes that are set up for containers. */
function commandFindings(draftPool) {
    const { desired, canary } = draftPool;
    const path = [...pool_field/* MACHINE */.Wp, 'containerConfiguration'];
    if (canary === undefined || propertyAfter(draftPool, path) === undefined)
        return [];
    const facts = { canary: (0,resource_id/* resourceName */.Iy)(canary.poolId), pool: (0,resource_id/* resourceName */.Iy)(desired.poolId) };
    return [found('CommandOutsideContainer', canary.poolId, facts)];
}

;// CONCATENATED MODULE: ./build/plan/checks/source-lineage.js

/**
 * The way back from what a version is made from, or from the version itself; where it was not walked, the source of a
 * version that is to be made. Undefined where nothing of it could be read.
 */
function sourceLineage(question) {
    const { observed } = question;
    if (observed.lineage !== undefined)
        return observed.lineage.links.length > 0 ? observed.lineage : undefined;
    if (!isPublished(question))
        return undefined;
    const first = presentValue(observed.managedImage) ?? presentValue(observed.source[0]?.observed);
    return first && { links: [first], end: { kind: 'origin-unknown' } };
}
/** Whether the run makes a version that does not exist, out of a source. */
function isPublished({ desired, observed }) {
    return observed.imageVersion.state === 'absent' && desired.image.source !== undefined;
}

;// CONCATENATED MODULE: ./build/plan/checks/taken-names.js



/**
 * Findings about names that what is to be created would share with another.
 * Source: learn.microsoft.com, "Troubleshoot images in an Azure Compute Gallery", names that are not unique.
 */
function takenFindings(question) {
    return question.draft.steps.flatMap((step) => {
        if (step.kind === 'create-gallery')
            return galleryFindings(step, question);
        return step.kind === 'create-image-definition' ? definitionFindings(step, question) : [];
    });
}
function galleryFindings({ galleryId: id }, { observed: { preflight } }) {
    const gallery = (0,resource_id/* resourceName */.Iy)(id);
    const twin = presentValue(preflight.galleries[(0,resource_id/* resourceKey */.ik)(id)])?.find((other) => (0,resource_id/* resourceKey */.ik)(other.id) !== (0,resource_id/* resourceKey */.ik)(id) && taken_names_isSame((0,resource_id/* resourceName */.Iy)(other.id), gallery));
    return twin === undefined ? [] : [found('GalleryNameTaken', id, { gallery, held: twin.id })];
}
function definitionFindings({ imageDefinitionId: id, to: { publisher, offer, sku } }, { observed: { preflight } }) {
    const isTwin = ({ identifier }) => taken_names_isSame(identifier.publisher, publisher) && taken_names_isSame(identifier.offer, offer) && taken_names_isSame(identifier.sku, sku);
    const twin = presentValue(preflight.definitions[(0,resource_id/* resourceKey */.ik)((0,resource_id/* parentId */.A1)(id))])?.find(isTwin);
    if (twin === undefined)
        return [];
    const facts = { definition: (0,resource_id/* resourceName */.Iy)(id), publisher, offer, sku, held: (0,resource_id/* resourceName */.Iy)(twin.id) };
    return [found('IdentifierTaken', id, facts)];
}
function taken_names_isSame(one, other) {
    return one.toLowerCase() === other.toLowerCase();
}

;// CONCATENATED MODULE: ./build/plan/checks/definition.js









/** Findings about the gallery and the image definition: there, readable, for generalized images, and as asked. */
function definition_definitionFindings(question) {
    const { desired, observed } = question;
    const id = desired.image.imageDefinitionId;
    switch (observed.imageDefinition.state) {
        case 'unreadable':
            return [notReadable('image definition', id, observed.imageDefinition)];
        case 'absent':
            if (observed.imageDefinition.isGroupMissing)
                return [groupMissing(id)];
            return desired.image.createGallery
                ? [...creationFindings(question), ...takenFindings(question)]
                : absenceFindings(question);
        case 'present':
            return presentFindings(observed.imageDefinition.value, question);
    }
}
function absenceFindings({ desired, observed }) {
    const id = desired.image.imageDefinitionId;
    const gallery = (0,resource_id/* parentId */.A1)(id);
    return observed.gallery?.state === 'absent'
        ? [found('GalleryNotFound', gallery, { gallery })]
        : [found('ImageDefinitionNotFound', id, { definition: id })];
}
/** What a definition never changes later is not guessed. A source that was not found has its own finding. */
function creationFindings(question) {
    const { desired, observed } = question;
    const { imageDefinitionId: id, definition } = desired.image;
    if (observed.gallery?.state === 'unreadable')
        return [notReadable('gallery', (0,resource_id/* parentId */.A1)(id), observed.gallery)];
    const gallery = presentValue(observed.gallery);
    if (gallery?.provisioningState === 'Deleting') {
        return [
            found('ParentBeingDeleted', gallery.id, { parent: `Gallery ${(0,resource_id/* resourceName */.Iy)(gallery.id)}`, input: 'gallery' }),
        ];
    }
    const lineage = sourceLineage(question);
    if (lineage === undefined)
        return [];
    const asked = { osType: definition.osType, hyperVGeneration: askedGeneration(definition) };
    return NEEDED.filter(({ name }) => (asked[name] ?? toldBy(lineage, name)) === undefined).map(({ field, input }) => found('DefinitionNotDescribed', id, { definition: (0,resource_id/* resourceName */.Iy)(id), field, input }));
}
const NEEDED = [
    { name: 'osType', field: 'operating system', input: 'os-type' },
    { name: 'hyperVGeneration', field: 'generation', input: 'hyper-v-generation' },
];
function presentFindings(held, { desired }) {
    const { imageDefinitionId: id, definition: asked } = desired.image;
    const definition = (0,resource_id/* resourceName */.Iy)(id);
    if (held.provisioningState === 'Deleting') {
        const facts = { parent: `Image definition ${definition}`, input: 'image-definition' };
        return [found('ParentBeingDeleted', id, facts)];
    }
    const differing = definitionDifferences(asked, held).map((difference) => found('DefinitionDiffers', id, { definition, ...difference }));
    return held.osState === 'Generalized' ? differing : [found('ImageNotGeneralized', id, { definition }), ...differing];
}

;// CONCATENATED MODULE: ./build/plan/checks/definition-end.js




/** Findings about the end of life of the image definition, which has one of its own beside that of each version. */
function definitionEndFindings({ desired, observed }) {
    const end = presentValue(observed.imageDefinition)?.endOfLifeDate;
    if (end === undefined)
        return [];
    const id = desired.image.imageDefinitionId;
    const { date, days, left } = deadline(end, observed.at);
    const facts = { definition: (0,resource_id/* resourceName */.Iy)(id), date };
    if (days < 0)
        return [found('DefinitionEndOfLifePast', id, facts)];
    return days <= NEAR_LIFE_DAYS ? [found('DefinitionEndOfLifeNear', id, { ...facts, days: left })] : [];
}

;// CONCATENATED MODULE: ./build/plan/draft/definition-after.js

/** The image definition as it is, or as this run creates it; undefined while neither is known. */
function definitionAfter({ observed, draft }) {
    const held = presentValue(observed.imageDefinition);
    if (held === undefined)
        return draft.steps.find((step) => step.kind === 'create-image-definition')?.to;
    const { osType, hyperVGeneration, architecture, securityType, diskControllers, identifier, purchasePlan } = held;
    return {
        osType,
        hyperVGeneration,
        architecture,
        securityType,
        ...(diskControllers !== undefined && { diskControllers }),
        ...identifier,
        ...(purchasePlan && { purchasePlan }),
    };
}

;// CONCATENATED MODULE: ./build/plan/checks/disk-encryption.js






const disk_encryption_TARGETS = [...pool_field/* MACHINE */.Wp, 'diskEncryptionConfiguration', 'targets'];
/**
 * Findings about disk encryption that pools of a Linux image ask for. An image of a gallery is a custom one.
 * Source: learn.microsoft.com/azure/batch/disk-encryption.
 */
function diskEncryptionFindings(question) {
    if (definitionAfter(question)?.osType !== 'Linux')
        return [];
    const concerned = question.draft.pools.filter((pool) => startsNodes(pool) && disk_encryption_isAsked(pool));
    return concerned.flatMap((pool) => {
        const obstacle = obstacleTo(pool, question);
        const { poolId } = pool.desired;
        return obstacle ? [found('DiskEncryptionNotPossible', poolId, { pool: (0,resource_id/* resourceName */.Iy)(poolId), ...obstacle })] : [];
    });
}
function disk_encryption_isAsked(pool) {
    const targets = propertyAfter(pool, disk_encryption_TARGETS);
    return Array.isArray(targets) && targets.length > 0;
}
function obstacleTo(pool, question) {
    const { id, poolAllocationMode: mode } = pool.account;
    if (mode === 'UserSubscription') {
        const why = `there is none in accounts of the mode UserSubscription, such as ${(0,resource_id/* resourceName */.Iy)(id)}`;
        return { why, way: 'use a Batch account of the mode BatchService' };
    }
    const size = sizesFor(pool, question)?.size;
    if (!size?.lacks?.includes('EncryptionAtHostSupported'))
        return undefined;
    return { why: `VM size ${size.name} has none`, way: 'choose a `vm-size` that has encryption at host' };
}

;// CONCATENATED MODULE: ./build/plan/draft/time-budget.js







/** Minutes that Azure may take, at the upper end of what its users report; Microsoft promises none of them. */
const REGISTRATION_MINUTES = 5;
const MANAGED_IMAGE_MINUTES = 15;
const REPLICATION_MINUTES = 60;
const LEAVING_MINUTES = 5;
const DELETION_MINUTES = 10;
/** For the first jobs, and for every so many more: each takes some seconds to disable and to enable. */
const JOB_MOVE_MINUTES = 5;
const JOBS_PER_MOVE = 100;
const UPGRADING_MINUTES = 5;
const VERSION_DELETION_MINUTES = 10;
/** Azure's own resize timeout, which counts where a formula decides. */
const DEFAULT_RESIZE_MINUTES = 15;
/** From the allocation of a node until it is idle, without a start task. */
const BOOT_MINUTES = { Linux: 10, Windows: 20 };
/** How long the run may take on the longest way through its steps. What a start task takes is not known, and left out. */
function timeBudget(question) {
    const ways = new Map();
    for (const step of question.draft.steps) {
        const before = longest(step.after.map((id) => ways.get(id) ?? []));
        ways.set(step.id, [...before, ...termsOf(step, question)]);
    }
    const terms = longest([...ways.values()]);
    return { minutes: time_budget_minutesOf(terms), terms };
}
function longest(ways) {
    return ways.toSorted((one, other) => time_budget_minutesOf(other) - time_budget_minutesOf(one))[0] ?? [];
}
function time_budget_minutesOf(terms) {
    return terms.reduce((sum, { minutes }) => sum + minutes, 0);
}
function termsOf(step, question) {
    switch (step.kind) {
        case 'register-provider':
            return [{ what: `registering ${step.namespace}`, minutes: REGISTRATION_MINUTES }];
        case 'create-managed-image':
            return [{ what: `making managed image ${(0,resource_id/* resourceName */.Iy)(step.managedImageId)}`, minutes: MANAGED_IMAGE_MINUTES }];
        case 'await-replication':
            return [
                {
                    what: `replicating image version ${(0,resource_id/* resourceName */.Iy)(step.imageVersionId)} to ${step.region}`,
                    minutes: REPLICATION_MINUTES,
                },
            ];
        case 'drain-pool':
            return [drainTerm(step)];
        case 'delete-pool':
            return [{ what: `deleting pool ${(0,resource_id/* resourceName */.Iy)(step.poolId)}`, minutes: DELETION_MINUTES }];
        case 'await-pool':
            return poolTerms(step, question);
        case 'bake-pool':
            return [{ what: `watching the nodes of pool ${(0,resource_id/* resourceName */.Iy)(step.poolId)}`, minutes: step.minutes }];
        case 'follow-upgrade':
            return [upgradeTerm(step, question)];
        case 'smoke-pool':
            return [{ what: `running a command on pool ${(0,resource_id/* resourceName */.Iy)(step.poolId)}`, minutes: step.timeoutMinutes }];
        case 'move-jobs':
            return [moveTerm(step, question)];
        case 'set-latest':
            return makingTerms(step, question);
        case 'delete-image-version':
            return [{ what: 'deleting image versions', minutes: deletionMinutes(question) }];
        default:
            return [];
    }
}
/** Where no region is waited for, the version itself is: Azure takes no change of one that it is still making. */
function makingTerms({ imageVersionId }, { draft }) {
    const kinds = new Set(draft.steps.map(({ kind }) => kind));
    const isMaking = kinds.has('publish-image-version') || kinds.has('update-image-version');
    if (!isMaking || kinds.has('await-replication'))
        return [];
    return [{ what: `making image version ${(0,resource_id/* resourceName */.Iy)(imageVersionId)}`, minutes: REPLICATION_MINUTES }];
}
/** As many as may be under way at the same time take as long as one. */
function deletionMinutes({ draft }) {
    const all = draft.steps.filter(({ kind }) => kind === 'delete-image-version');
    return VERSION_DELETION_MINUTES * Math.ceil(all.length / DELETIONS_AT_A_TIME);
}
/** What jobs wait for that let their tasks finish is not known; those that come late are few. */
function moveTerm({ poolId, running, retires }, { draft }) {
    const pool = draft.pools.find(({ replaces }) => replaces !== undefined && (0,resource_id/* sameResourceId */.WL)(replaces.id, poolId));
    const jobs = retires ? 0 : (pool?.planned.moves?.jobs.length ?? 0);
    const minutes = JOB_MOVE_MINUTES * Math.max(1, Math.ceil(jobs / JOBS_PER_MOVE));
    const rest = running === 'wait' && !retires ? ', without the time of their tasks' : '';
    return { what: `moving the jobs of pool ${(0,resource_id/* resourceName */.Iy)(poolId)}${rest}`, minutes };
}
/** A drain that lets tasks finish takes as long as they do, which nobody can tell beforehand. */
function drainTerm({ poolId, drain, deadlineMinutes }) {
    const what = `emptying pool ${(0,resource_id/* resourceName */.Iy)(poolId)}`;
    if (drain !== 'taskcompletion')
        return { what, minutes: LEAVING_MINUTES };
    if (deadlineMinutes !== undefined)
        return { what, minutes: deadlineMinutes + LEAVING_MINUTES };
    return { what: `${what}, without the time of its tasks`, minutes: LEAVING_MINUTES };
}
/** Batches one after another, each as long as its nodes start; tasks that are let finish are not known beforehand. */
function upgradeTerm({ poolId }, question) {
    const pool = question.draft.pools.find(({ desired }) => (0,resource_id/* sameResourceId */.WL)(desired.poolId, poolId));
    const nodes = pool === undefined ? 0 : Math.max(nodesNow(pool.pool), nodesAfter(pool));
    const batches = Math.ceil(nodes / Math.max(1, Math.floor((nodes * (pool ? batchPercent(pool) : 0)) / 100)));
    const osType = definitionAfter(question)?.osType ?? 'Linux';
    const what = `upgrading pool ${(0,resource_id/* resourceName */.Iy)(poolId)} in ${batches} batches, without the time of its tasks`;
    return { what, minutes: batches * (UPGRADING_MINUTES + BOOT_MINUTES[osType]) };
}
/** Percent of the nodes that Azure upgrades together: 20 unless the pool says otherwise and uses it. */
function batchPercent(pool) {
    const policy = propertyAfter(pool, ['upgradePolicy']);
    const own = (0,json/* memberAt */.mz)(policy, ['rollingUpgradePolicy', 'maxBatchInstancePercent']);
    const isUsed = (0,json/* memberAt */.mz)(policy, ['automaticOSUpgradePolicy', 'useRollingUpgradePolicy']) === true;
    return isUsed && typeof own === 'number' ? own : 20;
}
function poolTerms({ poolId, until }, question) {
    const pool = question.draft.pools.find(({ desired }) => (0,resource_id/* sameResourceId */.WL)(desired.poolId, poolId));
    if (pool === undefined)
        return canaryTerms(poolId, question);
    if (!isResized(pool))
        return [];
    const minutes = pool.planned.resizeTimeoutMinutes ?? DEFAULT_RESIZE_MINUTES;
    const resize = { what: `resizing pool ${(0,resource_id/* resourceName */.Iy)(poolId)}`, minutes };
    const before = isRolled(pool) ? 0 : nodesNow(pool.pool);
    if (until !== 'healthy' || nodesAfter(pool) <= before)
        return [resize];
    return [resize, bootTerm(question)];
}
function bootTerm(question) {
    const osType = definitionAfter(question)?.osType ?? 'Linux';
    return { what: `starting its nodes, without their start task`, minutes: BOOT_MINUTES[osType] };
}
function canaryTerms(poolId, question) {
    const canaries = question.draft.pools.flatMap(({ canary }) => (canary?.poolId === poolId ? [canary] : []));
    return canaries.flatMap(({ resizeTimeoutMinutes: minutes }) => [
        { what: `resizing pool ${(0,resource_id/* resourceName */.Iy)(poolId)}`, minutes },
        bootTerm(question),
    ]);
}
/** Whether nodes come or go: a pool that is new or emptied and gets nodes, another scale, or a resize that is under way. */
function isResized(pool) {
    if (isNew(pool) || isRolled(pool))
        return nodesAfter(pool) > 0;
    return changes(pool, pool_field/* SCALE */.Xt) || pool.pool?.allocationState !== 'Steady';
}

;// CONCATENATED MODULE: ./build/plan/checks/duration.js



/** Minutes after which a job on a runner that GitHub hosts is ended. Source: docs.github.com, "Actions limits". */
const JOB_MINUTES = 360;
/** The time budget of the run, against the limits it has: the one given to it, and that of GitHub's jobs. */
function durationFindings(question) {
    const budget = timeBudget(question);
    const given = question.desired.timeoutMinutes;
    const limits = [
        ...(given !== undefined && budget.minutes > given ? [ofInput(given)] : []),
        ...(budget.minutes > JOB_MINUTES ? [OF_JOB] : []),
    ];
    return limits.length === 0 ? [] : [exceeded(budget, limits)];
}
function ofInput(minutes) {
    return {
        limit: `\`timeout-minutes\` is ${number(minutes)}`,
        remedy: 'Give more `timeout-minutes`, or run again when the time is over: what Azure was told to do goes on, and the next run takes it up.',
    };
}
const OF_JOB = {
    limit: `GitHub ends jobs on its own runners after ${JOB_MINUTES} minutes`,
    remedy: 'Publish in one job and deploy in another, or use a self-hosted runner; a job that is ended is taken up by the next run.',
};
function exceeded({ minutes, terms }, limits) {
    // Some of them have a comma in them.
    const words = terms.map((term) => `${number(term.minutes)} for ${term.what}`);
    const limit = limits.map((each) => each.limit).join('; ');
    const remedy = limits.map((each) => each.remedy).join(' ');
    return found('TimeBudgetExceeded', 'timeout-minutes', { minutes, terms: words.join('; '), limit, remedy });
}

;// CONCATENATED MODULE: ./build/plan/checks/inter-node.js




/** Pools whose nodes talk to each other, against the most nodes that Batch lets such a pool have. */
function interNodeFindings({ draft }) {
    return draft.pools
        .filter((pool) => grows(pool) || changes(pool, 'properties.interNodeCommunication'))
        .filter((pool) => propertyAfter(pool, ['interNodeCommunication']) === 'Enabled')
        .flatMap((pool) => {
        const { poolId } = pool.desired;
        const [nodes, most] = [nodesAfter(pool), mostNodes(pool.account)];
        return nodes > most ? [found('InterNodeTooMany', poolId, { pool: (0,resource_id/* resourceName */.Iy)(poolId), nodes, most })] : [];
    });
}
/** Source: learn.microsoft.com/azure/batch/batch-quota-limit, pool size limits. */
function mostNodes({ poolAllocationMode }) {
    return poolAllocationMode === 'UserSubscription' ? 80 : 100;
}

;// CONCATENATED MODULE: ./build/plan/checks/job-moves.js





/** Findings about jobs where one pool is to take the place of another: they have to be seen, and not all can be moved. */
function jobMoveFindings(question) {
    return question.draft.pools.flatMap((pool) => [...unreadable(pool, question), ...leftAlone(pool, question)]);
}
function unreadable({ replaces, account }, { observed }) {
    if (replaces === undefined)
        return [];
    const { jobs, jobSchedules } = observed.preflight;
    const key = (0,resource_id/* resourceKey */.ik)(account.id);
    const reading = [jobs[key], jobSchedules[key]].find((each) => each?.state === 'unreadable');
    if (reading?.state !== 'unreadable')
        return [];
    const { code, reason } = reading;
    const facts = { pool: (0,resource_id/* resourceName */.Iy)(replaces.id), account: (0,resource_id/* resourceName */.Iy)(account.id), code, reason };
    return [found('JobsNotReadable', account.id, facts)];
}
function leftAlone({ replaces, account }, { observed, desired }) {
    if (replaces === undefined)
        return [];
    const { jobs, jobSchedules } = observed.preflight;
    const definition = desired.image.imageDefinitionId;
    const names = [
        ...notMovable(presentValue(jobs[(0,resource_id/* resourceKey */.ik)(account.id)]) ?? [], definition).map(({ id }) => `job ${id}`),
        ...notMovable(presentValue(jobSchedules[(0,resource_id/* resourceKey */.ik)(account.id)]) ?? [], definition).map(({ id }) => `job schedule ${id}`),
    ];
    if (names.length === 0)
        return [];
    return [found('AutoPoolJobs', account.id, { names: enumeration(names), definition: (0,resource_id/* resourceName */.Iy)(definition) })];
}

;// CONCATENATED MODULE: ./build/plan/checks/lineage.js








/** Findings that the chain behind the image tells: what its disk carries along, and where the chain cannot be followed. */
function lineageFindings(question) {
    const lineage = sourceLineage(question);
    if (lineage === undefined)
        return [];
    return [
        ...diskFindings(lineage),
        ...extensionFindings(lineage),
        ...dataDiskFindings(lineage, question),
        ...(question.observed.lineage ? lineage_endFindings(question.observed.lineage) : []),
    ];
}
function diskFindings(lineage) {
    const encryption = linkThatTells(lineage, 'isGuestEncrypted');
    const caching = beforeDisks(lineage).find(({ osDiskCaching }) => osDiskCaching !== undefined);
    return [
        ...(encryption?.isGuestEncrypted === true
            ? [found('OsDiskEncrypted', encryption.id, { origin: diskWords(encryption) })]
            : []),
        ...(caching?.osDiskCaching === undefined || caching.osDiskCaching === 'ReadWrite'
            ? []
            : [found('OsDiskCacheNotReadWrite', caching.id, { origin: (0,image_source/* named */.KT)(caching.id), held: caching.osDiskCaching })]),
    ];
}
/** The disk itself, or that of an image or a machine. */
function diskWords(link) {
    const name = (0,image_source/* named */.KT)(link.id);
    return isDisk(link) ? `${name.charAt(0).toUpperCase()}${name.slice(1)}` : `The OS disk of ${name}`;
}
function extensionFindings(lineage) {
    const { id, extensions = [] } = linkThatTells(lineage, 'extensions') ?? { id: '' };
    if (extensions.length === 0)
        return [];
    return [found('VmHasExtensions', id, { vm: (0,resource_id/* resourceName */.Iy)(id), extensions: extensions.join(', ') })];
}
function dataDiskFindings(lineage, question) {
    const luns = dataDiskLuns(lineage, question);
    if (luns.length === 0)
        return [];
    return [
        ...encryptedFindings(lineage, question),
        found('DataDisksToMount', question.draft.imageVersionId, { luns: enumeration(luns.map(String)) }),
    ];
}
/** Of single disks each is looked at by itself. */
function encryptedFindings(lineage, question) {
    if (isPublished(question) && question.desired.image.source?.kind === 'disks')
        return [];
    const { id, encryptedDataDisk: disk } = beforeDisks(lineage).find((link) => link.encryptedDataDisk !== undefined) ?? {};
    return id === undefined || disk === undefined ? [] : [found('DataDiskEncrypted', id, { disk })];
}
/** An image made from single disks has those disks, whatever the machine had that they once belonged to. */
function dataDiskLuns(lineage, question) {
    const { source } = question.desired.image;
    if (isPublished(question) && source?.kind === 'disks')
        return source.dataDisks.map(({ lun }) => lun);
    return beforeDisks(lineage).find(({ dataDiskLuns: told }) => told !== undefined)?.dataDiskLuns ?? [];
}
/** A disk carries neither host caching nor other disks along: what is behind it tells of other machines. */
function beforeDisks({ links }) {
    const cut = links.findIndex(isDisk);
    return cut < 0 ? links : links.slice(0, cut);
}
function isDisk({ kind }) {
    return kind === 'disk' || kind === 'snapshot' || kind === 'vhd';
}
function lineage_endFindings({ links, baseImage, end }) {
    const last = links.at(-1);
    if (last === undefined || end.kind === 'marketplace')
        return [];
    if (baseImage !== undefined && end.kind === 'unreadable') {
        return [
            notChecked({ what: `what ${(0,image_source/* named */.KT)(end.id)} tells of the image`, ...readRight(end.id) }, { ...end, state: 'unreadable' }),
        ];
    }
    const origin = (0,image_source/* named */.KT)(last.id);
    return [found('LineageEnds', last.id, { origin, why: whyItEnds({ links, end }, origin) })];
}
function whyItEnds({ links, end }, origin) {
    switch (end.kind) {
        case 'missing':
            return `${(0,image_source/* named */.KT)(end.id)} is not there any more, or is another by now`;
        case 'unreadable':
            return `${(0,image_source/* named */.KT)(end.id)} could not be read (${end.code}${rightWords(end)})`;
        case 'too-long':
            return `the chain goes on behind the ${links.length} links that were followed`;
        default:
            return `${origin} names no origin`;
    }
}
function rightWords({ id, code, reason }) {
    if (!reading_isRefused(code))
        return '';
    const { action } = missingRight(reason) ?? readRight(id);
    return `: it takes ${holderOf(action)} at ${id}`;
}

;// CONCATENATED MODULE: ./build/plan/checks/node-agent.js











/** Findings about the node agent SKU of pools that are new, or get another image or agent. */
function nodeAgentFindings(question) {
    return question.draft.pools.filter(changesImage).flatMap((pool) => {
        if (pool.agent.kind === 'unknown')
            return isImageThere(question) ? [node_agent_unknown(pool, pool.agent.closest, question)] : [];
        const agent = String(propertyAfter(pool, pool_field/* NODE_AGENT */.pN) ?? pool.agent.nodeAgentSkuId);
        return [
            ...(pool.agent.from === 'identifier' ? [fromIdentifier(pool, agent)] : []),
            ...(pool.agent.from === 'input' ? [] : changeFindings(pool, agent)),
            ...supportFindings(pool, agent, question),
        ];
    });
}
/** What is not there, or could not be read, has a finding of its own, and tells nothing of what is in the image. */
function isImageThere({ observed: { imageDefinition, imageVersion, source } }) {
    if (imageDefinition.state === 'unreadable' || imageVersion.state === 'unreadable')
        return false;
    if (imageVersion.state === 'present')
        return true;
    return source.length > 0 && source.every(({ observed }) => observed.state === 'present');
}
/** Without the list of the account not even a marketplace image that is known tells its node agent. */
function node_agent_unknown({ desired: { poolId } }, closest, { observed }) {
    const base = observed.lineage?.baseImage;
    const why = closest.length > 0
        ? `no marketplace image that Batch supports was found behind its image. The closest that this Batch account supports are ${enumeration(closest)}`
        : `${base ? `its image was made from ${marketplaceName(base)}` : 'no marketplace image was found behind its image'}, and the images that the Batch account supports could not be read`;
    return found('NodeAgentUnknown', poolId, { pool: (0,resource_id/* resourceName */.Iy)(poolId), why });
}
function fromIdentifier({ desired: { poolId } }, agent) {
    return found('NodeAgentFromIdentifier', poolId, { agent, pool: (0,resource_id/* resourceName */.Iy)(poolId) });
}
/** The run gives a pool another agent than it has, of which the workflow says nothing. */
function changeFindings({ desired: { poolId }, pool, replaces }, agent) {
    const held = (0,json/* memberAt */.mz)((replaces ?? pool)?.definition.properties, pool_field/* NODE_AGENT */.pN);
    if (typeof held !== 'string' || held.toLowerCase() === agent.toLowerCase())
        return [];
    return [found('NodeAgentChanges', poolId, { pool: (0,resource_id/* resourceName */.Iy)(poolId), held, agent })];
}
/** An empty list of supported images tells nothing. */
function supportFindings({ desired, account }, agent, question) {
    const supported = presentValue(question.observed.preflight.supportedImages[(0,resource_id/* resourceKey */.ik)(account.id)]) ?? [];
    const images = listingsWith(agent, supported);
    if (images.length > 0) {
        return [
            ...osFindings(desired.poolId, agent, images, question),
            ...baseFindings(desired.poolId, agent, supported, question),
            ...node_agent_endFindings(desired.poolId, agent, images, question),
        ];
    }
    if (supported.length === 0)
        return [];
    const closest = likest(agent, supported.map(({ nodeAgentSkuId }) => nodeAgentSkuId));
    return [found('NodeAgentNotSupported', desired.poolId, { account: (0,resource_id/* resourceName */.Iy)(account.id), agent, closest })];
}
function osFindings(poolId, agent, images, question) {
    const needed = definitionAfter(question)?.osType;
    if (needed === undefined || images.some(({ osType }) => osType === needed.toLowerCase()))
        return [];
    const definition = (0,resource_id/* resourceName */.Iy)(question.desired.image.imageDefinitionId);
    const held = needed === 'Linux' ? 'Windows' : 'Linux';
    return [found('NodeAgentOtherOs', poolId, { agent, held, definition, needed })];
}
/** An agent that is made for other images than the one behind the version; of another operating system it is told above. */
function baseFindings(poolId, agent, supported, question) {
    const base = question.observed.lineage?.baseImage;
    const fitting = base && agentOf(base, supported);
    if (base === undefined || fitting === undefined || mayServe(agent, base, supported))
        return [];
    const osOf = (sku) => listingsWith(sku, supported)[0]?.osType;
    if (osOf(agent) !== osOf(fitting))
        return [];
    const facts = { agent, pool: (0,resource_id/* resourceName */.Iy)(poolId), baseImage: marketplaceName(base), fitting };
    return [found('NodeAgentOtherImage', poolId, facts)];
}
/** Support ends when it has ended for all images with this agent. */
function node_agent_endFindings(poolId, agent, images, { observed }) {
    const last = lastEnd(images.map(({ batchSupportEndOfLife }) => batchSupportEndOfLife));
    if (last === undefined)
        return [];
    const { date, days, left } = deadline(last, observed.at);
    if (days < 0)
        return [found('NodeAgentEnded', poolId, { agent, date })];
    return days <= NEAR_SUPPORT_DAYS ? [found('NodeAgentEnding', poolId, { agent, date, days: left })] : [];
}

;// CONCATENATED MODULE: ./build/plan/checks/os-disk.js








const OS_DISK = [...pool_field/* MACHINE */.Wp, 'osDisk'];
/**
 * Findings about the OS disks that pools ask for: an OS disk is no smaller than that of its image, and an ephemeral one
 * fits into the cache of the VM size. What is further behind the image can only be smaller than what is nearer.
 * Source: learn.microsoft.com, "Ephemeral OS disks for Azure VMs", size requirements.
 */
function osDiskFindings(question) {
    const starting = question.draft.pools.filter(startsNodes);
    return starting.flatMap((pool) => [...sizeFindings(pool, question), ...cacheFindings(pool, question)]);
}
function sizeFindings(pool, question) {
    const asked = askedGb(pool);
    const { id = '', osDiskGb: held } = imageDisk(question) ?? {};
    if (asked === undefined || held === undefined || asked >= held)
        return [];
    const { poolId } = pool.desired;
    return [found('OsDiskTooSmall', poolId, { pool: (0,resource_id/* resourceName */.Iy)(poolId), asked, held, origin: (0,image_source/* named */.KT)(id) })];
}
function cacheFindings(pool, question) {
    const isEphemeral = propertyAfter(pool, [...OS_DISK, 'ephemeralOSDiskSettings', 'placement']) !== undefined;
    const size = sizesFor(pool, question)?.size;
    const needed = askedGb(pool) ?? imageDisk(question)?.osDiskGb;
    if (!isEphemeral || size?.cacheGb === undefined || needed === undefined || needed <= size.cacheGb)
        return [];
    const { poolId } = pool.desired;
    const facts = { size: size.name, cache: Math.floor(size.cacheGb), pool: (0,resource_id/* resourceName */.Iy)(poolId), needed };
    return [found('VmSizeCacheTooSmall', poolId, facts)];
}
function askedGb(pool) {
    const size = propertyAfter(pool, [...OS_DISK, 'diskSizeGB']);
    return typeof size === 'number' ? size : undefined;
}
function imageDisk(question) {
    return linkThatTells(sourceLineage(question), 'osDiskGb');
}

;// CONCATENATED MODULE: ./build/plan/checks/pool-security.js








const UEFI = [...pool_field/* MACHINE */.Wp, 'securityProfile', 'uefiSettings'];
const ENCRYPTION = [...pool_field/* MACHINE */.Wp, 'osDisk', 'managedDisk', 'securityProfile', 'securityEncryptionType'];
/** Findings about the security profile of pools that get the image, against the security type of its definition. */
function poolSecurityFindings(question) {
    const imageType = definitionAfter(question)?.securityType;
    const fitting = imageType === undefined ? undefined : fittingSecurityTypes(imageType);
    if (imageType === undefined || fitting === undefined)
        return [];
    const definition = (0,resource_id/* resourceName */.Iy)(question.desired.image.imageDefinitionId);
    return question.draft.pools.filter(changesImage).flatMap((pool) => {
        const type = propertyAfter(pool, pool_field/* SECURITY_TYPE */.GQ);
        const facts = {
            definition,
            imageType,
            pool: (0,resource_id/* resourceName */.Iy)(pool.desired.poolId),
            poolType: String(type ?? 'Standard'),
        };
        const fault = faultOf(pool, type, fitting);
        if (fault !== undefined)
            return [found('SecurityProfileDiffers', pool.desired.poolId, { ...facts, ...fault })];
        if (!isSetByRun(pool, type))
            return [];
        return [found('SecurityProfileSet', pool.desired.poolId, { ...facts, settings: settingsOf(pool) })];
    });
}
function faultOf(pool, type, fitting) {
    if (!fitting.some((each) => each?.toLowerCase() === textOf(type)?.toLowerCase())) {
        const needed = fitting.map((each) => (each === undefined ? 'left out' : `set to ${each}`)).join(' or ');
        return { needed: `securityProfile.securityType has to be ${needed}` };
    }
    if (textOf(type)?.toLowerCase() !== 'confidentialvm' || propertyAfter(pool, ENCRYPTION) !== undefined)
        return undefined;
    const path = 'osDisk.managedDisk.securityProfile.securityEncryptionType';
    return { poolType: `${type} without ${path}`, needed: `${path} is needed` };
}
/** Whether it is the run that gives the pool its security type: the workflow named none, and the pool had none. */
function isSetByRun({ desired, pool }, type) {
    const before = (0,json/* memberAt */.mz)(pool?.definition.properties, pool_field/* SECURITY_TYPE */.GQ);
    return type !== undefined && before === undefined && (0,json/* memberAt */.mz)(desired.properties, pool_field/* SECURITY_TYPE */.GQ) === undefined;
}
/** What the profile holds besides its type, as far as the workflow leaves it so. */
function settingsOf(pool) {
    const encryption = textOf(propertyAfter(pool, ENCRYPTION));
    const settings = [
        ...(propertyAfter(pool, [...UEFI, 'secureBootEnabled']) === true ? ['secure boot'] : []),
        ...(propertyAfter(pool, [...UEFI, 'vTpmEnabled']) === true ? ['vTPM'] : []),
        ...(encryption === undefined ? [] : [`securityEncryptionType ${encryption}`]),
    ];
    return enumeration(settings) || 'neither secure boot nor vTPM';
}
function textOf(value) {
    return typeof value === 'string' ? value : undefined;
}

;// CONCATENATED MODULE: ./build/plan/checks/pool-state.js












/** Findings about pools as they are: readable, not going away, not in a resize, and in whose hands. */
function poolStateFindings({ desired, observed, draft }) {
    return [
        ...desired.pools.flatMap((pool) => readingFindings(pool, observed.pools[(0,resource_id/* resourceKey */.ik)(pool.poolId)])),
        ...draft.pools.flatMap((pool) => (pool.replaces ? heldFindings(pool.replaces, pool) : [])),
        ...draft.pools.filter(isWritten).flatMap(({ pool, ...draftPool }) => {
            if (pool === undefined || pool.provisioningState === 'Deleting')
                return [];
            return writtenFindings(pool, { ...draftPool, pool });
        }),
    ];
}
function readingFindings({ poolId }, reading) {
    if (reading?.state === 'unreadable')
        return [notReadable('pool', poolId, reading)];
    if (reading?.state !== 'present' || reading.value.provisioningState !== 'Deleting')
        return [];
    return [found('PoolBeingDeleted', poolId, { pool: (0,resource_id/* resourceName */.Iy)(poolId) })];
}
const RESIZE_WORDS = { Steady: '', Resizing: 'being resized', Stopping: 'stopping a resize' };
function writtenFindings(held, draftPool) {
    const pool = (0,resource_id/* resourceName */.Iy)(held.id);
    const state = changes(draftPool, pool_field/* SCALE */.Xt) ? RESIZE_WORDS[held.allocationState] : '';
    return [
        ...(state === '' ? [] : [found('PoolBeingResized', held.id, { pool, state })]),
        ...heldFindings(held, draftPool),
    ];
}
/** Whose a pool is that is changed, or whose place another takes, and what somebody did to it. */
function heldFindings(held, draftPool) {
    const fields = outsideChanges(held, draftPool);
    return [
        ...ownerFindings(held),
        ...(fields.length === 0
            ? []
            : [found('ChangedOutside', held.id, { pool: (0,resource_id/* resourceName */.Iy)(held.id), fields: enumeration(fields) })]),
    ];
}
/** A pool that may belong to somebody else. */
function ownerFindings(pool) {
    return isOwned(pool) ? [] : [found('PoolNotOwned', pool.id, { pool: (0,resource_id/* resourceName */.Iy)(pool.id) })];
}
/** Whether an earlier run of this action has left its mark in the metadata. */
function isOwned({ definition }) {
    const metadata = definition.properties['metadata'];
    const items = (Array.isArray(metadata) ? metadata : []).filter(json/* isJsonObject */.OW);
    return items.some(({ name }) => String(name).startsWith(model_origin/* ORIGIN_PREFIX */.C0));
}
/**
 * A second try of a resize changes nothing that somebody else could have changed, and a scale that is set again after the
 * pool was emptied is what it was before. A pool that is made anew, or beside the one that it replaces, differs from that.
 */
function outsideChanges(pool, { steps }) {
    const written = steps.flatMap((step) => writesOf(step, pool));
    const asked = written.at(-1)?.asked ?? '';
    const fields = written.flatMap((step) => step.changes);
    const isAsBefore = ({ path, to }) => path === pool_field/* SCALE */.Xt && sameScale(scaleBefore(pool), to);
    return changedOutside(pool, fields.filter((change) => !isAsBefore(change)), asked);
}
function writesOf(step, pool) {
    if (step.kind === 'update-pool')
        return step.retriesResize ? [] : [{ asked: step.metadata[model_origin/* ASKED_METADATA */.PN], changes: step.changes }];
    if (step.kind !== 'create-pool')
        return [];
    const { properties } = step.to;
    return [{ asked: metadataValue(properties['metadata'], model_origin/* ASKED_METADATA */.PN), changes: changesTo(properties, pool) }];
}

;// CONCATENATED MODULE: ./build/plan/checks/prune.js






/** Says what could not be read, so that no image version is removed: that is never done blindly. */
function pruneFindings({ desired, observed }) {
    const [{ prune, image }, { pruning }] = [desired, observed];
    if (prune === undefined || pruning === undefined)
        return [];
    const blind = (what, id, action, reading) => found('NothingPruned', id, { what, why: whyOf(reading), remedy: prune_remedyOf(id, action, reading) });
    const { imageDefinitionId } = image;
    const versions = `the versions of image definition ${(0,resource_id/* resourceName */.Iy)(imageDefinitionId)}`;
    return [
        ...(pruning.versions.state === 'unreadable'
            ? [blind(versions, imageDefinitionId, 'Microsoft.Compute/galleries/images/versions/read', pruning.versions)]
            : []),
        ...unseenAccounts(prune, pruning).map((id) => blind(`the pools of Batch account ${(0,resource_id/* resourceName */.Iy)(id)}`, id, 'Microsoft.Batch/batchAccounts/pools/read', pruning.accountPools[(0,resource_id/* resourceKey */.ik)(id)])),
    ];
}
function whyOf(reading) {
    return reading?.state === 'unreadable' ? `Azure says ${reading.code}: ${reading.reason}` : 'There is no such account.';
}
function prune_remedyOf(id, action, reading) {
    if (reading?.state !== 'unreadable')
        return 'Correct `prune-accounts`: an account that is gone has no pools to look at.';
    const { code, reason } = reading;
    if (reading_isRefused(code))
        return `Give the identity of this workflow ${holderOf(action)} at ${id}, and run again.`;
    return remedyFor(code, reason) ?? 'Run again when Azure answers.';
}

;// CONCATENATED MODULE: ./build/plan/checks/public-addresses.js








/**
 * Nodes of one kind that one public IP address serves.
 * Source: learn.microsoft.com/azure/batch/create-pool-public-ip.
 */
const NODES_PER_ADDRESS = 100;
/** Pools that bring public IP addresses of their own, against the nodes that those serve and the pools that have them already. */
function publicAddressFindings({ draft, observed }) {
    return draft.pools.filter(grows).flatMap((pool) => {
        const listed = presentValue(observed.preflight.accountPools[(0,resource_id/* resourceKey */.ik)(pool.account.id)]) ?? [];
        return [...(letsNodesCome(pool) ? numberFindings(pool) : []), ...newcomers(pool, listed).flatMap(sharedFindings)];
    });
}
function numberFindings(pool) {
    const { poolId } = pool.desired;
    const ids = addressesIn(propertyAfter(pool, ['networkConfiguration']));
    const needed = addressesFor(pool);
    if (ids === undefined || needed <= ids.length)
        return [];
    const facts = { pool: (0,resource_id/* resourceName */.Iy)(poolId), held: ids.length, needed, nodes: count(nodesAfter(pool), 'node') };
    return [found('PublicAddressesTooFew', poolId, facts)];
}
/** The pool stands beside every other one; its canary beside the pool as it is, too. */
function newcomers(pool, listed) {
    const { desired, canary } = pool;
    const own = [desired.poolId, ...(canary ? [canary.poolId] : [])];
    const others = listed.filter(({ id }) => !own.some((each) => (0,resource_id/* sameResourceId */.WL)(each, id)));
    const create = canary?.steps.find((step) => step.kind === 'create-pool');
    return [
        { poolId: desired.poolId, network: propertyAfter(pool, ['networkConfiguration']), beside: others },
        ...(create === undefined
            ? []
            : [
                {
                    poolId: create.poolId,
                    network: create.to.properties['networkConfiguration'],
                    beside: [...(pool.pool ? [pool.pool] : []), ...others],
                },
            ]),
    ];
}
function sharedFindings({ poolId, network, beside }) {
    const ids = addressesIn(network) ?? [];
    return beside.flatMap(({ id, definition }) => {
        const held = addressesIn(definition.properties['networkConfiguration']) ?? [];
        const address = ids.find((one) => held.some((other) => (0,resource_id/* sameResourceId */.WL)(one, other)));
        if (address === undefined)
            return [];
        const facts = { pool: (0,resource_id/* resourceName */.Iy)(poolId), address: (0,resource_id/* resourceName */.Iy)(address), other: (0,resource_id/* resourceName */.Iy)(id) };
        return [found('PublicAddressTaken', poolId, facts)];
    });
}
/** Addresses that a pool brings; undefined where Batch makes them, or none is wanted. */
function addressesIn(network) {
    const configuration = (0,json/* memberAt */.mz)(network, ['publicIPAddressConfiguration']);
    if ((0,json/* memberAt */.mz)(configuration, ['provision']) !== 'UserManaged')
        return undefined;
    const ids = (0,json/* memberAt */.mz)(configuration, ['ipAddressIds']);
    return (Array.isArray(ids) ? ids : []).map(String);
}
/** Addresses for the nodes of each kind; where a formula divides them, those for as many of one kind. */
function addressesFor(pool) {
    const { dedicated, spot } = kindsAfter(pool) ?? { dedicated: nodesAfter(pool), spot: 0 };
    return Math.ceil(dedicated / NODES_PER_ADDRESS) + Math.ceil(spot / NODES_PER_ADDRESS);
}

;// CONCATENATED MODULE: ./build/plan/checks/purchase-plan.js







/**
 * The definition has to carry the very purchase plan of what the image comes from, or none where that has none; asked
 * when a version is made, and when nodes are to start from one.
 * Source: learn.microsoft.com/azure/batch/batch-sig-images, prerequisites.
 */
function purchasePlanFindings(question) {
    const { desired, draft } = question;
    const definition = definitionAfter(question);
    const link = linkWithPlan(question);
    const matters = isPublished(question) || draft.pools.some(changesImage);
    if (definition === undefined || link === undefined || !matters)
        return [];
    const [held, asked] = [planText(link.purchasePlan), planText(definition.purchasePlan)];
    if (held.toLowerCase() === asked.toLowerCase())
        return [];
    const { imageDefinitionId } = desired.image;
    return [
        found('PurchasePlanDiffers', imageDefinitionId, {
            origin: (0,image_source/* named */.KT)(link.id),
            held: planWords(link.purchasePlan),
            definition: (0,resource_id/* resourceName */.Iy)(imageDefinitionId),
            asked: planWords(definition.purchasePlan),
        }),
    ];
}
/**
 * A version tells only what its definition says, which is no word of what is behind it: machines and disks go first, and
 * the version of the run itself tells nothing.
 */
function linkWithPlan(question) {
    const { links = [], end = UNKNOWN } = sourceLineage(question) ?? {};
    const behind = links.filter(({ id }) => !(0,resource_id/* sameResourceId */.WL)(id, question.draft.imageVersionId));
    const machines = behind.filter(({ kind }) => kind !== 'gallery-image-version');
    return (linkThatTells({ links: machines, end }, 'purchasePlan') ?? linkThatTells({ links: behind, end }, 'purchasePlan'));
}
const UNKNOWN = { kind: 'origin-unknown' };

;// CONCATENATED MODULE: ./build/plan/checks/quota.js







/** Findings about the quotas of the Batch accounts: pools, and cores at the peak of the run. */
function quotaFindings(question) {
    return [
        ...poolQuotaFindings(question),
        ...coreDemands(question).flatMap((demand) => coreFindings(demand, question.draft)),
        ...uncountedFindings(question),
        ...undividedFindings(question),
        ...ownSubscriptionFindings(question),
    ];
}
function poolQuotaFindings({ observed, draft }) {
    return accountsOf(draft.pools).flatMap(({ id, quotas: { pools: quota } }) => {
        const held = presentValue(observed.preflight.accountPools[(0,resource_id/* resourceKey */.ik)(id)])?.length;
        const needed = draft.pools.filter((pool) => needsPlace(pool) && (0,resource_id/* sameResourceId */.WL)(pool.account.id, id)).length;
        if (quota === undefined || held === undefined || needed === 0 || held + needed <= quota)
            return [];
        return [found('PoolQuotaShort', id, { account: (0,resource_id/* resourceName */.Iy)(id), held, quota, needed })];
    });
}
/** A new pool takes the place of its canary, and a canary that of one that an earlier run has left. */
function needsPlace(pool) {
    return pool.canary === undefined ? isNew(pool) : pool.canary.left === undefined;
}
/** Tells the first pool that does not fit, and the first canary. */
function coreFindings(demand, draft) {
    const short = demand.pools.flatMap((pool) => shortages(pool, demand));
    const [pool, canary] = [short.find(({ isCanary }) => !isCanary), short.find(({ isCanary }) => isCanary)];
    return [pool, canary].flatMap((each) => (each === undefined ? [] : [coreFinding(each, demand, draft)]));
}
/** All pools but this one keep what they have, or get what the run gives them. */
function shortages({ peak, comes }, { others, planned, quota }) {
    if (quota === undefined)
        return [];
    return comes
        .map((nodes) => ({ ...nodes, quota, others: others + planned - peak + nodes.beside }))
        .filter((each) => each.others + each.nodes * each.coresPerNode > quota);
}
function coreFinding(shortage, { batchAccountId, kind }, { pools }) {
    const { poolId, nodes, coresPerNode, others, quota } = shortage;
    const replaced = pools.find(({ desired }) => (0,resource_id/* sameResourceId */.WL)(desired.poolId, poolId))?.replaces;
    const needed = nodes * coresPerNode;
    const more = others + needed - quota;
    return found('CoreQuotaShort', batchAccountId, {
        account: (0,resource_id/* resourceName */.Iy)(batchAccountId),
        quota,
        kind,
        others,
        pool: `${(0,resource_id/* resourceName */.Iy)(poolId)}${replaced ? `, which takes the place of ${(0,resource_id/* resourceName */.Iy)(replaced.id)},` : ''}`,
        needed,
        nodes: count(nodes, 'node'),
        cores: count(coresPerNode, 'core'),
        missing: `${number(more)} ${more === 1 ? 'is' : 'are'}`,
        more,
        fewer: `${replaced ? 'choose `update-strategy: in-place`, which needs no second pool, or ' : ''}${fewerWords(shortage)}`,
    });
}
function fewerWords({ isCanary, coresPerNode, others, quota }) {
    const fitting = Math.max(0, Math.floor((quota - others) / coresPerNode));
    if (isCanary)
        return fitting === 0 ? 'leave `canary-nodes` out' : `set \`canary-nodes\` to at most ${fitting}`;
    return fitting === 0 ? 'give another `batch-account`' : `ask for at most ${count(fitting, 'node')}`;
}
/** Pools of sizes that Batch no longer lists count with nothing, so the rest may look larger than it is. */
function uncountedFindings(question) {
    return poolsOfUnknownCores(question).map((id) => found('NotChecked', id, {
        what: `the cores of pool ${(0,resource_id/* resourceName */.Iy)(id)} in the core quota`,
        why: 'Batch does not say how many cores its VM size has.',
        remedy: 'Look at the quota in the portal (Batch account, Quotas) where it is nearly used up.',
    }));
}
/** A formula may divide its nodes between dedicated and spot as it likes. */
function undividedFindings({ draft }) {
    return draft.pools
        .filter((pool) => asksForMore(pool) && hasOwnQuotas(pool.account) && kindsAfter(pool) === undefined)
        .map(({ desired: { poolId } }) => found('NotChecked', poolId, {
        what: `the core quotas for pool ${(0,resource_id/* resourceName */.Iy)(poolId)}`,
        why: 'its autoscale formula decides how many of its nodes are dedicated and how many spot.',
        remedy: 'Look at both quotas in the portal (Batch account, Quotas) where they are nearly used up.',
    }));
}
/** The one note for accounts without quotas of their own. */
function ownSubscriptionFindings({ draft }) {
    return accountsOf(draft.pools.filter(letsNodesCome))
        .filter((account) => !hasOwnQuotas(account))
        .map(({ id, location }) => found('NotChecked', id, {
        what: `the core quotas for the pools of Batch account ${(0,resource_id/* resourceName */.Iy)(id)}`,
        why: 'its nodes count against the quotas of its subscription, which Batch does not tell.',
        remedy: `Compare \`az vm list-usage --location ${(0,resource_id/* normalizeRegion */.wh)(location)} --subscription ${(0,resource_id/* parseResourceId */.RQ)(id)?.subscriptionId}\` with the cores of the plan, and ask for more in the portal (Quotas, Compute) where they do not fit.`,
    }));
}

;// CONCATENATED MODULE: ./build/plan/checks/regions.js








/** Nodes that one replica serves by Microsoft's advice. Source: learn.microsoft.com/azure/batch/batch-sig-images. */
const RECOMMENDED_NODES = 300;
/** Findings about the regions of the version and the replicas in them. */
function regionFindings(question) {
    const { draft } = question;
    const writes = draft.steps.some(({ kind }) => kind === 'publish-image-version' || kind === 'update-image-version');
    return [
        ...draft.replicas.flatMap((region) => countFindings(region, draft.imageVersionId)),
        ...(writes ? offerFindings(question) : []),
        ...encryptionFindings(question),
    ];
}
/** Regions that are new to a version whose disks have an encryption set where it is already. */
function encryptionFindings({ observed, draft }) {
    const step = draft.steps.find(({ kind }) => kind === 'update-image-version');
    if (step?.kind !== 'update-image-version')
        return [];
    const held = step.from.filter(regions_isEncrypted).map(({ region }) => region);
    const known = new Set(step.from.map(({ region }) => region));
    const added = step.to.map(({ region }) => region).filter((region) => !known.has(region));
    if (held.length === 0 || added.length === 0)
        return [];
    const facts = { version: observed.version, held: enumeration(held), added: enumeration(added) };
    return [found('EncryptionSetMissing', draft.imageVersionId, facts)];
}
/** Source: learn.microsoft.com, "Troubleshoot images in an Azure Compute Gallery", a disk encryption set is required. */
function regions_isEncrypted({ echo }) {
    const disks = (0,json/* memberAt */.mz)(echo, ['encryption', 'dataDiskImages']);
    const all = [(0,json/* memberAt */.mz)(echo, ['encryption', 'osDiskImage']), ...(Array.isArray(disks) ? disks : [])];
    return all.some((disk) => typeof (0,json/* memberAt */.mz)(disk, ['diskEncryptionSetId']) === 'string');
}
function countFindings(region, imageVersionId) {
    const planned = region.regionalReplicaCount;
    const nodes = region.pools.reduce((sum, pool) => sum + pool.nodes, 0);
    if (planned > MOST_REPLICAS)
        return [tooMany(region, nodes, imageVersionId)];
    const recommended = Math.min(MOST_REPLICAS, replicasForNodes(nodes, RECOMMENDED_NODES));
    if (planned >= recommended)
        return [];
    const facts = { region: region.region, planned: count(planned, 'replica'), nodes: count(nodes, 'node'), recommended };
    return [found('ReplicasBelowRecommended', imageVersionId, facts)];
}
function tooMany(region, nodes, imageVersionId) {
    const { nodesPerReplica, pools } = region;
    return found('TooManyReplicas', imageVersionId, {
        region: region.region,
        needed: region.regionalReplicaCount,
        nodes,
        nodesPerReplica,
        most: MOST_REPLICAS,
        // Each pool is rounded up by itself, which may cost a replica for all but one of them.
        fitting: Math.ceil(nodes / Math.max(1, MOST_REPLICAS - Math.max(0, pools.length - 1))),
        fittingNodes: MOST_REPLICAS * nodesPerReplica,
    });
}
/** Regions that are new to the version, against those that the subscription of its gallery may use. */
function offerFindings({ desired, observed, draft }) {
    const subscription = gallerySubscription(desired);
    const offered = presentValue(observed.preflight.regions[subscriptionKey(subscription)]);
    if (offered === undefined)
        return [];
    const storage = storageOf(draft.steps, desired.image.replicaStorageType);
    return draft.replicas
        .filter(({ existing }) => existing === 0)
        .flatMap(({ region }) => {
        const offer = offered.find(({ name }) => (0,resource_id/* normalizeRegion */.wh)(name) === region);
        if (offer === undefined)
            return [found('RegionNotOffered', draft.imageVersionId, { region, subscription })];
        const type = storage(region);
        if (type !== 'Standard_ZRS' || offer.hasZones)
            return [];
        return [found('ZoneRedundancyNotOffered', draft.imageVersionId, { region, storage: type })];
    });
}
/** Storage of the replicas in a region, as the step that writes the version says. */
function storageOf(steps, asked) {
    const written = steps.flatMap((step) => {
        if (step.kind === 'publish-image-version')
            return step.targetRegions;
        return step.kind === 'update-image-version' ? step.to : [];
    });
    return (region) => written.find((target) => target.region === region)?.storageAccountType ?? asked;
}

;// CONCATENATED MODULE: ./build/plan/checks/rolling.js










/** Findings about pools whose nodes Azure is to upgrade by itself, or does although another strategy was chosen. */
function rollingFindings({ desired, observed, draft }) {
    const { strategy } = desired.rollout;
    const versions = presentValue(observed.preflight.versions[(0,resource_id/* resourceKey */.ik)(desired.image.imageDefinitionId)]) ?? [];
    return draft.pools.flatMap((pool) => strategy === 'rolling'
        ? [
            ...missingFindings(pool, desired.image.imageDefinitionId),
            ...heldBackFindings(pool, draft.imageVersionId, presentValue(observed.imageVersion)),
            ...higherFindings(pool, draft.imageVersionId, versions),
            ...aboveFindings(pool, draft.imageVersionId, observed.preflight),
        ]
        : versionFindings(pool, strategy, draft.imageVersionId));
}
/** A pool with nodes gets neither another image nor another policy; one without may be told not to roll. */
function missingFindings(draftPool, imageDefinitionId) {
    const { desired, pool } = draftPool;
    const missing = pool !== undefined && nodesIn(pool) > 0
        ? missingToRoll(pool, imageDefinitionId)
        : isWritten(draftPool) && !policyAfter(draftPool)
            ? ['`pool-properties` does not enable automatic OS upgrade']
            : [];
    if (missing.length === 0)
        return [];
    const { poolId, batchAccountId } = desired;
    const place = { account: (0,resource_id/* resourceName */.Iy)(batchAccountId), group: (0,resource_id/* parseResourceId */.RQ)(batchAccountId)?.resourceGroup ?? '' };
    return [found('PoolDoesNotRoll', poolId, { ...place, pool: (0,resource_id/* resourceName */.Iy)(poolId), missing: missing.join('; ') })];
}
/** A version that a run has braked, or that somebody holds back, is for people to release. */
function heldBackFindings({ desired: { poolId }, region }, imageVersionId, held) {
    if (held === undefined || awaitsPromotion(held) || !excludedRegions(held).includes(region))
        return [];
    const facts = {
        ...rolling_placeOf(imageVersionId),
        version: (0,resource_id/* resourceName */.Iy)(imageVersionId),
        region,
        pool: (0,resource_id/* resourceName */.Iy)(poolId),
    };
    return [found('VersionHeldBack', imageVersionId, facts)];
}
/** Nodes get the highest version that is not excluded, whatever this run makes. */
function higherFindings({ region }, imageVersionId, versions) {
    const version = (0,resource_id/* resourceName */.Iy)(imageVersionId);
    const [higher] = higherVersions(versions, version, region);
    if (higher === undefined)
        return [];
    return [found('HigherVersionIsLatest', imageVersionId, { ...rolling_placeOf(imageVersionId), version, region, higher })];
}
/** Where a version is, as Azure CLI asks for it. */
function rolling_placeOf(imageVersionId) {
    const { subscriptionId: subscription = '', resourceGroup: group = '' } = (0,resource_id/* parseResourceId */.RQ)(imageVersionId) ?? {};
    const definitionId = (0,resource_id/* parentId */.A1)(imageVersionId);
    return { subscription, group, gallery: (0,resource_id/* resourceName */.Iy)((0,resource_id/* parentId */.A1)(definitionId)), definition: (0,resource_id/* resourceName */.Iy)(definitionId) };
}
/** Azure upgrades nodes; it never brings one back to a lower version. */
function aboveFindings({ desired: { poolId } }, imageVersionId, { nodeImages }) {
    const version = (0,resource_id/* resourceName */.Iy)(imageVersionId);
    const nodes = presentValue(nodeImages[(0,resource_id/* resourceKey */.ik)(poolId)]) ?? [];
    const above = nodes.flatMap(({ imageVersionId: id }) => {
        const isOfDefinition = id !== undefined && (0,resource_id/* sameResourceId */.WL)((0,resource_id/* parentId */.A1)(id), (0,resource_id/* parentId */.A1)(imageVersionId));
        return isOfDefinition && isHigher((0,resource_id/* resourceName */.Iy)(id), version) ? [(0,resource_id/* resourceName */.Iy)(id)] : [];
    });
    const [higher] = above;
    if (higher === undefined)
        return [];
    const facts = { pool: (0,resource_id/* resourceName */.Iy)(poolId), nodes: count(above.length, 'node'), version, higher };
    return [found('NodesAboveVersion', poolId, facts)];
}
function versionFindings(pool, strategy, imageVersionId) {
    if (!changesImage(pool) || !policyAfter(pool))
        return [];
    const { poolId } = pool.desired;
    const facts = { pool: (0,resource_id/* resourceName */.Iy)(poolId), strategy, version: (0,resource_id/* resourceName */.Iy)(imageVersionId) };
    return [found('UpgradesItself', poolId, facts)];
}
function policyAfter(pool) {
    const upgradePolicy = propertyAfter(pool, ['upgradePolicy']);
    return (0,json/* isJsonObject */.OW)(upgradePolicy) && upgradesItself({ upgradePolicy });
}

;// CONCATENATED MODULE: ./build/plan/checks/differing-members.js


/** Members of a pool whose values say more than their names, and hold no secret. */
const TOLD = /(^vmSize|\.imageReference\.id|\.nodeAgentSkuId)$/;
/** The single members in which a pool differs, the telling ones with both values: `vmSize (Standard_D2s_v5, to be Standard_D4s_v5)`. */
function differingMembers({ path, from, to }) {
    return differing_members_membersOf(path.replace(/^properties\./, ''), from, to);
}
function differing_members_membersOf(path, from, to) {
    if ((0,json/* sameJson */.Vk)(from, to))
        return [];
    if ((0,json/* isJsonObject */.OW)(from) && (0,json/* isJsonObject */.OW)(to)) {
        const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
        return names.flatMap((name) => differing_members_membersOf(`${path}.${name}`, from[name], to[name]));
    }
    const isTold = TOLD.test(path) && typeof from === 'string' && typeof to === 'string';
    return [isTold ? `${path} (${(0,resource_id/* resourceName */.Iy)(from)}, to be ${(0,resource_id/* resourceName */.Iy)(to)})` : path];
}

;// CONCATENATED MODULE: ./build/plan/checks/rollout.js











/** Findings about what the changes of a pool need, and what they do not reach. */
function rolloutFindings({ desired, observed, draft }) {
    return draft.pools.flatMap((draftPool) => {
        const { pool, steps, replaces } = draftPool;
        if (replaces !== undefined)
            return [...secretFindings(draftPool, replaces), ...lossFindings(draftPool, replaces)];
        if (isNew(draftPool))
            return rollout_commandFindings(draftPool);
        // A pool that is being deleted takes no change at all, and is made anew once it is gone.
        if (pool === undefined || pool.provisioningState === 'Deleting')
            return [];
        const changes = steps.flatMap((step) => (step.kind === 'update-pool' ? step.changes : []));
        const tasks = presentValue(observed.preflight.runningTasks[(0,resource_id/* resourceKey */.ik)(pool.id)]);
        return [
            ...(isLeft(desired, pool) ? rollout_nodeFindings(pool, changes, tasks) : []),
            ...(isRolled(draftPool) ? [] : reachFindings(pool, changes)),
            ...secretFindings(draftPool, pool),
            ...lossFindings(draftPool, pool),
            ...(desired.rollout.onFailure === 'rollback' ? wayBackFindings(draftPool, observed.preflight) : []),
        ];
    });
}
/** Whether the strategy empties no pool; one that does not roll yet has a finding of its own. */
function isLeft({ rollout, image }, pool) {
    if (rollout.strategy !== 'rolling')
        return rollout.strategy === 'fail';
    return missingToRoll(pool, image.imageDefinitionId).length === 0;
}
/** A new pool with members of a start task in `pool-properties` and no command to run. */
function rollout_commandFindings({ desired: { poolId, startTask, properties } }) {
    const asked = properties['startTask'];
    if (asked === undefined || startTask !== undefined || (0,json/* memberAt */.mz)(asked, ['commandLine']) !== undefined)
        return [];
    return [found('StartTaskWithoutCommand', poolId, { pool: (0,resource_id/* resourceName */.Iy)(poolId) })];
}
/** Azure changes most members only while a pool holds no nodes, and none are on their way. */
function rollout_nodeFindings(pool, changes, tasks) {
    const offline = changes.filter(({ path }) => (0,pool_field/* fieldDisruption */.ix)(path) !== 'none');
    const nodes = nodesIn(pool);
    if (offline.length === 0 || isEmptyPool(pool))
        return [];
    const holds = nodes > 0
        ? `holds ${count(nodes, 'node')}`
        : `is ${pool.allocationState.toLowerCase()}, so nodes may be on their way`;
    return [
        found('PoolNeedsRollout', pool.id, {
            pool: (0,resource_id/* resourceName */.Iy)(pool.id),
            fields: enumeration(offline.flatMap(differingMembers)),
            holds,
            inPlace: `${runningWords(tasks, 'may finish first')}, and jobs wait until its nodes are back`,
            blueGreen: 'its jobs go on there, and for a while both pools take cores and quota',
            recreate: `${runningWords(tasks, tasks === 1 ? 'is queued again' : 'are queued again')}, and jobs wait until the pool is there`,
        }),
    ];
}
function runningWords(tasks, what) {
    if (tasks === 0)
        return 'no task runs on it now';
    return `${tasks === undefined ? 'its running tasks' : `its ${count(tasks, 'running task')}`} ${what}`;
}
/** Members with secrets in them that a pool has, and that the workflow does not give anew. */
function lossFindings({ desired, steps }, pool) {
    if (!steps.some(({ kind }) => kind === 'create-pool'))
        return [];
    const lost = ['userAccounts', 'mountConfiguration'].filter((name) => pool.definition.properties[name] !== undefined && desired.properties[name] === undefined);
    return lost.map((what) => found('SecretsLost', pool.id, { pool: (0,resource_id/* resourceName */.Iy)(pool.id), what }));
}
/** The version that the pool runs on has to be there, and in its region, for as long as it may be needed again. */
function wayBackFindings(draftPool, { imageVersions }) {
    const { region, planned } = draftPool;
    const id = planned.previousImageVersionId;
    const reading = id === undefined ? undefined : imageVersions[(0,resource_id/* resourceKey */.ik)(id)];
    if (id === undefined || reading === undefined || reading.state === 'unreadable' || !isRolled(draftPool))
        return [];
    const state = presentValue(reading)?.replication.find((each) => each.region === region)?.state;
    if (state === 'Completed')
        return [];
    const why = reading.state === 'absent' ? 'is not there any more' : `is not replicated in ${region}`;
    const facts = { pool: (0,resource_id/* resourceName */.Iy)(planned.poolId), version: (0,resource_id/* resourceName */.Iy)(id), why, region };
    return [found('RollbackImageMissing', planned.poolId, facts)];
}
const LATE = ['properties.startTask', 'properties.applicationPackages'];
function reachFindings(pool, changes) {
    const late = changes.filter(({ path }) => LATE.includes(path)).map(({ path }) => (0,pool_field/* fieldName */.w5)(path));
    const nodes = nodesIn(pool);
    if (late.length === 0 || nodes === 0)
        return [];
    const facts = { pool: (0,resource_id/* resourceName */.Iy)(pool.id), fields: enumeration(late), nodes: count(nodes, 'existing node') };
    return [found('ReachesNewNodesOnly', pool.id, facts)];
}
/** Passwords of container registries never come back from Azure: a write that sends the configuration needs them anew. */
function secretFindings(draftPool, pool) {
    if (!changesImage(draftPool))
        return [];
    const registries = propertyAfter(draftPool, [...pool_field/* MACHINE */.Wp, 'containerConfiguration', 'containerRegistries']);
    const isBare = (Array.isArray(registries) ? registries : [])
        .filter(json/* isJsonObject */.OW)
        .some((registry) => registry['username'] !== undefined && registry['password'] === undefined);
    return isBare ? [found('SecretNotReadable', pool.id, { pool: (0,resource_id/* resourceName */.Iy)(pool.id) })] : [];
}

;// CONCATENATED MODULE: ./build/plan/checks/size-boot.js







/** Findings about what machines of a VM size boot: their security type, and the disk controllers of the image. */
function sizeBootFindings(question) {
    return question.draft.pools.filter(startsNodes).flatMap((pool) => {
        const { size, offered = [] } = sizesFor(pool, question) ?? {};
        if (size === undefined)
            return [];
        return [...controllerFindings(pool, size, question), ...securityFindings(pool, size, offered)];
    });
}
/** An image that names no controllers is taken for one of SCSI. Source: learn.microsoft.com, "NVMe overview". */
function controllerFindings({ desired: { poolId } }, size, question) {
    const definition = definitionAfter(question);
    const offered = size.diskControllers ?? [];
    if (definition === undefined || offered.length === 0)
        return [];
    const needed = (definition.diskControllers ?? 'SCSI').split(',').map((each) => each.trim());
    const isNeeded = (controller) => needed.some((each) => each.toLowerCase() === controller.toLowerCase());
    if (offered.some(isNeeded))
        return [];
    return [
        found('VmSizeDiskControllerDiffers', poolId, {
            size: size.name,
            offered: enumeration(offered),
            definition: (0,resource_id/* resourceName */.Iy)(question.desired.image.imageDefinitionId),
            needed: enumeration(needed),
        }),
    ];
}
/** Source: learn.microsoft.com, "Trusted Launch for Azure virtual machines", and "Azure confidential VM options". */
function securityFindings(pool, size, sizes) {
    const { poolId } = pool.desired;
    const needed = askedOf(pool);
    const offered = [
        ...(size.isConfidential ? [] : ['Standard']),
        ...(size.isTrustedLaunchDisabled ? [] : ['TrustedLaunch']),
        ...(size.isConfidential ? ['ConfidentialVM'] : []),
    ];
    if (offered.includes(needed) || (needed === 'ConfidentialVM' && !isToldAtAll(sizes)))
        return [];
    const facts = { size: size.name, offered: enumeration(offered), pool: (0,resource_id/* resourceName */.Iy)(poolId), needed };
    return [found('VmSizeSecurityDiffers', poolId, facts)];
}
/** A list in which no size is confidential may leave that out. */
function isToldAtAll(sizes) {
    return sizes.some(({ isConfidential }) => isConfidential);
}
function askedOf(pool) {
    const asked = String(propertyAfter(pool, pool_field/* SECURITY_TYPE */.GQ) ?? '').toLowerCase();
    if (asked === 'trustedlaunch')
        return 'TrustedLaunch';
    return asked === 'confidentialvm' ? 'ConfidentialVM' : 'Standard';
}

;// CONCATENATED MODULE: ./build/plan/checks/size-features.js






/** Source of the capabilities: Microsoft.Batch, locations/virtualMachineSkus. */
const size_features_FEATURES = [
    {
        capability: 'PremiumIO',
        feature: 'premium disks',
        path: [...pool_field/* MACHINE */.Wp, 'osDisk', 'managedDisk', 'storageAccountType'],
        isAsked: isPremium,
    },
    {
        capability: 'PremiumIO',
        feature: 'premium disks',
        path: [...pool_field/* MACHINE */.Wp, 'dataDisks'],
        isAsked: (disks) => Array.isArray(disks) &&
            disks.filter(json/* isJsonObject */.OW).some((disk) => isPremium((0,json/* memberAt */.mz)(disk, ['managedDisk', 'storageAccountType']))),
    },
    {
        capability: 'EphemeralOSDiskSupported',
        feature: 'ephemeral OS disks',
        path: [...pool_field/* MACHINE */.Wp, 'osDisk', 'ephemeralOSDiskSettings', 'placement'],
        isAsked: (placement) => typeof placement === 'string',
    },
    {
        capability: 'EncryptionAtHostSupported',
        feature: 'encryption at host',
        path: [...pool_field/* MACHINE */.Wp, 'securityProfile', 'encryptionAtHost'],
        isAsked: (flag) => flag === true,
    },
    {
        capability: 'AcceleratedNetworkingEnabled',
        feature: 'accelerated networking',
        path: ['networkConfiguration', 'enableAcceleratedNetworking'],
        isAsked: (flag) => flag === true,
    },
];
/** Findings about what pools ask for beside their VM size, and what that size is told not to have. */
function sizeFeatureFindings(question) {
    return question.draft.pools.filter(startsNodes).flatMap((pool) => {
        const size = sizesFor(pool, question)?.size;
        return size === undefined ? [] : lackFindings(pool, size);
    });
}
function lackFindings(pool, { name: size, lacks = [] }) {
    const { poolId } = pool.desired;
    return size_features_FEATURES.filter(({ capability }) => lacks.includes(capability)).flatMap(({ feature, path, isAsked }) => {
        const value = propertyAfter(pool, path);
        if (value === undefined || !isAsked(value))
            return [];
        return [found('VmSizeLacks', poolId, { size, feature, pool: (0,resource_id/* resourceName */.Iy)(poolId), member: path.join('.') })];
    });
}
function isPremium(type) {
    return typeof type === 'string' && /^premium/i.test(type);
}

;// CONCATENATED MODULE: ./build/plan/checks/managed-image.js






/** Findings about the managed image that is made of the source first, and becomes the version. */
function managedImageFindings({ desired, observed }) {
    const { managedImageId: id, source } = desired.image;
    if (id === undefined || source === undefined)
        return [];
    switch (observed.managedImage?.state) {
        case 'unreadable':
            return [notReadable('managed image', id, observed.managedImage)];
        case 'present':
            return managed_image_presentFindings(id, observed.managedImage.value, source);
        case 'absent':
            if (observed.managedImage.isGroupMissing)
                return [groupMissing(id)];
            return machineFindings(presentValue(observed.source[0]?.observed));
        default:
            return [];
    }
}
function managed_image_presentFindings(id, { madeFrom, provisioningState }, asked) {
    const image = (0,resource_id/* resourceName */.Iy)(id);
    if (madeFrom !== undefined && !(0,image_source/* sameSource */.eP)(madeFrom, asked)) {
        const facts = { image, held: (0,image_source/* sourceInFull */.uR)(madeFrom), asked: (0,image_source/* sourceInFull */.uR)(asked) };
        return [found('ManagedImageFromOtherSource', id, facts)];
    }
    if (provisioningState === 'Succeeded' || isBeingMade(provisioningState))
        return [];
    return [found('SourceNotReady', id, { source: image, state: provisioningState, input: 'managed-image' })];
}
/** Source: learn.microsoft.com, "Trusted Launch for Azure virtual machines", unsupported features: managed images. */
function machineFindings(machine) {
    if (machine?.kind !== 'virtual-machine' || machine.securityType === undefined)
        return [];
    if (/^standard$/i.test(machine.securityType))
        return [];
    const facts = { vm: (0,resource_id/* resourceName */.Iy)(machine.id), type: machine.securityType };
    return [found('ManagedImageNotPossible', machine.id, facts)];
}

;// CONCATENATED MODULE: ./build/plan/checks/security-type.js






/**
 * A definition that merely supports trusted or confidential machines is not for what may bring the guest state of one.
 * Source: learn.microsoft.com, "Deploy a virtual machine with Trusted Launch enabled", images of Azure Compute Gallery.
 * Azure was seen to refuse machines; of disks and snapshots only the page speaks.
 */
function securityTypeFindings(question) {
    const { desired, observed } = question;
    const source = publishedSource(desired.image);
    const type = definitionAfter(question)?.securityType;
    const mayHaveState = source?.kind === 'virtual-machine' || (source?.kind === 'disks' && 'id' in source.osDisk);
    const first = presentValue(observed.source[0]?.observed);
    if (source === undefined || first === undefined || !mayHaveState || !type?.endsWith('Supported'))
        return [];
    const fitting = first.securityType;
    return [
        found('SecurityTypeNotForSource', (0,image_source/* sourceId */.t6)(source), {
            definition: (0,resource_id/* resourceName */.Iy)(desired.image.imageDefinitionId),
            type,
            kind: (0,image_source/* sourceWords */.hI)(source),
            fitting: fitting ?? 'Standard',
            otherwise: fitting === undefined ? ', or let `managed-image` make a managed image of it first' : '',
        }),
    ];
}

;// CONCATENATED MODULE: ./build/plan/checks/source-fit.js





const FACTS = [
    { fact: 'osType', code: 'SourceOsDiffers' },
    { fact: 'hyperVGeneration', code: 'SourceGenerationDiffers' },
    { fact: 'architecture', code: 'SourceArchitectureDiffers' },
];
/** What the source says of itself, or the nearest link behind it that knows, against the image definition. */
function sourceFitFindings(question) {
    const definition = definitionAfter(question);
    const lineage = sourceLineage(question);
    if (definition === undefined || lineage === undefined)
        return [];
    const name = (0,resource_id/* resourceName */.Iy)(question.desired.image.imageDefinitionId);
    return FACTS.flatMap(({ fact, code }) => {
        const link = linkThatTells(lineage, fact);
        const held = link?.[fact];
        if (link === undefined || held === undefined || held === asked(definition, fact))
            return [];
        return [
            found(code, link.id, { source: (0,resource_id/* resourceName */.Iy)(link.id), held, definition: name, asked: asked(definition, fact) }),
        ];
    });
}
function asked(definition, fact) {
    return definition[fact];
}

;// CONCATENATED MODULE: ./build/plan/checks/virtual-machine.js



const UNFIT = { unmanaged: 'UnmanagedDisk', ephemeral: 'EphemeralOsDisk', ultra: 'UltraDisk' };
/** Findings about a virtual machine that a version is made from: generalized, deallocated, on disks that can be read. */
function virtual_machine_machineFindings({ id, osState, powerState, unfitDisk, unreadDataDisk }) {
    const facts = { vm: (0,resource_id/* resourceName */.Iy)(id), id, what: `Virtual machine ${(0,resource_id/* resourceName */.Iy)(id)} has` };
    return [
        ...(osState === 'Specialized' ? [found('VmNotGeneralized', id, facts)] : []),
        ...(powerState === undefined || powerState.toLowerCase() === 'deallocated'
            ? []
            : [found('VmNotDeallocated', id, { ...facts, state: powerState })]),
        ...(unfitDisk === undefined ? [] : [found(UNFIT[unfitDisk], id, facts)]),
        ...(unreadDataDisk === undefined ? [] : [diskNotChecked(unreadDataDisk)]),
    ];
}
function diskNotChecked({ id, ...reading }) {
    const what = `whether data disk ${(0,resource_id/* resourceName */.Iy)(id)} is an Ultra disk, or encrypted in the guest`;
    return notChecked({ what, ...readRight(id) }, { state: 'unreadable', ...reading });
}

;// CONCATENATED MODULE: ./build/plan/checks/source-part.js






/** Findings about one resource that a version is made from: the whole image, or one disk. */
function sourcePartFindings({ role, id, observed }, question) {
    const input = typeof role === 'string' ? 'source' : 'data-disk-sources';
    switch (observed.state) {
        case 'absent':
            return [absent({ role, id }, input, question)];
        case 'unreadable':
            return [notReadable((0,image_source/* kindOf */.I)(id), id, observed)];
        case 'present':
            return [
                ...readinessFindings(observed.value, input),
                ...unfinishedFindings(observed.value, input),
                ...source_part_dataDiskFindings(observed.value, role),
                ...source_part_encryptionFindings(observed.value, gallerySubscription(question.desired)),
            ];
    }
}
/** A VHD is looked for by its storage account, which is what was not found. */
function absent({ role, id }, input, { desired }) {
    const { source } = desired.image;
    const disks = source?.kind === 'disks' ? source : undefined;
    const isAt = (lun) => typeof role !== 'string' && role.lun === lun;
    const disk = role === 'os-disk' ? disks?.osDisk : disks?.dataDisks.find(({ lun }) => isAt(lun))?.source;
    if (disk === undefined || !('uri' in disk)) {
        const kind = (0,image_source/* kindOf */.I)(id);
        return found('SourceNotFound', id, { kind, source: id, inputs: inputsOf(kind, input) });
    }
    const account = disk.storageAccountId;
    const inputs = inputsOf('storage account', 'source-storage-account');
    return found('SourceNotFound', account, { kind: 'storage account', source: account, inputs });
}
/** Only these two may be given by a plain name, which is looked for in the resource group of the run. */
function inputsOf(kind, input) {
    const isNamed = kind === 'managed image' || kind === 'storage account';
    return `\`${input}\`${isNamed ? ', or `resource-group`, in which a plain name is looked for' : ''}`;
}
/** A machine with such disks has findings of its own. */
function source_part_dataDiskFindings({ id, kind, unfitDisk, isGuestEncrypted }, role) {
    if (typeof role === 'string')
        return [];
    const isUltra = kind !== 'virtual-machine' && unfitDisk === 'ultra';
    return [
        ...(isUltra ? [found('UltraDisk', id, { what: `Source ${(0,resource_id/* resourceName */.Iy)(id)} is` })] : []),
        ...(isGuestEncrypted ? [found('DataDiskEncrypted', id, { disk: (0,resource_id/* resourceName */.Iy)(id) })] : []),
    ];
}
function unfinishedFindings({ id, unfinished: why }, input) {
    return why === undefined ? [] : [found('SourceUnfinished', id, { source: (0,resource_id/* resourceName */.Iy)(id), why, input })];
}
/** `Unknown` stands for a state that Azure does not tell. */
const READY = ['Succeeded', 'Unknown'];
function readinessFindings(link, input) {
    const source = (0,resource_id/* resourceName */.Iy)(link.id);
    switch (link.kind) {
        case 'virtual-machine':
            return virtual_machine_machineFindings(link);
        case 'gallery-image-version':
            // One that is being replicated to more regions is a source where it is already.
            if (link.provisioningState === 'Deleting') {
                return [found('SourceNotReady', link.id, { source, state: link.provisioningState, input })];
            }
            return [
                ...(link.regions.length === 0 ? [found('SourceNotReplicated', link.id, { source })] : []),
                ...generalizedFindings(link),
            ];
        case 'vhd':
            return endpointFindings(link, input);
        default:
            return [
                ...(READY.includes(link.provisioningState)
                    ? []
                    : [found('SourceNotReady', link.id, { source, state: link.provisioningState, input })]),
                ...generalizedFindings(link),
            ];
    }
}
/** The same name may stand in another cloud, or in a zone of its own. */
function endpointFindings({ id, blobEndpoint }, input) {
    const [host, endpoint] = [id, blobEndpoint ?? ''].map((url) => URL.parse(url)?.host);
    if (endpoint === undefined || host === endpoint)
        return [];
    return [found('VhdOfOtherEndpoint', id, { vhd: id, endpoint: `https://${endpoint}/`, input })];
}
function generalizedFindings({ id, osState }) {
    return osState === 'Specialized' ? [found('SourceNotGeneralized', id, { source: (0,resource_id/* resourceName */.Iy)(id) })] : [];
}
/** Source: learn.microsoft.com, "Troubleshoot images in an Azure Compute Gallery", encrypted source. */
function source_part_encryptionFindings({ id, isCustomerEncrypted }, subscription) {
    const held = (0,resource_id/* parseResourceId */.RQ)(id)?.subscriptionId;
    if (isCustomerEncrypted !== true || held === undefined || held.toLowerCase() === subscription.toLowerCase())
        return [];
    return [found('SourceEncryptedElsewhere', id, { source: (0,resource_id/* resourceName */.Iy)(id), subscription })];
}

;// CONCATENATED MODULE: ./build/plan/checks/source.js










/**
 * Findings about what a version is made from. A version that exists no longer needs its source: people delete managed
 * images after publishing. Neither does a managed image that was made from it already.
 */
function sourceFindings(question) {
    const { observed } = question;
    if (observed.imageVersion.state === 'unreadable')
        return unreadableFindings(question);
    if (!isPublished(question))
        return [];
    const parts = observed.managedImage?.state === 'present' ? [] : observed.source;
    return [
        ...managedImageFindings(question),
        ...parts.flatMap((part) => sourcePartFindings(part, question)),
        ...(parts.length > 0 ? diskRegionFindings(question) : []),
        ...source_sizeFindings(question, parts),
        ...securityTypeFindings(question),
        ...sourceFitFindings(question),
        ...unknowableFindings(question),
    ];
}
/** Whether a version needs its source is not known while it cannot be read; a right that is missing is told with the others. */
function unreadableFindings(question) {
    const parts = question.observed.source.filter(({ observed }) => observed.state === 'unreadable');
    return parts.flatMap((part) => sourcePartFindings(part, question));
}
/** Source: learn.microsoft.com, "Store and share images in an Azure Compute Gallery", limits: a disk has up to 2 TB. */
const MOST_GB = 2048;
/** The image and its OS disk by the nearest link that knows each size, and each data disk. */
function source_sizeFindings(question, parts) {
    const lineage = sourceLineage(question);
    const whole = [linkThatTells(lineage, 'largestDiskGb'), linkThatTells(lineage, 'osDiskGb')];
    const data = parts.slice(1).flatMap(({ observed }) => presentValue(observed) ?? []);
    const links = new Set([...whole.flatMap((link) => link ?? []), ...data]);
    return [...links].flatMap(({ id, largestDiskGb = 0, osDiskGb = 0 }) => {
        const size = Math.max(largestDiskGb, osDiskGb);
        return size > MOST_GB ? [found('SourceTooLarge', id, { source: (0,resource_id/* resourceName */.Iy)(id), size, most: MOST_GB })] : [];
    });
}
/** Of a disk, Azure keeps no mark that its system is generalized; of a VHD, Resource Manager knows nothing at all. */
function unknowableFindings({ desired }) {
    const { source } = desired.image;
    if (source?.kind !== 'disks')
        return [];
    const [name, isBlob] = [(0,image_source/* named */.KT)((0,image_source/* diskName */.NH)(source.osDisk)), 'uri' in source.osDisk];
    const what = `whether ${name} ${isBlob ? 'is there, and whether it ' : ''}is generalized`;
    const why = isBlob ? 'Azure Resource Manager knows no blobs.' : 'Azure keeps no such mark of disks and snapshots.';
    const remedy = 'Make sure that the system was deprovisioned (`sudo waagent -deprovision+user`, or sysprep) before its disk was captured: from another, nodes never become idle.';
    return [found('NotChecked', (0,image_source/* diskName */.NH)(source.osDisk), { what, why, remedy })];
}
/** All disks of a version are read in one region, that of its OS disk. */
function diskRegionFindings({ desired, observed }) {
    const { source } = desired.image;
    const asked = presentValue(observed.source.find(({ role }) => role === 'os-disk')?.observed)?.location;
    if (source?.kind !== 'disks' || asked === undefined)
        return [];
    return observed.source.flatMap(({ role, id, observed: reading }) => {
        const held = presentValue(reading)?.location;
        if (typeof role === 'string' || held === undefined || held === asked)
            return [];
        const facts = { part: `The data disk at LUN ${role.lun}`, held, asked, way: wayTo(asked, id) };
        return [found('SourceInOtherRegion', id, facts)];
    });
}
/** How a disk comes to another region. Azure copies incremental snapshots there, and no disks. */
function wayTo(region, id) {
    const copy = (source) => `\`az snapshot create --resource-group GROUP --name COPY --location ${region} --source ${source} --incremental true --copy-start true\``;
    switch ((0,image_source/* kindOf */.I)(id)) {
        case 'VHD':
            return `Copy the blob to a storage account in ${region} (\`az storage blob copy start\`)`;
        case 'snapshot':
            return `Copy the snapshot, which has to be an incremental one, by ${copy(id)}`;
        default:
            return `Take an incremental snapshot of the disk, copy that by ${copy('SNAPSHOT_ID')}`;
    }
}

;// CONCATENATED MODULE: ./build/plan/checks/subnet.js








/**
 * Findings about the subnets of pools that are new, grow, or get another one.
 * Source: learn.microsoft.com/azure/batch/batch-virtual-network, prerequisites.
 */
function subnetFindings({ observed, draft }) {
    const { subnets, accountPools } = observed.preflight;
    const joining = draft.pools.filter(grows).flatMap((pool) => joiningOf(pool, subnets));
    const listed = Object.values(accountPools).flatMap((reading) => presentValue(reading) ?? []);
    return [
        ...joining.flatMap(placeFindings),
        ...[...Map.groupBy(joining, ({ key }) => key).values()].flatMap((all) => roomFindings(all, listed)),
    ];
}
function joiningOf(pool, subnets) {
    const id = subnetAfter(pool);
    if (id === undefined)
        return [];
    const key = (0,resource_id/* resourceKey */.ik)(id);
    const reading = subnets[key];
    return reading === undefined ? [] : [{ pool, id, key, reading }];
}
function placeFindings({ id, reading, pool }) {
    return [...subscriptionFindings(id, pool), ...seenFindings(id, reading, pool)];
}
/** Its ID alone tells, also where it may not be read. */
function subscriptionFindings(id, { account }) {
    const [held, own = ''] = [id, account.id].map((each) => (0,resource_id/* parseResourceId */.RQ)(each)?.subscriptionId.toLowerCase());
    if (held === own)
        return [];
    const facts = { subnet: nameOf(id), account: (0,resource_id/* resourceName */.Iy)(account.id), subscription: own };
    return [found('SubnetInOtherSubscription', id, facts)];
}
function seenFindings(id, reading, pool) {
    if (reading.state === 'unreadable')
        return [];
    if (reading.state === 'absent')
        return [found('SubnetNotFound', id, { subnet: id })];
    return [
        ...subnet_regionFindings(id, reading.value, pool),
        ...delegationFindings(id, reading.value),
        ...wayOutFindings(id, reading.value, pool),
    ];
}
/** Source: learn.microsoft.com/azure/batch/simplified-node-communication-pool-no-public-ip, outbound access. */
function wayOutFindings(id, { isClosed }, pool) {
    const { account, desired } = pool;
    const provision = propertyAfter(pool, ['networkConfiguration', 'publicIPAddressConfiguration', 'provision']);
    if (!isClosed || provision !== 'NoPublicIPAddresses' || hasNodeEndpoint(account))
        return [];
    const facts = { pool: (0,resource_id/* resourceName */.Iy)(desired.poolId), subnet: nameOf(id), account: (0,resource_id/* resourceName */.Iy)(account.id) };
    return [found('NodesWithoutWayOut', desired.poolId, facts)];
}
function subnet_regionFindings(id, { location: held }, { account, region: needed }) {
    if (held === needed)
        return [];
    return [found('SubnetInOtherRegion', id, { subnet: nameOf(id), account: (0,resource_id/* resourceName */.Iy)(account.id), held, needed })];
}
function delegationFindings(id, { delegations }) {
    if (delegations.length === 0)
        return [];
    return [found('SubnetDelegated', id, { subnet: nameOf(id), services: enumeration(delegations) })];
}
/** All pools of the run that join one subnet need their addresses together, beside the pools that are in it already. */
function roomFindings(joining, listed) {
    const [first] = joining;
    if (first?.reading.state !== 'present')
        return [];
    const { freeAddresses, takenAddresses } = first.reading.value;
    const free = Math.max(0, freeAddresses - Math.max(0, nodesHeldIn(first.id, joining, listed) - takenAddresses));
    const needed = joining.reduce((sum, { pool, id }) => sum + newAddresses(pool, id), 0);
    if (needed <= free)
        return [];
    const pools = joining.map(({ pool }) => (0,resource_id/* resourceName */.Iy)(pool.desired.poolId));
    const facts = { subnet: nameOf(first.id), free, needed, pools: fewNamed('pool', pools) };
    return [found('SubnetTooSmall', first.id, facts)];
}
/** Nodes of pools that a subnet holds before the run, of which those of other pools may still be on their way. */
function nodesHeldIn(subnetId, joining, listed) {
    const isOther = ({ id }) => !joining.some(({ pool }) => (0,resource_id/* sameResourceId */.WL)(pool.desired.poolId, id));
    const others = listed.filter((pool) => isOther(pool) && isIn(pool, subnetId));
    const held = others.map(kindsHeld).map(({ dedicated, spot }) => dedicated + spot);
    const now = joining.map(({ pool }) => nodesThere(pool.pool, subnetId));
    return [...now, ...held].reduce((one, other) => one + other, 0);
}
/**
 * Addresses that a pool takes at its peak beside those it has in the subnet; its canary is gone before it grows, and comes
 * when the one that an earlier run has left is gone.
 */
function newAddresses({ canary, ...pool }, subnetId) {
    const { dedicated, spot } = canary?.nodes ?? { dedicated: 0, spot: 0 };
    return Math.max(dedicated + spot - nodesThere(canary?.left, subnetId), nodesAfter(pool) - nodesThere(pool.pool, subnetId));
}
function nodesThere(pool, subnetId) {
    return pool !== undefined && isIn(pool, subnetId) ? nodesNow(pool) : 0;
}
function isIn({ definition }, subnetId) {
    return (0,resource_id/* sameResourceId */.WL)(String((0,json/* memberAt */.mz)(definition.properties, ['networkConfiguration', 'subnetId'])), subnetId);
}
/** `network/subnet`: the names of subnets repeat from network to network. */
function nameOf(id) {
    return (0,resource_id/* parseResourceId */.RQ)(id)?.names.join('/') ?? id;
}

;// CONCATENATED MODULE: ./build/plan/checks/unchecked.js







/** What is left out when something of the preflight could not be read, by what it is and the ID it is read by. */
const LEFT_OUT = [
    [
        'supportedImages',
        (id) => ({
            what: `node agent SKU and base image against what Batch account ${(0,resource_id/* resourceName */.Iy)(id)} supports`,
            action: 'Microsoft.Batch/batchAccounts/read',
            scope: id,
        }),
    ],
    [
        'vmSizes',
        (id) => ({
            what: `the VM sizes of the pools in Batch account ${(0,resource_id/* resourceName */.Iy)(id)}, and its core quotas`,
            action: 'Microsoft.Batch/locations/virtualMachineSkus/read',
            scope: unchecked_subscriptionOf(id),
        }),
    ],
    [
        'accountPools',
        (id) => ({
            what: `the pool quota and the core quotas of Batch account ${(0,resource_id/* resourceName */.Iy)(id)} against all its pools`,
            action: 'Microsoft.Batch/batchAccounts/pools/read',
            scope: id,
        }),
    ],
    [
        'subnets',
        (id) => ({
            what: `region, delegation and free addresses of subnet ${(0,resource_id/* resourceName */.Iy)(id)}`,
            action: 'Microsoft.Network/virtualNetworks/read',
            scope: (0,resource_id/* parentId */.A1)(id),
        }),
    ],
    [
        'registrations',
        (id) => ({
            what: `whether Microsoft.Batch is registered in subscription ${(0,resource_id/* resourceName */.Iy)(id)}`,
            action: 'Microsoft.Resources/subscriptions/providers/read',
            scope: id,
        }),
    ],
    [
        'regions',
        (id) => ({
            what: `whether subscription ${(0,resource_id/* resourceName */.Iy)(id)} may use the regions of the image version`,
            action: 'Microsoft.Resources/subscriptions/locations/read',
            scope: id,
        }),
    ],
    [
        'imageVersions',
        (id) => ({
            what: `whether image version ${(0,resource_id/* resourceName */.Iy)(id)} is there to be rolled back to`,
            action: 'Microsoft.Compute/galleries/images/versions/read',
            scope: id,
        }),
    ],
    [
        'runningTasks',
        (id) => ({
            what: `how many running tasks of pool ${(0,resource_id/* resourceName */.Iy)(id)} the run disturbs`,
            action: 'Microsoft.Batch/batchAccounts/pools/read',
            scope: (0,resource_id/* parentId */.A1)(id),
        }),
    ],
    [
        'nodeImages',
        (id) => ({
            what: `which image version the nodes of pool ${(0,resource_id/* resourceName */.Iy)(id)} run`,
            action: 'Microsoft.Batch/batchAccounts/pools/read',
            scope: (0,resource_id/* parentId */.A1)(id),
        }),
    ],
    [
        'versions',
        (id) => ({
            what: `whether a higher version of image definition ${(0,resource_id/* resourceName */.Iy)(id)} is the latest`,
            action: 'Microsoft.Compute/galleries/images/versions/read',
            scope: id,
        }),
    ],
    [
        'galleries',
        (id) => ({
            what: `whether another resource group of the subscription has a gallery ${(0,resource_id/* resourceName */.Iy)(id)}`,
            action: 'Microsoft.Compute/galleries/read',
            scope: unchecked_subscriptionOf(id),
        }),
    ],
    [
        'definitions',
        (id) => ({
            what: `whether another image definition of gallery ${(0,resource_id/* resourceName */.Iy)(id)} has the same publisher, offer and SKU`,
            action: 'Microsoft.Compute/galleries/images/read',
            scope: id,
        }),
    ],
];
/** Says once for each thing that only the checks need, and that could not be read, which checks were left out. */
function uncheckedFindings(question) {
    const { preflight } = question.observed;
    const spelling = new Map(unchecked_idsOf(question).map((id) => [(0,resource_id/* resourceKey */.ik)(id), id]));
    const unread = (kind) => Object.entries(preflight[kind]).flatMap(([key, reading]) => reading.state !== 'unreadable' || isToldOfSubscription(kind, reading)
        ? []
        : [{ id: spelling.get(key) ?? key, reading }]);
    return [
        ...rightsUnchecked(unread('permissions')),
        ...LEFT_OUT.flatMap(([kind, unchecked]) => unread(kind).map(({ id, reading }) => notChecked({ ...unchecked(id), ...remedyAt(kind, id, question) }, reading))),
    ];
}
/** Rights are asked at many places, and mostly refused at all of them for the same reason: one note for each code. */
function rightsUnchecked(unread) {
    const byCode = Map.groupBy(unread, ({ reading }) => reading.code);
    return [...byCode.values()].flatMap((alike) => {
        const [first] = alike;
        if (first === undefined)
            return [];
        const scope = enumeration(alike.map(({ id }) => id));
        const right = { action: 'Microsoft.Authorization/permissions/read', scope };
        const what = `whether this identity may do what the plan needs at ${scope}`;
        // Azure's sentence names the first place alone.
        const remedy = wayToRead(right, { ...first.reading, reason: '' });
        return [{ ...notChecked({ what, ...right }, first.reading), subject: first.id, remedy }];
    });
}
/** A subscription that is not to be seen at all has its own finding; subnets are named by no other. */
function isToldOfSubscription(kind, reading) {
    return kind !== 'subnets' && (isOfOtherTenant(reading) || reading.code === 'SubscriptionNotFound');
}
/** What the Batch service of an account tells. */
const TOLD_BY_SERVICE = ['supportedImages', 'runningTasks', 'nodeImages'];
/** A service that is closed stays so, whatever the code of its refusal says. */
function remedyAt(kind, id, { draft }) {
    const accounts = TOLD_BY_SERVICE.includes(kind) ? draft.pools.map(({ account }) => account) : [];
    const account = accounts.find((each) => `${(0,resource_id/* resourceKey */.ik)(id)}/`.startsWith(`${(0,resource_id/* resourceKey */.ik)(each.id)}/`));
    if (account === undefined || !mayRefuse(account))
        return {};
    const name = (0,resource_id/* resourceName */.Iy)(account.id);
    const ways = [
        ...(allowsEntra(account) ? [] : [`add AAD to \`allowedAuthenticationModes\` of Batch account ${name}`]),
        ...(shutOut(account) === undefined
            ? []
            : [
                `let this runner reach the Batch service of account ${name} (networkProfile.accountAccess, or a runner inside its network)`,
            ]),
    ];
    return { remedy: `To have it checked, ${ways.join(', and ')}.` };
}
/** IDs as people wrote them: the keys of what was read are in lower case. */
function unchecked_idsOf(question) {
    const { desired, draft } = question;
    const pools = draft.pools.flatMap((pool) => {
        const subnet = subnetAfter(pool);
        return [pool.account.id, pool.desired.poolId, ...(subnet === undefined ? [] : [subnet])];
    });
    const scopes = requiredRights(draft.steps, question).map(({ scope }) => scope);
    const { imageDefinitionId } = desired.image;
    const places = [(0,resource_id/* parentId */.A1)(imageDefinitionId), resourceGroupOf(imageDefinitionId)];
    return [...pools, ...scopes, ...places, `/subscriptions/${gallerySubscription(desired)}`];
}
function unchecked_subscriptionOf(id) {
    return `/subscriptions/${(0,resource_id/* parseResourceId */.RQ)(id)?.subscriptionId ?? ''}`;
}

;// CONCATENATED MODULE: ./build/plan/checks/version.js











/** Findings about the image version: readable, from the source that is asked, replicated, and not at its end. */
function version_versionFindings(question) {
    const { desired, observed, draft } = question;
    const id = draft.imageVersionId;
    const { imageVersion, version } = observed;
    if (imageVersion.state === 'unreadable') {
        // Of another tenant is the whole subscription, which the image definition has told.
        if (isOfOtherTenant(observed.imageDefinition))
            return [];
        // Which number comes next is told by the list, without which it is a guess that nobody is to look for.
        return desired.image.version.kind === 'next'
            ? [notReadable('list of image versions of', desired.image.imageDefinitionId, imageVersion)]
            : [notReadable('image version', id, imageVersion)];
    }
    if (imageVersion.state === 'absent') {
        return desired.image.source === undefined ? [found('SourceRequired', id, { version })] : [];
    }
    const held = imageVersion.value;
    if (held.provisioningState === 'Deleting')
        return [found('ImageVersionBeingDeleted', id, { version })];
    return [
        ...originFindings(held, question),
        ...failureFindings(held, question),
        ...shallowFindings(held, question),
        ...exclusionFindings(held, question),
        ...endOfLifeFindings(held, question),
    ];
}
/** What comes from another source anyhow is not told to be older than the one that is asked. */
function originFindings(held, question) {
    const other = version_sourceFindings(held, question);
    return other.length > 0 ? other : ageFindings(held, question);
}
function version_sourceFindings({ source: held }, { desired, observed, draft }) {
    const { source } = desired.image;
    const asked = publishedSource(desired.image);
    const other = (one, another) => [
        found('ImageVersionFromOtherSource', draft.imageVersionId, {
            version: observed.version,
            held: (0,image_source/* sourceInFull */.uR)(one),
            asked: (0,image_source/* sourceInFull */.uR)(another),
        }),
    ];
    if (held === undefined || asked === undefined || source === undefined)
        return [];
    if (!isFrom(held, desired.image))
        return other(held, asked);
    // The managed image in between tells what the version comes from in the end.
    const madeFrom = (0,image_source/* sameSource */.eP)(held, asked) ? presentValue(observed.managedImage)?.madeFrom : undefined;
    return madeFrom === undefined || (0,image_source/* sameSource */.eP)(madeFrom, source) ? [] : other(madeFrom, source);
}
/** A name can be given again to what is made anew; Azure does not look, and keeps what it has copied. */
function ageFindings(held, { observed, draft }) {
    const links = observed.source.flatMap(({ observed: reading }) => presentValue(reading) ?? []);
    const newer = youngerThan(held, links);
    if (newer === undefined || held.source === undefined)
        return [];
    const [made, published] = [newer.createdAt, held.publishedDate].map((instant = '') => `${instant.slice(0, 16).replace('T', ' ')} UTC`);
    const facts = { source: (0,resource_id/* resourceName */.Iy)(newer.id), made: made ?? '', published: published ?? '' };
    return [found('SourceNewerThanVersion', draft.imageVersionId, { ...facts, version: observed.version })];
}
/** With `managed-image` a version may have been made of that image, or of the source without the way round. */
function isFrom(held, image) {
    return [publishedSource(image), image.source].some((asked) => asked !== undefined && (0,image_source/* sameSource */.eP)(held, asked));
}
function failureFindings(held, { observed: { version }, draft }) {
    const failed = held.replication.filter(({ state }) => state === 'Failed');
    const told = failed.map(({ region, details }) => ({
        region,
        details: details.replace(/\.\s*$/, '') || 'Azure gives no details',
    }));
    const whole = {
        region: enumeration(held.targetRegions.map(({ region }) => region)),
        details: 'Azure says so of the version as a whole, and of no region',
    };
    const all = told.length === 0 && held.provisioningState === 'Failed' ? [whole] : told;
    return all.map((facts) => found('ImageVersionFailed', draft.imageVersionId, { version, ...facts }));
}
function shallowFindings(held, { observed: { version }, draft }) {
    const region = (0,resource_id/* normalizeRegion */.wh)(held.location);
    const more = draft.replicas.filter((one) => one.region !== region || one.regionalReplicaCount > 1);
    if (held.replicationMode !== 'Shallow' || more.length === 0)
        return [];
    const needed = more.map((one) => `${count(one.regionalReplicaCount, 'replica')} in ${one.region}`);
    return [found('ImageVersionShallow', draft.imageVersionId, { version, region, needed: enumeration(needed) })];
}
/** What this action itself holds back until it has proven healthy is told by the plan and the report; what rolls needs it. */
function exclusionFindings(held, { desired, observed: { version }, draft }) {
    const regions = excludedRegions(held);
    if (regions.length === 0 || awaitsPromotion(held) || desired.rollout.strategy === 'rolling')
        return [];
    const where = regions.length === held.targetRegions.length ? 'every region' : enumeration(regions);
    return [found('ExcludedFromLatest', draft.imageVersionId, { version, where })];
}
function endOfLifeFindings(held, { desired, observed, draft }) {
    const end = desired.image.endOfLifeDate ?? held.endOfLifeDate;
    if (end === undefined)
        return [];
    const { date, days, left } = deadline(end, observed.at);
    const { version } = observed;
    if (days < 0)
        return [found('EndOfLifePast', draft.imageVersionId, { version, date })];
    return days <= NEAR_LIFE_DAYS ? [found('EndOfLifeNear', draft.imageVersionId, { version, date, days: left })] : [];
}

;// CONCATENATED MODULE: ./build/plan/checks/vm-size.js









/** Most task slots of any node. Source: learn.microsoft.com/azure/batch/batch-parallel-node-tasks. */
const MOST_SLOTS = 256;
/** Findings about the VM size of pools that are new, grow, or get another size, image or number of task slots. */
function vmSizeFindings(question) {
    return question.draft.pools.filter(isConcerned).flatMap((pool) => {
        const sizes = sizesFor(pool, question);
        if (sizes === undefined)
            return [];
        const { name, size, offered } = sizes;
        if (size === undefined)
            return [vm_size_unknown(pool, name, offered)];
        return [
            ...vm_size_supportFindings(pool, size, question.observed.at),
            ...fitFindings(pool, size, question),
            ...spotFindings(pool, size),
            ...slotFindings(pool, size),
        ];
    });
}
function isConcerned(pool) {
    return startsNodes(pool) || changes(pool, 'properties.taskSlotsPerNode');
}
function vm_size_unknown({ desired, region }, size, sizes) {
    const closest = likest(size, sizes.map(({ name }) => name));
    return found('VmSizeUnknown', desired.poolId, { size, region, closest });
}
function vm_size_supportFindings({ desired: { poolId } }, size, at) {
    if (size.batchSupportEndOfLife === undefined)
        return [];
    const { date, days, left } = deadline(size.batchSupportEndOfLife, at);
    if (days < 0)
        return [found('VmSizeRetired', poolId, { size: size.name, date })];
    return days <= NEAR_SUPPORT_DAYS ? [found('VmSizeRetiring', poolId, { size: size.name, date, days: left })] : [];
}
function fitFindings({ desired: { poolId } }, size, question) {
    const image = definitionAfter(question);
    if (image === undefined)
        return [];
    const { hyperVGenerations: generations, architecture } = size;
    const facts = { size: size.name, definition: (0,resource_id/* resourceName */.Iy)(question.desired.image.imageDefinitionId) };
    const generation = { ...facts, offered: enumeration(generations ?? []), needed: image.hyperVGeneration };
    return [
        ...(generations === undefined || generations.includes(image.hyperVGeneration)
            ? []
            : [found('VmSizeGenerationDiffers', poolId, generation)]),
        ...(architecture === undefined || architecture.toLowerCase() === image.architecture.toLowerCase()
            ? []
            : [found('VmSizeArchitectureDiffers', poolId, { ...facts, offered: architecture, needed: image.architecture })]),
    ];
}
function spotFindings(pool, { name, isSpotCapable }) {
    const { poolId } = pool.desired;
    const nodes = spotNodesAfter(pool);
    if (isSpotCapable !== false || nodes === 0)
        return [];
    return [
        found('VmSizeNotSpotCapable', poolId, { size: name, pool: (0,resource_id/* resourceName */.Iy)(poolId), nodes: count(nodes, 'spot node') }),
    ];
}
function slotFindings(pool, { name, cores }) {
    const asked = propertyAfter(pool, ['taskSlotsPerNode']);
    if (cores === undefined || typeof asked !== 'number')
        return [];
    const most = Math.min(MOST_SLOTS, 4 * cores);
    return asked > most ? [found('TaskSlotsTooMany', pool.desired.poolId, { size: name, most, cores, asked })] : [];
}

;// CONCATENATED MODULE: ./build/plan/checks/windows-settings.js







const WINDOWS = [...pool_field/* MACHINE */.Wp, 'windowsConfiguration'];
/**
 * Findings about settings of pools that Batch takes for Windows alone.
 * Source: learn.microsoft.com/rest/api/batchmanagement/pool/create, WindowsConfiguration and WindowsUserConfiguration.
 */
function windowsSettingFindings(question) {
    if (definitionAfter(question)?.osType !== 'Linux')
        return [];
    const definition = (0,resource_id/* resourceName */.Iy)(question.desired.image.imageDefinitionId);
    return question.draft.pools.filter(windows_settings_isConcerned).flatMap((pool) => {
        const settings = windowsSettingsOf(pool);
        if (settings.length === 0)
            return [];
        const { poolId } = pool.desired;
        return [
            found('SettingForWindows', poolId, { pool: (0,resource_id/* resourceName */.Iy)(poolId), settings: enumeration(settings), definition }),
        ];
    });
}
function windows_settings_isConcerned(pool) {
    return changesImage(pool) || changes(pool, 'properties.userAccounts');
}
function windowsSettingsOf(pool) {
    const users = propertyAfter(pool, ['userAccounts']);
    const hasUser = Array.isArray(users) && users.filter(json/* isJsonObject */.OW).some((user) => (0,json/* isJsonObject */.OW)(user['windowsUserConfiguration']));
    return [
        ...((0,json/* isJsonObject */.OW)(propertyAfter(pool, WINDOWS)) ? ['windowsConfiguration'] : []),
        ...(hasUser ? ['userAccounts with windowsUserConfiguration'] : []),
    ];
}

;// CONCATENATED MODULE: ./build/plan/checks/findings.js































const CHECKS = [
    definition_definitionFindings,
    version_versionFindings,
    definitionEndFindings,
    regionFindings,
    sourceFindings,
    lineageFindings,
    purchasePlanFindings,
    accountFindings,
    poolStateFindings,
    rolloutFindings,
    rollingFindings,
    jobMoveFindings,
    canaryFindings,
    poolSecurityFindings,
    nodeAgentFindings,
    baseImageFindings,
    vmSizeFindings,
    sizeBootFindings,
    sizeFeatureFindings,
    osDiskFindings,
    diskEncryptionFindings,
    windowsSettingFindings,
    interNodeFindings,
    subnetFindings,
    publicAddressFindings,
    quotaFindings,
    pruneFindings,
    accessFindings,
    durationFindings,
    uncheckedFindings,
];
/** Everything that is found before anything is changed, by subject; what two checks say alike is said once. */
function findingsOf(question) {
    const all = CHECKS.flatMap((check) => check(question));
    return [...new Map(all.map((finding) => [keyOf(finding), finding])).values()];
}
function keyOf({ code, subject, message }) {
    return `${code} ${(0,resource_id/* resourceKey */.ik)(subject)} ${message}`;
}

;// CONCATENATED MODULE: ./build/plan/hash.js





/**
 * SHA-256 over everything that the steps of a plan change, in hexadecimal digits. What only tells who asked (commit and
 * run in tags and metadata) does not count: the plan that a pull request showed and the one that is applied after its
 * merge are the same. Neither do secrets, which nobody can review: everybody sees the hash, and could try out by it what
 * a weak one is.
 */
function planHash(steps) {
    const replicated = new Set(steps.filter(({ kind }) => kind === 'await-replication').map(({ id }) => id));
    const changes = steps
        .filter(isChange)
        .map((step) => comparable(JSON.parse(JSON.stringify(without(replicated, step)))));
    return (0,external_node_crypto_.createHash)('sha256')
        .update((0,json/* canonicalJson */.dj)(withoutSecrets(changes)))
        .digest('hex');
}
/** A step that names no replication it comes behind: a region may be replicated by the time that the plan is applied. */
function without(replicated, step) {
    return { ...step, after: step.after.filter((id) => !replicated.has(id)) };
}
/** A value without tags and metadata of the action's own, and with regions and metadata in an order that Azure does not promise. */
function comparable(value) {
    if (Array.isArray(value))
        return sorted(value.filter((item) => !isOwnEntry(item)).map(comparable));
    if (!(0,json/* isJsonObject */.OW)(value))
        return value;
    const members = Object.entries(value).filter(([name]) => !name.startsWith(model_origin/* ORIGIN_PREFIX */.C0));
    return Object.fromEntries(members.map(([name, member]) => [name, comparable(member ?? null)]));
}
function sorted(items) {
    const nameOf = (item) => ((0,json/* isJsonObject */.OW)(item) ? (item['region'] ?? item['name']) : undefined);
    if (items.some((item) => typeof nameOf(item) !== 'string'))
        return items;
    return items.toSorted((one, other) => (String(nameOf(one)) < String(nameOf(other)) ? -1 : 1));
}
function isOwnEntry(item) {
    return (0,json/* isJsonObject */.OW)(item) && String(item['name'] ?? '').startsWith(model_origin/* ORIGIN_PREFIX */.C0);
}

;// CONCATENATED MODULE: ./build/plan/plan.js







/** What has to be done to get from what was observed to what is desired, or why it cannot be done. */
function makePlan(desired, observed) {
    const draft = draftOf(desired, observed);
    const question = { desired, observed, draft };
    const hash = planHash(draft.steps);
    const all = [...findingsOf(question), ...reviewFindings(desired, draft.steps, hash)];
    const findings = downgraded(all, desired.ignoreFindings);
    const { lineage } = observed;
    const blocked = findings.some(({ severity }) => severity === 'blocker');
    return {
        imageVersionId: draft.imageVersionId,
        replicas: draft.replicas,
        pools: draft.pools.map(({ planned }) => planned),
        findings,
        steps: blocked ? [] : draft.steps,
        ...(draft.promotion && { promotion: draft.promotion }),
        ...(!blocked && draft.keptVersions && { keptVersions: draft.keptVersions }),
        // A source that is not there begins no chain, and has its own finding.
        ...(lineage !== undefined && lineage.links.length > 0 && { lineage }),
        cores: coreUse(question),
        timeBudget: timeBudget(question),
        hash,
    };
}
/**
 * A plan that somebody has reviewed is the only one that is carried out; what only is to be looked at is shown, and a job
 * that is run again when all is done stays green.
 */
function reviewFindings({ planHash: reviewed, mode }, steps, hash) {
    if (reviewed === undefined || reviewed === hash || !steps.some(isChange))
        return [];
    const changed = found('PlanChanged', 'plan-hash', { hash, reviewed });
    return [mode === 'plan' ? { ...changed, severity: 'warning' } : changed];
}

;// CONCATENATED MODULE: ./build/run.js







/** Observes, plans, applies and reports. Never throws: what went wrong is in the report. */
async function run(desired, ports) {
    const startedAt = ports.clock.now();
    const events = [];
    const emit = (body) => {
        const event = { ...body, at: ports.clock.now() };
        events.push(event);
        ports.listen(event);
    };
    const { plan, failures } = await run_carryOut(desired, { ...ports, emit });
    emit({ kind: 'finished' });
    const endedAt = ports.clock.now();
    const cancelled = ports.signal.aborted || failures.some(({ code }) => code === 'Cancelled');
    return summarize({ desired, ...(plan && { plan }), events, startedAt, endedAt, failures, cancelled });
}
async function run_carryOut(asked, ports) {
    let plan;
    try {
        const observed = await observe(asked, ports);
        const desired = currentPools(asked, observed);
        for (const { subject, text } of describeObserved(desired, observed))
            ports.emit({ kind: 'observed', subject, text });
        plan = makePlan(desired, observed);
        ports.emit({ kind: 'planned', plan });
        const blocked = plan.findings.some(({ severity }) => severity === 'blocker');
        const failures = blocked || desired.mode === 'plan' ? [] : await applyPlan({ plan, desired, observed }, ports);
        return { plan, failures };
    }
    catch (error) {
        return { ...(plan && { plan }), failures: [failureOf(error)] };
    }
}

;// CONCATENATED MODULE: ./build/main.js
















/** Time as it is. */
const realClock = {
    now: Date.now,
    random: Math.random,
    sleep: async (ms, signal) => {
        await (0,promises_.setTimeout)(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
    },
};
/** Signs in, runs, and renders what the job shows. */
async function carryOutJob(job) {
    const { inputs, origin, signal, print } = job;
    const desired = desire(inputs, origin);
    const startedAt = realClock.now();
    const events = [];
    const listen = (event) => {
        for (const line of logLines(event, { desired, startedAt, before: [...events] }))
            print(line);
        events.push(event);
    };
    const cutShort = (error) => {
        const plan = events.find((event) => event.kind === 'planned')?.plan;
        const failures = [failureOf(error)];
        const endedAt = realClock.now();
        return summarize({
            desired,
            ...(plan && { plan }),
            events,
            startedAt,
            endedAt,
            failures,
            cancelled: signal.aborted,
        });
    };
    let cloud = KNOWN_CLOUDS[inputs.signIn.environment];
    const course = async () => {
        const { resourceManagerEndpoint } = inputs.signIn;
        if (resourceManagerEndpoint !== undefined)
            cloud = await discoverCloud(resourceManagerEndpoint);
        const assertion = freshAssertion(job.requestIdToken, realClock.now, job.firstIdToken);
        const credential = createCredential({ ...inputs.signIn, cloud }, assertion);
        await signIn(credential, cloud, desired.pools.length > 0);
        const azure = createAzure(cloud, credential);
        const deadline = inputs.timeoutMinutes && { deadline: startedAt + inputs.timeoutMinutes * 60_000 };
        return run(desired, { azure, clock: realClock, signal, listen, ...deadline });
    };
    const report = await Promise.race([
        course().catch(cutShort),
        job.tooLate.then(() => cutShort(new errors/* Cancelled */.cJ('The job was cancelled while Azure had not answered yet.'))),
    ]);
    for (const line of closingLines(report))
        print(line);
    const portal = { url: cloud.portal, tenantId: inputs.signIn.tenantId };
    return {
        report,
        outputs: outputs(report, portal),
        summary: summary(report, portal),
        annotations: annotations(report),
        ...(desired.mode === 'plan' && report.outcome !== 'cancelled' && { comment: pullRequestText(report) }),
    };
}


/***/ })

};
;