/** Reaches the cloud through the vendor's client, without a socket. */
package dev.portolan.sandbox.azure.client;
