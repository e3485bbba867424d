/** Cloud Run with an image of ours: from a packed image to a revision that waits for users. */
package dev.portolan.provider.gcp.run;
