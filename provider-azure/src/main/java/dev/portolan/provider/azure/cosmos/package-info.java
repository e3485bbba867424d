/** The containers of Cosmos DB of whose records functions hear, and who may read them. */
package dev.portolan.provider.azure.cosmos;
