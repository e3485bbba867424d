/** The subscription, what is registered in it, and its resource groups. */
package dev.portolan.sandbox.azure.resources;
