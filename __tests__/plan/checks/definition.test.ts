import { describe } from '@jest/globals'
import { definitionFindings } from '../../../src/plan/checks/definition.ts'
import {
  ABSENT,
  at,
  COMPUTE,
  definition,
  GALLERY as GALLERY_ID,
  link,
  present,
  SUBSCRIPTION,
  unreadable,
} from './question.ts'
import { rows } from './rows.ts'

const GALLERY = present({ id: '/g', location: 'westeurope', provisioningState: 'Succeeded' })
const UNTOLD = { source: [{ role: 'whole', id: '/i', observed: present(link()) }], lineage: undefined } as const
const NO_DEFINITION = { imageDefinition: ABSENT, gallery: GALLERY }
const NO_GALLERY = { imageDefinition: ABSENT, gallery: ABSENT }
const CREATED = { createGallery: true, definition: { publisher: 'Acme', offer: 'render', sku: 'worker' } }
const galleries = (...ids: readonly string[]) => ({
  galleries: at(GALLERY_ID, present(ids.map((id) => ({ id, location: 'westeurope', provisioningState: 'Succeeded' })))),
})
const beside = (identifier: { publisher: string; offer: string; sku: string }) => {
  const other = definition({ id: `${GALLERY_ID}/images/other`, identifier })
  return { definitions: at(GALLERY_ID, present(other.state === 'present' ? [other.value] : [])) }
}
const PLAN = { name: 'pro', publisher: 'acme', product: 'renderer' }

describe('definitionFindings', () => {
  rows(definitionFindings, [
    ['a definition that is there, as asked', [], { image: { definition: { osType: 'Linux', publisher: 'Studio' } } }],
    [
      'a gallery that is not there',
      ['GalleryNotFound: galleries/studio.'],
      { seen: { imageDefinition: ABSENT, gallery: ABSENT } },
    ],
    [
      'a resource group that is not there, also where the gallery is created',
      ['ResourceGroupMissing: There is no resource group /subscriptions/'],
      { image: { createGallery: true }, seen: { imageDefinition: { state: 'absent', isGroupMissing: true } } },
    ],
    ['a definition that is not there', ['ImageDefinitionNotFound: images/worker.'], { seen: NO_DEFINITION }],
    [
      'a definition that is not there, in a gallery that could not be read',
      ['ImageDefinitionNotFound'],
      { seen: { imageDefinition: ABSENT, gallery: unreadable() } },
    ],
    [
      'a gallery that is created with its definition',
      [],
      { image: { createGallery: true }, seen: { imageDefinition: ABSENT, gallery: ABSENT } },
    ],
    [
      'a gallery to be created whose name one of another resource group has, in whatever case',
      ['GalleryNameTaken: Gallery studio is to be created, and /subscriptions/'],
      {
        image: { createGallery: true },
        seen: NO_GALLERY,
        preflight: galleries(
          `/subscriptions/${SUBSCRIPTION}/resourceGroups/o/providers/Microsoft.Compute/galleries/STUDIO`,
        ),
      },
    ],
    [
      'a gallery to be created beside others, or that somebody creates meanwhile',
      [],
      {
        image: { createGallery: true },
        seen: NO_GALLERY,
        preflight: galleries(`${COMPUTE}/galleries/studios`, GALLERY_ID),
      },
    ],
    [
      'galleries that could not be listed',
      [],
      { image: { createGallery: true }, seen: NO_GALLERY, preflight: { galleries: at(GALLERY_ID, unreadable()) } },
    ],
    [
      'a definition to be created whose publisher, offer and SKU another has',
      ['IdentifierTaken: publisher Acme, offer render and SKU worker, and image definition other of the same gallery'],
      {
        image: CREATED,
        seen: NO_DEFINITION,
        preflight: beside({ publisher: 'acme', offer: 'Render', sku: 'worker' }),
      },
    ],
    [
      'a definition to be created that shares only publisher and offer with another',
      [],
      {
        image: CREATED,
        seen: NO_DEFINITION,
        preflight: beside({ publisher: 'Acme', offer: 'render', sku: 'manager' }),
      },
    ],
    [
      'a gallery that could not be read, and may have to be created',
      ['NotReadable: The gallery'],
      { image: { createGallery: true }, seen: { imageDefinition: ABSENT, gallery: unreadable() } },
    ],
    [
      'a definition that could not be read',
      ['NotReadable: Azure says AuthorizationFailed: No right to read it.'],
      { seen: { imageDefinition: unreadable() } },
    ],
    [
      'a definition of another tenant',
      ['OtherTenant: The image definition'],
      { seen: { imageDefinition: unreadable('InvalidAuthenticationTokenTenant') } },
    ],
    [
      'an operating system that nothing tells',
      ['DefinitionNotDescribed: nothing tells its operating system'],
      {
        image: { createGallery: true, definition: { hyperVGeneration: 'V2' } },
        seen: { ...NO_DEFINITION, ...UNTOLD },
      },
    ],
    [
      'a generation that nothing tells',
      ['DefinitionNotDescribed: nothing tells its generation'],
      { image: { createGallery: true, definition: { osType: 'Linux' } }, seen: { ...NO_DEFINITION, ...UNTOLD } },
    ],
    [
      'what the workflow tells',
      [],
      {
        image: { createGallery: true, definition: { osType: 'Windows', hyperVGeneration: 'V1' } },
        seen: { ...NO_DEFINITION, ...UNTOLD },
      },
    ],
    [
      'a generation that follows from the security type that is asked for',
      [],
      {
        image: { createGallery: true, definition: { osType: 'Linux', securityType: 'TrustedLaunch' } },
        seen: { ...NO_DEFINITION, ...UNTOLD },
      },
    ],
    [
      'an operating system that a missing source would tell',
      [],
      {
        image: { createGallery: true },
        seen: { ...NO_DEFINITION, source: [{ role: 'whole', id: '/i', observed: ABSENT }], lineage: undefined },
      },
    ],
    [
      'a definition that is being deleted',
      ['ParentBeingDeleted: Image definition worker is being deleted'],
      { seen: { imageDefinition: definition({ provisioningState: 'Deleting' }) } },
    ],
    [
      'a gallery that is being deleted, in which a definition is to be created',
      ['ParentBeingDeleted: Gallery g is being deleted'],
      {
        image: { createGallery: true },
        seen: {
          imageDefinition: ABSENT,
          gallery: present({ id: '/g', location: 'westeurope', provisioningState: 'Deleting' }),
        },
      },
    ],
    [
      'specialized images',
      ['ImageNotGeneralized: worker'],
      { seen: { imageDefinition: definition({ osState: 'Specialized' }) } },
    ],
    [
      'another generation than is asked for',
      ['DefinitionDiffers: has generation V2, and the workflow asks for V1'],
      { image: { definition: { hyperVGeneration: 'V1' } } },
    ],
    [
      'another security type and publisher than are asked for',
      ['DefinitionDiffers: has security type Standard', 'DefinitionDiffers: has publisher studio'],
      { image: { definition: { securityType: 'TrustedLaunch', publisher: 'acme' } } },
    ],
    [
      'a purchase plan that is asked for and not there',
      ['DefinitionDiffers: has purchase plan none, and the workflow asks for acme/renderer/pro'],
      { image: { definition: { purchasePlan: PLAN } } },
    ],
    [
      'a purchase plan in another case',
      [],
      {
        image: { definition: { purchasePlan: PLAN } },
        seen: { imageDefinition: definition({ purchasePlan: { ...PLAN, publisher: 'Acme' } }) },
      },
    ],
  ])
})
