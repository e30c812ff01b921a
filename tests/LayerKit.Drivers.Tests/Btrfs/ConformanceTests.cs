using LayerKit.Drivers.Btrfs;
using LayerKit.Identity;
using LayerKit.Testing.Drivers;

namespace LayerKit.Drivers.Tests.Btrfs;

[Collection(OnBtrfs.Name)]
public sealed class ConformanceTests(BtrfsVolume volume)
{
    // What can be checked does not depend on the place; what is checked runs on the volume.
    public static TheoryData<string> Checks() => [.. Suite(null).Checks().Where(check => check.NotApplicable is null).Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public void The_driver_keeps_the_contract(string check) => Suite(volume.Path).Checks().Single(candidate => candidate.Name == check).Run();

    [Fact]
    public void What_does_not_apply_is_what_btrfs_cannot_do() => Assert.Equal(
        [
            "the driver applies no layer before its parent", "the driver does not check out, or this is not Linux", "the driver tells no usage",
            "there is no small file system that the driver works on",
        ],
        Suite(volume.Path).Checks().Select(check => check.NotApplicable).OfType<string>().Distinct().Order(StringComparer.Ordinal));

    private static DriverConformance Suite(string? place) =>
        new(context => new BtrfsDriver(context, new BtrfsOptions())) { Place = place, Damage = new RecordDamage(), WorksInMemory = false };

    private sealed class RecordDamage : IDriverDamage
    {
        public void Damage(string root, CacheId id) => File.WriteAllText(Path.Combine(root, "layerkit", "deviations", $"{id}.jsonl"), "{\"path\":");
    }
}
