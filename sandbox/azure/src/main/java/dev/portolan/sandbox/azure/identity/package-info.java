/** Identities, and what they may do. */
package dev.portolan.sandbox.azure.identity;
