/** Artifact Registry. */
package dev.portolan.sandbox.gcp.artifacts;
