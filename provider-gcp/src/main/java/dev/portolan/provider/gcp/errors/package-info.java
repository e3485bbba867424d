/** What Google's refusals, and the wire's, mean: one row each. */
package dev.portolan.provider.gcp.errors;
