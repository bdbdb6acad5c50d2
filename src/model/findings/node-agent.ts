/** Findings about the node agent SKU. */
export const NODE_AGENT_FINDINGS = {
  NodeAgentUnknown: {
    severity: 'blocker',
    message: 'The node agent SKU for pool {pool} is not known: {why}.',
    remedy:
      'Give `node-agent-sku`, the one made for the operating system inside the image, such as `batch.node.ubuntu 24.04`.',
  },
  NodeAgentFromIdentifier: {
    severity: 'note',
    message:
      'Node agent SKU {agent} of pool {pool} was chosen by publisher, offer and SKU of the image definition: what the image was made from tells none.',
    remedy: 'Give `node-agent-sku` where the definition is named after another operating system than it holds.',
  },
  NodeAgentNotSupported: {
    severity: 'blocker',
    message: 'Batch account {account} knows no node agent SKU {agent}.',
    remedy: 'Correct `node-agent-sku`. The closest are {closest}.',
  },
  NodeAgentOtherOs: {
    severity: 'blocker',
    message:
      'Node agent SKU {agent} is for {held}, and image definition {definition} for {needed}: nodes would never join the pool.',
    remedy: 'Give a `node-agent-sku` for {needed}, or `auto`.',
  },
  NodeAgentOtherImage: {
    severity: 'warning',
    message:
      'Node agent SKU {agent} of pool {pool} is none that Batch lists for {baseImage}, from which the image was made: nodes join only if the image holds another operating system by now.',
    remedy:
      'Give `node-agent-sku: auto`, which takes {fitting}, unless the operating system was upgraded while the image was built.',
  },
  NodeAgentChanges: {
    severity: 'note',
    message: 'Pool {pool} has node agent SKU {held}, which is not made for its new image, and gets {agent}.',
    remedy: 'Give `node-agent-sku` where it has to be another.',
  },
  NodeAgentEnding: {
    severity: 'warning',
    message:
      'Batch ends its support of node agent SKU {agent} on {date}, in {days}; pools on it may then no longer grow.',
    remedy: 'Build the image on a newer operating system before that day.',
  },
  NodeAgentEnded: {
    severity: 'blocker',
    message: 'Batch ended its support of node agent SKU {agent} on {date}.',
    remedy: 'Build the image on a newer operating system, and give its `node-agent-sku`.',
  },
} as const
