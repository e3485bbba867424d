/** The archive that Cloud Functions builds an image of. */
package dev.portolan.provider.gcp.packing;
