package dev.portolan.testkit;

/**
 * What every deployer does, and never does, in whatever cloud. Implemented by a test class of one
 * line that also says which cloud.
 */
public interface DeployerContract
    extends LifecycleContract,
        EventContract,
        SharingContract,
        TokenContract,
        UseContract,
        FeatureContract,
        OwnershipContract,
        KillContract,
        LostResponseContract,
        InterruptContract,
        HistoryContract,
        RaceContract,
        PressureContract,
        HonestyContract,
        SecrecyContract,
        CopyContract {}
