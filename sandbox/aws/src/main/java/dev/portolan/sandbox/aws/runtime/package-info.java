/** The data plane: what runs an uploaded function. */
package dev.portolan.sandbox.aws.runtime;
