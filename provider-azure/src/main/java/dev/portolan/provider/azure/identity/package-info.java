/** Whom a function acts as, and what it may do. */
package dev.portolan.provider.azure.identity;
