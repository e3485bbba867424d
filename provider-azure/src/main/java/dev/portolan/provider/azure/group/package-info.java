/** The resource group that all of an owner is in. */
package dev.portolan.provider.azure.group;
