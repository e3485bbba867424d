/** Cloud Run. */
package dev.portolan.sandbox.gcp.run;
