/**
 * AWS embedded on loopback, to rehearse on and to test against.
 *
 * <p>{@link dev.portolan.sandbox.aws.EmbeddedAws} is the whole of it.
 */
package dev.portolan.sandbox.aws;
