/** What the resource manager's calls have in common: routes, checks, answers, operations. */
package dev.portolan.sandbox.azure.wire;
