import { describe } from '@jest/globals'
import { accepts, type Given, type Row, refuses } from './workflow.ts'

const value = (input: string, text: string, rule: string, title = `${input} ${text}`): Row => [
  title,
  { [input]: text },
  input,
  text,
  rule,
]

describe('create-gallery', () => {
  accepts([['true', { 'create-gallery': 'True' }, { createGallery: true }]])
  refuses([value('create-gallery', 'yes', 'true or false')])
})

describe('the image definition', () => {
  const full: Given = {
    'os-type': 'linux',
    'hyper-v-generation': 'v2',
    architecture: 'ARM64',
    'security-type': 'trustedlaunchsupported',
    publisher: 'Contoso-1',
    offer: 'render_farm',
    sku: '24.04',
    'purchase-plan': 'almalinux/almalinux-x86_64/8_7-gen2',
  }
  accepts([
    [
      'everything that never changes, in any case, as Azure spells it',
      full,
      {
        createGallery: false,
        definition: {
          osType: 'Linux',
          hyperVGeneration: 'V2',
          architecture: 'Arm64',
          securityType: 'TrustedLaunchSupported',
          publisher: 'Contoso-1',
          offer: 'render_farm',
          sku: '24.04',
          purchasePlan: { publisher: 'almalinux', product: 'almalinux-x86_64', name: '8_7-gen2' },
        },
      },
    ],
    [
      'a definition of generation V1',
      { 'hyper-v-generation': 'V1', architecture: 'X64', 'security-type': 'standard', 'os-type': 'WINDOWS' },
      { definition: { hyperVGeneration: 'V1', architecture: 'x64', securityType: 'Standard', osType: 'Windows' } },
    ],
    ['the longest publisher', { publisher: 'p'.repeat(128) }, { definition: { publisher: 'p'.repeat(128) } }],
    ['the longest offer', { offer: 'o'.repeat(64) }, { definition: { offer: 'o'.repeat(64) } }],
  ])

  refuses([
    value('os-type', 'Ubuntu', 'one of Linux, Windows'),
    value('hyper-v-generation', '2', 'one of V1, V2'),
    value('architecture', 'amd64', 'one of x64, Arm64'),
    value('security-type', 'Trusted', 'TrustedLaunchSupported, TrustedLaunch, ConfidentialVMSupported'),
    value('publisher', 'p'.repeat(129), 'up to 128', 'a publisher of 129 characters'),
    value('offer', 'o'.repeat(65), 'up to 64', 'an offer of 65 characters'),
    value('sku', 's'.repeat(65), 'up to 64', 'a SKU of 65 characters'),
    value('publisher', 'Contoso Ltd', 'letters, digits', 'a publisher with a space'),
    value('sku', '24.04.', 'no period at the end', 'a SKU that ends in a period'),
    value('purchase-plan', 'almalinux/almalinux-x86_64', 'publisher/product/name', 'a plan of two parts'),
    value('purchase-plan', 'a/b/c/d', 'publisher/product/name', 'a plan of four parts'),
    value('purchase-plan', 'a//c', 'publisher/product/name', 'a plan without a product'),
    [
      'Arm64 of generation V1',
      { 'hyper-v-generation': 'V1', architecture: 'arm64' },
      'architecture',
      'Arm64',
      'needs hyper-v-generation V2',
    ],
    [
      'trusted launch of generation V1',
      { 'hyper-v-generation': 'V1', 'security-type': 'TrustedLaunch' },
      'security-type',
      'TrustedLaunch',
      'needs hyper-v-generation V2',
    ],
  ])
})
