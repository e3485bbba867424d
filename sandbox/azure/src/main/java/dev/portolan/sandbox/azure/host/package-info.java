/**
 * What stands in front of Azure's workers: reads a published folder, listens, lets in who may come,
 * finds the function and tells its worker; each rule with its place in Azure's host
 * (github.com/Azure/azure-functions-host, 4.1037) or what that stands on.
 */
package dev.portolan.sandbox.azure.host;
