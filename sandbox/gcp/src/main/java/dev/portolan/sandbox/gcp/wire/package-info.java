/** How Google's services are spoken to: HTTP rules, JSON, refusals, long-running operations. */
package dev.portolan.sandbox.gcp.wire;
