/** Plans and sites: what Microsoft.Web offers to function apps of Flex Consumption. */
package dev.portolan.sandbox.azure.web;
