/** The containers whose objects functions are told of, and Event Grid, which tells them. */
package dev.portolan.provider.azure.grid;
