using LayerKit.Drivers.Overlay2;
using LayerKit.Identity;
using LayerKit.Testing.Drivers;

namespace LayerKit.Drivers.Tests.Overlay2;

public sealed class ConformanceTests
{
    public static TheoryData<string> Checks() => [.. Suite().Checks().Where(check => check.NotApplicable is null).Select(check => check.Name)];

    [Theory]
    [MemberData(nameof(Checks))]
    public void The_driver_keeps_the_contract(string check) => Suite().Checks().Single(candidate => candidate.Name == check).Run();

    [Fact]
    public void Every_check_applies() => Assert.Empty(Suite().Checks().Select(check => check.NotApplicable).OfType<string>());

    private static DriverConformance Suite() => new(context => new Overlay2Driver(context, new Overlay2Options())) { Damage = new RecordDamage() };

    private sealed class RecordDamage : IDriverDamage
    {
        public void Damage(string root, CacheId id) => File.Delete(Path.Combine(root, id.ToString(), "link"));
    }
}
