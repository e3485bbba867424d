/** Artifacts with equal bytes from equal input, in any time zone, on any JVM. */
package dev.portolan.deploy.packaging;
