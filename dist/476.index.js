"use strict";
exports.id = 476;
exports.ids = [476];
exports.modules = {

/***/ 9481:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pn: () => (/* binding */ createArm),
/* harmony export */   SO: () => (/* binding */ withWait),
/* harmony export */   Tl: () => (/* binding */ readArm),
/* harmony export */   hx: () => (/* binding */ BATCH_API_VERSION),
/* harmony export */   r7: () => (/* binding */ textIn)
/* harmony export */ });
/* harmony import */ var _azure_rest_core_client__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3049);
/* harmony import */ var _model_json_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5603);
/* harmony import */ var _pipeline_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7413);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1895);




/** Batch's management plane. Older versions are on the service's retirement list; newer ones are drafts. */
const BATCH_API_VERSION = '2025-06-01';
/** The one client for Microsoft.Batch of a cloud. */
function createArm(cloud, credential, patience) {
    const client = (0,_azure_rest_core_client__WEBPACK_IMPORTED_MODULE_0__/* .getClient */ .KU)(cloud.resourceManager, credential, {
        ...(0,_pipeline_js__WEBPACK_IMPORTED_MODULE_1__/* .clientOptions */ .s1)(patience),
        credentials: { scopes: [cloud.resourceManagerScope] },
    });
    return {
        async send(method, id, request = {}) {
            const response = await sendOnce(client, method, id, request);
            const headers = { get: (name) => response.headers[name] };
            const status = Number(response.status);
            const body = response.body;
            if (status >= 300)
                throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .refusal */ .x5)(status, (0,_model_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isJsonObject */ .OW)(body) ? body : undefined, headers);
            if (!(0,_model_json_js__WEBPACK_IMPORTED_MODULE_3__/* .isJsonObject */ .OW)(body))
                throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .unexpectedAnswer */ .au)(status, 'there is no resource in it');
            return { body, headers };
        },
    };
}
async function sendOnce(client, method, id, { body, headers = {} }) {
    const path = client.pathUnchecked(id.split('/').map(encodeURIComponent).join('/'));
    const options = {
        queryParameters: { 'api-version': BATCH_API_VERSION },
        headers: { ...headers },
        ...(body !== undefined && { body, contentType: 'application/json' }),
    };
    try {
        if (method === 'PUT')
            return await path.put(options);
        if (method === 'PATCH')
            return await path.patch(options);
        return await path.get(options);
    }
    catch (error) {
        throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .thrown */ .rS)(error);
    }
}
/** Reads a resource and parses it; 404 is absent, a refusal unreadable. */
async function readArm(arm, id, parse) {
    try {
        const answer = await arm.send('GET', id);
        return withWait({ state: 'present', value: parse(answer) }, answer.headers);
    }
    catch (error) {
        return { observed: (0,_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .reading */ .hF)(error) };
    }
}
/** A text that Azure always tells; throws `AzureError` where it is missing. */
function textIn(body, ...path) {
    const value = (0,_model_json_js__WEBPACK_IMPORTED_MODULE_3__/* .memberAt */ .mz)(body, path);
    if (typeof value === 'string' && value !== '')
        return value;
    throw (0,_refusal_js__WEBPACK_IMPORTED_MODULE_2__/* .unexpectedAnswer */ .au)(200, `it has no ${path.join('.')}`);
}
/** A reading with the wait that the answer's headers ask for. */
function withWait(observed, headers) {
    const wait = headers && (0,_pipeline_js__WEBPACK_IMPORTED_MODULE_1__/* .retryAfterMs */ .Vs)(headers, Date.now());
    return wait === undefined ? { observed } : { observed, retryAfterMs: wait };
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
/* unused harmony export stubbornRetryPolicy */
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
/** Options of every client: who asks, and how often a request is repeated. Proxies the SDKs read from the environment. */
function clientOptions(patience = PATIENCE) {
    return {
        userAgentOptions: { userAgentPrefix: 'sig-batch-pool/1' },
        retryOptions: { maxRetries: patience.maxRetries, retryDelayInMs: patience.retryDelayMs },
        additionalPolicies: [{ policy: stubbornRetryPolicy(patience), position: 'perRetry' }],
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
    const known = thrown(error);
    if (!(known instanceof _model_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .AzureError */ .M6))
        throw known;
    // A 404 without Azure's words comes from something else on the way.
    if (known.status === 404 && known.code !== 'Http404')
        return { state: 'absent' };
    return { state: 'unreadable', code: known.code, reason: [known.message, ...known.details].join(' ') };
}
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

/***/ 2476:
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
;// CONCATENATED MODULE: ./build/plan/rights.js
// Azure's two sentences: AuthorizationFailed names one action, LinkedAuthorizationFailed first the one it has.
const LINKED = /not have permission to perform action(?:\(s\))? '([^']+)' on the linked scope(?:\(s\))? '([^']+)'/i;
const PLAIN = /authorization to perform action '([^']+)'(?: or)?(?: over scope '([^']+)')?/i;
/** Reads the missing right out of Azure's sentence; undefined when it names none. */
function missingRight(message) {
    const [, action, scope] = LINKED.exec(message) ?? PLAIN.exec(message) ?? [];
    if (action === undefined)
        return undefined;
    return { action, ...(scope !== undefined && { scope }) };
}
const PUBLISHER = 'Compute Gallery Artifacts Publisher';
/** The least built-in role that holds an action; undefined where no single one is right. */
function roleFor(action) {
    return ROLES.find(({ actions }) => actions.test(action))?.role;
}
/**
 * The narrowest first. Reader lacks `disks/beginGetAccess`, and no narrow built-in role for images has it.
 * Source: learn.microsoft.com, "Azure built-in roles", and what the Batch and gallery pages say of roles.
 */
const ROLES = [
    {
        actions: /^Microsoft\.Batch\/batchAccounts\/(write|delete|.*keys\/action)$/i,
        role: 'Azure Batch Account Contributor',
    },
    { actions: /^Microsoft\.Batch\//i, role: 'Azure Batch Data Contributor' },
    { actions: /^Microsoft\.Compute\/(galleries|images|locations\/capsOperations)\//i, role: PUBLISHER },
    { actions: /^Microsoft\.Compute\/(virtualMachines|disks)\/write$/i, role: PUBLISHER },
    { actions: /^Microsoft\.Compute\/disks\/beginGetAccess\/action$/i, role: 'Contributor' },
    {
        actions: /^Microsoft\.ManagedIdentity\/userAssignedIdentities\/(assign\/action|read)$/i,
        role: 'Managed Identity Operator',
    },
    { actions: /^Microsoft\.Network\//i, role: 'Network Contributor' },
    { actions: /\/read$/i, role: 'Reader' },
];

;// CONCATENATED MODULE: ./build/plan/remedies.js

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
    conflict: (message) => /marked for deletion|being deleted/i.test(message)
        ? 'Wait until Azure has deleted it and run again, or give a name that is not in use.'
        : undefined,
    invalidparameter: invalidParameter,
};
function grant(message) {
    const right = missingRight(message);
    const wait = 'and run again after some minutes: a new role assignment takes that long to reach everywhere';
    if (right === undefined)
        return `Give the identity of this workflow a role with the right that Azure names, ${wait}.`;
    const role = roleFor(right.action);
    const which = role === undefined ? `a role that holds ${right.action}` : `the role ${role}, which holds ${right.action},`;
    return `Give the identity of this workflow ${which} at ${right.scope ?? 'the resource that Azure names'}, ${wait}.`;
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
    if (/purchase plan|plan information/i.test(message)) {
        return 'Publish to an image definition that carries the purchase plan of the marketplace image, and accept its terms in the subscription of the Batch account.';
    }
    if (/security ?type|trusted ?launch/i.test(message)) {
        return 'Give the security type that the image demands as `securityProfile` in `pool-properties`, or publish to a definition with TrustedLaunchSupported.';
    }
    if (/image .*not (found|available)|galleryimagenotfound/i.test(message))
        return IMAGE_NOT_THERE;
    if (/subnet|network security|delegat/i.test(message)) {
        return 'Mend the subnet as Azure names it (no delegation, enough free addresses, a security group that lets Batch in), and run again.';
    }
    if (/key vault|not authorized|permission|scopelocked/i.test(message)) {
        return 'Give the Batch service the right that Azure names, or remove the lock, and run again.';
    }
    return 'Run again in some minutes: the nodes are then asked for once more, and a fault of the platform mostly passes.';
}
function invalidParameter(message) {
    if (/duplicate region/i.test(message))
        return 'Name each region once, also in `target-regions`.';
    if (/zrs/i.test(message))
        return NO_ZONES;
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
    communicationenabledpoolreachedmaxvmcount: 'Ask for at most 100 nodes, or turn inter-node communication off, which has that limit.',
    propertychangenotallowed: 'Publish under a new version number: what Azure names never changes on an existing version.',
    propertycannotbeupdated: 'Resize the pool to 0 nodes first; Azure changes this only while a pool is empty.',
    poolbeingresized: 'Run again when the resize that is under way has ended.',
    poolbeingdeleted: 'Run again when the pool is gone.',
    zrsnotsupported: NO_ZONES,
    conflict: 'Run again when the other change of the same resource has ended, and let one workflow at a time write it (a `concurrency` group).',
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
;// CONCATENATED MODULE: ./build/azure/batch-account.js


/** A Batch account from ARM's answer. Shape: Microsoft.Batch/batchAccounts, 2025-06-01. */
function parseBatchAccount({ body }) {
    const modes = (0,json/* memberAt */.mz)(body, ['properties', 'allowedAuthenticationModes']);
    const access = (0,json/* memberAt */.mz)(body, ['properties', 'publicNetworkAccess']);
    return {
        id: (0,azure_arm/* textIn */.r7)(body, 'id'),
        location: (0,azure_arm/* textIn */.r7)(body, 'location'),
        accountEndpoint: (0,azure_arm/* textIn */.r7)(body, 'properties', 'accountEndpoint'),
        provisioningState: (0,azure_arm/* textIn */.r7)(body, 'properties', 'provisioningState'),
        poolAllocationMode: (0,azure_arm/* textIn */.r7)(body, 'properties', 'poolAllocationMode'),
        // Accounts from before there was a choice are public.
        publicNetworkAccess: typeof access === 'string' ? access : 'Enabled',
        ...(Array.isArray(modes) && { allowedAuthenticationModes: modes.map(String) }),
    };
}

// EXTERNAL MODULE: ./node_modules/@azure/arm-compute/dist/esm/index.js + 141 modules
var esm = __webpack_require__(8821);
// EXTERNAL MODULE: ./build/azure/pipeline.js
var pipeline = __webpack_require__(7413);
// EXTERNAL MODULE: ./build/azure/refusal.js
var refusal = __webpack_require__(1895);
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
/** Reads through the SDK and shapes what comes; 404 is absent, a refusal unreadable. */
async function readWatched(send, shape) {
    try {
        const { value, answer } = await sendWatched(send);
        // The SDK takes a page of HTML for a resource without members.
        if (!(0,json/* isJsonObject */.OW)((0,refusal/* jsonIn */.Yf)(answer?.bodyAsText))) {
            throw (0,refusal/* unexpectedAnswer */.au)(answer?.status ?? 0, 'there is no resource in it');
        }
        return (0,azure_arm/* withWait */.SO)({ state: 'present', value: shape(value) }, answer?.headers);
    }
    catch (error) {
        return { observed: (0,refusal/* reading */.hF)(error) };
    }
}

;// CONCATENATED MODULE: ./build/azure/image-version.js

/** The body that makes a version, with every default said: newer api-versions choose other ones where nothing is said. */
function versionBody(step) {
    return {
        location: step.location,
        tags: { ...step.tags },
        publishingProfile: {
            targetRegions: step.targetRegions.map((target) => wireRegion({ storageAccountType: step.storageAccountType, ...target })),
            storageAccountType: step.storageAccountType,
            replicationMode: 'Full',
            excludeFromLatest: false,
            ...(step.endOfLifeDate !== undefined && { endOfLifeDate: new Date(step.endOfLifeDate) }),
        },
        storageProfile: { source: { id: step.sourceId } },
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
    const sourceId = sourceOf(version);
    const storageAccountType = storageTypeOf(profile?.storageAccountType);
    return {
        id,
        location: version.location,
        provisioningState: version.provisioningState ?? 'Unknown',
        targetRegions: (profile?.targetRegions ?? []).map((region) => parseRegion(region, profile?.replicaCount)),
        replication: (version.replicationStatus?.summary ?? []).map(parseReplication),
        ...(sourceId && { sourceId }),
        tags: version.tags ?? {},
        ...(profile?.endOfLifeDate && { endOfLifeDate: profile.endOfLifeDate.toISOString() }),
        excludeFromLatest: profile?.excludeFromLatest ?? false,
        ...(storageAccountType && { storageAccountType }),
    };
}
/** What a version was made from, where it is one thing: a resource ID, or the URL of a VHD. */
function sourceOf({ storageProfile }) {
    const { source, osDiskImage, dataDiskImages = [] } = storageProfile ?? {};
    const whole = source?.id ?? source?.virtualMachineId ?? source?.communityGalleryImageId;
    if (whole !== undefined || dataDiskImages.length > 0)
        return whole;
    return osDiskImage?.source?.id ?? osDiskImage?.source?.uri;
}
/** The marketplace image that a version's validation profile names. */
function platformImageOf(version) {
    const attributes = version.validationsProfile?.platformAttributes ?? [];
    const named = (name) => attributes.find((each) => each.name === `source_image_${name}`)?.value;
    const [publisher, offer, sku, number] = [named('publisher'), named('offer'), named('sku'), named('version')];
    if (!publisher || !offer || !sku)
        return undefined;
    return { publisher, offer, sku, ...(number && { version: number }) };
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
    const { resourceGroup, names } = partsOf(id);
    const [gallery = ''] = names;
    return readWatched((options) => compute.clientOf(id).galleries.get(resourceGroup, gallery, options), ({ location }) => ({ id, location }));
}
/** An image definition. */
function readImageDefinition(compute, id) {
    const { resourceGroup, names } = partsOf(id);
    const [gallery = '', definition = ''] = names;
    return readWatched((options) => compute.clientOf(id).galleryImages.get(resourceGroup, gallery, definition, options), (image) => parseDefinition(id, image));
}
/** An image version with its replication status. */
function readImageVersion(compute, id) {
    return readExpanded(compute, id, 'ReplicationStatus', (version) => parseVersion(id, version));
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
    }, (versions) => versions.map((version) => parseVersion(`${definitionId}/versions/${version.name}`, version)));
}
/** The marketplace image a version's validation profile names, and what the version was made from. */
function readValidation(compute, id) {
    return readExpanded(compute, id, 'ValidationProfile', (version) => {
        const [baseImage, sourceId] = [platformImageOf(version), sourceOf(version)];
        return { ...(baseImage && { baseImage }), ...(sourceId && { sourceId }) };
    });
}
function readExpanded(compute, id, expand, shape) {
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
/** Resource group, gallery, definition and version, as the SDK wants them. */
function versionName(id) {
    const { resourceGroup, names } = partsOf(id);
    const [gallery = '', definition = '', version = ''] = names;
    return [resourceGroup, gallery, definition, version];
}
function parseDefinition(id, image) {
    const security = image.features?.find(({ name }) => name === 'SecurityType')?.value;
    return {
        id,
        location: image.location,
        osType: image.osType === 'Windows' ? 'Windows' : 'Linux',
        osState: image.osState === 'Specialized' ? 'Specialized' : 'Generalized',
        hyperVGeneration: image.hyperVGeneration === 'V1' ? 'V1' : 'V2',
        architecture: image.architecture === 'Arm64' ? 'Arm64' : 'x64',
        securityType: security ?? 'Standard',
        identifier: {
            publisher: image.identifier?.publisher ?? '',
            offer: image.identifier?.offer ?? '',
            sku: image.identifier?.sku ?? '',
        },
    };
}

;// CONCATENATED MODULE: ./build/azure/pool.js


/** A pool from ARM's answer. Shape: Microsoft.Batch/batchAccounts/pools, 2025-06-01. */
function parsePool({ body, headers }) {
    const properties = objectAt(body, 'properties') ?? {};
    const startTime = (0,json/* memberAt */.mz)(properties, ['resizeOperationStatus', 'startTime']);
    const autoScaleError = (0,json/* memberAt */.mz)(properties, ['autoScaleRun', 'error']);
    return {
        id: (0,azure_arm/* textIn */.r7)(body, 'id'),
        etag: headers.get('etag') ?? (0,azure_arm/* textIn */.r7)(body, 'etag'),
        provisioningState: (0,azure_arm/* textIn */.r7)(body, 'properties', 'provisioningState'),
        allocationState: allocationStateOf(properties['allocationState']),
        currentDedicatedNodes: countOf(properties['currentDedicatedNodes']),
        currentSpotNodes: countOf(properties['currentLowPriorityNodes']),
        ...(typeof startTime === 'string' && {
            resize: { startTime, errors: reasonsOf((0,json/* memberAt */.mz)(properties, ['resizeOperationStatus', 'errors'])) },
        }),
        ...((0,json/* isJsonObject */.OW)(autoScaleError) && { autoScaleError: reasonOf(autoScaleError) }),
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
    return (Array.isArray(errors) ? errors : []).filter(json/* isJsonObject */.OW).map(reasonOf);
}
/** ARM keeps the facts of a resize error in `details`, with their names as codes. */
function reasonOf(error) {
    const details = (Array.isArray(error['details']) ? error['details'] : []).filter(json/* isJsonObject */.OW);
    return {
        code: String(error['code'] ?? 'Unknown'),
        message: String(error['message'] ?? ''),
        details: details.map(({ code, message }) => ({ name: String(code ?? ''), value: String(message ?? '') })),
    };
}
/** Creates the pool, and only creates: `If-None-Match` makes a pool of that name a 412. */
async function putPool(arm, id, { properties, identity, tags }) {
    const body = { properties, ...(identity && { identity }), ...(tags && { tags }) };
    await arm.send('PUT', id, { body, headers: { 'If-None-Match': '*' } });
}
/** Changes the pool that `etag` names. */
async function patchPool(arm, id, patch, etag) {
    await arm.send('PATCH', id, { body: patch, headers: { 'If-Match': etag } });
}

;// CONCATENATED MODULE: ./build/azure/source.js



/** Links of a lineage that are followed before the walk ends. */
const MOST_HOPS = 5;
/** What a version can be made from: a managed image, or a version of any gallery. */
async function readSource(compute, id) {
    if ((0,resource_id/* isOfType */.gh)(id, 'Microsoft.Compute', 'images'))
        return readManagedImage(compute, id);
    const { observed, ...wait } = await readImageVersion(compute, id);
    if (observed.state !== 'present')
        return { observed, ...wait };
    const { location, provisioningState, replication } = observed.value;
    const regions = replication.filter(({ state }) => state === 'Completed').map(({ region }) => region);
    const value = {
        id,
        kind: 'gallery-image-version',
        location: (0,resource_id/* normalizeRegion */.wh)(location),
        regions,
        provisioningState,
    };
    return { observed: { state: 'present', value }, ...wait };
}
function readManagedImage(compute, id) {
    const { resourceGroup, names } = partsOf(id);
    const [name = ''] = names;
    return readWatched((options) => compute.clientOf(id).images.get(resourceGroup, name, options), (image) => {
        const disk = image.storageProfile?.osDisk;
        return {
            id,
            kind: 'managed-image',
            location: (0,resource_id/* normalizeRegion */.wh)(image.location),
            // A version is made in the region of its managed image and nowhere else.
            regions: [(0,resource_id/* normalizeRegion */.wh)(image.location)],
            provisioningState: image.provisioningState ?? 'Unknown',
            ...(disk?.osType && { osType: disk.osType === 'Windows' ? 'Windows' : 'Linux' }),
            ...(disk?.osState && { osState: disk.osState === 'Specialized' ? 'Specialized' : 'Generalized' }),
            ...(image.hyperVGeneration && { hyperVGeneration: image.hyperVGeneration === 'V1' ? 'V1' : 'V2' }),
        };
    });
}
/**
 * The marketplace image at the end of a lineage: from a gallery version by its validation profile or its source,
 * from a managed image by the virtual machine it was captured from. A link that is gone or not readable ends the walk.
 */
async function readBaseImage(compute, id) {
    let link = id;
    for (let hop = 0; hop < MOST_HOPS && link !== undefined; hop += 1) {
        const found = await follow(compute, link);
        if (found.baseImage !== undefined)
            return found.baseImage;
        link = found.next;
    }
    return undefined;
}
async function follow(compute, id) {
    if ((0,resource_id/* isOfType */.gh)(id, 'Microsoft.Compute', 'galleries/images/versions')) {
        const version = present(await readValidation(compute, id));
        return version?.baseImage ? { baseImage: version.baseImage } : version?.sourceId ? { next: version.sourceId } : {};
    }
    const { resourceGroup, names } = partsOf(id);
    const [name = ''] = names;
    if ((0,resource_id/* isOfType */.gh)(id, 'Microsoft.Compute', 'images')) {
        const read = readWatched((options) => compute.clientOf(id).images.get(resourceGroup, name, options), ({ sourceVirtualMachine }) => sourceVirtualMachine?.id);
        const next = present(await read);
        return next === undefined ? {} : { next };
    }
    if (!(0,resource_id/* isOfType */.gh)(id, 'Microsoft.Compute', 'virtualMachines'))
        return {};
    const read = readWatched((options) => compute.clientOf(id).virtualMachines.get(resourceGroup, name, options), ({ storageProfile }) => fromReference(storageProfile?.imageReference));
    return present(await read) ?? {};
}
function fromReference(reference) {
    const { publisher, offer, sku, version, exactVersion, id } = reference ?? {};
    const number = exactVersion ?? version;
    if (publisher && offer && sku)
        return { baseImage: { publisher, offer, sku, ...(number && { version: number }) } };
    if (id === undefined)
        return {};
    // A machine made from the latest version names the definition, and beside it the version that it got.
    const isDefinition = (0,resource_id/* isOfType */.gh)(id, 'Microsoft.Compute', 'galleries/images');
    return { next: isDefinition && exactVersion ? (0,resource_id/* childId */._U)(id, 'versions', exactVersion) : id };
}
function present({ observed }) {
    return observed.state === 'present' ? observed.value : undefined;
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
        readImageVersion: (id) => readImageVersion(compute, id),
        listImageVersions: (id) => listImageVersions(compute, id),
        readBaseImage: (id) => readBaseImage(compute, id),
        readSource: (id) => readSource(compute, id),
        createImageVersion: (step) => createImageVersion(compute, step),
        updateImageVersion: (id, change) => updateImageVersion(compute, id, change),
        readBatchAccount: (id) => (0,azure_arm/* readArm */.Tl)(arm, id, parseBatchAccount),
        readPool: (id) => (0,azure_arm/* readArm */.Tl)(arm, id, parsePool),
        createPool: (id, definition) => putPool(arm, id, definition),
        updatePool: (id, patch, etag) => patchPool(arm, id, patch, etag),
        listSupportedImages: async (account) => (await serviceOf(account)).listSupportedImages(),
        readNodeCounts: async (account, poolName) => (await serviceOf(account)).readNodeCounts(poolName),
        listUnhealthyNodes: async (account, poolName) => (await serviceOf(account)).listUnhealthyNodes(poolName),
    };
}
/** The Batch SDK is the largest of all; a run that only publishes never loads it. */
async function loadBatchService(access) {
    const { createBatchService } = await Promise.all(/* import() */[__webpack_require__.e(949), __webpack_require__.e(538)]).then(__webpack_require__.bind(__webpack_require__, 2538));
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
;// CONCATENATED MODULE: ./build/azure/sign-in.js



const SUBJECT_REMEDY = 'Make issuer, subject and audience of the federated credential of this application equal to those above, letter by letter. A credential that is new takes some minutes to work.';
const NO_SECRET_REMEDY = 'Nothing here signs in with a secret: check `client-id`, and that no proxy takes the body of requests away or alters it.';
const BUSY_REMEDY = 'Run again in some minutes: Microsoft Entra is busy.';
/** What to do by the number in Entra's answer. Source: Microsoft Entra error code reference and workload identity federation. */
const sign_in_REMEDIES = {
    '70021': SUBJECT_REMEDY,
    '700211': `${SUBJECT_REMEDY} An issuer has no slash at its end; GitHub Enterprise has issuers of its own.`,
    '700212': `${SUBJECT_REMEDY} The audience is the input \`audience\`.`,
    '700213': SUBJECT_REMEDY,
    '7002138': `${SUBJECT_REMEDY} They differ only in upper and lower case.`,
    '700024': 'Run again; when it stays so, the clock of the runner is wrong.',
    '700016': 'Check `client-id`, `tenant-id` and `environment`: this application is not known in that tenant.',
    '7000215': NO_SECRET_REMEDY,
    '7000218': NO_SECRET_REMEDY,
    '900144': NO_SECRET_REMEDY,
    '90014': NO_SECRET_REMEDY,
    '90002': 'Check `tenant-id` and `environment`: this tenant is not known in that cloud.',
    '90038': 'Set `environment` to the cloud in which the tenant lives.',
    '500011': 'Check `environment`; for Batch, register the provider Microsoft.Batch in a subscription of the tenant.',
    '700223': 'Ask the administrator of the tenant: its policy does not allow this federation.',
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
/** Why there is no access token, with issuer, subject and audience of the ID token as GitHub sent them. */
function signInFailure(error, attempt) {
    if (error instanceof errors/* UserError */.yo)
        return error;
    const said = error instanceof Error ? error.message : String(error);
    const message = said.includes('AADSTS') ? said : attempt.trouble || said;
    const number = /AADSTS(\d+)/.exec(message)?.[1];
    if (number !== undefined)
        return refusedByEntra(number, message, attempt.sent ?? '');
    if (attempt.refused instanceof errors/* UserError */.yo)
        return attempt.refused;
    return new errors/* UserError */.yo('SignInFailed', `The sign-in to Azure came to nothing. ${message}`, 'Check that the runner reaches the sign-in address of the cloud (proxy, firewall, certificates), and run again.');
}
function refusedByEntra(number, message, assertion) {
    const sentence = /AADSTS\d+: (.*?)(?:\s*Trace ID:|$)/s.exec(message)?.[1]?.trim() ?? message;
    const claims = claimsOf(assertion);
    const said = (name) => String(claims[name] ?? 'unknown');
    return new errors/* UserError */.yo(`AADSTS${number}`, `Microsoft Entra refused the sign-in (AADSTS${number}): ${sentence}\nThe ID token has issuer ${said('iss')}, subject ${said('sub')} and audience ${said('aud')}.`, sign_in_REMEDIES[number] ?? 'Look the number up in the Microsoft Entra error code reference.');
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
            throw signInFailure(error, attempt);
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
    const { pool, mode, wait, healthyPercent } = inputs;
    return {
        image: {
            imageDefinitionId: inputs.imageDefinitionId,
            version: inputs.version,
            ...(inputs.sourceId !== undefined && { sourceId: inputs.sourceId }),
            extraRegions: inputs.extraRegions,
            nodesPerReplica: inputs.nodesPerReplica,
            minimumReplicas: inputs.minimumReplicas,
            replicaStorageType: inputs.replicaStorageType,
            ...(inputs.endOfLifeDate !== undefined && { endOfLifeDate: inputs.endOfLifeDate }),
            tags: inputs.tags,
        },
        pools: pool === undefined ? [] : [desiredPool(pool)],
        origin,
        mode,
        wait,
        healthyPercent,
    };
}
function desiredPool({ poolName, ...rest }) {
    return { ...rest, poolId: (0,resource_id/* childId */._U)(rest.batchAccountId, 'pools', poolName) };
}

;// CONCATENATED MODULE: ./build/report/annotations.js

/** GitHub shows ten annotations of a kind for one step and drops the others. */
const MOST_OF_A_KIND = 10;
const LONGEST_MESSAGE = 4000;
/** One annotation for each failure, blocker, warning and unproven wait; the last says how many are left out. */
function annotations(report) {
    const findings = findingAnnotations(report.plan?.findings ?? []);
    const all = [
        ...report.failures.map((failure) => failureAnnotation(failure, stepOf(failure, report))),
        ...findings,
        ...report.steps
            .filter(({ state }) => state === 'unproven')
            .map(({ step, text }) => annotation('warning', `${step.id}: not proven`, text)),
    ];
    return [...capped(all, 'error'), ...capped(all, 'warning')];
}
/** Annotations for findings, and for mistakes in inputs, which are findings whose subject is the input; notes have none. */
function findingAnnotations(findings) {
    return findings
        .filter(({ severity }) => severity !== 'note')
        .map(({ severity, code, subject, message, remedy }) => annotation(severity === 'blocker' ? 'error' : 'warning', `${(0,resource_id/* resourceName */.Iy)(subject)}: ${code}`, `${message}\nRemedy: ${remedy}`));
}
/** The annotation for what went wrong outside any plan, or in the step named. */
function failureAnnotation(failure, stepId) {
    const { code, message, remedy, requestId } = failure;
    const request = requestId === undefined ? [] : [`Azure's request ID: ${requestId}`];
    const title = stepId === undefined ? code : `${stepId}: ${code}`;
    return annotation('error', title, [message, `Remedy: ${remedy}`, ...request].join('\n'));
}
function stepOf({ code, message }, { steps }) {
    // Being cancelled is the end of the run, not of the step that learned of it first.
    if (code === 'Cancelled')
        return undefined;
    return steps.find(({ failure }) => failure?.code === code && failure.message === message)?.step.id;
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
    const message = `${own.length - shown.length} more are told in the job summary.`;
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

;// CONCATENATED MODULE: ./build/model/step.js
/** Whether a step writes to Azure; the others only wait. */
function isChange(step) {
    return step.kind !== 'await-replication' && step.kind !== 'await-pool';
}

;// CONCATENATED MODULE: ./build/report/count.js
/** A whole number with separators between thousands: `3,000`. */
function number(value) {
    return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}
/** A number with its noun, which takes an s: `1 node`, `3,000 nodes`. */
function count(value, noun) {
    return `${number(value)} ${noun}${value === 1 ? '' : 's'}`;
}

;// CONCATENATED MODULE: ./build/report/enumeration.js
/** Items as a sentence names them: `a`, `a and b`, `a, b and c`; beyond `most` it says how many were left out. */
function enumeration(items, most = 20) {
    const named = items.length > most ? [...items.slice(0, most), `${items.length - most} more`] : items;
    const last = named.at(-1) ?? '';
    return named.length < 2 ? last : `${named.slice(0, -1).join(', ')} and ${last}`;
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
        case 'failed':
            return `Failed after ${took}: ${enumeration([...new Set(report.failures.map(({ code }) => code))], 3) || 'the plan was not carried out'}`;
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

;// CONCATENATED MODULE: ./build/report/secrets.js

const SECRET_NAME = /password|secret|privatekey|accesskey|accountkey|saskey|protectedsettings|connectionstring|token/i;
/** What stands where a secret was. */
const MASK = '***';
/** Whether a member of this name holds a secret, such as `password` of a container registry. */
function isSecretName(name) {
    return SECRET_NAME.test(name);
}
/** A JSON value that can be shown to everyone: secrets are masked, by the name of their member or as signature of a URL. */
function withoutSecrets(value, name = '') {
    if (isSecretName(name) && value !== null)
        return MASK;
    if (typeof value === 'string')
        return value.replace(/([?&]sig=)[^&\s"']+/gi, `$1${MASK}`);
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

;// CONCATENATED MODULE: ./build/report/field-changes.js



/** Everything a step changes, field by field; empty for a step that only waits. */
function stepChanges(step) {
    switch (step.kind) {
        case 'publish-image-version':
            return [
                { field: 'source', to: step.sourceId },
                { field: 'location', to: step.location },
                ...regionChanges([], step.targetRegions),
                ...(step.endOfLifeDate === undefined ? [] : [{ field: 'endOfLifeDate', to: step.endOfLifeDate }]),
                ...tagChanges(step.tags),
            ];
        case 'update-image-version':
            return [
                ...regionChanges(step.from, step.to),
                ...(step.endOfLifeDate === undefined ? [] : [{ field: 'endOfLifeDate', to: step.endOfLifeDate }]),
                ...tagChanges(step.tags),
            ];
        case 'create-pool':
            return [
                ...leaves('', undefined, step.to.properties),
                ...(step.to.identity === undefined ? [] : leaves('identity', undefined, step.to.identity)),
                ...tagChanges(step.to.tags ?? {}),
            ];
        case 'update-pool':
            return step.changes.flatMap(({ path, from, to }) => leaves(path.replace(/^properties\./, ''), from, to));
        case 'await-replication':
        case 'await-pool':
            return [];
    }
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
    return Object.entries(tags).flatMap(([name, value]) => leaves(`tags.${name}`, undefined, value));
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

;// CONCATENATED MODULE: ./build/report/step-text.js





/** What a step does, in a line without the step's name. */
function stepText(step) {
    switch (step.kind) {
        case 'publish-image-version':
            return `from ${sourceText(step.sourceId)} to ${regionsText(step.targetRegions)}, ${step.storageAccountType}`;
        case 'update-image-version':
            return updateText(step);
        case 'await-replication':
            return `until ${step.region} holds ${count(step.regionalReplicaCount, 'replica')}`;
        case 'create-pool':
            return `${scaleText(step.to)} of ${textAt(step.to, ['vmSize'])}, node agent ${textAt(step.to, NODE_AGENT)}`;
        case 'update-pool':
            return poolChangeText(step);
        case 'await-pool':
            return awaitText(step);
    }
}
/** Resource the step writes to or waits for. */
function stepResource(step) {
    return 'poolId' in step ? step.poolId : step.imageVersionId;
}
/** Nodes that have to be healthy, rounded up; undefined where a formula decides how many there are. */
function healthyNodesNeeded({ targetNodes, healthyPercent }) {
    return targetNodes === undefined ? undefined : Math.ceil((targetNodes * healthyPercent) / 100);
}
const NODE_AGENT = ['deploymentConfiguration', 'virtualMachineConfiguration', 'nodeAgentSkuId'];
function sourceText(sourceId) {
    if ((0,resource_id/* isOfType */.gh)(sourceId, 'Microsoft.Compute', 'images'))
        return `managed image ${(0,resource_id/* resourceName */.Iy)(sourceId)}`;
    if ((0,resource_id/* isOfType */.gh)(sourceId, 'Microsoft.Compute', 'galleries/images/versions')) {
        const [version, , definition] = sourceId.split('/').reverse();
        return `image version ${definition} ${version}`;
    }
    return (0,resource_id/* resourceName */.Iy)(sourceId);
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
function poolChangeText(step) {
    if (step.retriesResize)
        return 'asks for the same scale once more, because the last resize fell short';
    const changes = stepChanges(step).map(({ field, from, to }) => {
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
    return `until ${number(needed)} of ${count(step.targetNodes ?? 0, 'node')} are healthy (${step.healthyPercent} %)`;
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







/** A plan in a few words: what it changes, or how many findings block it. */
function planTitle(plan) {
    const blockers = plan.findings.filter(({ severity }) => severity === 'blocker').length;
    return blockers > 0 ? `blocked by ${count(blockers, 'finding')}` : intent({ plan });
}
/** A plan as lines of plain text: steps, replicas and resize timeouts with their arithmetic, findings. */
function planLines(plan, desired) {
    return [
        ...block('Steps', plan.steps.flatMap((step, index) => logText(stepLine(step, index, plan.steps)))),
        ...block('Replicas', plan.replicas.map((region) => `${region.region}: ${replicaFormula(region)}`)),
        ...block('Resize timeout', plan.pools.map((pool) => `${(0,resource_id/* resourceName */.Iy)(pool.poolId)}: ${resizeTimeoutFormula(pool, askedTimeout(desired, pool.poolId))}`)),
        ...block('Node agent', plan.pools
            .filter(({ nodeAgentSkuId }) => nodeAgentSkuId !== '')
            .map(({ poolId, nodeAgentSkuId }) => `${(0,resource_id/* resourceName */.Iy)(poolId)}: ${nodeAgentSkuId}`)),
        ...block('Findings', plan.findings.flatMap(findingLines)),
    ];
}
/** `resize-timeout-minutes` as the workflow gave it for a pool. */
function askedTimeout({ pools }, poolId) {
    return pools.find((pool) => (0,resource_id/* sameResourceId */.WL)(pool.poolId, poolId))?.resizeTimeoutMinutes ?? 'auto';
}
function stepLine(step, index, steps) {
    const before = step.after.map((id) => String(steps.findIndex((other) => other.id === id) + 1));
    const after = before.length > 0 ? ` (after ${enumeration(before)})` : '';
    return `${index + 1}. ${step.id}: ${stepText(step)}${after}`;
}
function findingLines({ severity, code, message, remedy }) {
    return [...logText(`${severity} ${code}: ${message}`), ...logText(`Remedy: ${remedy}`).map((line) => `  ${line}`)];
}
function block(title, lines) {
    return lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)];
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
        case 'finished':
            return [];
        default:
            return stepLines(event, context);
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
function stepLines(event, context) {
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
const LONGEST_NAME = 44;
/** Elapsed time, then the name, then the text, in columns; further lines are indented below. */
function timed(at, context, name, text) {
    const planned = context.before.find((event) => event.kind === 'planned');
    const names = planned?.kind === 'planned' ? planned.plan.steps.map(({ id }) => id.length) : [];
    const width = Math.min(LONGEST_NAME, Math.max(name.length, ...names));
    const [first = '', ...more] = logText(text);
    const elapsed = `+${duration(at - context.startedAt)}`.padEnd(ELAPSED_WIDTH);
    const indent = ' '.repeat(ELAPSED_WIDTH + width + 2);
    const label = logText(name).join(' ').padEnd(width);
    return infos([`${elapsed} ${label} ${first}`, ...more.map((line) => `${indent}${line}`)]);
}
function infos(texts) {
    return texts.map((text) => ({ kind: 'info', text }));
}

;// CONCATENATED MODULE: ./build/report/left.js



/** What Azure holds now, in whole sentences, however the run ended. */
function whatIsLeft(ending) {
    const { plan, outcome } = ending;
    if (plan === undefined)
        return [UNCHANGED, 'The run ended before it had read all of what Azure holds.'];
    if (outcome === 'planned' || outcome === 'blocked')
        return [UNCHANGED, ...asItWas(plan)];
    return [...versionSentences(plan, ending.steps), ...plan.pools.flatMap((pool) => poolSentences(pool, ending))];
}
const UNCHANGED = 'This run has changed nothing in Azure.';
function asItWas(plan) {
    const held = plan.replicas.filter(({ existing }) => existing > 0);
    const version = `Image version ${(0,resource_id/* resourceName */.Iy)(plan.imageVersionId)}`;
    return [
        ...(held.length > 0
            ? [`${version} is listed with ${replicasIn(held.map(({ region, existing }) => [region, existing]))}.`]
            : []),
        ...plan.pools
            .filter(({ action }) => action !== 'create')
            .map(({ poolId, previousImageVersionId }) => {
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
function poolSentences(pool, { steps }) {
    const name = `Pool ${(0,resource_id/* resourceName */.Iy)(pool.poolId)}`;
    const own = steps.filter(({ step }) => 'poolId' in step && (0,resource_id/* sameResourceId */.WL)(step.poolId, pool.poolId));
    const writes = own.filter(({ step }) => step.kind !== 'await-pool');
    const first = writes.find(({ state }) => state !== 'succeeded');
    const wait = own.find(({ step }) => step.kind === 'await-pool');
    if (first === undefined)
        return settled(name, pool, writes, wait);
    if (wasBegun(first)) {
        const verb = first.step.kind === 'create-pool' ? 'The creation' : 'The change';
        return [`${verb} of pool ${(0,resource_id/* resourceName */.Iy)(pool.poolId)} ${howEnded(first)}. ${certainty(first)}`];
    }
    const why = whyNotBegun(first, steps);
    if (first.step.kind === 'create-pool')
        return [`${name} was not created: ${why}.`];
    const before = pool.previousImageVersionId === undefined ? '' : `, on image version ${(0,resource_id/* resourceName */.Iy)(pool.previousImageVersionId)}`;
    return [`${name} is as it was${before}: ${why}.`];
}
function settled(name, pool, writes, wait) {
    const verb = pool.action === 'create' ? 'was created' : writes.length > 0 ? 'was changed' : 'needed no change';
    const scale = `${isAutoscaled(wait?.step) ? 'a formula for up to ' : ''}${count(pool.nodes, 'node')}`;
    return [
        `${name} ${verb}; it is set to ${scale} of ${pool.vmSize}.`,
        ...(wait ? nodesSentences(name, wait) : ['Its nodes were not waited for.']),
    ];
}
function nodesSentences(name, wait) {
    if (wait.state === 'succeeded' || wait.state === 'unproven')
        return [sentence(wait.text)];
    const last = wait.text === '' ? '' : ` Last seen: ${sentence(wait.text)}`;
    const state = isFailure(wait)
        ? `The wait for the nodes of ${lowerFirst(name)} ${howEnded(wait)}.`
        : `The nodes of ${lowerFirst(name)} go on starting without this run.`;
    return [
        `${state}${last}`,
        'Nodes that are there are billed, whatever their state, until the pool is resized or deleted.',
    ];
}
function isAutoscaled(step) {
    return step?.kind === 'await-pool' && step.targetNodes === undefined;
}
function certainty(result) {
    const thing = result.step.kind === 'create-pool' ? 'the pool' : 'the change';
    if (result.failure?.code === 'PlanIsStale')
        return 'Nothing was sent, so the pool is as others left it.';
    if (isRefused(result))
        return `Azure refused it, so ${thing} was not made.`;
    return `Whether Azure made ${thing} is not certain; the next run looks and goes on from there.`;
}
/** A request ID means that Azure answered; after a fault of its own, or a conflict, a change may still be under way. */
function isRefused({ failure }) {
    if (failure?.requestId === undefined)
        return false;
    return !/^(Conflict|InternalServerError|ServerBusy|ServiceUnavailable|BadGateway|GatewayTimeout|OperationTimedOut)$/i.test(failure.code);
}
/** Why a step was never begun: the first step before it that did not end well, or the end of the run. */
function whyNotBegun(result, steps) {
    const culprit = result.step.after
        .map((id) => steps.find(({ step }) => step.id === id))
        .find((before) => before !== undefined && before.state !== 'succeeded' && before.state !== 'unproven');
    if (culprit === undefined)
        return 'the run ended before it was begun';
    if (!wasBegun(culprit))
        return whyNotBegun(culprit, steps);
    return culprit.failure === undefined || culprit.failure.code === 'Cancelled'
        ? `the run was cut short during ${culprit.step.id}, which comes before it`
        : `${culprit.step.id}, which comes before it, ended with ${culprit.failure.code}`;
}
function wasBegun({ state }) {
    return state === 'running' || state === 'failed';
}
/** A real failure, not the run being cut short. */
function isFailure({ state, failure }) {
    return state === 'failed' && failure?.code !== 'Cancelled';
}
function howEnded(result) {
    return isFailure(result) ? `ended with ${result.failure?.code}` : 'was cut short';
}
function resourceOf({ step }) {
    return step.kind === 'await-replication' ? 'the replication' : step.id;
}
function replicasIn(regions) {
    return enumeration(regions.map(([region, replicas]) => `${count(replicas, 'replica')} in ${region}`));
}
function sentence(text) {
    return /[.!?]$/.test(text.trimEnd()) ? text.trimEnd() : `${text.trimEnd()}.`;
}
function upperFirst(text) {
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
function lowerFirst(text) {
    return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
/** Healthy nodes that were proven, of all pools together; undefined where none were counted. */
function provenHealthyNodes(steps) {
    const counts = steps.flatMap(({ healthyNodes }) => (healthyNodes === undefined ? [] : [healthyNodes]));
    return counts.length === 0 ? undefined : counts.reduce((sum, each) => sum + each, 0);
}
/** `2,994 of 3,000`, or the number alone where a formula decides how many there are. */
function healthText(healthy, asked) {
    return asked === undefined ? number(healthy) : `${number(healthy)} of ${number(asked)}`;
}

;// CONCATENATED MODULE: ./build/report/plan-output.js





/** What the `plan` output says of a plan. */
function planOutput(plan) {
    return {
        imageVersionId: plan.imageVersionId,
        imageVersion: (0,resource_id/* resourceName */.Iy)(plan.imageVersionId),
        replicas: plan.replicas.map((region) => ({
            region: region.region,
            existing: region.existing,
            regionalReplicaCount: region.regionalReplicaCount,
            arithmetic: replicaFormula(region),
        })),
        pools: plan.pools,
        findings: plan.findings,
        steps: plan.steps.map((step) => ({
            id: step.id,
            kind: step.kind,
            after: step.after,
            disruption: step.disruption,
            resourceId: stepResource(step),
            text: stepText(step),
            changes: stepChanges(step),
        })),
    };
}
/** The `plan` output as text: equal plans give equal text. */
function planJson(plan) {
    return (0,json/* canonicalJson */.dj)(planOutput(plan));
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
 * others are in `plan`. `healthy-nodes` counts all pools, and is empty where no healthy node was proven.
 */
function outputs(report, portal) {
    const { plan } = report;
    const pool = plan?.pools[0];
    const replicas = plan?.replicas.map(({ region, regionalReplicaCount }) => [region, regionalReplicaCount]);
    return {
        'image-version-id': plan?.imageVersionId ?? '',
        'image-version': plan ? (0,resource_id/* resourceName */.Iy)(plan.imageVersionId) : '',
        'previous-image-version': (0,resource_id/* resourceName */.Iy)(pool?.previousImageVersionId ?? ''),
        replicas: replicas ? (0,json/* canonicalJson */.dj)(Object.fromEntries(replicas)) : '',
        'pool-id': pool?.poolId ?? '',
        'pool-url': pool ? portalUrl(portal, pool.poolId) : '',
        'node-agent-sku': pool?.nodeAgentSkuId ?? '',
        'resize-timeout-minutes': String(pool?.resizeTimeoutMinutes ?? ''),
        'healthy-nodes': String(provenHealthyNodes(report.steps) ?? ''),
        outcome: report.outcome,
        changed: String(report.changed),
        plan: plan ? planJson(plan) : '',
    };
}

;// CONCATENATED MODULE: ./build/report/summarize.js


/** Folds what was told into the report; what was found on the way joins the findings of the plan. */
function summarize(course) {
    const { desired, plan, events, startedAt, endedAt, failures } = course;
    const steps = (plan?.steps ?? []).map((step) => stepResult(step, events));
    const outcome = outcomeOf(course, steps);
    return {
        outcome,
        changed: steps.some(({ step, startedAt: began }) => isChange(step) && began !== undefined),
        desired,
        ...(plan && { plan: { ...plan, findings: [...plan.findings, ...foundLater(events)] } }),
        steps,
        failures,
        left: whatIsLeft({ outcome, steps, ...(plan && { plan }) }),
        startedAt,
        endedAt,
    };
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
function outcomeOf({ desired, plan, failures, cancelled }, steps) {
    const blocked = plan?.findings.some(({ severity }) => severity === 'blocker') ?? false;
    const runs = desired.mode === 'apply' && !blocked;
    const open = plan === undefined || (runs && steps.some(({ state }) => !isEnd(state)));
    // A signal that comes when all is done has cut nothing short.
    if (cancelled && (open || failures.length > 0))
        return 'cancelled';
    if (failures.length > 0 || plan === undefined)
        return 'failed';
    if (blocked)
        return 'blocked';
    if (desired.mode === 'plan')
        return 'planned';
    if (open)
        return 'failed';
    if (steps.some(({ state }) => state === 'unproven'))
        return 'applied-unproven';
    return steps.some(({ step }) => isChange(step)) ? 'applied' : 'unchanged';
}
function isEnd(state) {
    return state === 'succeeded' || state === 'unproven';
}
function foundLater(events) {
    return events.flatMap((event) => (event.kind === 'found' ? [event.finding] : []));
}

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
    const lines = shown.split(/\r\n|\r|\n/).map((line) => line.replace(/[^\w .,:;/=()-]/gu, entity));
    return `<code>${lines.join('<br>')}</code>`;
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
    return pieces.map((piece, index) => (index % 2 === 1 ? code(piece) : escapeText(piece, index === 0))).join('');
}
// Numeric references cannot be taken for structure, so they hold even where a backslash would not.
function escapeText(text, atStart) {
    const escaped = escapeHtml(text)
        .replace(/[\\`*[\]~]/g, '\\$&')
        .replace(/\|/g, '&#124;')
        .replace(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, '\\_')
        .replace(/\$/g, '<span>$</span>'); // the way GitHub documents for a dollar that opens no formula
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

;// CONCATENATED MODULE: ./build/report/result-words.js
/** How a step went, in a word or two. */
function resultWords({ state, failure }) {
    if (state === 'failed' && failure?.code === 'Cancelled')
        return 'cut short';
    return WORDS[state];
}
const WORDS = {
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

;// CONCATENATED MODULE: ./build/report/summary-plan.js












/** What the workflow asked for, as a table. */
function askedSection({ desired }) {
    const rows = [
        ...imageRows(desired.image),
        ...desired.pools.slice(0, 20).flatMap((pool) => poolRows(pool)),
        ...runRows(desired),
    ];
    return section('What was asked', table(['', 'Asked for'], rows));
}
function imageRows(image) {
    const [definition = '', , gallery = ''] = image.imageDefinitionId.split('/').reverse();
    const regions = image.extraRegions.map(({ region, regionalReplicaCount: asked }) => asked === undefined ? region : `${region} (${asked})`);
    return [
        [
            'Image version',
            `${code(image.version.kind === 'exact' ? image.version.version : `next-${image.version.part}`)} of ${code(definition)} in gallery ${code(gallery)}`,
        ],
        ...(image.sourceId === undefined ? [] : [['Made from', code(image.sourceId)]]),
        ...(regions.length === 0 ? [] : [['Regions beside those of the pools', prose(enumeration(regions))]]),
        [
            'Replicas',
            `one for every ${count(image.nodesPerReplica, 'node')}, at least ${image.minimumReplicas} in a region, ${code(image.replicaStorageType)}`,
        ],
    ];
}
function poolRows(pool) {
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
function runRows({ mode, wait, healthyPercent, pools }) {
    if (mode === 'plan')
        return [['Mode', 'plan only']];
    if (pools.length === 0)
        return [];
    const words = {
        healthy: `until ${healthyPercent} % of the nodes are healthy`,
        steady: 'until the pool is steady',
        none: 'not for the nodes',
    };
    return [['Waits', words[wait]]];
}
/** What each step changes, field by field; undefined when no step changes anything. */
function changesSection(report) {
    const steps = report.steps.filter(({ step }) => isChange(step)).slice(0, 20);
    if (steps.length === 0)
        return undefined;
    return section(report.outcome === 'planned' ? 'What would change' : 'What changes', steps.map((result) => changeTable(result, report)).join('\n\n'));
}
function changeTable(result, { outcome }) {
    const changes = stepChanges(result.step);
    const isNew = result.step.kind === 'publish-image-version' || result.step.kind === 'create-pool';
    const state = outcome === 'planned' ? '' : ` (${resultWords(result)})`;
    const value = (text) => (text === undefined ? '–' : code(text));
    const rows = changes.map(({ field, from, to }) => isNew ? [code(field), value(to)] : [code(field), value(from), value(to)]);
    const body = table(isNew ? ['Field', 'Value'] : ['Field', 'Before', 'After'], rows);
    const title = `${result.step.id}${state}: ${count(changes.length, 'field')}`;
    return isNew ? details(title, body) : `**${prose(`${result.step.id}${state}`)}**\n\n${body}`;
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
function linksSection({ plan, desired }, portal) {
    const to = (what, id) => markdown_link(`${what} ${(0,resource_id/* resourceName */.Iy)(id)}`, portalUrl(portal, id));
    const accounts = [...new Set(desired.pools.map(({ batchAccountId }) => batchAccountId))];
    const definition = to('Image definition', desired.image.imageDefinitionId);
    return section('Links', bullets([
        ...desired.pools.map(({ poolId }) => to('Pool', poolId)),
        ...(plan ? [to('Image version', plan.imageVersionId)] : [definition]),
        ...accounts.map((id) => to('Batch account', id)),
        markdown_link('This run', desired.origin.runUrl),
    ]));
}

;// CONCATENATED MODULE: ./build/report/summary-run.js









/** What went wrong, in Azure's words, with the remedy; undefined when nothing did. */
function failuresSection({ failures, steps }) {
    if (failures.length === 0)
        return undefined;
    const shown = failures.slice(0, 20).map((failure) => summary_run_failureText(failure, steps));
    const rest = failures.length - shown.length;
    const more = rest > 0 ? [`${rest} more are left out here.`] : [];
    return section(failures.every(({ code: name }) => name === 'Cancelled') ? 'Why it ended' : 'What went wrong', [...shown, ...more].join('\n\n'));
}
function summary_run_failureText(failure, steps) {
    const { code: name, message, remedy, requestId } = failure;
    const origin = steps.find((result) => result.failure?.code === name && result.failure.message === message);
    const where = origin === undefined || name === 'Cancelled' ? '' : ` in ${code(origin.step.id)}`;
    const quote = [`**${prose(name)}**${where}`, '', prose(message, 4000)].map((line) => `> ${line}`).join('\n');
    const request = requestId === undefined ? '' : `\n\nAzure's request ID: ${code(requestId)}`;
    return `${quote}\n\n**What to do:** ${prose(remedy)}${request}`;
}
/** Findings, the worst first, with their remedies; undefined when there are none. */
function findingsSection({ plan }) {
    const findings = (plan?.findings ?? []).toSorted((one, other) => rank(one) - rank(other));
    if (findings.length === 0)
        return undefined;
    const rows = findings.map(({ severity, code: name, subject, message, remedy }) => [
        unbroken(`${SEVERITY_SIGNS[severity]} ${severity}`),
        `**${prose(name)}**<br>${code((0,resource_id/* resourceName */.Iy)(subject))}`,
        `${prose(message)}<br>**What to do:** ${prose(remedy)}`,
    ]);
    return section('Findings', table(['', 'Finding', 'What is so, and what to do'], rows));
}
const SEVERITY_SIGNS = { blocker: '⛔', warning: '⚠️', note: 'ℹ️' };
function rank({ severity }) {
    return ['blocker', 'warning', 'note'].indexOf(severity);
}
/** What Azure holds now. */
function leftSection({ left }) {
    return section('What Azure holds now', bullets(left.map((sentence) => prose(sentence))));
}
/** Nodes healthy of those asked for, pool by pool; undefined where no pool was waited for. */
function healthSection({ steps }) {
    const rows = steps.flatMap((result) => result.step.kind === 'await-pool' && summary_run_wasBegun(result) ? [healthRow(result, result.step)] : []);
    if (rows.length === 0)
        return undefined;
    return section('Health', table(['Pool', 'Healthy', 'Needed', 'Last seen'], rows));
}
function healthRow(result, step) {
    const needed = healthyNodesNeeded(step);
    const proven = result.healthyNodes === undefined ? 'not proven' : healthText(result.healthyNodes, step.targetNodes);
    const sought = step.until === 'steady'
        ? 'steady only'
        : needed === undefined
            ? `${step.healthyPercent} %`
            : `${number(needed)} (${step.healthyPercent} %)`;
    return [
        code((0,resource_id/* resourceName */.Iy)(step.poolId)),
        unbroken(`${resultSign(result)} ${proven}`),
        unbroken(sought),
        prose(result.text) || '–',
    ];
}
function summary_run_wasBegun({ startedAt }) {
    return startedAt !== undefined;
}
/** All steps with how they went and how long they took; undefined when the plan has none. */
function stepsSection(report) {
    const { steps, outcome, startedAt, endedAt } = report;
    if (steps.length === 0)
        return undefined;
    if (outcome === 'planned') {
        return section('Steps', table(['Step', 'What it would do'], steps.map(({ step }) => [code(step.id), prose(stepText(step))])));
    }
    const rows = steps.map((result) => [
        `${resultSign(result)}&nbsp;${code(result.step.id)}`,
        unbroken(resultWords(result)),
        result.startedAt === undefined ? '–' : unbroken(`+${duration(result.startedAt - startedAt)}`),
        result.startedAt === undefined ? '–' : unbroken(duration((result.endedAt ?? endedAt) - result.startedAt)),
        prose(lastWords(result, steps)),
    ]);
    const body = table(['Step', 'State', 'Began', 'Took', 'Last told'], rows);
    const purposes = bullets(steps.map(({ step }) => `${code(step.id)}: ${prose(stepText(step))}`));
    return section('Steps', `${body}\n\n${details('What each step is for', purposes)}`);
}
function lastWords(result, steps) {
    if (result.startedAt === undefined)
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
    const begun = report.steps.filter(({ startedAt }) => startedAt !== undefined).slice(0, MOST_BARS);
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
    const name = label('poolId' in step ? (0,resource_id/* resourceName */.Iy)(step.poolId) : `image ${(0,resource_id/* resourceName */.Iy)(step.imageVersionId)}`);
    return name.length <= LONGEST_SECTION ? name : `${name.slice(0, LONGEST_SECTION - 2)}..`;
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
const MOST_BYTES = 1000 * 1024;
/** The job summary as GitHub-flavoured Markdown, what matters most first. */
function summary(report, portal) {
    const chart = timeline(report);
    return fitted(head(report), [
        { name: 'failures', text: failuresSection(report) },
        { name: 'findings', text: findingsSection(report) },
        { name: 'what Azure holds now', text: leftSection(report) },
        { name: 'what was asked', text: askedSection(report) },
        { name: 'what changed', text: changesSection(report) },
        { name: 'replicas', text: replicasSection(report) },
        { name: 'health', text: healthSection(report) },
        { name: 'steps', text: stepsSection(report) },
        { name: 'timeline', text: chart && section('Timeline', `Hours and minutes since the run began.\n\n${chart}`) },
        { name: 'links', text: linksSection(report, portal) },
    ]);
}
function head(report) {
    const { commit, repository, runUrl, runId, runAttempt } = report.desired.origin;
    const run = markdown_link(runAttempt === '1' ? `run ${runId}` : `run ${runId}, attempt ${runAttempt}`, runUrl);
    return `## ${outcomeSign(report.outcome)} ${prose(headline(report))}\n\n${code(repository)} at ${code(commit.slice(0, 12))}, ${run}`;
}
/** Puts the parts together; where they are too long, the longest go until the rest fits, and are named. */
function fitted(top, parts) {
    const kept = parts.filter((part) => part.text !== undefined);
    const dropped = [];
    const render = () => {
        const note = dropped.length === 0 ? [] : [`_Left out here because of their length: ${dropped.join(', ')}. The log has them._`];
        return `${[top, ...kept.map(({ text }) => text), ...note].join('\n\n')}\n`;
    };
    while (byteLength(render()) > MOST_BYTES) {
        const longest = kept.toSorted((one, other) => byteLength(other.text) - byteLength(one.text))[0];
        if (longest === undefined)
            break;
        kept.splice(kept.indexOf(longest), 1);
        dropped.push(longest.name);
    }
    return render();
}
function byteLength(text) {
    return new TextEncoder().encode(text).length;
}

;// CONCATENATED MODULE: ./build/plan/blame.js

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
    if (/hypervisor generation|image .*not (found|available)|purchase plan|plan information|security type|generalized/.test(text)) {
        return 'image';
    }
    if (/subnet|network security|key vault|scopelocked|not authorized|permission/.test(text))
        return 'environment';
    if (['allocationtimedout', 'overconstrainedallocationrequest'].includes(name) ||
        /capacity|skunotavailable/.test(text)) {
        return 'capacity';
    }
    return 'unknown';
}
const BLAME_WORDS = {
    image: 'The image is to blame, not the capacity',
    'start-task': 'The start task, or something it needs from the image, is to blame',
    quota: 'The quota of the account is to blame, not the image',
    capacity: 'The capacity of the region is to blame, not the image',
    environment: 'The surroundings of the pool (network, rights, locks) are to blame, not the image',
    unknown: 'Azure does not say whether image, quota or capacity is to blame',
};
/** A failure for resize errors, in Azure's own words. */
function resizeFailure(poolName, errors, have, asked) {
    const [first] = errors;
    const lines = errors.map(({ code, message, details }) => [`${code}: ${message}`, ...details.map(({ name, value }) => `${name}: ${value}`)].join('\n  '));
    const blame = first ? blameOfResize(first) : 'unknown';
    const nodes = asked === undefined ? `${have} nodes` : `${have} of ${asked} nodes`;
    return {
        code: first?.code ?? 'Unknown',
        message: `The resize of pool ${poolName} ended with ${nodes}. ${BLAME_WORDS[blame]}. Azure says:\n  ${lines.join('\n  ')}`,
        remedy: (first && remedyFor(first.code, lines.join(' '))) ?? BLAME_REMEDY[blame],
    };
}
const BLAME_REMEDY = {
    image: 'Publish a corrected image under a new version number; compare its generation, OS state and plan with the VM size and the definition.',
    'start-task': 'Read stdout.txt and stderr.txt of the start task on a failed node, mend the command or the image, and run again.',
    quota: 'Ask for more cores in the portal (Batch account, Quotas), or for fewer nodes.',
    capacity: 'Run again later, or choose another VM size or region.',
    environment: 'Mend the network, the rights or the lock that Azure names, and run again: the resize is then asked for once more.',
    unknown: 'Run again: the resize is then asked for once more. When it ends the same way twice, look at the pool in the portal.',
};
/** A failure for nodes that came but do not work: counts, the commonest reasons, and whom they blame. */
function nodesFailure(poolName, bad, healthy, asked, hasSubnet) {
    const blame = blameOfNodes(bad, hasSubnet);
    const reasons = bad.length === 0 ? ['nothing: the list of nodes could not be read'] : commonest(bad.map(blame_reasonOf));
    return {
        code: blame === 'start-task' ? 'StartTaskFailed' : 'NodesUnusable',
        message: `${bad.length} of ${asked} nodes of pool ${poolName} cannot be used, ${healthy} are healthy. ${BLAME_WORDS[blame]}. What Azure says of them:\n  ${reasons.join('\n  ')}`,
        remedy: blame === 'environment' ? NETWORK_REMEDY : BLAME_REMEDY[blame],
    };
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
        .map(([reason, count]) => `${count} ${count === 1 ? 'node' : 'nodes'}: ${reason}`);
}

;// CONCATENATED MODULE: ./build/plan/health.js



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
    const have = pool.currentDedicatedNodes + pool.currentSpotNodes;
    if (pool.provisioningState === 'Deleting')
        return failed('PoolDeleted', `Pool ${name} is being deleted by someone else.`);
    if (pool.autoScaleError !== undefined)
        return autoScaleFailed(name, pool);
    if (pool.allocationState === 'Steady') {
        if (isBeforeResize(sight, have)) {
            return {
                kind: 'waiting',
                text: `Pool ${name} still has ${have} nodes; its resize is about to begin.`,
                mark: 'before',
            };
        }
        const errors = newResizeErrors(step, pool);
        if (errors.length > 0)
            return { kind: 'failed', failure: resizeFailure(name, errors, have, step.targetNodes) };
        if (step.targetNodes !== undefined && have < requiredNodes(step, step.targetNodes))
            return missingNodes(name, have, step.targetNodes);
        if (step.until === 'steady')
            return { kind: 'steady', text: `Pool ${name} is steady with ${have} nodes.` };
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
    const have = pool.currentDedicatedNodes + pool.currentSpotNodes;
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
    const text = `${healthy} of ${target} nodes are healthy${others(counts)}.`;
    return { kind: 'waiting', text, mark: `healthy ${tenth(healthy, target)} ${lost}` };
}
function allocating(name, pool, step, counts) {
    const have = pool.currentDedicatedNodes + pool.currentSpotNodes;
    const of = step.targetNodes === undefined ? '' : ` of ${step.targetNodes}`;
    return {
        kind: 'waiting',
        mark: `${pool.allocationState} ${tenth(have, step.targetNodes ?? have)}`,
        text: `Pool ${name} is ${pool.allocationState.toLowerCase()}: ${have}${of} nodes are there${counts ? others(counts) : ''}.`,
    };
}
function tenth(part, whole) {
    return whole === 0 ? 0 : Math.floor((10 * part) / whole);
}
/** States other than healthy, in a fixed order of words. */
function others(counts) {
    const list = Object.entries(counts.byState)
        .filter(([state, count]) => count > 0 && state !== 'idle' && state !== 'running')
        .map(([state, count]) => `${state} ${count}`);
    return list.length === 0 ? '' : ` (${list.join(', ')})`;
}
/** Errors of resizes that began after the run did. They stay until the next resize, so old ones are no news. */
function newResizeErrors({ resizeSeenBefore }, pool) {
    if (pool.resize === undefined || pool.resize.startTime === resizeSeenBefore)
        return [];
    return pool.resize.errors;
}
function missingNodes(name, have, asked) {
    return failed('NodesMissing', `Pool ${name} is steady with ${have} of ${asked} nodes, and Azure gives no reason: the resize was stopped, or someone changed the scale.`, 'Run again: the missing nodes are then asked for once more.');
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

// EXTERNAL MODULE: ./build/model/origin.js
var model_origin = __webpack_require__(6467);
;// CONCATENATED MODULE: ./build/plan/version.js


/**
 * Number of the version a run works on. `next-*` finds what an earlier attempt of the same commit made from the
 * same source, so that a re-run does not publish twice; otherwise it counts on from the highest that exists.
 */
function resolveVersion(request, existing, origin, sourceId) {
    if (request.kind === 'exact')
        return request.version;
    const made = existing.filter((version) => (0,model_origin/* isFromCommit */.qo)(version.tags, origin) &&
        sourceId !== undefined &&
        version.sourceId !== undefined &&
        (0,resource_id/* sameResourceId */.WL)(version.sourceId, sourceId));
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

;// CONCATENATED MODULE: ./build/apply/observe.js


/** Reads all that planning needs, in parallel, each thing once. */
async function observe(desired, ports) {
    const { azure } = ports;
    const { image } = desired;
    const definitionId = image.imageDefinitionId;
    const [gallery, imageDefinition, version, source, batchAccounts, pools] = await Promise.all([
        value(azure.readGallery((0,resource_id/* parentId */.A1)(definitionId))),
        value(azure.readImageDefinition(definitionId)),
        observeVersion(desired, ports),
        image.sourceId === undefined ? undefined : value(azure.readSource(image.sourceId)),
        byId(desired.pools.map(({ batchAccountId }) => batchAccountId), (id) => azure.readBatchAccount(id)),
        byId(desired.pools.map(({ poolId }) => poolId), (id) => azure.readPool(id)),
    ]);
    const state = {
        gallery,
        imageDefinition,
        ...version,
        ...(source && { source }),
        batchAccounts,
        pools,
        supportedImages: {},
    };
    return { ...state, ...(await observeNodeAgents(desired, state, ports)) };
}
async function observeVersion({ image, origin }, { azure }) {
    if (image.version.kind === 'exact') {
        const { version } = image.version;
        return {
            version,
            imageVersion: await value(azure.readImageVersion((0,resource_id/* childId */._U)(image.imageDefinitionId, 'versions', version))),
        };
    }
    const { observed } = await azure.listImageVersions(image.imageDefinitionId);
    const existing = observed.state === 'present' ? observed.value : [];
    const version = resolveVersion(image.version, existing, origin, image.sourceId);
    if (observed.state === 'unreadable')
        return { version, imageVersion: observed };
    const id = (0,resource_id/* childId */._U)(image.imageDefinitionId, 'versions', version);
    const found = existing.some((other) => (0,resource_id/* resourceKey */.ik)(other.id) === (0,resource_id/* resourceKey */.ik)(id));
    // The list carries no replication status.
    return { version, imageVersion: found ? await value(azure.readImageVersion(id)) : { state: 'absent' } };
}
/** What an `auto` node agent of a pool that does not exist yet is found by; nothing otherwise. */
async function observeNodeAgents(desired, state, { azure }) {
    const searching = desired.pools.filter((pool) => pool.nodeAgentSkuId === 'auto' && state.pools[(0,resource_id/* resourceKey */.ik)(pool.poolId)]?.state === 'absent');
    const accounts = searching.flatMap(({ batchAccountId }) => {
        const account = state.batchAccounts[(0,resource_id/* resourceKey */.ik)(batchAccountId)];
        return account?.state === 'present' ? [account.value] : [];
    });
    if (accounts.length === 0)
        return { supportedImages: {} };
    const origin = state.imageVersion.state === 'present' ? state.imageVersion.value.id : desired.image.sourceId;
    const known = state.source?.state === 'present' ? state.source.value.baseImage : undefined;
    const [baseImage, supportedImages] = await Promise.all([
        known ?? (origin === undefined ? undefined : azure.readBaseImage(origin)),
        byKey(accounts, ({ id }) => id, (account) => azure.listSupportedImages(account)),
    ]);
    return { ...(baseImage && { baseImage }), supportedImages };
}
async function value(reading) {
    return (await reading).observed;
}
function byId(ids, read) {
    return byKey(ids, (id) => id, read);
}
async function byKey(subjects, idOf, read) {
    const unique = new Map(subjects.map((subject) => [(0,resource_id/* resourceKey */.ik)(idOf(subject)), subject]));
    const entries = await Promise.all([...unique].map(async ([key, subject]) => [key, await value(read(subject))]));
    return Object.fromEntries(entries);
}
/** A pool among what was observed. */
function observedPool(observed, poolId) {
    const pool = observed.pools[resourceKey(poolId)];
    return pool?.state === 'present' ? pool.value : undefined;
}
/** A Batch account among what was observed. */
function observedAccount(observed, batchAccountId) {
    const account = observed.batchAccounts[(0,resource_id/* resourceKey */.ik)(batchAccountId)];
    return account?.state === 'present' ? account.value : undefined;
}

;// CONCATENATED MODULE: ./build/apply/poll.js

/** Wait between two readings where Azure names none: 15 s, a tenth more or less so that many runs do not ask at once. */
const POLL_INTERVAL_MS = 15_000;
/** How long something may stay unreadable before a wait gives up on it. */
const PATIENCE_MS = 10 * 60_000;
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
/**
 * One thing that several steps wait for at the same time, read once for all of them: whoever asks for the next
 * reading while one is on its way gets that one.
 */
class Watch {
    #ports;
    #read;
    #pending;
    #last;
    #unreadableSince;
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
        for (;;) {
            if (this.#last !== undefined)
                await untilNextReading(this.#ports, this.#last);
            this.#ports.signal.throwIfAborted();
            this.#last = await this.#read();
            const { observed } = this.#last;
            const now = this.#ports.clock.now();
            if (observed.state !== 'unreadable') {
                this.#unreadableSince = undefined;
                return observed;
            }
            this.#unreadableSince ??= now;
            if (now - this.#unreadableSince > PATIENCE_MS)
                return observed;
        }
    }
}

;// CONCATENATED MODULE: ./build/apply/execute/await-pool.js






/** How long the Batch service may stay unreachable before the nodes count as unproven. */
const await_pool_PATIENCE_MS = 5 * 60_000;
/** Waits until the pool is steady, and healthy where that was asked; fails as soon as it can no longer become so. */
async function awaitPool(step, run) {
    const memory = { changedAt: run.ports.clock.now(), fingerprint: '' };
    for (;;) {
        run.ports.signal.throwIfAborted();
        const { reading, pool, counts } = await look(step, run);
        if (counts?.observed.state === 'unreadable') {
            const { code, reason } = counts.observed;
            const now = run.ports.clock.now();
            memory.darkSince ??= now;
            const steady = judgePool({ step: { ...step, until: 'steady' }, pool, now, changedAt: now });
            if (steady.kind === 'failed')
                throw new PoolFailure(steady.failure);
            if (steady.kind === 'steady' && now - memory.darkSince >= patience(step, run)) {
                const text = `${steady.text} Whether the nodes are healthy could not be proven: the Batch service of the account cannot be asked (${code}: ${reason})`;
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
/** Pool and node counts at one moment. */
async function look(step, run) {
    const { azure } = run.ports;
    const account = accountOf(step, run);
    const asksNodes = step.until === 'healthy' && step.targetNodes !== 0;
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
    const count = counts?.byState['unusable'] ?? 0;
    if (count === 0)
        delete memory.unusable;
    else
        memory.unusable ??= { count, since: now };
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
            const asked = step.targetNodes ?? pool.currentDedicatedNodes + pool.currentSpotNodes;
            throw new PoolFailure(nodesFailure(name, bad, verdict.healthy, asked, hasSubnet(pool)));
        }
        case 'confirm': {
            const bad = await unhealthyNodes(step, run);
            if (bad === undefined)
                return undefined;
            // Node counts lag; the list is exact.
            const have = pool.currentDedicatedNodes + pool.currentSpotNodes;
            const healthy = have - bad.length;
            const asked = step.targetNodes ?? have;
            if (healthy < requiredNodes(step, asked)) {
                run.tell(step, `Counts say ${verdict.healthy} healthy nodes, the node list says ${healthy}; waiting for both to agree.`);
                return undefined;
            }
            return {
                kind: 'succeeded',
                text: `${healthy} of ${asked} nodes of pool ${name} are healthy.`,
                healthyNodes: healthy,
            };
        }
    }
}
async function unhealthyNodes(step, run) {
    const { observed } = await run.ports.azure.listUnhealthyNodes(accountOf(step, run), (0,resource_id/* resourceName */.Iy)(step.poolId));
    return observed.state === 'present' ? observed.value : undefined;
}
/** A private account will not open while the run waits. */
function patience(step, run) {
    return accountOf(step, run).publicNetworkAccess === 'Enabled' ? await_pool_PATIENCE_MS : 0;
}
function accountOf(step, run) {
    const account = observedAccount(run.observed, step.batchAccountId);
    if (account === undefined)
        throw new Error(`Batch account ${step.batchAccountId} was not observed before its pool was awaited`);
    return account;
}
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

;// CONCATENATED MODULE: ./build/plan/target-regions.js
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

;// CONCATENATED MODULE: ./build/apply/execute/image-version.js




/** Rounds against other writers before a person is asked. */
const MOST_ROUNDS = 5;
/** Thrown where a version has to be there and is not. */
function versionGone(id) {
    return new errors/* UserError */.yo('ImageVersionGone', `Image version ${(0,resource_id/* resourceName */.Iy)(id)} is no longer there: someone deleted it while this run worked on it.`, 'Find out who deletes image versions, and run again.');
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
        if (done && (round > 0 || !(addition.again && version.provisioningState === 'Failed'))) {
            return round === 0 ? 'unchanged' : 'written';
        }
        const tags = { ...version.tags, ...addition.tags };
        const endOfLifeDate = addition.endOfLifeDate ?? version.endOfLifeDate;
        try {
            await run.ports.azure.updateImageVersion(id, {
                targetRegions: seen,
                tags,
                excludeFromLatest: version.excludeFromLatest,
                ...(endOfLifeDate && { endOfLifeDate }),
            });
        }
        catch (error) {
            if (!isConflict(error))
                throw error;
            run.tell(step, 'Another change of this image version is under way; waiting for its end.');
            await untilNextReading(run.ports, undefined);
            continue;
        }
        if (await holds(id, seen, run))
            return 'written';
        run.tell(step, 'Another writer replaced the list of regions; adding what was lost once more.');
    }
    throw new errors/* UserError */.yo('RegionsLost', `Other writers replaced the regions of image version ${(0,resource_id/* resourceName */.Iy)(id)} ${MOST_ROUNDS} times while this run added its own.`, 'Let one workflow at a time change this image version (a `concurrency` group), and run again.');
}
/** The version once no write to it is under way. */
async function settledVersion(id, step, run) {
    for (;;) {
        run.ports.signal.throwIfAborted();
        const reading = await run.ports.azure.readImageVersion(id);
        const version = presentVersion(id, reading);
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
        const text = progress(step, observed.value);
        if (text.done)
            return { kind: 'succeeded', text: text.told };
        run.tell(step, text.told, text.mark);
    }
}
function progress(step, version) {
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

;// CONCATENATED MODULE: ./build/plan/pool-definition.js

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
    const fromInputs = {
        vmSize: desired.vmSize,
        deploymentConfiguration: {
            virtualMachineConfiguration: {
                imageReference: { id: decisions.imageVersionId },
                nodeAgentSkuId: decisions.nodeAgentSkuId,
            },
        },
        scaleSettings: scaleSettings(desired.scale, decisions.resizeTimeoutMinutes),
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
/** A metadata list with `entries` put in or replaced, everything else as it was. */
function withMetadata(list, entries) {
    const kept = (Array.isArray(list) ? list : []).filter((item) => (0,json/* isJsonObject */.OW)(item) && !(String(item['name']) in entries));
    return [...kept, ...Object.entries(entries).map(([name, value]) => ({ name, value }))];
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

;// CONCATENATED MODULE: ./build/plan/pool-changes.js


/**
 * Members that Azure changes at any node count; every other one only while the pool holds no node.
 * Source: learn.microsoft.com/azure/batch/batch-pool-update-properties.
 */
const CHANGEABLE_WITH_NODES = new Set([
    'properties.scaleSettings',
    'properties.startTask',
    'properties.metadata',
    'properties.applicationPackages',
]);
/** Whether a change has to wait until the pool holds no node. */
function needsZeroNodes(change) {
    return !CHANGEABLE_WITH_NODES.has(change.path);
}
/**
 * What differs between the pool and what the workflow asks, member by member. Only members the workflow speaks
 * about count, and inside them only what it says: everything else is sent back as it is.
 */
function poolChanges(desired, decisions, pool) {
    const asked = ownedProperties(desired, decisions);
    const held = pool.definition.properties;
    const changes = [];
    for (const [name, value] of Object.entries(asked)) {
        if (value === undefined)
            continue;
        const from = held[name];
        if (name === 'scaleSettings' ? sameScale(from, value) : isCovered(value, from, name))
            continue;
        changes.push(change(`properties.${name}`, from, replacement(name, from, value)));
    }
    const { identity } = identityOf(desired);
    if (identity !== undefined && !isCovered(identity, pool.definition.identity)) {
        changes.push(change('identity', pool.definition.identity, (0,json/* mergeJson */.l_)(pool.definition.identity, identity)));
    }
    return changes;
}
function change(path, from, to) {
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
 * Whether `held` already says all that `asked` says. Resource IDs and VM sizes are compared without case;
 * what Azure never answers (passwords and the like) cannot differ.
 */
function isCovered(asked, held, name = '') {
    if (Array.isArray(asked))
        return isListCovered(asked, held, name);
    if ((0,json/* isJsonObject */.OW)(asked)) {
        return Object.entries(asked).every(([key, value]) => {
            const answered = (0,json/* isJsonObject */.OW)(held) ? memberOf(held, key) : undefined;
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
    return caseless ? asked.toLowerCase() === held.toLowerCase() : asked === held;
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
/** Minutes of an ISO 8601 duration of days, hours and minutes; Azure may answer PT1H for PT60M. */
function minutesOf(duration) {
    const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?)?$/.exec(String(duration));
    if (match === null)
        return undefined;
    const [, days = '0', hours = '0', minutes = '0'] = match;
    return (Number(days) * 24 + Number(hours)) * 60 + Number(minutes);
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
            await azure.createPool(step.poolId, step.to);
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
            return adopt(step, observed.value);
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

;// CONCATENATED MODULE: ./build/plan/sizing.js

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

;// CONCATENATED MODULE: ./build/plan/checks/reading.js
const reading_WORDS = {
    Gallery: 'gallery',
    ImageDefinition: 'image definition',
    Source: 'source',
    BatchAccount: 'Batch account',
};
/** A thing that has to exist and does not. */
function missing(what, id, remedy) {
    return {
        code: `${what}NotFound`,
        severity: 'blocker',
        subject: id,
        message: `There is no ${reading_WORDS[what]} ${id}.`,
        remedy,
    };
}
/** A thing that has to be known and could not be read. */
function unreadable(what, id, reading) {
    return {
        code: 'NotReadable',
        severity: 'blocker',
        subject: id,
        message: `The ${what} ${id} could not be read. Azure says ${reading.code}: ${reading.reason}`,
        remedy: reading.code.includes('Authorization')
            ? 'Give the identity of this workflow a role with the right to read it; a new role assignment takes some minutes to reach everywhere.'
            : 'Run again when Azure answers; nothing has been changed.',
    };
}

;// CONCATENATED MODULE: ./build/plan/checks/image.js



/** Findings about the gallery, the definition, the version and its source. */
function imageFindings(image, observed) {
    if (observed.gallery.state === 'absent') {
        const galleryId = image.imageDefinitionId.split('/').slice(0, -2).join('/');
        return [missing('Gallery', galleryId, 'Create the gallery, or correct `gallery` and `resource-group`.')];
    }
    return [
        ...definitionFindings(image.imageDefinitionId, observed.imageDefinition),
        ...versionFindings(image, observed.version, observed.imageVersion),
        ...sourceFindings(image, observed.imageVersion, observed.source),
    ];
}
function definitionFindings(id, definition) {
    if (definition.state === 'absent') {
        return [missing('ImageDefinition', id, 'Create the image definition, or correct `image-definition`.')];
    }
    if (definition.state === 'unreadable')
        return [unreadable('image definition', id, definition)];
    if (definition.value.osState === 'Generalized')
        return [];
    return [
        {
            code: 'ImageNotGeneralized',
            severity: 'blocker',
            subject: id,
            message: `Image definition ${(0,resource_id/* resourceName */.Iy)(id)} is for specialized images, and Batch starts nodes from generalized images only.`,
            remedy: 'Generalize the virtual machine and publish it to a definition whose OS state is Generalized.',
        },
    ];
}
function versionFindings(image, number, version) {
    const id = `${image.imageDefinitionId}/versions/${number}`;
    if (version.state === 'unreadable')
        return [unreadable('image version', id, version)];
    if (version.state === 'absent')
        return image.sourceId === undefined ? [sourceRequired(id)] : [];
    const { provisioningState, sourceId } = version.value;
    if (provisioningState === 'Deleting') {
        return [
            {
                code: 'ImageVersionBeingDeleted',
                severity: 'blocker',
                subject: id,
                message: `Image version ${number} is being deleted; Azure takes no change to it any more.`,
                remedy: 'Wait until it is gone and run again, or give another `image-version`.',
            },
        ];
    }
    if (image.sourceId !== undefined && sourceId !== undefined && !(0,resource_id/* sameResourceId */.WL)(sourceId, image.sourceId)) {
        return [otherSource(id, number, sourceId, image.sourceId)];
    }
    return [];
}
/** Why a version that exists cannot take another source. */
function otherSource(id, number, held, asked) {
    return {
        code: 'ImageVersionFromOtherSource',
        severity: 'blocker',
        subject: id,
        message: `Image version ${number} exists and was made from ${held}, not from ${asked}. The source of a version never changes.`,
        remedy: 'Give an `image-version` that does not exist yet (or `next-patch`), or leave `source` out to use the version as it is.',
    };
}
function sourceRequired(id) {
    return {
        code: 'SourceRequired',
        severity: 'blocker',
        subject: id,
        message: `Image version ${(0,resource_id/* resourceName */.Iy)(id)} does not exist, and the workflow names nothing to make it from.`,
        remedy: 'Give `source`, or an `image-version` that exists.',
    };
}
function sourceFindings(image, version, source) {
    // A version that exists no longer needs its source; people delete managed images after publishing.
    if (version.state !== 'absent' || image.sourceId === undefined || source === undefined)
        return [];
    if (source.state === 'absent')
        return [missing('Source', image.sourceId, 'Correct `source`.')];
    if (source.state === 'unreadable')
        return [unreadable('source', image.sourceId, source)];
    const { provisioningState, osState, regions } = source.value;
    if (provisioningState !== 'Succeeded' && source.value.kind === 'managed-image') {
        return [
            sourceFinding('SourceNotReady', image.sourceId, `is in provisioning state ${provisioningState}, not Succeeded`),
        ];
    }
    if (osState === 'Specialized') {
        return [sourceFinding('SourceNotGeneralized', image.sourceId, 'is specialized, and Batch needs generalized images')];
    }
    if (regions.length === 0) {
        return [sourceFinding('SourceNotReplicated', image.sourceId, 'has no region in which its replication is completed')];
    }
    return [];
}
function sourceFinding(code, sourceId, text) {
    return {
        code,
        severity: 'blocker',
        subject: sourceId,
        message: `Source ${(0,resource_id/* resourceName */.Iy)(sourceId)} ${text}.`,
        remedy: 'Wait until it is usable, or give another `source`.',
    };
}
/** Regions that would need more replicas than Azure keeps; says what would fit. */
function replicaFindings(imageVersionId, replicas) {
    return replicas
        .filter(({ regionalReplicaCount }) => regionalReplicaCount > MOST_REPLICAS)
        .map((region) => {
        const nodes = region.pools.reduce((sum, pool) => sum + pool.nodes, 0);
        const fitting = Math.ceil(nodes / (MOST_REPLICAS - Math.max(0, region.pools.length - 1)));
        return {
            code: 'TooManyReplicas',
            severity: 'blocker',
            subject: imageVersionId,
            message: `${region.region} would need ${region.regionalReplicaCount} replicas (${nodes} nodes at one replica per ${region.nodesPerReplica}), and Azure keeps at most ${MOST_REPLICAS} of one version in one region.`,
            remedy: `With \`nodes-per-replica: ${fitting}\` the ${nodes} nodes fit into ${MOST_REPLICAS} replicas; with ${region.nodesPerReplica} nodes per replica at most ${MOST_REPLICAS * region.nodesPerReplica} nodes do.`,
        };
    });
}

;// CONCATENATED MODULE: ./build/apply/execute/publish-image-version.js





/** Makes the version; one that appeared since the plan was made is adopted when it comes from the same source. */
async function publishImageVersion(step, run) {
    const { azure } = run.ports;
    const id = step.imageVersionId;
    const before = await azure.readImageVersion(id);
    if (before.observed.state === 'absent')
        await azure.createImageVersion(step);
    const version = presentVersion(id, before.observed.state === 'present' ? before : await azure.readImageVersion(id));
    const held = version.sourceId ?? '';
    if (!(0,resource_id/* sameResourceId */.WL)(held, step.sourceId)) {
        const { code, message, remedy } = otherSource(id, (0,resource_id/* resourceName */.Iy)(id), held, step.sourceId);
        throw new errors/* UserError */.yo(code, message, remedy);
    }
    const lost = missingRegions(version.targetRegions, step.targetRegions);
    if (lost.length > 0) {
        await addToVersion(id, { targetRegions: step.targetRegions, tags: {}, again: false }, step, run);
    }
    const how = before.observed.state === 'absent' ? 'Azure is making' : 'Another run began';
    return { kind: 'succeeded', text: `${how} image version ${(0,resource_id/* resourceName */.Iy)(id)} from ${(0,resource_id/* resourceName */.Iy)(step.sourceId)}.` };
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






/** Rounds against other writers before a person is asked. */
const update_pool_MOST_ROUNDS = 5;
const SCALE = 'properties.scaleSettings';
/** One PATCH, sent only while the pool still is what the plan started from, and while Azure can take it. */
async function updatePool(step, run) {
    const name = (0,resource_id/* resourceName */.Iy)(step.poolId);
    for (let round = 0; round < update_pool_MOST_ROUNDS; round += 1) {
        const pool = await readyPool(step, run);
        const open = step.changes.filter((change) => step.retriesResize || !isCovered(change.to, valueAt(pool, change.path)));
        if (open.length === 0)
            return { kind: 'succeeded', text: `Pool ${name} already is as asked.` };
        for (const change of open)
            checkFrom(step, change, pool);
        try {
            await run.ports.azure.updatePool(step.poolId, patchOf(step, open, pool), pool.etag);
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
    throw stale(step, 'it changed each time the change was to be sent');
}
/** The pool, once Azure can take the change: a new scale has to wait for the resize under way. */
async function readyPool(step, run) {
    for (;;) {
        run.ports.signal.throwIfAborted();
        const reading = await run.ports.azure.readPool(step.poolId);
        const { observed } = reading;
        if (observed.state === 'unreadable')
            throw new errors/* AzureError */.M6(0, observed.code, observed.reason);
        if (observed.state === 'absent')
            throw stale(step, 'it is no longer there');
        const pool = observed.value;
        const resizes = step.changes.some(({ path }) => path === SCALE);
        if (!resizes || pool.allocationState === 'Steady')
            return pool;
        run.tell(step, `The pool is ${pool.allocationState.toLowerCase()}; its new scale has to wait for the end of that.`);
        await untilNextReading(run.ports, reading);
    }
}
function checkFrom(step, { path, from }, pool) {
    if ((0,json/* sameJson */.Vk)(from, valueAt(pool, path)))
        return;
    throw stale(step, `its ${path.replace('properties.', '')} changed`);
}
function patchOf(step, changes, pool) {
    const properties = {};
    let identity;
    for (const { path, to } of changes) {
        if (path === 'identity')
            identity = to;
        else
            properties[path.replace('properties.', '')] = to;
    }
    const list = properties['metadata'] ?? pool.definition.properties['metadata'];
    return { properties: { ...properties, metadata: withMetadata(list, step.metadata) }, ...(identity && { identity }) };
}
function valueAt(pool, path) {
    if (path === 'identity')
        return pool.definition.identity;
    return (0,json/* memberAt */.mz)(pool.definition.properties, path.split('.').slice(1));
}
function fieldsOf(changes) {
    return changes.map(({ path }) => path.replace('properties.', '')).join(', ');
}
function stale(step, what) {
    return new errors/* UserError */.yo('PlanIsStale', `Pool ${(0,resource_id/* resourceName */.Iy)(step.poolId)} is no longer as it was when the plan was made: ${what}. Nothing was sent.`, 'Run again: the new plan starts from the pool as it is now.');
}

;// CONCATENATED MODULE: ./build/apply/execute/execute.js






/** Carries out one step, until Azure shows what it asks for. */
function executeStep(step, run) {
    run.ports.signal.throwIfAborted();
    switch (step.kind) {
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
        case 'await-pool':
            return awaitPool(step, run);
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
 * it; all failures are given back, in the order in which they happened.
 */
async function schedule(steps, execute, emit) {
    const failures = [];
    const ends = new Map();
    const start = async (step) => {
        const before = await Promise.all(step.after.map((id) => ends.get(id) ?? true));
        if (before.includes(false)) {
            emit({ kind: 'step-skipped', stepId: step.id, text: 'Not begun: a step before it did not end well.' });
            return false;
        }
        emit({ kind: 'step-started', stepId: step.id });
        try {
            const { kind, ...end } = await execute(step);
            if (kind === 'unproven')
                emit({ kind: 'step-unproven', stepId: step.id, ...end });
            else
                emit({ kind: 'step-succeeded', stepId: step.id, ...end });
            return true;
        }
        catch (error) {
            const failure = failureOf(error);
            // The run being cancelled is told once, not once for every step that was under way.
            if (!(error instanceof errors/* Cancelled */.cJ && failures.some(({ code }) => code === failure.code)))
                failures.push(failure);
            emit({ kind: 'step-failed', stepId: step.id, failure });
            return false;
        }
    };
    // A plan lists a step after those it depends on, so each finds their ends here.
    for (const step of steps)
        ends.set(step.id, start(step));
    await Promise.all(ends.values());
    return failures;
}

;// CONCATENATED MODULE: ./build/apply/apply.js



/** Carries out a plan; gives back what went wrong. */
function applyPlan(plan, observed, ports) {
    const run = execution(ports, observed);
    return schedule(plan.steps, (step) => executeStep(step, run), ports.emit);
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
    const source = observed.source && {
        subject: `source ${(0,resource_id/* resourceName */.Iy)(image.sourceId ?? '')}`,
        text: say(observed.source, ({ kind, regions }) => `${kind.replaceAll('-', ' ')}, ${regions.join(', ') || 'no region ready'}`),
    };
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
            ...(held ? [{ subject: `pool ${(0,resource_id/* resourceName */.Iy)(pool.poolId)}`, text: say(held, describePool) }] : []),
        ];
    });
    return [definition, version, ...(source ? [source] : []), ...pools];
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
    const image = (0,json/* memberAt */.mz)(pool.definition.properties, [
        'deploymentConfiguration',
        'virtualMachineConfiguration',
        'imageReference',
        'id',
    ]);
    const runs = typeof image === 'string' ? `, image version ${(0,resource_id/* resourceName */.Iy)(image)}` : '';
    return `${pool.allocationState}, ${pool.currentDedicatedNodes} dedicated and ${pool.currentSpotNodes} spot nodes${runs}`;
}

;// CONCATENATED MODULE: ./build/plan/checks/pool.js



/** Findings about the account and the present state of a pool. */
function poolFindings(desired, observed) {
    const account = observed.batchAccounts[(0,resource_id/* resourceKey */.ik)(desired.batchAccountId)];
    if (account?.state === 'absent') {
        const remedy = 'Create the Batch account, or correct `batch-account` and `resource-group`.';
        return [missing('BatchAccount', desired.batchAccountId, remedy)];
    }
    if (account?.state === 'unreadable')
        return [unreadable('Batch account', desired.batchAccountId, account)];
    const pool = observed.pools[(0,resource_id/* resourceKey */.ik)(desired.poolId)];
    if (pool?.state === 'unreadable')
        return [unreadable('pool', desired.poolId, pool)];
    if (pool?.state === 'present' && pool.value.provisioningState === 'Deleting') {
        return [
            {
                code: 'PoolBeingDeleted',
                severity: 'blocker',
                subject: desired.poolId,
                message: `Pool ${(0,resource_id/* resourceName */.Iy)(desired.poolId)} is being deleted; Azure takes no change to it any more.`,
                remedy: 'Wait until it is gone and run again.',
            },
        ];
    }
    return [];
}
/** No node agent SKU could be found: says which come closest. */
function nodeAgentFinding(poolId, choice, supported) {
    const why = supported?.state === 'unreadable' ? ` (${supported.code}: ${supported.reason})` : '';
    const known = choice.closest.length === 0
        ? `The list of supported images of the Batch account could not be read${why}`
        : `The closest that this Batch account supports are ${choice.closest.join(', ')}`;
    return {
        code: 'NodeAgentUnknown',
        severity: 'blocker',
        subject: poolId,
        message: `The node agent SKU for pool ${(0,resource_id/* resourceName */.Iy)(poolId)} cannot be told from the image: no marketplace image that Batch supports was found behind it. ${known}.`,
        remedy: 'Give `node-agent-sku`, the one made for the operating system inside the image.',
    };
}
/** Passwords of container registries never come back from Azure: a change that sends the configuration needs them anew. */
function unreadableSecrets(pool, changes) {
    const change = changes.find(({ path }) => path === 'properties.deploymentConfiguration');
    const registries = (0,json/* memberAt */.mz)(change?.to, [
        'virtualMachineConfiguration',
        'containerConfiguration',
        'containerRegistries',
    ]);
    const bare = (Array.isArray(registries) ? registries : [])
        .filter(json/* isJsonObject */.OW)
        .filter((registry) => registry['username'] !== undefined && registry['password'] === undefined);
    if (bare.length === 0)
        return [];
    return [
        {
            code: 'SecretNotReadable',
            severity: 'blocker',
            subject: pool.id,
            message: `Pool ${(0,resource_id/* resourceName */.Iy)(pool.id)} uses container registries with a password, which Azure never gives back; changing the image would remove it.`,
            remedy: 'Give deploymentConfiguration.virtualMachineConfiguration.containerConfiguration.containerRegistries with the password in `pool-properties`, or use an identity for the registry.',
        },
    ];
}
/** A new pool with members of a start task in `pool-properties` and no command to run. */
function startTaskFinding({ poolId, startTask, properties }) {
    if (properties['startTask'] === undefined || startTask !== undefined)
        return [];
    return [
        {
            code: 'StartTaskWithoutCommand',
            severity: 'blocker',
            subject: poolId,
            message: `Pool ${(0,resource_id/* resourceName */.Iy)(poolId)} does not exist yet, and \`pool-properties\` describes a start task that has no command line.`,
            remedy: 'Give the command line as `start-task`.',
        },
    ];
}

;// CONCATENATED MODULE: ./build/plan/image-steps.js


/** ID of the step that waits for a region. */
function awaitReplicationId(region) {
    return `await-replication ${region}`;
}
/**
 * Region of the version itself: where it lies, else where its source can be read, the definition's own region
 * first. Undefined while nothing of this is known.
 */
function versionLocation(observed) {
    if (observed.imageVersion.state === 'present')
        return observed.imageVersion.value.location;
    if (observed.source?.state !== 'present')
        return undefined;
    const { regions, location } = observed.source.value;
    const home = observed.imageDefinition.state === 'present' ? (0,resource_id/* normalizeRegion */.wh)(observed.imageDefinition.value.location) : '';
    return [home, (0,resource_id/* normalizeRegion */.wh)(location)].find((region) => regions.includes(region)) ?? regions[0];
}
/** Steps that publish the version or bring it to more regions and counts, and the waits for its regions. */
function imageSteps(desired, observed, imageVersionId, replicas) {
    const version = observed.imageVersion.state === 'present' ? observed.imageVersion.value : undefined;
    const write = version
        ? updateVersion(desired, version, replicas)
        : publishVersion(desired, observed, imageVersionId, replicas);
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
    return [...write, ...waits];
}
function publishVersion({ image, origin }, observed, imageVersionId, replicas) {
    const location = versionLocation(observed);
    if (image.sourceId === undefined || location === undefined)
        return [];
    return [
        {
            kind: 'publish-image-version',
            id: `publish-image-version ${observed.version}`,
            after: [],
            disruption: 'none',
            imageVersionId,
            location: (0,resource_id/* normalizeRegion */.wh)(location),
            sourceId: image.sourceId,
            targetRegions: replicas.map((region) => targetRegion(region, image.replicaStorageType)),
            storageAccountType: image.replicaStorageType,
            ...(image.endOfLifeDate !== undefined && { endOfLifeDate: image.endOfLifeDate }),
            tags: { ...image.tags, ...(0,model_origin/* imageVersionTags */.nO)(origin, image.sourceId) },
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
    // A failed replication starts again only when the version is written again.
    const failed = version.provisioningState === 'Failed';
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

;// CONCATENATED MODULE: ./build/plan/node-agent.js
/**
 * Which node agent SKU a pool gets: as asked, else that of the existing pool, else the one Batch lists for the
 * marketplace image the version was made from. A definition named after such an image to the letter counts too.
 */
function chooseNodeAgent(clues) {
    if (clues.requested !== 'auto')
        return { kind: 'known', nodeAgentSkuId: clues.requested, from: 'input' };
    if (clues.poolSkuId !== undefined)
        return { kind: 'known', nodeAgentSkuId: clues.poolSkuId, from: 'pool' };
    const fitting = clues.supportedImages.filter(({ osType }) => clues.osType === undefined || osType === clues.osType.toLowerCase());
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
function agentOf(image, supported) {
    const same = supported.filter(({ image: listed }) => likeness(listed, image) === 3);
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

;// CONCATENATED MODULE: ./build/plan/pool-steps.js





/** Steps for one pool: create it, change it, ask once more for nodes that did not come, or nothing. */
function poolSteps(question) {
    const { desired, decisions, origin, pool, after } = question;
    const name = (0,resource_id/* resourceName */.Iy)(desired.poolId);
    const metadata = (0,model_origin/* poolMetadata */.Es)(origin, decisions.imageVersionId);
    if (pool === undefined) {
        const to = poolDefinition(desired, decisions, metadata);
        const step = {
            kind: 'create-pool',
            id: `create-pool ${name}`,
            after,
            disruption: 'none',
            poolId: desired.poolId,
            to,
        };
        return { steps: [step], findings: [] };
    }
    const changes = poolChanges(desired, decisions, pool);
    const [offline, online] = [changes.filter(needsZeroNodes), changes.filter((change) => !needsZeroNodes(change))];
    if (offline.length > 0 && !pool_steps_isEmpty(pool)) {
        return { steps: [], findings: [needsRollout(desired.poolId, offline, pool)] };
    }
    const update = (id, fields, before) => ({
        kind: 'update-pool',
        id: `${id} ${name}`,
        after: before,
        disruption: shrinks(fields, pool) ? 'drain' : 'none',
        poolId: desired.poolId,
        changes: fields,
        metadata,
        retriesResize: false,
    });
    const steps = [];
    // Two writes: Azure takes image and VM size only while the pool is empty, so the scale must come after.
    if (offline.length > 0)
        steps.push(update('change-pool', offline, after));
    if (online.length > 0) {
        const fields = online.map((change) => gentle(change, pool));
        steps.push(update('update-pool', fields, offline.length > 0 ? [`change-pool ${name}`] : after));
    }
    if (changes.length === 0)
        steps.push(...retry(update, question, pool));
    return { steps, findings: startTaskNote(desired.poolId, changes, pool) };
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
    const change = { path: 'properties.scaleSettings', ...(held !== undefined && { from: held }), to: asked };
    return [{ ...update('resize-pool', [change], after), retriesResize: true }];
}
function pool_steps_isEmpty(pool) {
    return pool.currentDedicatedNodes + pool.currentSpotNodes === 0 && pool.allocationState === 'Steady';
}
/** A smaller pool lets running tasks finish, unless the workflow chose otherwise. */
function gentle(change, pool) {
    const fixed = (0,json/* memberAt */.mz)(change.to, ['fixedScale']);
    if (change.path !== 'properties.scaleSettings' || !(0,json/* isJsonObject */.OW)(fixed) || !shrinks([change], pool))
        return change;
    return { ...change, to: { fixedScale: { nodeDeallocationOption: 'TaskCompletion', ...fixed } } };
}
function shrinks(changes, pool) {
    const scale = changes.find(({ path }) => path === 'properties.scaleSettings')?.to;
    const below = (name, nodes) => {
        const target = (0,json/* memberAt */.mz)(scale, ['fixedScale', name]);
        return typeof target === 'number' && target < nodes;
    };
    return (below('targetDedicatedNodes', pool.currentDedicatedNodes) || below('targetLowPriorityNodes', pool.currentSpotNodes));
}
function needsRollout(poolId, changes, pool) {
    const nodes = pool.currentDedicatedNodes + pool.currentSpotNodes;
    const fields = changes.map(({ path }) => path.replace('properties.', '')).join(', ');
    const holds = nodes > 0 ? `holds ${nodes} nodes` : `is ${pool.allocationState.toLowerCase()}, so nodes may be on their way`;
    return {
        code: 'PoolNeedsRollout',
        severity: 'blocker',
        subject: poolId,
        message: `Pool ${(0,resource_id/* resourceName */.Iy)(poolId)} differs from what is asked in ${fields}, and Azure changes that only while a pool holds no nodes; this pool ${holds}.`,
        remedy: 'Resize the pool to 0 nodes and run again (the change is then made in place), or give a pool-id that does not exist yet to put the new image on a pool of its own.',
    };
}
function startTaskNote(poolId, changes, pool) {
    const nodes = pool.currentDedicatedNodes + pool.currentSpotNodes;
    const late = changes.filter(({ path }) => ['properties.startTask', 'properties.applicationPackages'].includes(path));
    if (late.length === 0 || nodes === 0)
        return [];
    return [
        {
            code: 'ReachesNewNodesOnly',
            severity: 'warning',
            subject: poolId,
            message: `The new ${late.map(({ path }) => path.replace('properties.', '')).join(' and ')} of pool ${(0,resource_id/* resourceName */.Iy)(poolId)} reaches its ${nodes} existing nodes only when they reboot; nodes that join later have it at once.`,
            remedy: 'Reboot the nodes when their tasks allow it, where the change has to reach all of them.',
        },
    ];
}

;// CONCATENATED MODULE: ./build/plan/plan.js








/** What has to be done to get from what was observed to what is desired, or why it cannot be done. */
function makePlan(desired, observed) {
    const imageVersionId = (0,resource_id/* childId */._U)(desired.image.imageDefinitionId, 'versions', observed.version);
    const placed = placePools(desired.pools, observed);
    const existing = observed.imageVersion.state === 'present' ? observed.imageVersion.value.targetRegions : [];
    const location = versionLocation(observed);
    const replicas = location === undefined ? [] : replicaArithmetic(desired.image, placed, location, existing);
    const image = imageSteps(desired, observed, imageVersionId, replicas);
    const pools = placed.map((place) => planPool(place, desired, observed, imageVersionId, image));
    const findings = [
        ...imageFindings(desired.image, observed),
        ...replicaFindings(imageVersionId, replicas),
        ...desired.pools.flatMap((pool) => poolFindings(pool, observed)),
        ...pools.flatMap((pool) => pool.findings),
    ];
    const blocked = findings.some(({ severity }) => severity === 'blocker');
    return {
        imageVersionId,
        replicas,
        pools: pools.map(({ planned }) => planned),
        findings,
        steps: blocked ? [] : [...image, ...pools.flatMap(({ steps }) => steps)],
    };
}
/** Pools whose account was read, with the account's region. */
function placePools(pools, observed) {
    return pools.flatMap((pool) => {
        const account = observed.batchAccounts[(0,resource_id/* resourceKey */.ik)(pool.batchAccountId)];
        return account?.state === 'present' ? [{ pool, region: (0,resource_id/* normalizeRegion */.wh)(account.value.location) }] : [];
    });
}
function planPool({ pool: desired, region }, state, observed, imageVersionId, image) {
    const reading = observed.pools[(0,resource_id/* resourceKey */.ik)(desired.poolId)];
    const pool = reading?.state === 'present' ? reading.value : undefined;
    const agent = nodeAgentOf(desired, observed, pool);
    const timeout = timeoutOf(desired);
    const decisions = {
        imageVersionId,
        nodeAgentSkuId: agent.kind === 'known' ? agent.nodeAgentSkuId : '',
        ...(timeout !== undefined && { resizeTimeoutMinutes: timeout }),
    };
    const own = awaitReplicationId(region);
    const after = image.some(({ id }) => id === own) ? [own] : [];
    const answer = poolSteps({ desired, decisions, origin: state.origin, after, ...(pool && { pool }) });
    const previous = pool && (0,json/* memberAt */.mz)(pool.definition.properties, IMAGE_ID);
    return {
        planned: {
            poolId: desired.poolId,
            batchAccountId: desired.batchAccountId,
            region,
            action: pool === undefined ? 'create' : answer.steps.length > 0 || answer.findings.length > 0 ? 'update' : 'keep',
            nodes: nodesOf(desired.scale),
            vmSize: desired.vmSize,
            nodeAgentSkuId: decisions.nodeAgentSkuId,
            ...(timeout !== undefined && { resizeTimeoutMinutes: timeout }),
            ...(typeof previous === 'string' && { previousImageVersionId: previous }),
        },
        steps: [...answer.steps, ...plan_awaitPool(desired, state, pool, answer.steps)],
        findings: [
            ...(agent.kind === 'unknown'
                ? [nodeAgentFinding(desired.poolId, agent, observed.supportedImages[(0,resource_id/* resourceKey */.ik)(desired.batchAccountId)])]
                : []),
            ...agentNote(desired, agent),
            ...(pool === undefined ? startTaskFinding(desired) : []),
            ...(pool
                ? unreadableSecrets(pool, answer.steps.flatMap((step) => (step.kind === 'update-pool' ? step.changes : [])))
                : []),
            ...answer.findings,
        ],
    };
}
const IMAGE_ID = ['deploymentConfiguration', 'virtualMachineConfiguration', 'imageReference', 'id'];
const plan_NODE_AGENT = ['deploymentConfiguration', 'virtualMachineConfiguration', 'nodeAgentSkuId'];
function nodeAgentOf(desired, observed, pool) {
    const poolSkuId = pool && (0,json/* memberAt */.mz)(pool.definition.properties, plan_NODE_AGENT);
    const supported = observed.supportedImages[(0,resource_id/* resourceKey */.ik)(desired.batchAccountId)];
    const definition = observed.imageDefinition.state === 'present' ? observed.imageDefinition.value : undefined;
    const source = observed.source?.state === 'present' ? observed.source.value : undefined;
    const baseImage = observed.baseImage ?? source?.baseImage;
    return chooseNodeAgent({
        requested: desired.nodeAgentSkuId,
        ...(typeof poolSkuId === 'string' && { poolSkuId }),
        ...(baseImage && { baseImage }),
        ...(definition && { identifier: definition.identifier, osType: definition.osType }),
        supportedImages: supported?.state === 'present' ? supported.value : [],
    });
}
/** A node agent read off the definition's name is a good guess, and said to be one. */
function agentNote(desired, agent) {
    if (agent.kind !== 'known' || agent.from !== 'identifier')
        return [];
    return [
        {
            code: 'NodeAgentFromIdentifier',
            severity: 'note',
            subject: desired.poolId,
            message: `Node agent SKU ${agent.nodeAgentSkuId} of pool ${(0,resource_id/* resourceName */.Iy)(desired.poolId)} was chosen by publisher, offer and SKU of the image definition; what the image was made from could not be read.`,
            remedy: 'Give `node-agent-sku` where the definition is named after another operating system than it holds.',
        },
    ];
}
function timeoutOf(desired) {
    if (desired.scale.kind === 'autoscale')
        return undefined;
    return desired.resizeTimeoutMinutes === 'auto'
        ? resizeTimeoutMinutes(nodesOf(desired.scale))
        : desired.resizeTimeoutMinutes;
}
function plan_awaitPool(desired, state, pool, steps) {
    if (state.wait === 'none')
        return [];
    const name = (0,resource_id/* resourceName */.Iy)(desired.poolId);
    const last = steps.at(-1);
    // While a resize is under way its errors are still to come, and belong to this run.
    const old = pool?.allocationState === 'Steady' ? pool.resize?.startTime : undefined;
    return [
        {
            kind: 'await-pool',
            id: `await-pool ${name}`,
            after: last ? [last.id] : [],
            disruption: 'none',
            poolId: desired.poolId,
            batchAccountId: desired.batchAccountId,
            until: state.wait,
            ...(desired.scale.kind === 'fixed' && { targetNodes: nodesOf(desired.scale) }),
            healthyPercent: state.healthyPercent,
            ...(old !== undefined && { resizeSeenBefore: old }),
        },
    ];
}
/** Region to count, for the `replicas` output. */
function replicaCounts(replicas) {
    return Object.fromEntries(replicas.map(({ region, regionalReplicaCount }) => [region, regionalReplicaCount]));
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
    const { plan, failures } = await carryOut(desired, { ...ports, emit });
    emit({ kind: 'finished' });
    const endedAt = ports.clock.now();
    const cancelled = ports.signal.aborted || failures.some(({ code }) => code === 'Cancelled');
    return summarize({ desired, ...(plan && { plan }), events, startedAt, endedAt, failures, cancelled });
}
async function carryOut(desired, ports) {
    let plan;
    try {
        const observed = await observe(desired, ports);
        for (const { subject, text } of describeObserved(desired, observed))
            ports.emit({ kind: 'observed', subject, text });
        plan = makePlan(desired, observed);
        ports.emit({ kind: 'planned', plan });
        const blocked = plan.findings.some(({ severity }) => severity === 'blocker');
        const failures = blocked || desired.mode === 'plan' ? [] : await applyPlan(plan, observed, ports);
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
    let cloud = KNOWN_CLOUDS[inputs.signIn.environment];
    let report;
    try {
        const { resourceManagerEndpoint } = inputs.signIn;
        if (resourceManagerEndpoint !== undefined)
            cloud = await discoverCloud(resourceManagerEndpoint);
        const assertion = freshAssertion(job.requestIdToken, realClock.now, job.firstIdToken);
        const credential = createCredential({ ...inputs.signIn, cloud }, assertion);
        await signIn(credential, cloud, desired.pools.length > 0);
        const azure = createAzure(cloud, credential);
        const deadline = inputs.timeoutMinutes && { deadline: startedAt + inputs.timeoutMinutes * 60_000 };
        report = await run(desired, { azure, clock: realClock, signal, listen, ...deadline });
    }
    catch (error) {
        const failures = [failureOf(error)];
        report = summarize({ desired, events, startedAt, endedAt: realClock.now(), failures, cancelled: signal.aborted });
    }
    for (const line of closingLines(report))
        print(line);
    const portal = { url: cloud.portal, tenantId: inputs.signIn.tenantId };
    return {
        report,
        outputs: outputs(report, portal),
        summary: summary(report, portal),
        annotations: annotations(report),
    };
}


/***/ })

};
;