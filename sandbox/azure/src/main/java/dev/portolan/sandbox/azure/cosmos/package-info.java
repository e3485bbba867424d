/** Cosmos DB: accounts, their containers and rights, and the change feed that functions hear. */
package dev.portolan.sandbox.azure.cosmos;
