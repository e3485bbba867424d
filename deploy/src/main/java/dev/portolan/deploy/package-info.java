/** Deployment as a program uses it: {@link dev.portolan.deploy.Portolan} and what it tells. */
package dev.portolan.deploy;
