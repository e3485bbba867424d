/** Storage accounts, their containers, and the blobs in them. */
package dev.portolan.sandbox.azure.storage;
