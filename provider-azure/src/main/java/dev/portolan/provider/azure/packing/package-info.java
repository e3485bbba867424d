/** The function app that is packed, and the slice of it that goes to one function's site. */
package dev.portolan.provider.azure.packing;
