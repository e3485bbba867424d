/** The publishing site of a site: it takes packages and tells of their deployments. */
package dev.portolan.sandbox.azure.scm;
