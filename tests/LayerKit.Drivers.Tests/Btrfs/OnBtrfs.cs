namespace LayerKit.Drivers.Tests.Btrfs;

/// <summary>Tests that share one volume.</summary>
[CollectionDefinition(Name)]
public sealed class OnBtrfs : ICollectionFixture<BtrfsVolume>
{
    public const string Name = "btrfs";
}
