/**
 * Loads and calls functions as Azure's worker for Java does, each rule with its place in that
 * worker (github.com/Azure/azure-functions-java-worker, 2.17). Stands on the JDK and on Azure's
 * library alone, so that nothing else meets a function in its process.
 */
package dev.portolan.sandbox.azure.worker;
