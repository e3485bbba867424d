/** The data plane: what runs an uploaded function, and the addresses at which it answers. */
package dev.portolan.sandbox.aws.runtime;
