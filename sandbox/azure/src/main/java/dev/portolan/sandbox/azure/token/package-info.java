/** Who calls: managed-identity tokens, given and held against their signature. */
package dev.portolan.sandbox.azure.token;
