using LayerKit.Drivers.Tests.Btrfs;

namespace LayerKit.Tests;

/// <summary>The conformance tests on <c>btrfs</c>.</summary>
public sealed class BtrfsConformanceTests(BtrfsVolume volume) : ConformanceTests("btrfs", volume.Path), IClassFixture<BtrfsVolume>;
