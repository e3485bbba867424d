/** Secret Manager. */
package dev.portolan.sandbox.gcp.secrets;
