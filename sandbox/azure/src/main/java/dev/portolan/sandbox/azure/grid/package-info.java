/** Event Grid: what tells functions of the blobs of storage accounts. */
package dev.portolan.sandbox.azure.grid;
