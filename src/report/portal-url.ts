/** Where people look at a cloud: `https://portal.azure.com` and the tenant to sign in to. */
export type Portal = { readonly url: string; readonly tenantId?: string }

/**
 * Address of a resource in the Azure portal: the resource deep link `#@TENANT/resource/ID`. Pools have it too;
 * the portal documents no address of its own for them.
 */
export function portalUrl(portal: Portal, resourceId: string): string {
  const tenant = portal.tenantId === undefined ? '' : `@${encodeURIComponent(portal.tenantId)}/`
  const path = resourceId.split('/').map(encodeURIComponent).join('/')
  return `${portal.url.replace(/\/+$/, '')}/#${tenant}resource${path}`
}
