const { writeFileSync } = require('node:fs')

// Loaded before the bundle, for measuring only: tells the largest resident set in KiB when the process ends.
process.on('exit', () => writeFileSync(process.env.PEAK_MEMORY_FILE, String(process.resourceUsage().maxRSS)))
