using Acme.ZipDir;
using LayerKit.Drivers.Content;
using LayerKit.Drivers.Overlay2;
using LayerKit.Drivers.Vfs;
using LayerKit.Testing.Drivers;

namespace LayerKit.Testing.Tests.Drivers;

/// <summary>The suite on drivers that work everywhere, on the example of a driver from outside, and on one that is wrong in many ways.</summary>
public sealed class DriverConformanceTests
{
    // In memory where there is such a place: the checks make thousands of small files.
    private static readonly string? Place = Directory.Exists("/dev/shm") ? "/dev/shm" : null;

    private static readonly Dictionary<string, DriverConformance> Suites = new(StringComparer.Ordinal)
    {
        ["vfs"] = new(context => new VfsDriver(context)) { Place = Place, Damage = new VfsDamage() },
        ["overlay2"] = new(context => new Overlay2Driver(context, new Overlay2Options())) { Place = Place, Damage = new Overlay2Damage() },
        ["content"] = new(context => new ContentDriver(context)) { Place = Place, Damage = new ContentDamage() },
        ["zipdir"] = new(context => new ZipDirDriver(context, new ZipDirOptions())) { Place = Place },
    };

    public static TheoryData<string, string> Checks()
    {
        TheoryData<string, string> checks = [];
        foreach ((string driver, DriverConformance suite) in Suites)
        {
            foreach (ConformanceCheck check in suite.Checks().Where(check => check.NotApplicable is null))
            {
                checks.Add(driver, check.Name);
            }
        }

        return checks;
    }

    [Theory]
    [MemberData(nameof(Checks))]
    public void A_driver_keeps_the_contract(string driver, string check) => Suites[driver].Checks().Single(candidate => candidate.Name == check).Run();

    [Fact]
    public void There_are_many_checks_and_their_names_are_different()
    {
        string[] names = [.. Suites["vfs"].Checks().Select(check => check.Name)];
        Assert.True(names.Length >= 100, $"only {names.Length}");
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public Task What_does_not_apply_is_counted_with_its_reason() => Verify(string.Concat(Suites.SelectMany(suite => suite.Value.Checks()
        .GroupBy(check => check.NotApplicable ?? "checked")
        .OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $"{suite.Key}: {group.Count()} {group.Key}\n"))));

    [Fact]
    public void A_check_that_does_not_apply_cannot_pass()
    {
        ConformanceCheck check = Suites["zipdir"].Checks().First(check => check.NotApplicable is not null);
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(check.Run);
        Assert.Contains(check.NotApplicable!, e.Message, StringComparison.Ordinal);
    }
}
