/** Packs and deploys to Azure Functions on Flex Consumption. */
package dev.portolan.provider.azure;
