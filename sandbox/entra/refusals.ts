import { Refusal } from '../service.ts'

/**
 * Entra's refusals by number: status, `error` and sentence.
 * Source: learn.microsoft.com/entra/identity-platform/reference-error-codes; statuses and wording from reports in the field.
 */
const SENTENCES = {
  50027: [400, 'invalid_request', 'JWT token is invalid or malformed.'],
  50049: [400, 'invalid_instance', 'Unknown or invalid instance. Instance: {0}'],
  50059: [
    400,
    'invalid_request',
    'No tenant-identifying information found in either the request or implied by any provided credentials.',
  ],
  53003: [
    400,
    'access_denied',
    'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
  ],
  70003: [400, 'unsupported_grant_type', "The app requested an unsupported grant type '{0}'."],
  70021: [
    400,
    'invalid_request',
    "No matching federated identity record found for presented assertion. Assertion Issuer: '{0}'. Assertion Subject: '{1}'. Assertion Audience: '{2}'. https://docs.microsoft.com/en-us/azure/active-directory/develop/workload-identity-federation",
  ],
  70025: [401, 'invalid_client', "The client '{0}'({1}) has no configured federated identity credentials."],
  90002: [
    400,
    'invalid_request',
    "Tenant '{0}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.",
  ],
  90023: [400, 'invalid_request', "Unsupported 'client_assertion_type' value '{0}'."],
  90038: [400, 'invalid_request', "Tenant '{0}' request is being redirected to the National Cloud '{1}'."],
  500011: [
    400,
    'invalid_resource',
    'The resource principal named {0} was not found in the tenant named {1}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.',
  ],
  700016: [
    400,
    'unauthorized_client',
    "Application with identifier '{0}' was not found in the directory '{1}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.",
  ],
  700024: [
    401,
    'invalid_client',
    'Client assertion is not within its valid time range. Current time: {0}, assertion valid from {1}, expiry time of assertion {2}. Review the documentation at https://docs.microsoft.com/azure/active-directory/develop/active-directory-certificate-credentials .',
  ],
  700027: [
    401,
    'invalid_client',
    "The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '{0}'.]",
  ],
  700211: [
    401,
    'invalid_client',
    "No matching federated identity record found for presented assertion issuer '{0}'. Please check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://docs.microsoft.com/en-us/azure/active-directory/develop/workload-identity-federation",
  ],
  700212: [
    401,
    'invalid_client',
    "No matching federated identity record found for presented assertion audience '{0}'. Please check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://docs.microsoft.com/en-us/azure/active-directory/develop/workload-identity-federation",
  ],
  700213: [
    401,
    'invalid_client',
    "No matching federated identity record found for presented assertion subject '{0}'. Please check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://docs.microsoft.com/en-us/azure/active-directory/develop/workload-identity-federation",
  ],
  900144: [400, 'invalid_request', "The request body must contain the following parameter: '{0}'."],
  1002012: [
    400,
    'invalid_scope',
    'The provided value for scope {0} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).',
  ],
  7000112: [400, 'unauthorized_client', "Application '{0}'({1}) is disabled."],
  7000215: [
    401,
    'invalid_client',
    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{0}'.",
  ],
  7000218: [
    401,
    'invalid_client',
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  ],
  7000229: [
    401,
    'invalid_client',
    'The client application {0} is missing service principal in the tenant {1}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119',
  ],
  7002138: [
    401,
    'invalid_client',
    "No matching federated identity record found for presented assertion subject '{0}'. The subject matches with case-insensitive comparison, but not with case-sensitive comparison. Please check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://docs.microsoft.com/en-us/azure/active-directory/develop/workload-identity-federation",
  ],
} as const

/** Entra's refusal of that number, with what it names put into its sentence. */
export function entraRefusal(number: keyof typeof SENTENCES, ...values: readonly string[]): Refusal {
  const [status, error, sentence] = SENTENCES[number]
  const filled = sentence.replace(/\{(\d)\}/g, (_, index: string) => values[Number(index)] ?? '')
  return new Refusal(status, error, `AADSTS${number}: ${filled}`)
}
