/**
 * What all deployers and packagers must do, as tests. A provider's test class implements {@link
 * dev.portolan.testkit.DeployerContract} or {@link dev.portolan.testkit.PackagerContract} and says
 * only which cloud it is held in; nothing here knows any.
 */
package dev.portolan.testkit;
