import { entry, type Json } from '../worlds.ts'

/** Properties of the image definition of the runs, in a world that is to be bent. */
export const definitionIn = ({ compute: { imageDefinitions } }: Json): Json =>
  entry(imageDefinitions, '/ubuntu-render').properties

/** The image version 1.0.0. */
export const versionIn = ({ compute: { imageVersions } }: Json): Json =>
  entry(imageVersions, '/ubuntu-render/versions/1.0.0')

/** The virtual machine that images are built on. */
export const machineIn = ({ compute: { virtualMachines } }: Json): Json => entry(virtualMachines, '/image-builder')

/** Properties of the Batch account of the runs. */
export const accountIn = ({ batch: { accounts } }: Json): Json => entry(accounts, '/contosorenders').properties
